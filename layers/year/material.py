"""What a year is made from: the register and what the layers say, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from layers.agreements.books import Book
from layers.agreements.health import pairs_of
from layers.agreements.parties import COUNTY_DIGITS
from layers.inventory.hazards import HazardRow
from layers.inventory.model import StockRow
from layers.year.settings import YearSettings

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tick:
    """Something confirmed: by whom, on which day, and what it said then."""

    year: int
    subject: str
    said: str
    by: str
    day: str  # ISO date
    note: str = ""


@dataclass(frozen=True)
class YearMaterial:
    """A plan as the calendar sees it; safe to hand to a worker.

    Attributes
    ----------
    on : date
        The plan's reference date; it says what is overdue, never the clock.
    counties : mapping of str to str
        Code → short name.
    borders : mapping of str to float
        Border between two counties of the plan, ``"110116|130826"`` → length in metres, geodesic.
    books : mapping of Book to tuple of rows
    marker_days : mapping of str to date
        Border → oldest inspection among its boundary markers.
    stock : tuple of StockRow
    stale_days : int
        After so many days a stock list is old.
    hazards : tuple of HazardRow
        Hazard sources near the line.
    """

    on: date
    title: str = ""
    plan: str = ""  # uid of the plan
    counties: Mapping[str, str] = field(default_factory=dict)
    borders: Mapping[str, float] = field(default_factory=dict)
    books: Mapping[Book, tuple[Row, ...]] = field(default_factory=dict)
    settings: YearSettings = field(default_factory=YearSettings)
    ticks: tuple[Tick, ...] = ()
    marker_days: Mapping[str, date] = field(default_factory=dict)
    stock: tuple[StockRow, ...] = ()
    stale_days: int = 180
    hazards: tuple[HazardRow, ...] = ()

    def rows(self, book: Book) -> tuple[Row, ...]:
        """Return the rows of a book."""
        return self.books.get(book, ())

    def row(self, book: Book, uid: str) -> Row | None:
        """Return one row; None when the register has none of this uid."""
        return self._by_uid.get((book, uid))

    def county(self, code: str) -> str:
        """Return the short name of a county, its code when it has none."""
        return self.counties.get(code, code)

    def pairs_of(self, row: Row) -> frozenset[str]:
        """Return the plan's borders a row is about: by its parties, the borders it names, its agreements, its body.

        Without an analysis there are no borders, and every pair of its counties counts.
        """
        if id(row) not in self._known:
            return self._pairs_of(row)
        if id(row) not in self._pairs:
            self._pairs[id(row)] = self._pairs_of(row)
        return self._pairs[id(row)]

    @cached_property
    def _by_uid(self) -> dict[tuple[Book, str], Row]:
        return {(book, str(row["uid"])): row for book, rows in self.books.items() for row in rows}

    @cached_property
    def _known(self) -> frozenset[int]:
        """Rows that live as long as this does, so that what is known of them can be kept by their place."""
        return frozenset(id(row) for rows in self.books.values() for row in rows)

    @cached_property
    def _pairs(self) -> dict[int, frozenset[str]]:
        return {}

    def _pairs_of(self, row: Row) -> frozenset[str]:
        found = pairs_of(row)
        for uid in row.get("agreements", ()):
            agreement = self.row(Book.AGREEMENT, uid)
            found |= pairs_of(agreement) if agreement is not None else set()
        body = self.row(Book.BODY, row["body"]) if row.get("body") else None
        found |= pairs_of(body) if body is not None else set()
        return frozenset(found & set(self.borders) if self.borders else found)

    def who_of(self, row: Row) -> tuple[str, ...]:
        """Return the names of a row's parties; counties of the plan by their short names."""
        return tuple(self._party_name(one) for one in row["parties"])

    def pair_names(self, pair: str) -> tuple[str, ...]:
        """Return the names of the two counties of a border."""
        return tuple(self.county(code) for code in pair.split("|") if code)

    def _party_name(self, party: Mapping[str, Any]) -> str:
        code, name = str(party["code"]), str(party["name"])
        return self.counties.get(code, name or code) if len(code) == COUNTY_DIGITS else name or code
