"""Attributes under the program's own names: how the columns of a source become canonical ones.

The canonical columns and the names they go by are in :mod:`layers.sources.aliases`; which column is taken is
decided in :mod:`layers.sources.choosing`.  A column that was mapped without loss is not kept twice; every other
column of the source follows under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from layers.kinds import Role
from layers.sources.aliases import ALIASES, CANONICAL, NUMBERS, canonical_columns, is_cut, key, named
from layers.sources.census import ORDER
from layers.sources.choosing import FieldChoice, choose, digits_of_code, fillers, per_area_column
from layers.sources.codes import code_share
from layers.sources.converting import convert, texts, unknown
from layers.sources.divisions import check_codes, check_short
from layers.sources.model import Problem

__all__ = [
    "ALIASES",
    "CANONICAL",
    "NUMBERS",
    "Mapped",
    "canonical_columns",
    "find",
    "find_code",
    "is_cut",
    "key",
    "map_fields",
    "texts",
    "without_clutter",
]

#: Names a stored table keeps for itself.
_RESERVED = {"fid", "ogc_fid", "uid", "geometry", "geom"}
#: Columns that only describe how KML looks.
_KML_CLUTTER = frozenset(
    {"id", "timestamp", "begin", "end", "altitudemode", "tessellate", "extrude", "visibility", "draworder", "icon"}
    | {"snippet"}
)


@dataclass
class Mapped:
    """Canonical columns, the columns left over, and what was found on the way."""

    canonical: pd.DataFrame
    rest: pd.DataFrame
    sources: dict[str, str] = field(default_factory=dict)  # canonical → column it came from
    problems: list[Problem] = field(default_factory=list)
    choices: tuple[FieldChoice, ...] = ()

    def told(self) -> list[Problem]:
        """Return where each canonical column came from, as findings: the note of the mapping."""
        notes = []
        for choice in self.choices:
            name, column = choice.canonical, choice.column
            if choice.how == "given" and column is None:
                notes.append(Problem("field_none", "info", {"canonical": name}))
            elif choice.how == "given":
                notes.append(Problem("field_given", "info", {"field": column, "canonical": name}))
            elif name in self.sources and self.sources[name] != name:
                notes.append(Problem("field_mapped", "info", {"field": self.sources[name], "canonical": name}))
        return notes


def find(frame: pd.DataFrame, canonical: str) -> list[str]:
    """Return the columns that may be a canonical one by their names, best first."""
    return [column for column, _ in named(map(str, frame.columns), canonical)]


def find_code(frame: pd.DataFrame) -> str | None:
    """Return the column that holds division codes: named so, and at least 80 % of its cells are codes."""
    return next((column for column in find(frame, "code") if code_share(frame[column], least=0.8) >= 0.8), None)


def map_fields(
    frame: pd.DataFrame, role: Role, *, by_format: str = "", given: Mapping[str, str | None] | None = None
) -> Mapped:
    """Return a role's canonical columns from a source's attributes, and the rest of them.

    Parameters
    ----------
    frame : DataFrame
        Attributes of the source.
    role : Role
    by_format : str
        Format whose own clutter is left out (``kml``).
    given : mapping, optional
        What the planner said: canonical column → column of the source, or None for none.  A column that is not
        there is told (``field_missing``), and the proposal stands.
    """
    frame = without_clutter(frame, by_format)
    mapped = Mapped(pd.DataFrame(index=frame.index), frame, choices=choose(frame, role, given))
    used: set[str] = set()
    for choice in mapped.choices:
        name, column = choice.canonical, choice.column
        wanted = (given or {}).get(name)
        if wanted is not None and wanted not in map(str, frame.columns):
            mapped.problems.append(Problem("field_missing", "warning", {"field": wanted, "canonical": name}))
        if column is None:
            mapped.canonical[name] = unknown(frame.index, name)
            continue
        if name == "name":
            values, consumed = _names(frame, [column, *fillers(frame, choice)], mapped)
            used.update(consumed)
        else:
            order = (given or {}).get(ORDER)
            made = convert(frame[column], name, source=column, digits=digits_of_code(role), beside=frame, order=order)
            values = made.values
            mapped.sources[name] = column
            mapped.problems.extend(made.problems)
            used.update([column] if made.is_lossless else [])
        mapped.canonical[name] = values
    mapped.problems.extend(_noticed(mapped, frame, role))
    mapped.rest = frame.drop(columns=[column for column in used if column in frame.columns])
    mapped.rest, renamed = _distinct_names(mapped.rest, mapped.canonical.columns)
    known = {*mapped.sources.values(), *find(frame, "name")}
    mapped.problems.extend(problem for problem in renamed if problem.facts["field"] not in known)
    return mapped


def _noticed(mapped: Mapped, frame: pd.DataFrame, role: Role) -> list[Problem]:
    """Return what the canonical columns as a whole say about themselves."""
    found: list[Problem] = []
    columns = mapped.canonical
    if "people" in columns and len(frame):
        missing = int(columns["people"].isna().sum())
        if missing:
            found.append(Problem("people_unknown", "info", {"count": missing}))
    if "stock_m3" in columns and "stock_m3" not in mapped.sources:
        column = per_area_column(frame)
        if column is not None:
            found.append(Problem("stock_per_area", "info", {"field": column}))
    if role in (Role.COUNTY, Role.POPULATION) and "code" not in mapped.sources:
        found += [problem for column in find(frame, "code") for problem in check_short(frame[column], field=column)][:1]
    elif role in (Role.COUNTY, Role.POPULATION):
        found += check_codes(columns["code"], columns["name"], field=mapped.sources["code"])
    return found


def _names(frame: pd.DataFrame, options: list[str], mapped: Mapped) -> tuple[pd.Series, list[str]]:
    """Return names: the first filled cell of the name columns, in their order."""
    names = pd.Series("", index=frame.index, dtype=object)
    consumed: list[str] = []
    for column in options:
        blank = names == ""
        if not blank.any():
            break
        values = texts(frame[column])
        fills = blank & (values != "")
        if not fills.any():
            continue
        names = names.where(~fills, values)
        mapped.sources.setdefault("name", column)
        if (names == values).all():
            consumed = [column]
    return names, consumed


def without_clutter(frame: pd.DataFrame, by_format: str) -> pd.DataFrame:
    """Return attributes without the columns that only say how a format draws them, where they say nothing."""
    if by_format != "kml":
        return frame
    drop = [c for c in frame.columns if str(c).lower() in _KML_CLUTTER and _says_nothing(frame[c])]
    return frame.drop(columns=drop)


def _says_nothing(column: pd.Series) -> bool:
    return len(set(column.dropna().astype(str).str.strip())) <= 1


def _distinct_names(frame: pd.DataFrame, taken: Iterable[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Rename columns that differ only in case or bear a reserved name: tables do not tell them apart."""
    seen = {str(name).lower() for name in taken} | _RESERVED
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for column in map(str, frame.columns):
        new = column or "column"
        number = 1
        while new.lower() in seen:
            number += 1
            new = f"{column}_{'source' if number == 2 else number}"
        seen.add(new.lower())
        names[column] = new
        if new != column:
            problems.append(Problem("field_renamed", "info", {"field": column, "renamed": new}))
    return frame.set_axis(list(names.values()), axis=1) if problems else frame, problems
