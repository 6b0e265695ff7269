"""The responsibility list (责任清单) as the plan keeps it: filled from the zones, edited by people.

One row for each part of a zone and each phase.  What the zones said when a row was filled is kept beside it
(``filled``), so that filling again tells a person's word from the program's: a person's word stays, and where the zones
now say something else the row says so until somebody decides.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from layers.agreements.books import Book, normal, records, row_uid
from layers.agreements.vocabulary import Phase

if TYPE_CHECKING:
    from layers.export.words import Words

#: Columns that the zones fill in.
FILLED = ("task", "lead", "supports", "time_limit", "basis", "evidence", "remark")
#: Keys of ``filled``: what the zones said when the row was filled, what they say now where a person wrote something
#: else, and whether the zones no longer have such a row.
SAID, NOW, GONE = "said", "now", "gone"


@dataclass(frozen=True)
class Filling:
    """What filling would do; nothing is written yet.

    Attributes
    ----------
    rows : DataFrame
        The whole list afterwards, columns of ``Book.DUTY``.
    added, renewed : int
        New rows; rows nobody had touched that now say what the zones say.
    differing : int
        Rows in which a person's word stays though the zones say something else.
    gone : int
        Rows of the zones that they no longer have; they stay, marked.
    """

    rows: pd.DataFrame
    added: int
    renewed: int
    differing: int
    gone: int


def from_zones(
    zones: pd.DataFrame, parts: pd.DataFrame, names: Mapping[str, str], words: Words, *, margin_min: float
) -> pd.DataFrame:
    """Return the list that the zones give: a row for each county of a zone and each phase.

    Parameters
    ----------
    zones, parts : DataFrame
        Columns ``ZONE_COLUMNS`` and ``PART_COLUMNS``.
    names : mapping of str to str
        County code → short name.
    words : Words
        Of the language the agreement is written in.
    margin_min : float
        Minutes that a notice must come before the hazard does; subtracted from the lead time.
    """
    from layers.patrol.duties import responsibility

    by_zone: dict[str, list[dict[str, Any]]] = {}
    for duty in records(responsibility(zones)):
        by_zone.setdefault(str(duty["zone"]), []).append(duty)
    part_of = {(str(row["zone_uid"]), str(row["county"])): row for row in parts.to_dict("records")}
    rows = []
    for zone in zones.to_dict("records"):
        for county in zone["counties"]:
            for duty in by_zone.get(str(zone["uid"]), ()):
                part = part_of.get((str(zone["uid"]), str(county)))
                rows.append(_row(zone, str(county), duty, part, names, words, margin_min))
    return normal(Book.DUTY, rows)


def filled_again(existing: pd.DataFrame, fresh: pd.DataFrame, *, signed: Collection[str] = ()) -> Filling:
    """Bring what the zones say into the list that is there, and overwrite nothing that a person wrote or signed.

    Parameters
    ----------
    existing, fresh : DataFrame
        Columns of ``Book.DUTY``; ``fresh`` as :func:`from_zones` gives it.
    signed : collection of str
        Uids of zones whose responsibilities belong to a signed agreement: their rows stay as they are, none is added,
        and what the zones say otherwise is marked.
    """
    new = {_key(row): row for row in records(fresh)}
    rows: list[dict[str, Any]] = []
    added = renewed = differing = gone = 0
    for row in records(existing):
        said = row["filled"].get(SAID)
        if said is None:  # written by a person from the beginning
            rows.append(row)
            continue
        now = new.pop(_key(row), None)
        if now is None:
            rows.append({**row, "filled": {**row["filled"], GONE: True}})
            gone += 1
            continue
        merged = _marked(row, said, now) if row["zone"] in signed else _merged(row, said, now)
        renewed += any(merged[name] != row[name] for name in FILLED)
        differing += NOW in merged["filled"]
        rows.append(merged)
    for row in new.values():
        if row["zone"] not in signed:
            rows.append(row)
            added += 1
    return Filling(normal(Book.DUTY, rows), added, renewed, differing, gone)


def taken(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with what the zones say now in place of what a person wrote."""
    now = row["filled"].get(NOW, {})
    said = {**row["filled"].get(SAID, {}), **now}
    return {**row, **now, "filled": {SAID: said}}


def kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row in which the person's word was decided for: the zones' is no longer offered until it changes."""
    said = {**row["filled"].get(SAID, {}), **row["filled"].get(NOW, {})}
    return {**row, "filled": {SAID: said}}


def _marked(row: Mapping[str, Any], said: Mapping[str, str], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return a signed row with what the zones say otherwise beside it."""
    differs = {name: now[name] for name in FILLED if row[name] != now[name]}
    return {**row, "filled": {SAID: dict(said), **({NOW: differs} if differs else {})}}


def _merged(row: Mapping[str, Any], said: Mapping[str, str], now: Mapping[str, Any]) -> dict[str, Any]:
    merged, memory = dict(row), dict(said)
    differs: dict[str, str] = {}
    for name in FILLED:
        if row[name] == said.get(name, ""):  # nobody touched it
            merged[name] = memory[name] = now[name]
        elif row[name] == now[name]:  # a person wrote what the zones now say too
            memory[name] = now[name]
        elif now[name] != said.get(name, ""):  # news, and a person's word: both are kept
            differs[name] = now[name]
    merged["filled"] = {SAID: memory, **({NOW: differs} if differs else {})}
    return merged


def _row(
    zone: Mapping[Any, Any],
    county: str,
    duty: Mapping[Any, Any],
    part: Mapping[Any, Any] | None,
    names: Mapping[str, str],
    words: Words,
    margin_min: float,
) -> dict[str, Any]:
    phase = str(duty["phase"])
    lead = words["duty.lead_open"] if not duty["lead"] else names.get(duty["lead"], duty["lead"])
    if duty["rotation"]:
        lead = words.text("duty.lead_rotates", lead=lead)
    supports = words.join([names.get(code, code) for code in duty["supports"]])
    limit = words.code("time_limit", duty["time_limit"])
    if phase == Phase.WARNING:
        limit = _notice(zone["links"], county, names, words, margin_min) or limit
    texts = {
        "task": words.code("task", duty["task"]),
        "lead": lead,
        "supports": supports,
        "time_limit": limit,
        "basis": words.code("basis", duty["basis"]),
        "evidence": str(duty["evidence"]),
        "remark": _first_there(part, names, words) if phase == Phase.RESPONSE else "",
    }
    row = {"uid": "", "zone": str(zone["uid"]), "county": county, "phase": phase, **texts, "filled": {SAID: texts}}
    # A row keeps its uid when a person writes another task into it.
    return {**row, "uid": row_uid(Book.DUTY, {**row, "task": ""})}


def _notice(
    links: Sequence[Mapping[str, Any]], county: str, names: Mapping[str, str], words: Words, margin_min: float
) -> str:
    """Return by when whom to tell, from the time until a fire that starts here comes to a neighbour; "" if unknown."""
    soonest = {
        str(link["to"]): float(link["first_min"])
        for link in links
        if link["from"] == county and link["to"] != county and link["first_min"] is not None
    }
    known = {code: minutes for code, minutes in soonest.items() if math.isfinite(minutes)}
    return words["punctuation.reasons"].join(
        _notice_line(names.get(code, code), minutes, words, margin_min)
        for code, minutes in sorted(known.items(), key=lambda item: (item[1], item[0]))
    )


def _notice_line(name: str, minutes: float, words: Words, margin_min: float) -> str:
    left = math.floor(minutes - margin_min)
    if left <= 0:
        return words.text("duty.notify_at_once", county=name, lead_min=math.floor(minutes))
    return words.text("duty.notify_within", county=name, minutes=left, lead_min=math.floor(minutes))


def _first_there(part: Mapping[Any, Any] | None, names: Mapping[str, str], words: Words) -> str:
    """Return which store is nearest to a part, from its own side and from across: the first to respond (属地)."""
    if part is None or part["depots_unknown"]:
        return ""
    found = []
    if part["depot_own"]:
        found.append(words.text("duty.own_depot", depot=part["depot_own"], km=f"{float(part['depot_own_km']):.1f}"))
    if part["depot_across"] and (not part["depot_own"] or part["depot_across_km"] < part["depot_own_km"]):
        county = names.get(str(part["depot_across_county"]), str(part["depot_across_county"]))
        km = f"{float(part['depot_across_km']):.1f}"
        found.append(words.text("duty.across_depot", county=county, depot=part["depot_across"], km=km))
    return words["punctuation.reasons"].join(found)


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(row["zone"]), str(row["county"]), str(row["phase"])
