"""Entries of the calendar: what, when, who and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from layers.agreements.books import Book
from layers.agreements.vocabulary import YearKind as Kind

__all__ = ["Entry", "Kind", "Standing", "State"]


class State(StrEnum):
    """What an entry is."""

    FACT = "fact"  # a day that comes by itself: a season, a term of the chair
    OPEN = "open"  # to be done
    DONE = "done"
    DROPPED = "dropped"  # a person decided that it is not to be done


class Standing(StrEnum):
    """How an entry stands on the plan's reference date, the most pressing first."""

    OVERDUE = "overdue"  # open, and its day is past
    SOON = "soon"  # open, and its day is near
    UNKNOWN = "unknown"  # open, and nobody knows its day
    COMING = "coming"
    FACT = "fact"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Entry:
    """One entry.

    Attributes
    ----------
    key : str
        Lasting: the same thing has the same key in every year it is looked at.
    code : str
        Of the sentences that name it and say why: ``year_entry.<code>`` and ``year_why.<code>`` of the words, filled
        with ``facts``.
    day : date or None
        None where it is due and nobody knows since when.
    end : date or None
        The last day, where it is a span.
    who : tuple of str
        Names.
    pairs : frozenset of str
        Borders it is about, ``"110116|130826"``.
    book, uid
        The row of the register it comes from; ``book`` None for none.
    was : date or None
        Its day before somebody moved it.
    is_proposed : bool
        Nobody wrote it: it follows from a rule, and people may move it.
    is_met : bool
        Something of the register answers it already, so it is not listed.
    own : str
        The uid of the row of the calendar's own that it comes from or that moved it.
    """

    key: str
    kind: Kind
    code: str
    day: date | None
    state: State = State.OPEN
    end: date | None = None
    who: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    pairs: frozenset[str] = frozenset()
    book: Book | None = None
    uid: str = ""
    was: date | None = None
    is_proposed: bool = False
    is_met: bool = False
    own: str = ""
    agreements: frozenset[str] = frozenset()

    def standing(self, on: date, soon_days: int) -> Standing:
        """Return how it stands on a date."""
        if self.state is State.DROPPED:
            return Standing.DROPPED
        if self.state is State.DONE:
            return Standing.DONE
        if self.state is State.FACT:
            return Standing.FACT
        if self.day is None:
            return Standing.UNKNOWN
        if (self.end or self.day) < on:
            return Standing.OVERDUE
        return Standing.SOON if self.day <= on + timedelta(days=soon_days) else Standing.COMING

    @property
    def can_move(self) -> bool:
        """Whether its day is a person's to choose, and not fixed in a signed paper or another list."""
        is_ours = bool(self.own) or self.is_proposed or self.code in ("event", "decision")
        return self.state is State.OPEN and is_ours and not self.is_met

    @property
    def can_drop(self) -> bool:
        """Whether it can be left out or removed here: not what the register holds, nor what the law asks for."""
        if self.is_proposed:
            return self.state is State.OPEN and self.kind is not Kind.BOUNDARY
        return bool(self.own) and self.state is not State.DROPPED

    @property
    def can_be_done(self) -> bool:
        """Whether a person can say here that it is done: not what a rule asks for, which the register answers."""
        return self.state is State.OPEN and ((bool(self.own) and not self.is_proposed) or self.code == "decision")

    @property
    def stands_for_rule(self) -> bool:
        """Whether a person changed what a rule proposes, so that it can go back to the rule."""
        return bool(self.own) and self.is_proposed
