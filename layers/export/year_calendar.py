"""The calendar as iCalendar (RFC 5545): whole days, no time zones, readable by any calendar without a network."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from layers.export.cells import without_control
from layers.export.files import write_bytes
from layers.export.year_texts import pairs_text, title_text, who_text, why_text
from layers.year.calendar import Calendar
from layers.year.days import days_after
from layers.year.material import YearMaterial
from layers.year.model import Entry, State

if TYPE_CHECKING:
    from layers.export.words import Words

_STATUS = {State.DONE: "CONFIRMED", State.FACT: "CONFIRMED", State.OPEN: "TENTATIVE", State.DROPPED: "CANCELLED"}


def calendar_bytes(
    year: Calendar, material: YearMaterial, words: Words, *, entries: Sequence[Entry] | None = None
) -> bytes:
    """Return a year as an iCalendar file.

    Parameters
    ----------
    entries : sequence of Entry, optional
        Those to be written, as filtered; all of the year.  One without a day is left out.

    Notes
    -----
    The same entry has the same ``UID`` each time, so that importing again renews it; ``DTSTAMP`` is the reference date,
    never the clock.  ``DTEND`` is the day after the last (RFC 5545, 3.6.1).  Telephones never enter.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling Core Object Specification, 2009.
    """
    from icalendar import Calendar as File
    from icalendar import Event

    file = File()
    file.add("prodid", "-//Lianfang//lianfang//ZH")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", f"{material.title} {words.text('year_paper.calendar_title', year=year.year)}".strip())
    stamp = datetime.combine(year.on, time(), UTC)
    for entry in year.entries if entries is None else entries:
        if entry.day is None:
            continue
        event = Event()
        event.add("uid", f"{_digest(material.plan, entry.key)}@lianfang")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", days_after(entry.end or entry.day, 1))
        event.add("summary", without_control(title_text(entry, words)))
        event.add("description", without_control(_description(entry, material, words)))
        event.add("categories", [words.code("year_kind", entry.kind.value)])
        event.add("status", _STATUS[entry.state])
        event.add("transp", "TRANSPARENT")
        if entry.facts.get("place"):
            event.add("location", without_control(str(entry.facts["place"])))
        file.add_component(event)
    return bytes(file.to_ical())


def write_calendar(
    path: Path, year: Calendar, material: YearMaterial, words: Words, *, entries: Sequence[Entry] | None = None
) -> Path:
    """Write a year as ``.ics``, whole or not at all.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    write_bytes(path, calendar_bytes(year, material, words, entries=entries))
    return path


def _description(entry: Entry, material: YearMaterial, words: Words) -> str:
    lines = [who_text(entry, words), why_text(entry, words), pairs_text(entry.pairs, material.counties, words)]
    return "\n".join(line for line in lines if line)


def _digest(*parts: str) -> str:
    return hashlib.sha1("|".join(parts).encode(), usedforsecurity=False).hexdigest()[:24]
