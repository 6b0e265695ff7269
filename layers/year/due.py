"""Entries that nobody wrote: what law, agreements and seasons ask for, and what the register lacks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from layers.agreements.books import Book
from layers.agreements.coverage import applies_to
from layers.agreements.vocabulary import AgreementHazard, AgreementState, MeetingKind, YearState
from layers.inventory.model import Rectification, iso_date
from layers.year.days import days_after, on_year, parts_of_year, read_day, years_after
from layers.year.material import Row, YearMaterial
from layers.year.model import Entry, Kind, State
from layers.year.own import KEY
from layers.year.recorded import KIND_OF_MEETING
from layers.year.settings import INSPECTION_YEARS, Season, SeasonKind

#: A consultation so long before a season counts as that before it.
_CONSULTED_DAYS = 60
#: What was lent, a book of the ledger.
_LOANS = next((book for book in Book if book.value == "loan"), None)
_CONSULTING = frozenset({MeetingKind.MEETING, MeetingKind.CONSULTATION})
#: Kind of what an agreement asks for in a year → the number in the settings.
ASKED: Mapping[Kind, str] = {Kind.MEETING: "meetings", Kind.DRILL: "drills", Kind.PATROL: "patrols"}


@dataclass(frozen=True)
class Slot:
    """One part of a year in which an agreement asks for something, and what answers it."""

    agreement: Row
    kind: Kind
    number: int  # 1 …
    of: int
    start: date
    end: date
    answered: date | None  # day of what answers it, held or planned
    held: bool  # it took place by the reference date


def own_agreements(material: YearMaterial) -> list[Row]:
    """Return the signed agreements between counties of the plan, whatever their term; a superior's asks nothing."""
    return [
        row for row in material.rows(Book.AGREEMENT) if row["state"] == AgreementState.SIGNED and material.pairs_of(row)
    ]


def slots(material: YearMaterial, year: int) -> Iterator[Slot]:
    """Yield what agreements ask for in a year.

    A year has as many parts as an agreement asks for meetings, and each part wants one.  A part counts when its last
    day lies in the agreement's term; an agreement whose term nobody knows counts in every year.
    """
    held_under = _days_under(material)
    for row in own_agreements(material):
        start, end = read_day(row["start"]), read_day(row["end"])
        for kind, name in ASKED.items():
            count = getattr(material.settings, name) if kind is not Kind.PATROL or _is_patrolled(row) else 0
            done = sorted(held_under.get((str(row["uid"]), kind), ()))
            for number, (first, last) in enumerate(parts_of_year(year, count), start=1):
                if (start is not None and last < start) or (end is not None and last > end):
                    continue
                inside = [day for day in done if first <= day <= last]
                answered = inside[0] if inside else None
                held = answered is not None and answered <= material.on
                yield Slot(row, kind, number, count, first, last, answered, held)


def _is_patrolled(row: Row) -> bool:
    """Tell whether an agreement is about something that is patrolled: forest, or rivers."""
    return any(applies_to(row["hazards"], hazard) for hazard in (AgreementHazard.FOREST, AgreementHazard.RIVER))


def _days_under(material: YearMaterial) -> dict[tuple[str, Kind], list[date]]:
    """Return agreement and kind → days on which something was held or is planned under it."""
    found: dict[tuple[str, Kind], list[date]] = {}

    def put(row: Row, kind: Kind | None) -> None:
        day = read_day(row["date"])
        if day is not None and kind is not None and kind in ASKED:
            for agreement in row["agreements"]:
                found.setdefault((str(agreement), kind), []).append(day)

    for row in material.rows(Book.MEETING):
        put(row, KIND_OF_MEETING.get(str(row["kind"])))
    for row in material.rows(Book.DRILL):
        put(row, Kind.DRILL)
    for row in material.rows(Book.YEAR):
        if row["state"] != YearState.DROPPED and not row["origin"].get(KEY) and row["kind"] in set(Kind):
            put(row, Kind(row["kind"]))
    return found


def asked(material: YearMaterial, year: int) -> Iterator[Entry]:
    """Yield the meetings, drills and patrols asked for, each by the last day of its part of the year."""
    for slot in slots(material, year):
        row = slot.agreement
        code = f"{slot.kind.value}_asked"
        yield Entry(
            key=f"{code}:{row['uid']}:{year}:{slot.number}",
            kind=slot.kind,
            code=code,
            day=slot.end,
            state=State.DONE if slot.answered is not None else State.OPEN,
            who=material.who_of(row),
            facts={"title": str(row["name"]), "number": slot.number, "of": slot.of, "from": slot.start.isoformat()},
            pairs=material.pairs_of(row),
            book=Book.AGREEMENT,
            uid=str(row["uid"]),
            is_proposed=True,
            is_met=slot.answered is not None,
            agreements=frozenset({str(row["uid"])}),
        )


def inspected(material: YearMaterial, pair: str, until: date | None = None) -> date | None:
    """Return when a border was last inspected jointly: by the register or by its markers, whichever is later.

    ``until`` is the last day that counts, the reference date where none is given.
    """
    last = material.on if until is None else until
    days = [
        day
        for row in material.rows(Book.MEETING)
        if row["kind"] == MeetingKind.BOUNDARY_INSPECTION and pair in material.pairs_of(row)
        if (day := read_day(row["date"])) is not None and day <= last
    ]
    marked = material.marker_days.get(pair)
    return max([*days, *([marked] if marked is not None and marked <= last else [])], default=None)


def boundary_inspections(material: YearMaterial) -> Iterator[Entry]:
    """Yield for each border when its joint inspection is due: five years after the last.

    References
    ----------
    行政区域界线管理条例 (国务院令第353号, 2002) 第十二条: every five years, by the governments on both sides together.
    """
    for pair in sorted(material.borders):
        last = inspected(material, pair)
        due = None if last is None else years_after(last, INSPECTION_YEARS)
        planned = _planned_inspection(material, pair)
        yield Entry(
            key=f"boundary:{pair}:{last or ''}",
            kind=Kind.BOUNDARY,
            code="boundary" if last else "boundary_unknown",
            day=due,
            who=material.pair_names(pair),
            facts={"title": "–".join(material.pair_names(pair)), "last": last.isoformat() if last else "",
                   "km": material.borders[pair] / 1000.0},
            pairs=frozenset({pair}),
            is_proposed=True,
            is_met=planned,
            state=State.DONE if planned else State.OPEN,
        )  # fmt: skip


def _planned_inspection(material: YearMaterial, pair: str) -> bool:
    return any(
        row["kind"] == MeetingKind.BOUNDARY_INSPECTION
        and pair in material.pairs_of(row)
        and (day := read_day(row["date"])) is not None
        and day > material.on
        for row in material.rows(Book.MEETING)
    )


def loans(material: YearMaterial) -> Iterator[Entry]:
    """Yield by when what one county lent another comes back."""
    for row in material.rows(_LOANS) if _LOANS is not None else ():
        due = read_day(row["due"])
        if due is None:
            continue
        giver, receiver = str(row["giver"]), str(row["receiver"])
        pair = "|".join(sorted((giver, receiver)))
        facts = {"title": str(row["item"]), "giver": material.county(giver), "receiver": material.county(receiver),
                 "date": str(row["date"]), "due": str(row["due"])}  # fmt: skip
        yield Entry(
            f"loan:{row['uid']}", Kind.LOAN, "loan_due", due, State.DONE if row["returned"] else State.OPEN,
            who=(material.county(receiver),), facts=facts, pairs=frozenset({pair} & set(material.borders)),
            book=_LOANS, uid=str(row["uid"]),
        )  # fmt: skip


def season_groups(material: YearMaterial) -> list[tuple[Season, tuple[str, ...]]]:
    """Return the seasons with the counties that have them: counties of one season and the same days together."""
    groups: dict[tuple[SeasonKind, str, str, str], tuple[Season, list[str]]] = {}
    for kind in SeasonKind:
        for code in sorted(material.counties):
            season = material.settings.season_of(code, kind)
            if season is not None:
                key = (kind, season.start, season.end, season.basis)
                groups.setdefault(key, (season, []))[1].append(code)
    return [(season, tuple(codes)) for season, codes in groups.values()]


def seasons(material: YearMaterial, year: int) -> Iterator[Entry]:
    """Yield starts and ends of seasons, and the consultation before each start."""
    for season, codes in season_groups(material):
        start, end = on_year(season.start, year), on_year(season.end, year)
        names = tuple(material.county(code) for code in codes)
        pairs = frozenset(pair for pair in material.borders if set(pair.split("|")) & set(codes))
        facts = {"season": season.kind.value, "basis": season.basis, "count": len(codes),
                 "start": season.start, "end": season.end, "days": material.settings.before_season_days}  # fmt: skip
        stem = f"{season.kind.value}:{season.start}:{season.end}:{codes[0]}:{year}"
        for code, day in (("season_starts", start), ("season_ends", end)):
            yield Entry(f"{code}:{stem}", Kind.SEASON, code, day, State.FACT, who=names, facts=facts, pairs=pairs,
                        is_proposed=not season.basis)  # fmt: skip
        by = start - timedelta(days=material.settings.before_season_days)
        met = _was_consulted(material, pairs, start)
        yield Entry(f"season_consult:{stem}", Kind.MEETING, "season_consult", by, State.DONE if met else State.OPEN,
                    who=names, facts=facts, pairs=pairs, is_proposed=True, is_met=met)  # fmt: skip


def _was_consulted(material: YearMaterial, pairs: frozenset[str], start: date) -> bool:
    since = start - timedelta(days=_CONSULTED_DAYS)
    for row in material.rows(Book.MEETING):
        day = read_day(row["date"])
        is_then = row["kind"] in _CONSULTING and day is not None and since <= day <= start
        if is_then and pairs and material.pairs_of(row) & pairs:
            return True
    return False


def stock_checks(material: YearMaterial) -> Iterator[Entry]:
    """Yield for each county by when its oldest stock entry must be checked again, and that nobody ever checked some."""
    by_county: dict[str, list[date | None]] = {}
    for row in material.stock:
        if row.county:
            by_county.setdefault(row.county, []).append(iso_date(row.checked))
    for code, days in sorted(by_county.items()):
        known = [day for day in days if day is not None]
        never = len(days) - len(known)
        oldest = min(known, default=None)
        due = None if oldest is None else days_after(oldest, material.stale_days)
        facts = {"title": material.county(code), "rows": len(days), "never": never, "days": material.stale_days,
                 "oldest": oldest.isoformat() if oldest else ""}  # fmt: skip
        pairs = frozenset(pair for pair in material.borders if code in pair.split("|"))
        name = "stock_check" if oldest else "stock_never"
        yield Entry(f"stock:{code}:{oldest or ''}", Kind.STOCK, name, due, who=(material.county(code),),
                    facts=facts, pairs=pairs, is_proposed=True)  # fmt: skip


def hazard_checks(material: YearMaterial) -> Iterator[Entry]:
    """Yield joint inspections of hazard sources near the line, and by when what they found must be put right."""
    for row in material.hazards:
        check, source = row.check, row.source
        who = (material.county(source.county),) if source.county else ()
        pairs = frozenset(pair for pair in material.borders if source.county in pair.split("|"))
        joint, due = iso_date(check.next_joint), iso_date(check.due)
        facts = {"title": source.name, "result": check.result}
        if joint is not None:
            yield Entry(f"hazard_joint:{row.uid}:{joint}", Kind.STOCK, "hazard_joint", joint, who=who, facts=facts,
                        pairs=pairs)  # fmt: skip
        if due is not None:
            state = State.DONE if check.rectification == Rectification.DONE else State.OPEN
            yield Entry(f"hazard_due:{row.uid}:{due}", Kind.STOCK, "hazard_due", due, state, who=who, facts=facts,
                        pairs=pairs)  # fmt: skip
