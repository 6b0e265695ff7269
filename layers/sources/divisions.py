"""County codes and names held against the built-in list: what is old, what is no county, what contradicts itself.

Only told, never changed: the list is of one year, and a bureau may know better.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from layers.errors import UnreadableSource
from layers.sources import gazetteer
from layers.sources.codes import digits_of
from layers.sources.model import Problem

if TYPE_CHECKING:
    import pandas as pd

_EXAMPLES = 3
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def check_codes(codes: Iterable[str], names: Iterable[str], *, field: str) -> list[Problem]:
    """Return what six-digit codes and the names beside them say against the built-in list of counties.

    Parameters
    ----------
    codes, names : iterable of str
        Row by row; "" where there is none.
    field : str
        The column the codes came from, for the findings.

    Returns
    -------
    list of Problem
        ``codes_of_larger`` (provinces, prefectures), ``codes_superseded`` (no longer in force, with the successor
        of that name), ``codes_unlisted``, ``code_name_differ``.
    """
    try:
        listed = gazetteer.county_names()
    except UnreadableSource:
        return []
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in dict.fromkeys(zip(codes, names, strict=True)):
        if not code:
            continue
        if code in listed:
            if _contradicts(code, name, listed):
                found["code_name_differ"].append(f"{code} {listed[code]} ≠ {name}")
            continue
        larger = gazetteer.division_name(code) if code.endswith("00") else ""
        successor = "" if larger else _successor(code, name)
        if larger:
            found["codes_of_larger"].append(f"{code} {larger}")
        elif successor:
            found["codes_superseded"].append(f"{code} {name} → {successor} {listed[successor]}")
        else:
            found["codes_unlisted"].append(f"{code} {name}".strip())
    return _problems(found, field)


def check_short(values: pd.Series, *, field: str) -> list[Problem]:
    """Return ``codes_of_larger`` for a column whose cells are mostly the four digits of prefectures (1308)."""
    codes = [code for value in values.tolist() if (code := digits_of(value))]
    try:
        short = {code: gazetteer.division_name(code) for code in dict.fromkeys(codes) if len(code) == 4}
    except UnreadableSource:
        return []
    known = {code: name for code, name in short.items() if name}
    if not codes or sum(code in known for code in codes) < 0.8 * len(codes):
        return []
    return _problems({"codes_of_larger": [f"{code} {name}" for code, name in known.items()]}, field)


def _problems(found: dict[str, list[str]], field: str) -> list[Problem]:
    def facts(code: str) -> dict[str, object]:
        return {"count": len(found[code]), "field": field, "examples": found[code][:_EXAMPLES]}

    problems = []
    if "code_name_differ" in found:
        problems.append(Problem("code_name_differ", "warning", facts("code_name_differ")))
    if "codes_of_larger" in found:
        problems.append(Problem("codes_of_larger", "warning", facts("codes_of_larger")))
    if "codes_superseded" in found:
        problems.append(Problem("codes_superseded", "warning", facts("codes_superseded")))
    if "codes_unlisted" in found:
        problems.append(Problem("codes_unlisted", "info", facts("codes_unlisted")))
    return problems


def _contradicts(code: str, name: str, listed: dict[str, str]) -> bool:
    """Return True when a name is that of another county than its code: a name nobody knows contradicts nothing."""
    if not _CHINESE.search(name) or gazetteer.same_place(listed[code], name):
        return False
    others = _by_name().get(name, ()) or _by_name().get(gazetteer.short_name(name), ())
    return bool(others) and code not in others


def _successor(code: str, name: str) -> str:
    """Return the code of the one county of that name in the same prefecture, or else province; "" for none."""
    is_zone = code[4] == "7"  # development zones counted like counties (nn7n), beside counties of like names
    if is_zone or not _CHINESE.search(name):
        return ""
    same_name = _by_name().get(name, ()) or _by_name().get(gazetteer.short_name(name), ())
    for digits in (4, 2):
        near = [other for other in same_name if other[:digits] == code[:digits]]
        if len(near) == 1:
            return near[0]
    return ""


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[str, ...]]:
    """Return full and short name → codes."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in gazetteer.county_names().items():
        for known in {name, gazetteer.short_name(name)}:
            found[known].append(code)
    return {name: tuple(codes) for name, codes in found.items()}
