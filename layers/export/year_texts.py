"""Entries of the calendar in words: for the window, workbooks, documents and calendars of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from layers.year.calendar import Calendar
from layers.year.evaluation import Indicator
from layers.year.model import Entry

if TYPE_CHECKING:
    from layers.export.words import Words

#: So many names in a row, then how many there are.
_MOST_NAMES = 4


def title_text(entry: Entry, words: Words) -> str:
    """Return what an entry is, in words."""
    facts = dict(entry.facts)
    if "season" in facts:
        facts["season"] = words.code("year_season", facts["season"])
    return words.text(f"year_entry.{entry.code}", **facts)


def why_text(entry: Entry, words: Words) -> str:
    """Return why an entry is there and where its day comes from, in words."""
    code, facts = entry.code, dict(entry.facts)
    if code == "event":
        code = "event_held" if facts["held"] else "event_planned"
        group = "register_book" if facts["what"] == "drill" else "meeting_kind"
        facts["what"] = words.code(group, facts["what"])
    elif code == "decision" and not facts["date"]:
        code = "decision_undated"
    elif code == "own" and not facts["content"]:
        code = "own_empty"
    if "season" in facts:
        basis = words.text("year_why.season_basis", basis=facts["basis"])
        facts["basis"] = basis if facts["basis"] else words["year_why.season_proposed"]
        facts["season"] = words.code("year_season", facts["season"])
    if "km" in facts:
        facts["km"] = f"{float(facts['km']):,.1f}"
    said = [words.text(f"year_why.{code}", **facts)]
    if entry.was is not None:
        said.append(words.text("year_why.moved", was=entry.was.isoformat()))
    return words["punctuation.reasons"].join(one for one in said if one)


def who_text(entry: Entry, words: Words, *, most: int = _MOST_NAMES) -> str:
    """Return whose it is; of many names the first and how many there are."""
    names = list(entry.who)
    if len(names) <= most:
        return words.join(names)
    return words.join(names[: most - 1]) + words.text("year_paper.more", count=len(names))


def day_text(entry: Entry, words: Words) -> str:
    """Return its day or span, ISO."""
    if entry.day is None:
        return words["year_paper.no_day"]
    if entry.end is None:
        return entry.day.isoformat()
    return words.text("year_paper.span", start=entry.day.isoformat(), end=entry.end.isoformat())


def pairs_text(pairs: Iterable[str], counties: Mapping[str, str], words: Words) -> str:
    """Return the names of borders."""
    return words.join([pair_text(pair, counties, words) for pair in sorted(pairs)])


def pair_text(pair: str, counties: Mapping[str, str], words: Words) -> str:
    """Return the name of a border, e.g. 怀柔–丰宁."""
    return words["punctuation.pair"].join(counties.get(code, code) for code in pair.split("|") if code)


def standing_text(entry: Entry, year: Calendar, words: Words) -> str:
    """Return how it stands on the plan's reference date."""
    return words.code("year_standing", year.standing(entry).value)


def indicator_texts(one: Indicator, words: Words) -> tuple[str, str]:
    """Return done of due, and the share in per cent; what nobody knows says so and is never zero."""
    if one.done is None or one.due is None:
        return words["year_unit.unknown"], words["year_paper.share_none"]
    if not one.due:
        return words["year_unit.nothing"], words["year_paper.share_none"]
    digits = 1 if one.unit == "km" else 0
    value = words.text(f"year_unit.{one.unit}", done=f"{one.done:,.{digits}f}", due=f"{one.due:,.{digits}f}")
    share = one.share
    return value, words["year_paper.share_none"] if share is None else f"{100.0 * share:.0f} %"
