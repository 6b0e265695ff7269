"""The ledger of counties (往来台账): what they send each other, what they give each other, what is out and owed.

Every figure is a sum over lines, and every line has one giver and one receiver, so what one county sent the others
received, figure by figure.  Transmission and help stand side by side, which is what makes a negotiation fair: who sends
more danger than it takes, and who gives more help than it gets (利益共享、利益补偿, 王丛虎 2016).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from layers.agreements.books import records
from layers.agreements.coverage import applies_to
from layers.agreements.gaps import meant_by
from layers.agreements.vocabulary import LoanKind
from layers.kinds import Hazard, ZoneClass
from layers.zones.matrix import zone_flows

#: What comes across: hm² that burn on the other side by the end of the run, people reached there.
TRANSMISSION = ("area_ha", "people")
#: What is done for each other: how often, with how many people, how many hours of one person, at what cost, and what of
#: it the receiver has paid back.
HELP = ("times", "helpers", "person_hours", "cost_yuan", "repaid_yuan")
#: Things out of the giver's store: how many entries are out, how many of them are overdue, what entries are worth, what
#: of it was paid, and what is still owed.
LOANS = ("out", "overdue", "value_yuan", "settled_yuan", "owed_yuan")
MEASURES = (*TRANSMISSION, *HELP, *LOANS)


@dataclass(frozen=True)
class Amount:
    """A sum, and how many lines could not say theirs: unknown is never zero."""

    known: float = 0.0
    unknown: int = 0
    lines: int = 0

    @property
    def is_said(self) -> bool:
        """Whether any line says something, or leaves it unknown."""
        return self.lines > 0


@dataclass(frozen=True)
class Line:
    """One input: a zone, a row of help or a row of loans, from one county to another.

    Attributes
    ----------
    book : str
        ``zone``, or the ``Book`` value of the row.
    amounts : mapping of str to float or None
        Measure → what this line adds; None: it belongs to the sum and nobody knows how much.
    text : str
        What the row calls itself; "" for a zone, which is named by its uid.
    """

    book: str
    uid: str
    giver: str
    receiver: str
    amounts: Mapping[str, float | None]
    hazard: str = ""
    day: str = ""
    text: str = ""

    @property
    def pair(self) -> str:
        """The border it is about, ``"110116|130826"``."""
        return "|".join(sorted((self.giver, self.receiver)))


@dataclass(frozen=True)
class PairAccount:
    """One pair of counties: each figure both ways, and the lines it is made of."""

    counties: tuple[str, str]
    lines: tuple[Line, ...]

    @property
    def pair(self) -> str:
        """The border's code."""
        return "|".join(self.counties)

    def amount(self, measure: str, giver: str) -> Amount:
        """Return what ``giver`` sent or gave; the other county received the same."""
        return total((line for line in self.lines if line.giver == giver), measure)

    def lines_of(self, measure: str, giver: str = "") -> tuple[Line, ...]:
        """Return the inputs of a figure, the largest first and those that are not known last."""
        mine = [one for one in self.lines if measure in one.amounts and giver in ("", one.giver)]

        def place(one: Line) -> tuple[bool, float, str]:
            value = one.amounts[measure]
            return value is None, -(value or 0.0), one.uid

        return tuple(sorted(mine, key=place))


@dataclass(frozen=True)
class CountyAccount:
    """One county against all others: each measure sent or given, and received."""

    county: str
    given: Mapping[str, Amount]
    received: Mapping[str, Amount]

    def net(self, measure: str) -> float:
        """Return given − received, of what is known."""
        return self.given[measure].known - self.received[measure].known


@dataclass(frozen=True)
class Ledger:
    """All accounts on one date.

    ``hazard`` "" is all of them; ``since`` "" counts all on record.
    """

    on: date
    since: str
    hazard: str
    pairs: tuple[PairAccount, ...]  # where most happens or comes across first
    counties: tuple[CountyAccount, ...]  # by code
    weights: Mapping[str, tuple[tuple[str, float, Mapping[str, float]], ...]] = field(default_factory=dict)

    def account(self, pair: str) -> PairAccount | None:
        """Return the account of a border."""
        return next((one for one in self.pairs if one.pair == pair), None)


def ledger(
    zones: pd.DataFrame,
    aids: pd.DataFrame,
    loans: pd.DataFrame,
    borders: Iterable[str],
    *,
    on: date,
    since: str = "",
    hazard: str = "",
) -> Ledger:
    """Return the accounts of all pairs of counties that share a line or did something for each other.

    Parameters
    ----------
    zones : DataFrame
        Columns ``ZONE_COLUMNS``; what comes across is read from the stored analysis.  People are H of the giver × those
        reached in the receiver [P], as in the zone matrix; hm² are those that the fire of a zone burns
        in the receiver's land by the end of its run, zones to which the receiver is no party included.
    aids, loans : DataFrame
        ``Book.AID`` and ``Book.LOAN``, normal.
    borders : iterable of str
        Pairs of the plan; outer lines are left out.
    on : date
        Rows after it do not count yet; loans are out or overdue on this day.
    since : str
        ISO date from which rows count, "" for all; what is still out counts from whenever.
    hazard : str
        Zones of this hazard or kind of emergency, and help about it or about nothing said; "" for all.
    """
    lines = [*_zone_lines(zones, hazard), *_aid_lines(aids, on, since, hazard), *_loan_lines(loans, on, since)]
    by_pair: dict[str, list[Line]] = {pair: [] for pair in sorted(set(borders)) if all(pair.split("|")) and "|" in pair}
    for line in lines:
        by_pair.setdefault(line.pair, []).append(line)
    pairs = [PairAccount(_two(pair), tuple(mine)) for pair, mine in by_pair.items()]
    pairs.sort(key=_liveliness)
    codes = sorted({code for one in pairs for code in one.counties})
    counties = tuple(_county(code, lines) for code in codes)
    return Ledger(on, since, hazard, tuple(pairs), counties, _weights(zones, hazard))


def empty_account(pair: str) -> PairAccount:
    """Return the account of a pair of which nothing is on record."""
    return PairAccount(_two(pair), ())


def total(lines: Iterable[Line], measure: str) -> Amount:
    """Return the sum of one measure over lines."""
    said = [one.amounts[measure] for one in lines if measure in one.amounts]
    known = [value for value in said if value is not None]
    return Amount(math.fsum(known), len(said) - len(known), len(said))


def _two(pair: str) -> tuple[str, str]:
    first, second = pair.split("|")
    return first, second


def _county(code: str, lines: Sequence[Line]) -> CountyAccount:
    given, received = ([one for one in lines if getattr(one, side) == code] for side in ("giver", "receiver"))
    return CountyAccount(
        code,
        {measure: total(given, measure) for measure in MEASURES},
        {measure: total(received, measure) for measure in MEASURES},
    )


def _liveliness(one: PairAccount) -> tuple[Any, ...]:
    """Pairs with rows on record first, then by what comes across, then by code."""
    rows = sum(line.book != "zone" for line in one.lines)
    across = [total(one.lines, measure).known for measure in TRANSMISSION]
    return (-rows, *(-value for value in across), one.pair)


# --- lines ------------------------------------------------------------------------------------------------


def _zone_lines(zones: pd.DataFrame, hazard: str) -> Iterator[Line]:
    meant = meant_by(hazard) if hazard else None
    for zone in zones.to_dict("records"):
        if zone["zone_class"] == ZoneClass.LOCAL or (meant is not None and not meant(str(zone["hazard"]))):
            continue
        amounts: dict[tuple[str, str], dict[str, float | None]] = {}
        for way, people in _people(zone).items():
            amounts.setdefault(way, {})["people"] = people
        for way, area in _areas(zone).items():
            amounts.setdefault(way, {})["area_ha"] = area
        for (giver, receiver), said in amounts.items():
            if any(value is None or value > 0.0 for value in said.values()):
                yield Line("zone", str(zone["uid"]), giver, receiver, said, str(zone["hazard"]))


def _people(zone: Mapping[Any, Any]) -> dict[tuple[str, str], float | None]:
    """Return (giver, receiver) → people; None where they are unknown."""
    ways = _ways(zone)
    if not zone["evidence"]:  # derived by a program that did not keep what zones were judged by
        return dict.fromkeys(ways)
    flows = {
        way: None if math.isnan(people) else people
        for way, people in zone_flows(zone).items()
        if way[0] != way[1] and all(way)
    }
    silent = set(zone["evidence"]["silent_hazard"])
    return {**flows, **{way: None for way in ways if way[0] in silent}}


def _areas(zone: Mapping[Any, Any]) -> dict[tuple[str, str], float | None]:
    """Return (giver, receiver) → hm² burnt; None where no fire was run or the receiver's fuel is unknown."""
    if zone["hazard"] != Hazard.FOREST:
        return {}
    if not zone["links"]:
        return dict.fromkeys(_ways(zone))
    found: dict[tuple[str, str], float | None] = {}
    for link in zone["links"]:
        if link["from"] != link["to"] and link["from"] and link["to"]:
            areas = link["area_ha"]
            found[link["from"], link["to"]] = float(areas[-1]) if areas and areas[-1] is not None else None
    return found


def _ways(zone: Mapping[Any, Any]) -> list[tuple[str, str]]:
    codes = sorted(zone["counties"])
    return [(one, other) for one in codes for other in codes if one != other]


def _aid_lines(aids: pd.DataFrame, on: date, since: str, hazard: str) -> Iterator[Line]:
    for row in records(aids):
        about = not hazard or not row["hazard"] or applies_to([row["hazard"]], hazard)
        if not about or not _within(row["date"], on, since) or not _is_between(row):
            continue
        people, hours = _number(row["people"]), _number(row["hours"])
        amounts: dict[str, float | None] = {
            "times": 1.0,
            "helpers": people,
            "person_hours": None if people is None or hours is None else people * hours,
            "cost_yuan": _number(row["cost_yuan"]),
            "repaid_yuan": _number(row["repaid_yuan"]) or 0.0,
        }
        yield _row_line("aid", row, amounts, str(row["event"]), str(row["hazard"] or ""))


def _loan_lines(loans: pd.DataFrame, on: date, since: str) -> Iterator[Line]:
    for row in records(loans):
        if not _within(row["date"], on, "") or not _is_between(row):
            continue
        amounts = loan_amounts(row, on)
        if row["date"] >= since or amounts.get("out") or amounts["owed_yuan"] != 0.0:
            yield _row_line("loan", row, amounts, str(row["item"]))


def loan_amounts(row: Mapping[str, Any], on: date) -> dict[str, float | None]:
    """Return what one row of loans adds on a date.

    A thing is out until the day it comes back, and overdue from the day after it was due.  Its value is owed when it is
    requisitioned or to be compensated, and of a thing lent once it is overdue; what was paid is taken off.
    """
    today = on.isoformat()
    is_thing = row["kind"] != LoanKind.COMPENSATION
    is_out = is_thing and not (row["returned"] and row["returned"] <= today)
    is_overdue = is_out and bool(row["due"]) and row["due"] < today
    is_paid = not (row["settled"] and row["settled"] > today)  # a payment without a day counts from the beginning
    value, paid = _number(row["value_yuan"]), (_number(row["settled_yuan"]) or 0.0) * is_paid
    is_due = row["kind"] != LoanKind.LOAN or is_overdue
    owed = 0.0 if not is_due else None if value is None else max(0.0, value - paid)
    amounts: dict[str, float | None] = {"value_yuan": value, "settled_yuan": paid, "owed_yuan": owed}
    return {**amounts, **({"out": float(is_out), "overdue": float(is_overdue)} if is_thing else {})}


def _row_line(
    book: str, row: Mapping[str, Any], amounts: Mapping[str, float | None], text: str, hazard: str = ""
) -> Line:
    uid, giver, receiver = str(row["uid"]), str(row["giver"]), str(row["receiver"])
    return Line(book, uid, giver, receiver, amounts, hazard, str(row["date"] or ""), text)


def _is_between(row: Mapping[str, Any]) -> bool:
    return bool(row["giver"] and row["receiver"]) and row["giver"] != row["receiver"]


def _within(day: Any, on: date, since: str) -> bool:
    return since <= str(day or "") <= on.isoformat()


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # nan is not itself


def _weights(zones: pd.DataFrame, hazard: str) -> dict[str, tuple[tuple[str, float, Mapping[str, float]], ...]]:
    """Return pair → (zone, hm² of it, R of its counties), what shares by responsibility are made of."""
    meant = meant_by(hazard) if hazard else None
    found: dict[str, list[tuple[str, float, Mapping[str, float]]]] = {}
    for zone in zones.to_dict("records"):
        shared = zone["zone_class"] not in (ZoneClass.LOCAL, ZoneClass.PENDING)
        if not shared or not zone["responsibility"] or (meant is not None and not meant(str(zone["hazard"]))):
            continue
        held = {str(code): float(share) for code, share in zone["responsibility"].items()}
        for one, other in _ways(zone):
            if one < other:
                found.setdefault(f"{one}|{other}", []).append((str(zone["uid"]), float(zone["area_ha"]), held))
    return {pair: tuple(rows) for pair, rows in found.items()}
