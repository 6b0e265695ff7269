"""The register of a plan: what the window, the command line and documents ask of it, read from the store.

Gap map, matrices, health and clashes come from the stored analysis and the register; nothing is analysed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from layers.agreements.accounts import Difference, differences, said_of
from layers.agreements.books import Book, records
from layers.agreements.celltext import Names
from layers.agreements.dimensions import Cell, matrix
from layers.agreements.duty_list import Filling, filled_again, from_zones
from layers.agreements.gaps import GAP_HAZARDS, GapReport, gap_report
from layers.agreements.health import Clash, Health, clashes, health_of
from layers.agreements.ledger import Ledger, empty_account, ledger
from layers.agreements.settings import RegisterSettings
from layers.kinds import Role
from layers.progress import Progress, silent
from layers.versions.ledger import is_frozen, latest

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.export.words import Words
    from layers.plan.store import PlanStore

#: Roles whose layers list what a county has in store.
_STORES = (Role.DEPOT, Role.TEAM)


@dataclass(frozen=True)
class RegisterView:
    """Everything that is told of a register beside its rows.

    ``gaps`` is by hazard, in the order of ``GAP_HAZARDS``; ``matrices`` by border pair.
    """

    gaps: Mapping[str, GapReport]
    matrices: Mapping[str, tuple[Cell, ...]]
    health: tuple[Health, ...]
    clashes: tuple[Clash, ...]


def book(store: PlanStore, which: Book) -> pd.DataFrame:
    """Return a table of the register, columns as in ``BOOKS``."""
    return store.book(which.table)


def register_view(store: PlanStore, *, progress: Progress = silent) -> RegisterView:
    """Return gap maps, matrices, health and clashes of a plan.

    Without an analysis there are no borders, so the maps and matrices are empty; the rest is told.
    """
    agreements, drills, meetings = (book(store, which) for which in (Book.AGREEMENT, Book.DRILL, Book.MEETING))
    borders, zones, straddling = store.borders(), store.zones(), store.straddling()
    on = store.info().reference_date
    known = forest_known(store)
    settings = RegisterSettings.of(store.register_settings())
    gaps: dict[str, GapReport] = {}
    for place, hazard in enumerate(GAP_HAZARDS):
        progress(place / (len(GAP_HAZARDS) + 1), "register")
        gaps[hazard.value] = gap_report(
            agreements,
            drills,
            borders,
            zones,
            straddling,
            hazard=hazard.value,
            on=on,
            forest_known=known,
            settings=settings,
        )
    pairs = [one.counties for one in gaps[GAP_HAZARDS[0].value].pairs]
    matrices = {"|".join(counties): matrix(agreements, counties, on) for counties in pairs}
    stores = inventories(store)
    health = tuple(
        health_of(row, meetings, drills, on, inventories=stores, settings=settings) for row in records(agreements)
    )
    progress(1.0, "register")
    return RegisterView(gaps, matrices, health, clashes(agreements, book(store, Book.BODY), on))


def forest_known(store: PlanStore) -> frozenset[str]:
    """Return the counties whose forest a layer of the plan tells, there or verified to be none."""
    found: set[str] = set()
    for layer in store.layers():
        if layer.role is Role.FOREST:
            found |= set(layer.speaks_for) | set(layer.verified_none)
    return frozenset(found)


def inventories(store: PlanStore) -> dict[str, str]:
    """Return county → day of the newest list of its stores or teams; a county without one is absent.

    Where somebody checked what a county has (``lf_stock.checked``), the last check counts; the date of a layer's file
    says no more than that there was a list, and counts where no check is on record.  A check that is entered for a day
    after the reference date has not been made.
    """
    from layers.plan.schema import Table

    found: dict[str, str] = {}
    for layer in store.layers():
        day = layer.source.file_date[:10]
        if layer.role not in _STORES or not day:
            continue
        for code in layer.speaks_for:
            found[code] = max(found.get(code, ""), day)
    today = store.info().reference_date.isoformat()
    checked: dict[str, str] = {}
    for county, day in store.inventory(Table.STOCK)[["county", "checked"]].itertuples(index=False):
        if county and day and day <= today:
            checked[str(county)] = max(checked.get(str(county), ""), str(day))
    return found | checked


def ledger_of(store: PlanStore, *, hazard: str = "", since: str = "") -> Ledger:
    """Return the accounts of all pairs of counties of a plan, see :func:`layers.agreements.ledger.ledger`."""
    return ledger_view(store, hazard=hazard, since=since).ledger


@dataclass(frozen=True)
class LedgerView:
    """The ledger, and what became of every account that was kept.

    ``differing`` is uid of a kept account → its figures that are others now; () where all hold, absent where what is
    kept cannot be read.
    """

    ledger: Ledger
    differing: Mapping[str, tuple[Difference, ...]]


def ledger_view(store: PlanStore, *, hazard: str = "", since: str = "", progress: Progress = silent) -> LedgerView:
    """Return the ledger, and hold every kept account against the plan of now, with what it was kept by."""
    progress(0.0, "register")
    zones = pd.DataFrame(store.zones().drop(columns="geometry"))
    rows = {which: book(store, which) for which in (Book.AID, Book.LOAN)}
    borders = store.borders()["pair"].astype(str)
    made: dict[tuple[str, str, str], Ledger] = {}

    def of(hazard: str, since: str, on: str) -> Ledger:
        key = (hazard, since, on)
        if key not in made:
            day = date.fromisoformat(on)
            made[key] = ledger(zones, rows[Book.AID], rows[Book.LOAN], borders, on=day, since=since, hazard=hazard)
        return made[key]

    found: dict[str, tuple[Difference, ...]] = {}
    kept = records(store.book("lf_account"))
    for place, row in enumerate(kept):
        progress(0.5 * place / len(kept), "register")
        said = row["said"]
        try:
            again = of(said["hazard"], said["since"], said["on"])
            account = again.account(row["pair"]) or empty_account(row["pair"])
            found[str(row["uid"])] = differences(said, said_of(again, account, said["measure"]))
        except (AttributeError, KeyError, TypeError, ValueError):  # another program wrote something else there
            continue
    shown = of(hazard, since, store.info().reference_date.isoformat())
    progress(1.0, "register")
    return LedgerView(shown, found)


def names_of(store: PlanStore, words: Words) -> Names:
    """Return what codes and uids are called, for cells of workbooks."""
    from layers.workflow import county_names

    counties = county_names(store)
    references = {
        str(row["uid"]): str(row["name"])
        for which in (Book.AGREEMENT, Book.BODY)
        for row in records(book(store, which))
    }
    return Names(counties, references, zone_names(store.zones(), counties, words))


def zone_names(zones: gpd.GeoDataFrame, counties: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return uid → name of the zones, as documents call them."""
    from layers.sources.gazetteer import short_name

    made = {}
    for row in records(pd.DataFrame(zones.drop(columns="geometry"))):
        shorts = [short_name(counties.get(code, code)) for code in row["counties"]]
        named = words["punctuation.pair"].join(shorts)
        made[str(row["uid"])] = words.text("zone.title", counties=named, number=f"{row['number']:02d}")
    return made


def duties_from_zones(store: PlanStore, words: Words) -> Filling:
    """Return what filling the responsibility list from the zones would do; nothing is written.

    Parameters
    ----------
    words : Words
        Of the language the list is written in.
    """
    from layers.sources.gazetteer import short_name
    from layers.spread.choices import FireChoices
    from layers.workflow import county_names

    names = {code: short_name(name) for code, name in county_names(store).items()}
    choices = FireChoices.of(store.parameters(), store.fire_choices())
    fresh = from_zones(store.zones(), store.parts(), names, words, margin_min=choices.notify_margin_min)
    return filled_again(book(store, Book.DUTY), fresh, signed=signed_zones(store))


def signed_zones(store: PlanStore) -> frozenset[str]:
    """Return the zones whose responsibilities belong to an agreement that is signed."""
    frozen = [one for one in latest(store.versions()).values() if is_frozen(one)]
    return frozenset(str(uid) for one in frozen for uid in one.content.get("attributes", {}).get("zones", ()))


def facts_shown(facts: Mapping[str, Any], names: Names, words: Words) -> dict[str, Any]:
    """Return the facts of a reason or a clash as they read: numbers with their digits, codes as names."""
    shown: dict[str, Any] = dict(facts)
    if "area_ha" in shown:
        shown["area_ha"] = f"{float(shown['area_ha']):,.0f}"
    if "amount" in shown:
        amount = float(shown["amount"])
        shown["amount"] = f"{amount / 1000.0:,.1f}" if facts.get("code") == "hazard_m" else f"{amount:,.0f}"
    if "borders" in shown:
        shown["borders"] = words.join([pair_name(pair, names, words) for pair in shown["borders"]])
    if "hazards" in shown:
        shown["hazards"] = words.join([words.code("agreement_hazard", one) for one in shown["hazards"]])
    return shown


def pair_name(pair: str, names: Names, words: Words) -> str:
    """Return the name of a border, e.g. 怀柔–丰宁."""
    from layers.sources.gazetteer import short_name

    sides = [short_name(names.county(code)) for code in pair.split("|") if code]
    return words["punctuation.pair"].join(sides)
