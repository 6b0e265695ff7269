"""What the registers of a plan put into annexes: who holds what, who is on duty when, who answers for what.

Rows are plain mappings in the words of a language, so that the annexes' tables (:mod:`layers.documents.rows`) need
nothing of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from layers.agreements.books import Book, records
from layers.agreements.parties import is_above, is_within
from layers.export.words import Words
from layers.inventory.catalogue import Catalogue
from layers.inventory.model import InventorySettings, Item, StockRow, iso_date, rows_of
from layers.plan.schema import Table
from layers.sources.gazetteer import division_prefix

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Registers:
    """Stock list, bodies and the responsibility list of a plan; safe to hand to a worker."""

    stock: tuple[StockRow, ...] = ()
    catalogue: Catalogue | None = None
    stale_days: int = InventorySettings().stale_days
    bodies: tuple[Row, ...] = ()
    duties: tuple[Row, ...] = ()

    @classmethod
    def of(cls, store: PlanStore) -> Registers:
        """Read the registers of a plan."""
        return cls(
            stock=tuple(rows_of(store.inventory(Table.STOCK), StockRow)),
            catalogue=Catalogue(rows_of(store.inventory(Table.STOCK_ITEM), Item)),
            stale_days=InventorySettings.from_dict(store.inventory_settings()).stale_days,
            bodies=tuple(records(store.book(Book.BODY.table))),
            duties=tuple(records(store.book(Book.DUTY.table))),
        )

    def stock_of(self, codes: Sequence[str], names: Mapping[str, str], words: Words) -> list[dict[str, Any]]:
        """Return the stock of divisions in words: county by county, kind by kind.

        Parameters
        ----------
        codes : sequence of str
            Codes of the parties; a county below or above one counts.
        names : mapping of str to str
            County code → name.
        """
        kinds = list(words.group("stock_kind"))
        catalogue = self.catalogue or Catalogue()
        found = []
        for row in self.stock:
            if concerns(row.county, codes):
                facts: dict[str, Any] = {name: getattr(row, name) for name in row.__dataclass_fields__}
                item = catalogue.name_of(row.item, words.language) if row.item else row.name
                found.append(
                    {
                        **facts,
                        "item": item or row.name,
                        "model": row.name if row.item and row.name != item else "",
                        "kind": row.kind,
                        "kind_name": words.code("stock_kind", row.kind) if row.kind else "",
                        "county_name": names.get(row.county, row.county),
                    }
                )
        order = {kind: place for place, kind in enumerate(kinds)}
        return sorted(
            found, key=lambda one: (one["county"], order.get(one["kind"], len(order)), one["item"], one["holder"])
        )

    def stale_stock(self, codes: Sequence[str], on: date) -> int:
        """Return how many rows of divisions were never checked, or longer ago than the plan allows."""
        days = [iso_date(row.checked) for row in self.stock if concerns(row.county, codes)]
        return sum(day is None or (on - day).days > self.stale_days for day in days)

    def bodies_of(self, agreement: str, codes: Sequence[str]) -> list[Row]:
        """Return the bodies of an agreement; without any, those that all parties belong to."""
        own = [row for row in self.bodies if agreement and agreement in (row["agreements"] or ())]
        if own or not codes:
            return own
        return [row for row in self.bodies if _all_belong(codes, row["parties"] or ())]

    def duties_of(self, zones: Iterable[str], names: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """Return zone uid → its rows of the responsibility list as people left it; zones without rows are absent."""
        wanted = set(zones)
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.duties:
            if row["zone"] in wanted:
                told = {**row, "county_name": names.get(str(row["county"]), str(row["county"] or ""))}
                found.setdefault(str(row["zone"]), []).append(told)
        return found


def concerns(county: str, codes: Iterable[str]) -> bool:
    """Tell whether a county is a party, lies in one, or has one in it."""
    return bool(county) and any(is_within(county, code) or is_above(county, code) for code in codes if code)


def _all_belong(codes: Sequence[str], members: Iterable[Mapping[str, str]]) -> bool:
    inside = [prefix for one in members if (prefix := division_prefix(str(one.get("code") or "")))]
    return all(any(division_prefix(code).startswith(prefix) for prefix in inside) for code in codes)
