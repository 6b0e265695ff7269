"""Plans that another program gave a spatial index: by the book they open, anything else is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import apsw
import geopandas as gpd
import pytest
import shapely

from layers.errors import NotAPlan
from layers.plan import PlanStore

from .builders import make_plan

TABLE = "lf_patrol_area"


def statements(folder: Path, version: str) -> list[str]:
    """Return what GDAL runs to index a table of that name."""
    path = folder / f"{version}.gpkg"
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4490)
    frame.to_file(path, layer=TABLE, GEOMETRY_NAME="geom", FID="fid", VERSION=version)
    db = apsw.Connection(str(path))
    found = db.execute(
        "SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%' OR (type = 'trigger' AND name LIKE 'rtree%')"
    ).fetchall()
    db.close()
    return [str(sql) for (sql,) in found]


def run(path: Path, *sql: str) -> None:
    db = apsw.Connection(str(path))
    for one in sql:
        db.execute(one)
    db.close()


def leftovers(path: Path) -> list[str]:
    db = apsw.Connection(str(path))
    rows = db.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'rtree%' OR type = 'trigger'").fetchall()
    db.close()
    return [str(name) for (name,) in rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_plan(tmp_path) as store, store.change("patrol_area_added"):
        store.add_patrol_area("一片", shapely.box(116, 40, 116.1, 40.1))
    return store.path


@pytest.mark.parametrize("version", ["1.2", "1.4"])
def test_an_indexed_plan_opens_and_takes_changes(path: Path, tmp_path: Path, version: str) -> None:
    sql = statements(tmp_path, version)
    assert len(sql) >= 7, "GDAL made an index with its triggers"
    run(path, *sql)
    before = hashlib.sha256(path.read_bytes()).digest()
    with PlanStore.open(path, read_only=True) as store:
        assert len(store.patrol_areas()) == 1
    assert hashlib.sha256(path.read_bytes()).digest() == before
    with PlanStore.open(path) as store:
        with store.change("patrol_area_added"):
            store.add_patrol_area("二片", shapely.box(116, 40, 116.2, 40.1))
        store.undo()
        assert list(store.patrol_areas()["name"]) == ["一片"]
    assert leftovers(path) == []


def test_the_register_of_extensions_forgets_a_dropped_index(path: Path, tmp_path: Path) -> None:
    row = f"('{TABLE}', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')"
    run(
        path,
        *statements(tmp_path, "1.4"),
        "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
        " definition TEXT NOT NULL, scope TEXT NOT NULL)",
        f"INSERT INTO gpkg_extensions VALUES {row}",
    )
    PlanStore.open(path).close()
    db = apsw.Connection(str(path))
    assert db.execute("SELECT count(*) FROM gpkg_extensions").fetchone() == (0,)
    db.close()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("; END", "; DELETE FROM lf_layer; END"),  # one statement more
        ("AFTER DELETE", "BEFORE DELETE"),
        ("id = OLD", "id <> OLD"),
        ('DELETE FROM "rtree_lf_patrol_area_geom"', "DELETE FROM lf_layer"),  # another table
    ],
)
def test_what_only_looks_like_an_index_is_refused(path: Path, tmp_path: Path, old: str, new: str) -> None:
    sql = statements(tmp_path, "1.2")
    [deleting] = [one for one in sql if "_delete" in one]
    changed = deleting.replace(old, new, 1)
    assert changed != deleting
    run(path, *(one for one in sql if one is not deleting), changed)
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(NotAPlan) as refused:
        PlanStore.open(path)
    assert refused.value.facts["objects"] == ["trigger rtree_lf_patrol_area_geom_delete"]
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_quotes_hide_no_other_name(path: Path, tmp_path: Path) -> None:
    run(path, 'CREATE TABLE "rtree_lf_patrol_area""_geom" (id INTEGER)')
    [deleting] = [one for one in statements(tmp_path, "1.2") if "_delete" in one]
    run(path, deleting.replace('FROM "rtree_lf_patrol_area_geom"', 'FROM "rtree_lf_patrol_area""_geom"'))
    with pytest.raises(NotAPlan):
        PlanStore.open(path)


def test_an_index_with_other_columns_is_refused(path: Path) -> None:
    run(path, f"CREATE VIRTUAL TABLE rtree_{TABLE}_geom USING rtree(id, minx, maxx)")
    with pytest.raises(NotAPlan):
        PlanStore.open(path)
