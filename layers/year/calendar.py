"""A year put together: what stands in the register, what is due, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from layers.agreements.books import Book
from layers.year import due, recorded
from layers.year.days import spans_in
from layers.year.material import YearMaterial
from layers.year.model import Entry, Standing, State
from layers.year.own import DAY, laid_over
from layers.year.settings import SeasonKind


@dataclass(frozen=True)
class SeasonSpan:
    """Days of a year that lie in a season of some counties."""

    kind: SeasonKind
    start: date
    end: date
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Calendar:
    """One year: its entries by day, those without a day first, and its seasons."""

    year: int
    on: date
    soon_days: int
    entries: tuple[Entry, ...]
    seasons: tuple[SeasonSpan, ...]

    def standing(self, entry: Entry) -> Standing:
        """Return how an entry stands on the plan's reference date."""
        return entry.standing(self.on, self.soon_days)

    def count(self, standing: Standing) -> int:
        """Return how many entries stand so."""
        return sum(self.standing(entry) is standing for entry in self.entries)

    @property
    def carried(self) -> tuple[Entry, ...]:
        """Entries that are open from earlier years, or have no day."""
        first = date(self.year, 1, 1)
        return tuple(one for one in self.entries if one.day is None or (one.end or one.day) < first)


def calendar(material: YearMaterial, year: int) -> Calendar:
    """Return a year of a plan.

    Parameters
    ----------
    year : int
        In the year of the reference date, what is open from earlier years and what has no day is listed too.
    """
    entries = [one for one in laid_over(_every(material, year), material) if not one.is_met]
    first, last = date(year, 1, 1), date(year, 12, 31)
    is_now = year == material.on.year
    kept = [one for one in entries if _is_in(one, first, last) or (is_now and _is_carried(one, first))]
    kept.sort(key=lambda one: (one.day or date.min, one.kind.value, one.key))
    return Calendar(year, material.on, material.settings.soon_days, tuple(kept), tuple(_spans(material, year)))


def _every(material: YearMaterial, year: int) -> Iterator[Entry]:
    yield from recorded.events(material)
    yield from recorded.decisions(material)
    yield from recorded.agreement_terms(material)
    yield from recorded.chairs(material, year)
    yield from recorded.watches(material, year)
    for one in _years_of_own(material, year):
        yield from due.asked(material, one)
    # Before a season that starts in January one consults in December.
    for one in sorted({*_years_of_own(material, year), year + 1}):
        yield from due.seasons(material, one)
    yield from due.boundary_inspections(material)
    yield from due.stock_checks(material)
    yield from due.hazard_checks(material)
    yield from due.loans(material)


def _years_of_own(material: YearMaterial, year: int) -> list[int]:
    """Return the year, and those out of which somebody moved a proposed entry into another."""
    days = (str(row["origin"].get(DAY, "")) for row in material.rows(Book.YEAR))
    moved = {int(day[:4]) for day in days if day[:4].isdigit()}
    return sorted({year, *(moved & {year - 1, year + 1})})


def _is_in(entry: Entry, first: date, last: date) -> bool:
    return entry.day is not None and entry.day <= last and (entry.end or entry.day) >= first


def _is_carried(entry: Entry, first: date) -> bool:
    if entry.state is not State.OPEN or entry.code.endswith("_asked") or entry.code == "season_consult":
        return False
    return entry.day is None or (entry.end or entry.day) < first


def _spans(material: YearMaterial, year: int) -> Iterator[SeasonSpan]:
    for season, codes in due.season_groups(material):
        for start, end in spans_in(season.start, season.end, year):
            yield SeasonSpan(season.kind, start, end, codes)
