"""The agreement register: one row per agreement, its columns, and what makes a row sound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from layers.agreements.coverage import BorderCover, border_state, covering, in_force, non_adjacent_parties
from layers.agreements.parties import level_of, party
from layers.agreements.vocabulary import (
    AgreementHazard,
    AgreementState,
    AgreementType,
    Means,
    PartyKind,
    PartyLevel,
    Phase,
    Standing,
)
from layers.sources.gazetteer import division_name, division_prefix

__all__ = [
    "AGREEMENT_COLUMNS",
    "CONTACT_COLUMNS",
    "LIST_COLUMNS",
    "AgreementHazard",
    "AgreementState",
    "AgreementType",
    "BorderCover",
    "PartyKind",
    "PartyLevel",
    "Phase",
    "RegisterProblem",
    "Standing",
    "agreement_uid",
    "border_state",
    "covering",
    "in_force",
    "non_adjacent_parties",
    "normalised",
    "party",
    "problems",
]

#: Columns of the register.  Year, name, departments, form, content and remark are those of the table in
#: which 王丛虎 (2016) lists the agreements of 京津冀.
AGREEMENT_COLUMNS = (
    "uid",  # str, from content
    "number",  # str, document number; "" when it has none or it is not known
    "year",  # int of signing; <NA> when not known
    "name",
    "departments",  # str, the bodies that signed or carry it, separated by 、
    "form",  # str: 协议, 框架协议, 备忘录, 机制 …
    "content",
    "remark",
    "type",  # AgreementType value
    "standing",  # Standing value
    "designating_authority",  # str: who designates the joint area; differs by province
    "hazards",  # list[str], AgreementHazard values
    "phases",  # list[str], Phase values
    "parties",  # list[dict]: code, name, level (PartyLevel value), kind (PartyKind value)
    "borders",  # list[str]: "110116|130826", borders named in the text
    "zones",  # list[str]: zone uids named in the text
    "files",  # list[str]: paths of scans, relative to the plan
    "start",  # ISO date or ""
    "end",  # ISO date or ""
    "state",  # AgreementState value
    "level_superior",  # PartyLevel value of the superior that leads it; "" for a parallel agreement
    "means",  # list[str], Means values: what it provides for (立体化)
)

#: Columns that hold lists.
LIST_COLUMNS = ("hazards", "phases", "parties", "borders", "zones", "files", "means")

#: Columns of the contacts table.
CONTACT_COLUMNS = ("uid", "county", "body", "name", "duty", "phone", "backup", "callsign")

_CLOSED: dict[str, type[StrEnum]] = {"type": AgreementType, "standing": Standing, "state": AgreementState}
_CLOSED_LISTS: dict[str, type[StrEnum]] = {"hazards": AgreementHazard, "phases": Phase, "means": Means}
#: Lists that older registers did not ask for.
_MAY_BE_EMPTY = frozenset({"means"})


@dataclass(frozen=True)
class RegisterProblem:
    """Something in a row that cannot stand (``error``) or should be looked at (``warning``)."""

    uid: str
    code: str
    severity: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def agreement_uid(name: str, year: int | None, parties: Iterable[Mapping[str, Any]]) -> str:
    """Return the uid of an agreement from its name, year and parties: 16 hex digits."""
    text = "|".join([name, str(year or ""), *sorted(f"{one['code']}:{one['name']}" for one in parties)])
    return hashlib.sha1(f"agreement|{text}".encode(), usedforsecurity=False).hexdigest()[:16]


def normalised(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return the register with all columns in order, lists in list columns, borders in code order and uids filled in.

    Parameters
    ----------
    agreements : DataFrame
        Any of :data:`AGREEMENT_COLUMNS`; parties need only a code, or only a name (an NGO without a code).

    Returns
    -------
    DataFrame
        A new frame with a ``RangeIndex``; ``year`` is ``Int64``, the rest ``object``.
    """
    rows = [_normal_row({str(k): v for k, v in row.items()}) for row in agreements.to_dict("records")]
    frame = pd.DataFrame(rows, columns=list(AGREEMENT_COLUMNS), dtype=object)
    frame["year"] = frame["year"].astype("Int64")
    return frame


def problems(agreements: pd.DataFrame) -> list[RegisterProblem]:
    """Return what is wrong with a normalised register, row by row; an empty list when nothing is."""
    found = [
        RegisterProblem(str(uid), "agreement_twice", "error", {})
        for uid in agreements.loc[agreements["uid"].duplicated(), "uid"]
    ]
    for row in agreements.to_dict("records"):
        found += [
            RegisterProblem(str(row["uid"]), code, severity, facts)
            for code, severity, facts in _row_problems({str(k): v for k, v in row.items()})
        ]
    return found


_Finding = tuple[str, str, dict[str, Any]]


def _normal_row(row: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in AGREEMENT_COLUMNS:
        value: Any = row.get(column)
        if column in LIST_COLUMNS:
            values[column] = list(value) if isinstance(value, list | tuple) else []
        elif column == "year":
            values[column] = None if _missing(value) else int(value)
        else:
            values[column] = "" if _missing(value) else str(value)
    values["parties"] = [_normal_party(one) for one in values["parties"]]
    values["borders"] = sorted({"|".join(sorted(str(pair).split("|"))) for pair in values["borders"]})
    values["uid"] = values["uid"] or agreement_uid(values["name"], values["year"], values["parties"])
    return values


def _normal_party(one: Mapping[str, Any]) -> dict[str, str]:
    code = str(one.get("code") or "").strip()
    filled = party(code, str(one.get("name") or ""))
    level = str(one.get("level") or filled["level"])
    return {**filled, "level": level, "kind": str(one.get("kind") or PartyKind.GOVERNMENT.value)}


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, list | dict) and bool(pd.isna(value)))


def _row_problems(row: Mapping[str, Any]) -> list[_Finding]:
    found: list[_Finding] = []
    if not row["name"]:
        found.append(("name_missing", "error", {}))
    for column, kinds in _CLOSED.items():
        if row[column] not in set(kinds):
            found.append(("value_unknown", "error", {"column": column, "value": row[column]}))
    for column, kinds in _CLOSED_LISTS.items():
        bad = [value for value in row[column] if value not in set(kinds)]
        found += [("value_unknown", "error", {"column": column, "value": value}) for value in bad]
        if not row[column] and column not in _MAY_BE_EMPTY:
            found.append(("list_empty", "warning", {"column": column}))
    return found + _date_problems(row) + _party_problems(row) + _border_problems(row)


def _date_problems(row: Mapping[str, Any]) -> list[_Finding]:
    days: dict[str, date] = {}
    found: list[_Finding] = []
    for column in ("start", "end"):
        if row[column]:
            try:
                days[column] = date.fromisoformat(row[column])
            except ValueError:
                found.append(("date_unreadable", "error", {"column": column, "value": row[column]}))
    if len(days) == 2 and days["end"] < days["start"]:
        found.append(("ends_before_start", "error", {"start": row["start"], "end": row["end"]}))
    if not found and row["state"] == AgreementState.SIGNED and not row["end"]:
        found.append(("term_unknown", "warning", {}))
    return found


def _party_problems(row: Mapping[str, Any]) -> list[_Finding]:
    found: list[_Finding] = []
    if len(row["parties"]) < 2:
        found.append(("too_few_parties", "error", {"count": len(row["parties"])}))
    for one in row["parties"]:
        if one["kind"] not in set(PartyKind):
            found.append(("value_unknown", "error", {"column": "parties.kind", "value": one["kind"]}))
        if not one["code"]:
            if one["kind"] != PartyKind.NGO:
                found.append(("party_without_code", "warning", {"name": one["name"]}))
            continue
        level = level_of(one["code"])
        if level is None:
            found.append(("party_code_unreadable", "error", {"name": one["name"], "value": one["code"]}))
        elif one["level"] != level:
            facts = {"name": one["name"], "value": one["code"], "level": one["level"], "found": level.value}
            found.append(("party_level_differs", "error", facts))
        elif not division_name(one["code"]):
            found.append(("division_unknown", "warning", {"name": one["name"], "value": one["code"]}))
    return found


def _border_problems(row: Mapping[str, Any]) -> list[_Finding]:
    found: list[_Finding] = []
    for pair in row["borders"]:
        codes = pair.split("|")
        sound = len(codes) == 2 and codes[0] != codes[1] and all(_is_county(code) for code in codes)
        if not sound:
            found.append(("border_unreadable", "error", {"value": pair}))
    return found


def _is_county(code: str) -> bool:
    return level_of(code) is PartyLevel.COUNTY and division_prefix(code) == code
