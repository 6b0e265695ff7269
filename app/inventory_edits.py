"""The inventory in the document: its registers as rows, and their edits, one method a gesture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.editing import Editing
from layers.inventory.model import HazardCheck, InventorySettings, Item, Need, StockRow, frame_of, rows_of
from layers.plan.schema import Table

if TYPE_CHECKING:
    import pandas as pd

    from layers.inventory.catalogue import Catalogue
    from layers.inventory.reading import InventoryFile
    from layers.plan.store import PlanStore

#: The registers, and under which read the document keeps each.
_READS: Mapping[Table, str] = {
    Table.STOCK: "stock",
    Table.STOCK_ITEM: "stock_items",
    Table.STOCK_NEED: "stock_needs",
    Table.HAZARD_CHECK: "hazard_checks",
}
#: Tables whose change makes the inventory another.
INVENTORY_TABLES = ("stock", "stock_item", "stock_need", "hazard_check", "parameter")


class InventoryEditing(Editing):
    """The part of :class:`~app.document.Document` that keeps the inventory."""

    def inventory_frames(self) -> dict[Table, pd.DataFrame]:
        """Return every register as the plan stores it."""
        return {table: self._get(key) for table, key in _READS.items()}

    def stock(self) -> list[StockRow]:
        """Return the inventory."""
        return rows_of(self._get("stock"), StockRow)

    def needs(self) -> list[Need]:
        """Return the needs."""
        return rows_of(self._get("stock_needs"), Need)

    def hazard_checks(self) -> list[HazardCheck]:
        """Return what is known of hazard sources."""
        return rows_of(self._get("hazard_checks"), HazardCheck)

    def catalogue(self) -> Catalogue:
        """Return the items to choose from, those of the plan among them."""
        from layers.inventory.catalogue import Catalogue

        return Catalogue(rows_of(self._get("stock_items"), Item))

    def inventory_settings(self) -> InventorySettings:
        """Return what the inventory is judged by."""
        return InventorySettings.from_dict(self._get("inventory_settings"))

    def has_inventory_settings(self) -> bool:
        """Whether the plan says anything about that."""
        return bool(self._get("inventory_settings"))

    # -- edits ----------------------------------------------------------------------------------

    def put_stock(self, row: StockRow, *, name: str, item: Item | None = None) -> str:
        """Add or change a row, told as ``name``; an item of the plan's own goes with it.  Return its uid."""
        code = "stock_changed" if row.uid else "stock_added"
        frame = frame_of([row], StockRow)

        def put(store: PlanStore) -> None:
            if item is not None:
                store.put_inventory(Table.STOCK_ITEM, frame_of([item], Item))
            store.put_inventory(Table.STOCK, frame)

        self._edit(code, put, name=name)
        return str(frame["uid"].iloc[0])

    def remove_stock(self, uids: Sequence[str], *, name: str) -> None:
        """Take rows away in one gesture."""
        code = "stock_removed" if len(uids) == 1 else "stock_removed_several"
        self._edit(code, lambda store: store.remove_inventory(Table.STOCK, uids), name=name, count=len(uids))

    def import_stock(self, found: InventoryFile, *, file: str) -> int:
        """Take over what a workbook holds in one gesture; return how many rows."""
        rows, items = frame_of(found.rows, StockRow), frame_of(found.own_items, Item)

        def put(store: PlanStore) -> None:
            if len(items):
                store.put_inventory(Table.STOCK_ITEM, items)
            store.put_inventory(Table.STOCK, rows)

        self._edit("stock_imported", put, count=len(rows), file=file)
        return len(rows)

    def put_need(self, need: Need, *, name: str) -> str:
        """Add or change a need; return its uid."""
        code = "need_changed" if need.uid else "need_added"
        frame = frame_of([need], Need)
        self._edit(code, lambda store: store.put_inventory(Table.STOCK_NEED, frame), name=name)
        return str(frame["uid"].iloc[0])

    def remove_needs(self, uids: Sequence[str], *, name: str) -> None:
        """Take needs away in one gesture."""
        code = "need_removed" if len(uids) == 1 else "need_removed_several"
        self._edit(code, lambda store: store.remove_inventory(Table.STOCK_NEED, uids), name=name, count=len(uids))

    def put_hazard_check(self, check: HazardCheck, *, name: str) -> None:
        """Keep what is known of a hazard source."""
        frame = frame_of([check], HazardCheck)
        self._edit("hazard_checked", lambda store: store.put_inventory(Table.HAZARD_CHECK, frame), name=name)

    def set_inventory_settings(self, settings: InventorySettings) -> None:
        """Change what the inventory is judged by."""
        if settings != self.inventory_settings():
            values = settings.as_dict()
            self._edit("inventory_settings_set", lambda store: store.set_inventory_settings(values))
