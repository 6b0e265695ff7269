"""The inventory of a plan as one thing: rows, what the layers say, and what follows from both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from layers.inventory import hazards, needs, scoring, searching
from layers.inventory.catalogue import Catalogue
from layers.inventory.gathering import NOTHING, Holder, Surroundings, surroundings, with_crews
from layers.inventory.hazards import HazardRow
from layers.inventory.model import HazardCheck, InventorySettings, Item, Need, StockRow, rows_of
from layers.inventory.needs import Balance
from layers.inventory.rules import Bases
from layers.inventory.scoring import Score
from layers.plan.schema import Table
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class Inventory:
    """All of it on one day; ``on`` is the plan's reference date."""

    rows: tuple[StockRow, ...] = ()
    needs: tuple[Need, ...] = ()
    checks: tuple[HazardCheck, ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)
    settings: InventorySettings = field(default_factory=InventorySettings)
    around: Surroundings = NOTHING
    on: date = date(1970, 1, 1)

    @property
    def bases(self) -> Bases:
        """County → basis → amount."""
        return with_crews(self.around.bases, self.rows, self.catalogue)

    @property
    def parties(self) -> tuple[str, ...]:
        """Who is compared when nobody is chosen: the counties that need something, else those that hold something."""
        needing = {one.county for one in self.needs if one.county}
        return tuple(sorted(needing or {one.county for one in self.rows if one.county}))

    def balances(self, parties: Sequence[str] = ()) -> list[Balance]:
        """Return need against holding of the parties, all of them when none is named."""
        return needs.balances(self.rows, self.needs, parties or self.parties, self.catalogue, self.settings, self.bases)

    def scores(self) -> dict[str, Score]:
        """Return county → completeness, of every county of the plan."""
        return scoring.by_county(self.rows, self.around.names, self.on, self.settings.stale_days)

    def holder_scores(self) -> dict[tuple[str, str], Score]:
        """Return (county, holder) → completeness."""
        return scoring.by_holder(self.rows, self.on, self.settings.stale_days)

    def hazards(self) -> list[HazardRow]:
        """Return the hazard sources near the line, the nearest first."""
        return hazards.listed(self.around.sources, self.checks, self.settings, self.on)

    def search(self, text: str) -> list[StockRow]:
        """Return the rows that can do what a text asks for."""
        return searching.search(text, self.rows, self.catalogue)

    def held_by(self, holder: Holder) -> list[StockRow]:
        """Return what a depot or team holds: rows linked to it, and those that name it in its county."""
        return [
            row
            for row in self.rows
            if row.holder_uid == holder.uid
            or (not row.holder_uid and (row.holder, row.county) == (holder.name, holder.county) and holder.name)
        ]


def inventory_of(store: PlanStore, *, progress: Progress = silent) -> Inventory:
    """Return the inventory of a plan."""
    return Inventory(
        tuple(rows_of(store.inventory(Table.STOCK), StockRow)),
        tuple(rows_of(store.inventory(Table.STOCK_NEED), Need)),
        tuple(rows_of(store.inventory(Table.HAZARD_CHECK), HazardCheck)),
        Catalogue(rows_of(store.inventory(Table.STOCK_ITEM), Item)),
        InventorySettings.from_dict(store.inventory_settings()),
        surroundings(store, progress=progress),
        store.info().reference_date,
    )
