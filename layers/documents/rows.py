"""The rows of the annexes' tables, as mappings of field → text; the templates say which fields they print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from layers.export.annex_tables import lead_texts, zone_title
from layers.export.cells import number_text, plain_number, records, text_of
from layers.export.job import ExportJob
from layers.export.sources import source_lines
from layers.export.words import Words
from layers.inventory.model import StockKind
from layers.inventory.privacy import masked
from layers.sources.gazetteer import short_name

Row = Mapping[str, Any]

COORDINATE_FIELDS = ("point", "ring", "longitude", "latitude", "x_north", "y_east", "side_m", "azimuth")
_ROUTES = 4  # empty rows for routes that the parties settle
_YEARS = 3
_MOST_ITEMS = 6  # of what a store holds, in its own row; the stock list has them all


def duties(jobs: Iterable[ExportJob], listed: Mapping[str, Sequence[Row]]) -> list[dict[str, str]]:
    """Return the responsibility list (责任清单) of all areas, each duty of a zone once.

    Parameters
    ----------
    jobs : export jobs
    listed : mapping of str to rows
        Zone → its rows in the register, as people left them; they go before what the zone gives by itself.
    """
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for job in jobs:
        for zone in records(job.report.zones):
            for row in listed.get(str(zone["uid"]), ()):
                told = _registered_duty(job, zone, row)
                found.setdefault(tuple(told.values()), told)
    for job in jobs:
        zones = {str(zone["uid"]): zone for zone in records(job.report.zones)}
        for duty in records(job.report.responsibility):
            uid = text_of(duty, "zone")
            if uid not in listed:
                key = (uid, text_of(duty, "phase"), text_of(duty, "task"))
                found.setdefault(key, _derived_duty(job, zones.get(uid), duty, key))
    return list(found.values())


def _registered_duty(job: ExportJob, zone: dict[str, Any], row: Row) -> dict[str, str]:
    texts = {name: text_of(dict(row), name) for name in ("lead", "supports", "task", "time_limit", "basis", "evidence")}
    phase = text_of(dict(row), "phase")
    return {
        "zone": zone_title(job, zone),
        "county": str(row["county_name"]),
        "phase": job.words.code("phase", phase) if phase else "",
        **texts,
    }


def _derived_duty(
    job: ExportJob, zone: dict[str, Any] | None, duty: dict[str, Any], key: tuple[str, ...]
) -> dict[str, str]:
    words = job.words
    counties = zone["counties"] if zone else []
    lead, supports = lead_texts(job, duty, counties)
    return {
        "zone": zone_title(job, zone) if zone else key[0],
        "county": words.join([short_name(job.county_name(code)) for code in counties]),
        "phase": words.code("phase", key[1]),
        "lead": lead,
        "supports": supports,
        "task": words.code("task", key[2]),
        "time_limit": words.code("time_limit", text_of(duty, "time_limit")),
        "basis": words.code("basis", text_of(duty, "basis")),
        "evidence": text_of(duty, "evidence"),
    }


def _said(row: Row, name: str, blank: str) -> str:
    return text_of(dict(row), name) or blank


def _phone(row: Row, blank: str, with_phones: bool) -> str:
    return _said(row, "phone", blank) if with_phones else blank


def _person(row: Row, name: str, blank: str, with_phones: bool) -> str:
    """Return a text in which no number hides when numbers are left out."""
    text = _said(row, name, blank)
    return text if with_phones else masked(text)


def teams(
    points: Sequence[Row], stock: Sequence[Row], blank: str, with_phones: bool, words: Words
) -> list[dict[str, str]]:
    """Return crews with strength and turnout; what nobody recorded stays a blank.

    The stock list goes before what a layer says of the same crew; crews that are in one of the two only are listed too.
    """
    rows = [row for row in stock if row["kind"] == StockKind.TEAM]
    held = {key for row in rows for key in _holder_keys(row)}
    alone = [row for row in points if not held & set(_point_keys(row))]
    named = [
        *((row, _crew_name(row, blank, words), row["quantity"], row["mobilise_min"]) for row in rows),
        *((row, _said(row, "name", blank), row.get("strength"), row.get("turnout_min")) for row in alone),
    ]
    return [
        {
            "county": str(row["county_name"]),
            "name": name,
            "strength": number_text(strength, 0, blank),
            "turnout_min": number_text(turnout_min, 0, blank),
            "contact": _person(row, "contact", blank, with_phones),
            "phone": _phone(row, blank, with_phones),
        }
        for row, name, strength, turnout_min in sorted(named, key=lambda one: str(one[0]["county"]))
    ]


def _holder_keys(row: Row) -> tuple[str, ...]:
    """Return how a row's holder is known among features: by uid, or by county and name."""
    return tuple(
        filter(None, (str(row["holder_uid"] or ""), f"{row['county']}|{row['holder']}" if row["holder"] else ""))
    )


def _point_keys(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, (str(row.get("uid") or ""), f"{row['county']}|{text_of(dict(row), 'name')}")))


def _crew_name(row: Row, blank: str, words: Words) -> str:
    """Return who a crew is: its holder, with what kind of crew it is where the name does not say so."""
    holder, item = text_of(dict(row), "holder"), text_of(dict(row), "model") or text_of(dict(row), "item")
    if not holder or item in holder:
        return holder or item or blank
    return words.text("paper.crew", holder=holder, item=item) if item else holder


def depots(
    points: Sequence[Row], stock: Sequence[Row], blank: str, with_phones: bool, words: Words
) -> list[dict[str, str]]:
    """Return stores with what they hold and the oldest day on which that was checked.

    What a store holds is said by the stock list (its first items); by its layer where the list has nothing of it.
    """
    found = []
    for row in sorted(points, key=lambda one: str(one["county"])):
        keys = set(_point_keys(row))
        held = [one for one in stock if one["kind"] != StockKind.TEAM and keys & set(_holder_keys(one))]
        days = [one["checked"] for one in held if one["checked"]]
        holds = words.join([quantity_text(one, blank) for one in held[:_MOST_ITEMS]])
        if len(held) > _MOST_ITEMS:
            holds = words.text("paper.and_more", items=holds, count=len(held) - _MOST_ITEMS)
        found.append(
            {
                "county": str(row["county_name"]),
                "name": _said(row, "name", blank),
                "stock": holds or _person(row, "items", blank, with_phones),
                "checked": min(days) if days else _said(row, "checked", blank),
                "contact": _person(row, "contact", blank, with_phones),
                "phone": _phone(row, blank, with_phones),
            }
        )
    return found


def quantity_text(row: Row, blank: str) -> str:
    """Return an item with how much there is of it: ``风力灭火机 40 台``; an unknown amount stays a blank."""
    amount = plain_number(row["quantity"]) if row["quantity"] is not None else blank
    return " ".join(part for part in (str(row["item"]), amount, str(row["unit"] or "")) if part)


def stock(rows: Sequence[Row], blank: str, with_phones: bool) -> list[dict[str, str]]:
    """Return material, equipment, vehicles and experts as the stock list has them, county by county."""
    return [
        {
            "county": str(row["county_name"]),
            "kind": str(row["kind_name"]),
            "item": " ".join(filter(None, (str(row["item"]), str(row["model"])))) or blank,
            "quantity": f"{plain_number(row['quantity'])} {row['unit']}".strip()
            if row["quantity"] is not None
            else blank,
            "holder": _person(row, "holder", blank, with_phones),
            "mobilise_min": number_text(row["mobilise_min"], 0, blank),
            "contact": _person(row, "contact", blank, with_phones),
            "phone": _phone(row, blank, with_phones),
            "checked": _said(row, "checked", blank),
        }
        for row in rows
        if row["kind"] != StockKind.TEAM
    ]


def contacts(people: Sequence[Row], blank: str, with_phones: bool) -> list[dict[str, str]]:
    """Return the contact list; telephone numbers only when they were asked for."""
    return [
        {
            "county": str(row.get("county_name") or ""),
            "body": _said(row, "body", blank),
            "name": _person(row, "name", blank, with_phones),
            "duty": _person(row, "duty", blank, with_phones),
            "phone": _phone(row, blank, with_phones),
            "backup": _said(row, "backup", blank) if with_phones else blank,
            "callsign": _said(row, "callsign", blank),
        }
        for row in people
    ]


def checkpoints(points: Sequence[Row], blank: str, with_phones: bool) -> list[dict[str, str]]:
    """Return the recorded checkpoints with their place in words of degrees."""
    return [
        {
            "county": str(row["county_name"]),
            "name": _said(row, "name", blank),
            "place": str(row["place"]),
            "duty": _person(row, "note", "", with_phones),
        }
        for row in points
    ]


def routes(recorded: Sequence[Row], blank: str) -> list[dict[str, str]]:
    """Return the recorded patrol routes; empty rows for the parties to write in where there are none.

    Parameters
    ----------
    recorded : rows with ``name``, ``team``, ``start`` and ``end`` in degrees, ``length_km``
    """
    names = ("name", "from", "to", "length_km", "unit", "frequency")
    if not recorded:
        return [{"number": str(number + 1), **dict.fromkeys(names, blank)} for number in range(_ROUTES)]
    return [
        {
            "number": str(number),
            "name": _said(row, "name", blank),
            "from": str(row["start"]),
            "to": str(row["end"]),
            "length_km": number_text(row["length_km"], 1, blank),
            "unit": _said(row, "team", blank),
            "frequency": blank,
        }
        for number, row in enumerate(recorded, start=1)
    ]


def chairs(bodies: Sequence[Row], names: Sequence[str], on: date, blank: str, words: Words) -> list[dict[str, str]]:
    """Return who is in the chair when: as the bodies have it, else a proposal in the order of the parties.

    Terms that are over on the day are left out.
    """
    found = [
        _chair(str(body["name"]), period_text(line, words), str(line.get("chair") or blank), blank)
        for body in bodies
        for line in _to_come(body["rotation"] or (), on)
    ]
    if found or not names:
        return found
    body = words["paper.committee"]
    return [
        _chair(
            body,
            words.text("paper.year", year=on.year + k),
            words.text("paper.proposed", value=names[k % len(names)]),
            blank,
        )
        for k in range(max(_YEARS, len(names)))
    ]


def _chair(body: str, period: str, chair: str, blank: str) -> dict[str, str]:
    return {"body": body, "period": period, "chair": chair, "leader": blank}


def roster(
    bodies: Sequence[Row], people: Sequence[Row], on: date, blank: str, words: Words, with_phones: bool
) -> list[dict[str, str]]:
    """Return who is on duty when: the rosters of the bodies, else the contacts of the parties with the time left blank.

    Lines that are over on the day are left out.
    """
    found = []
    for body in bodies:
        terms = list(_to_come(body["rotation"] or (), on))
        for line in _to_come(body["roster"] or (), on):
            first = str(line.get("from") or line.get("to") or "")
            chair = next((one for one in terms if _covers(one, first)), {})
            found.append(
                {
                    "period": period_text(line, words),
                    "chair": str(chair.get("chair") or blank),
                    "duty": str(line.get("unit") or blank),
                    "leader": _person(line, "person", blank, with_phones),
                    "phone": _phone(line, blank, with_phones),
                }
            )
    if found:
        return found
    return [
        {
            "period": blank,
            "chair": blank,
            "duty": _unit(row) or blank,
            "leader": _person(row, "name", blank, with_phones),
            "phone": _phone(row, blank, with_phones),
        }
        for row in people
    ]


def _unit(row: Row) -> str:
    """Return a contact's body, with its county where the name of the body does not say it."""
    county, body = str(row.get("county_name") or ""), text_of(dict(row), "body")
    return body if county and short_name(county) in body else " ".join(filter(None, (county, body)))


def _to_come(lines: Iterable[Row], on: date) -> list[Row]:
    day = on.isoformat()
    return sorted(
        (line for line in lines if not line.get("to") or str(line["to"]) >= day),
        key=lambda line: str(line.get("from") or ""),
    )


def _covers(line: Row, day: str) -> bool:
    return bool(day) and str(line.get("from") or "") <= day and (not line.get("to") or day <= str(line["to"]))


def period_text(line: Row, words: Words) -> str:
    """Return from when until when, as ISO days; an end that is not known is left open."""
    return words.text("paper.period", start=str(line.get("from") or ""), end=str(line.get("to") or ""))


def drill(words: Words) -> list[dict[str, str]]:
    """Return the schedule of a drill in words: no drill geometry ever enters an agreement."""
    fields = ("step", "time", "content", "unit")
    return [dict(zip(fields, text.split("｜"), strict=True)) for text in words.group("drill_row").values()]


def sources(jobs: Iterable[ExportJob]) -> list[dict[str, str]]:
    """Return every source once, with date, CRS, what was done and credit."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for job in jobs:
        for line in source_lines(job):
            found.setdefault(
                (line.title, line.file),
                {
                    "title": line.title,
                    "role": line.role,
                    "date": line.date or job.words["punctuation.unknown"],
                    "crs": line.crs,
                    "done": job.words["punctuation.reasons"].join(line.done),
                    "credit": line.credit,
                    "checksum": line.sha256[:16] if line.sha256 else "",
                },
            )
    return list(found.values())
