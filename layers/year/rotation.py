"""Whose turn it is: terms of the chair that stand in the register, and those that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from layers.year.days import days_after, end_years_after, months_after, months_of_term, read_day
from layers.year.material import Row

_DAY = timedelta(days=1)
_MONTHS = 12


@dataclass(frozen=True)
class Term:
    """A term of the chair, first and last day within it."""

    start: date
    end: date
    chair: str
    is_proposed: bool = False


def recorded_terms(body: Row) -> list[Term]:
    """Return the terms that stand in the register, in order; one without both days is left out."""
    found = []
    for line in body["rotation"]:
        start, end = read_day(line["from"]), read_day(line["to"])
        if start is not None and end is not None and start <= end and line["chair"]:
            found.append(Term(start, end, str(line["chair"])))
    return sorted(found, key=lambda term: (term.start, term.end))


def order_of(body: Row, terms: Sequence[Term]) -> list[str]:
    """Return in which order the chair goes round: as it went so far, then the parties who had no turn, by GB/T 2260.

    A party counts as having had its turn under any name that begins or ends with the other (怀柔 and 怀柔区).
    """
    order = list(dict.fromkeys(term.chair for term in terms))
    for party in sorted(body["parties"], key=lambda one: (str(one["code"]), str(one["name"]))):
        name = str(party["name"])
        if name and not any(_is_same(name, chair) for chair in order):
            order.append(name)
    return order


def terms(body: Row, until: date) -> list[Term]:
    """Return the terms of the chair until a day: those of the register, then proposed ones that go on from the last.

    The chair goes round in :func:`order_of`; a proposed term is as long as the last one of the register
    (annual rotation in the order of GB/T 2260 where nothing else is known).  A body without any term has none.
    """
    known = recorded_terms(body)
    return [*known, *_following(body, known, until)]


def next_of(order: Sequence[str], last: str) -> str:
    """Return whose turn follows; the first when the last is not among them, "" when there is nobody."""
    if not order:
        return ""
    places = [place for place, name in enumerate(order) if _is_same(name, last)]
    return order[(places[0] + 1) % len(order)] if places else order[0]


def _following(body: Row, known: Sequence[Term], until: date) -> Iterator[Term]:
    if not known:
        return
    order, last = order_of(body, known), known[-1]
    months, first = months_of_term(last.start, last.end), days_after(last.end, 1)
    for number in count(1):
        if last.end >= until:
            return
        start = last.end + _DAY
        # Counted from the first of them: a month without a 31st would shorten all that follow.
        end = (
            end_years_after(last.end, months // _MONTHS)
            if months % _MONTHS == 0
            else _end_after(first, months * number)
        )
        last = Term(start, end, next_of(order, last.chair), is_proposed=True)
        yield last


def _end_after(start: date, months: int) -> date:
    return months_after(start, months) - _DAY


def _is_same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (longer.startswith(shorter) or longer.endswith(shorter))
