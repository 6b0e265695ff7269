"""The registers of the inventory as rows of a plan: kept, undone, hashed, salvaged, checked, upgraded to."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from layers.inventory.model import HazardCheck, InventorySettings, Item, Need, StockKind, StockRow, frame_of, rows_of
from layers.plan import FORMAT_VERSION, PlanStore, files
from layers.plan.content_hash import content_hash
from layers.plan.from_memory import Remembered, rebuild
from layers.plan.package import pack, unpack
from layers.plan.salvage import salvage
from layers.plan.schema import Table
from layers.plan.verify import verify
from tests.layers.plan.builders import make_plan
from tests.layers.plan.reference_hash import reference_hash

FORMAT_5 = Path(__file__).parent / "data" / "format5.lianfang.gpkg.gz"
STOCK = StockRow(
    *("s1", "equipment", "pump.fire", "甲型", 3.0, "台", "怀柔库", "h1", "110116", 15.0),  # type: ignore[arg-type]
    *("赵", "1", "甲", "1", "钱", "2", "2026-03-01", "注"),
)
ROWS = {
    Table.STOCK: (StockRow, [STOCK, StockRow("s2", item="tent", county="130826")]),
    Table.STOCK_ITEM: (Item, [Item("own.x", StockKind.VEHICLE, "雪地车", "辆", ("雪",), ("雪橇",))]),
    Table.STOCK_NEED: (Need, [Need("n1", "tent", "110116", None, "tents_per_relocated", 0.125, 2400.0, "会商", "注")]),
    Table.HAZARD_CHECK: (HazardCheck, [HazardCheck("f1", "layer", "甲公司", "油库", "2026-03-01", "好", "done")]),
}


def filled(folder: Path) -> PlanStore:
    store = make_plan(folder)
    for table, (kind, rows) in ROWS.items():
        with store.change("stock_added"):
            store.put_inventory(table, frame_of(rows, kind))
    with store.change("inventory_settings_set"):
        store.set_inventory_settings(InventorySettings(90, 2000.0, frozenset({"110116"})).as_dict())
    return store


def kept(store: PlanStore) -> dict[Table, list[object]]:
    return {table: rows_of(store.inventory(table), kind) for table, (kind, _rows) in ROWS.items()}


@pytest.mark.parametrize("table", list(ROWS))
def test_rows_come_back_as_they_were_put(tmp_path: Path, table: Table) -> None:
    with filled(tmp_path) as store:
        assert kept(store)[table] == ROWS[table][1]
        assert InventorySettings.from_dict(store.inventory_settings()) == InventorySettings(
            90, 2000.0, frozenset({"110116"})
        )


def test_one_row_is_changed_added_and_removed_and_everything_undone(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        bare = content_hash(store)
        with store.change("stock_added"):
            store.put_inventory(Table.STOCK, frame_of(ROWS[Table.STOCK][1], StockRow))
        said = content_hash(store)
        with store.change("stock_changed"):
            store.put_inventory(Table.STOCK, frame_of([replace(STOCK, quantity=4.0)], StockRow))
        rows = rows_of(store.inventory(Table.STOCK), StockRow)
        assert [row.uid for row in rows] == ["s1", "s2"] and rows[0].quantity == 4, "changed in its place"
        assert content_hash(store) not in (bare, said)
        with store.change("stock_removed"):
            store.remove_inventory(Table.STOCK, ["s1"])
        assert [row.uid for row in rows_of(store.inventory(Table.STOCK), StockRow)] == ["s2"]
        with pytest.raises(KeyError), store.change("stock_removed"):
            store.remove_inventory(Table.STOCK, ["s1"])
        store.undo()
        store.undo()
        assert content_hash(store) == said
        store.undo()
        assert content_hash(store) == bare, "without a row the plan says what it said before there were registers"
        while store.redo():
            pass
        assert [row.uid for row in rows_of(store.inventory(Table.STOCK), StockRow)] == ["s2"]


def test_settings_beside_the_parameters_leave_the_analysis_alone(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        before = store.input_stamp()
        with store.change("inventory_settings_set"):
            store.set_inventory_settings(InventorySettings(7).as_dict())
        assert store.input_stamp() == before
    assert InventorySettings.from_dict({"stale_days": "x", "within_m": -3, "partial": 7}) == InventorySettings()


def test_the_hash_is_what_the_documentation_says(tmp_path: Path) -> None:
    store = filled(tmp_path)
    said, path = content_hash(store), store.path
    store.close()
    assert reference_hash(path) == said
    found = verify(path)
    assert found.is_sound and found.content_hash == said


def test_salvaged_packed_and_written_from_memory(tmp_path: Path) -> None:
    store = filled(tmp_path)
    rows, said, path = kept(store), content_hash(store), store.path
    remembered = Remembered(
        info=store.info(), layers=(), frames={}, patrol_areas=store.patrol_areas(), agreements=store.agreements(),
        contacts=store.contacts(), parameters=store.parameters(), zone_status={},
        inventory={table: store.inventory(table) for table in ROWS}, inventory_settings=store.inventory_settings(),
    )  # fmt: skip
    store.close()
    salvage(path, tmp_path / "saved.lianfang.gpkg")
    pack(path, tmp_path / "p.联防包")
    unpacked = unpack(tmp_path / "p.联防包", tmp_path / "there")
    rebuild(tmp_path / "again.lianfang.gpkg", remembered)
    for other in (tmp_path / "saved.lianfang.gpkg", unpacked, tmp_path / "again.lianfang.gpkg"):
        with PlanStore.open(other) as plan:
            assert kept(plan) == rows, other
            assert content_hash(plan) == said or other.name.startswith("again")


def test_a_plan_of_format_5_is_upgraded_and_says_the_same(tmp_path: Path) -> None:
    """Written by the program of commit a244cca: a county layer, an analysis, registers and an area."""
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_5.read_bytes()))
    with PlanStore.open(path) as store:
        assert store.original == path.with_name("plan (format 5).lianfang.gpkg")
        assert content_hash(store) == "511e47b4249b7026fc4a761a2f2a57dae337efbdc75cf96fee408657518087ff"
        assert all(not rows for rows in kept(store).values())
        with store.change("stock_added"):
            store.put_inventory(Table.STOCK, frame_of([STOCK], StockRow))
        while store.undo():
            pass
        assert store.layers() == []
        while store.redo():
            pass
        assert kept(store)[Table.STOCK] == [STOCK] and list(store.patrol_areas()["name"]) == ["一号"]
    assert files.check(path) == FORMAT_VERSION and verify(path).is_sound
    with apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY) as db:
        listed = {name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")}
    assert set(map(str, ROWS)) <= listed, "other programs see them too"
