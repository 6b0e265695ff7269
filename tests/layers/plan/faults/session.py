"""A scripted session as a planner works: import, draw, analyse, undo, export, copy, close and come back.

The same seed gives the same gestures, the same uids and so the same plan, every time and in every process:
what a killed session left behind can be compared with what a whole one went through.
"""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from layers import workflow
from layers.export import FORMATS, Stamp, export_area
from layers.export.assembly import PlanMaterial
from layers.export.words import Words
from layers.kinds import ZoneStatus
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.sources import read
from layers.zones.model import Parameters
from tests.layers import shapes

REFERENCE = date(2026, 4, 1)
PLAN = "怀柔 丰宁.lianfang.gpkg"
COPIES = ("副本 甲.lianfang.gpkg", "副本 乙.lianfang.gpkg")
EXPORTS = "成果"
SOURCES = ("县界.gpkg", "林地.geojson", "河流.shp")
#: Formats that need no drawn picture.
FORMAT_CODES = tuple(code for code, one in FORMATS.items() if not one.needs_picture)
#: What follows the import: how often each kind of gesture comes up.
_WEIGHTS = {
    "draw": 8, "reshape": 8, "rename": 2, "remove": 2, "sketch": 6, "no_sketch": 1, "look": 3, "layer_look": 3,
    "undo": 6, "redo": 4, "go_to": 3, "import": 2, "unlayer": 1, "analyse": 2, "parameters": 1, "status": 2,
    "copy": 2, "export": 3, "reopen": 2,
}  # fmt: skip


def write_sources(folder: Path) -> None:
    """Write the files a session imports: two counties, 200 forest patches across their line, two rivers."""
    squares = {"110116": shapely.box(0, 0, 20e3, 20e3), "130826": shapely.box(20e3, 0, 40e3, 20e3)}
    counties = shapes.counties(squares).assign(name=["怀柔区", "丰宁满族自治县"])
    counties.to_file(folder / SOURCES[0])
    patches = [
        shapes.placed(shapely.Point(1e3 + 190 * k, 500 * (1 + k % 38)).buffer(300, quad_segs=16)) for k in range(200)
    ]
    forest = gpd.GeoDataFrame({"name": [f"林班{k}" for k in range(200)]}, geometry=patches, crs=shapes.EPSG)
    forest.to_crs(4490).to_file(folder / SOURCES[1], driver="GeoJSON")
    rivers = shapes.rivers([[(5, 5), (35, 15)], [(20, 1), (20, 19)]], names=["汤河", "白河"]).frame
    rivers[["name", "geometry"]].to_file(folder / SOURCES[2], encoding="utf-8")


def digest(store: PlanStore) -> str:
    """Return what a plan says, what its history says, and the sketch in hand, in 64 hex digits."""
    rows = store._db.execute("SELECT fid, code, facts, state FROM lf_change ORDER BY fid").fetchall()
    said = repr((content_hash(store), rows, sorted(store.sketch_state().items())))
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass
class Session:
    """One session: ``steps()`` yields after each gesture, when it is confirmed.

    Parameters
    ----------
    folder : Path
        Where the plan, its copies and exports go.
    sources : Path
        Where :func:`write_sources` put the files to import.
    seed : int
    words : Words
        For the documents.
    gestures : int
        How many follow the import of the three files and the first analysis.
    """

    folder: Path
    sources: Path
    seed: int
    words: Words
    gestures: int = 60

    def __post_init__(self) -> None:
        self._choice = random.Random(self.seed)
        self._uids = random.Random(f"uids {self.seed}")
        self.path = self.folder / PLAN
        self.store: PlanStore
        #: Name of a copy or folder of exports → numbers of the steps that wrote it.
        self.written: dict[str, list[int]] = {}

    def steps(self) -> Iterator[str]:
        """Do one gesture after another; yields its name once the call for it has returned."""
        uuid.uuid4 = self._uuid4  # type: ignore[assignment]  # the process is this session's own
        (self.folder / EXPORTS).mkdir(exist_ok=True)
        self.store = PlanStore.create(self.path, title="规划", reference_date=REFERENCE)
        yield "create"
        for name in SOURCES:
            self._import(name)
            yield "import"
        self._analyse()
        yield "analyse"
        names = [*_WEIGHTS, *self._choice.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=self.gestures)]
        self._choice.shuffle(names)
        for number, name in enumerate(names, 5):
            if name in ("copy", "export"):
                getattr(self, f"_{name}")(number)
            else:
                getattr(self, f"_{name}")()
            yield name
        self.store.close()
        yield "close"

    def _uuid4(self) -> uuid.UUID:
        return uuid.UUID(int=self._uids.getrandbits(128), version=4)

    # --- gestures -----------------------------------------------------------------------------------

    def _import(self, name: str = "") -> None:
        name = name or self._choice.choice(SOURCES[1:])
        layers = read(self.sources / name, counties=workflow.counties_frame(self.store))
        workflow.add_layers(self.store, layers)

    def _unlayer(self) -> None:
        layers = [layer for layer in self.store.layers() if layer.role != "county"]
        if layers:
            with self.store.change("layer_removed"):
                self.store.remove_layer(self._choice.choice(layers).uid)

    def _analyse(self) -> None:
        if workflow.counties_frame(self.store) is None:  # undone; a step is one gesture
            self._import(SOURCES[0])
        else:
            workflow.analyse(self.store)

    def _parameters(self) -> None:
        with self.store.change("parameters_set"):
            self.store.set_parameters(Parameters(forest_min_ha=self._choice.choice([0.5, 1.0, 2.0])))

    def _status(self) -> None:
        zones = list(self.store.zones()["uid"])
        if zones:
            with self.store.change("zone_status"):
                self.store.set_zone_status(self._choice.choice(zones), self._choice.choice(list(ZoneStatus)))

    def _ring(self) -> shapely.Polygon:
        middle = shapely.Point(117 + 0.1 * self._choice.random(), 40.1)
        return middle.buffer(0.02, quad_segs=self._choice.choice([5, 10, 100, 1250]))  # up to 5,000 vertices

    def _draw(self) -> None:
        with self.store.change("patrol_area_added"):
            self.store.add_patrol_area(f"联防区{self._choice.randint(1, 99)}", self._ring())

    def _with_an_area(self, gesture: Callable[[str], None]) -> None:
        """Do something to an area; draw one instead where there is none."""
        uids = list(self.store.patrol_areas()["uid"])
        if uids:
            gesture(self._choice.choice(uids))
        else:
            self._draw()

    def _reshape(self) -> None:
        self._with_an_area(lambda uid: self._change_area(uid, geometry=self._ring()))

    def _rename(self) -> None:
        self._with_an_area(lambda uid: self._change_area(uid, name=f"改名{self._choice.random()}"))

    def _change_area(self, uid: str, **fields: Any) -> None:
        with self.store.change("patrol_area_changed"):
            self.store.update_patrol_area(uid, **fields)

    def _remove(self) -> None:
        self._with_an_area(self._remove_area)

    def _remove_area(self, uid: str) -> None:
        with self.store.change("patrol_area_removed"):
            self.store.remove_patrol_area(uid)

    def _sketch(self) -> None:
        points = [[117 + self._choice.random(), 40.1] for _ in range(self._choice.randint(1, 400))]
        self.store.set_sketch_state({"tool": "polygon", "points": points})

    def _no_sketch(self) -> None:
        self.store.set_sketch_state({})

    def _look(self) -> None:
        with self.store.change("layer_opacity"):
            self.store.set_look("zones", opacity=round(self._choice.random(), 2))

    def _layer_look(self) -> None:
        layers = self.store.layers()
        if layers:
            with self.store.change("layer_opacity"):
                self.store.update_layer(self._choice.choice(layers).uid, opacity=round(self._choice.random(), 2))

    def _undo(self) -> None:
        self.store.undo()

    def _redo(self) -> None:
        self.store.redo()

    def _go_to(self) -> None:
        self.store.go_to(self._choice.choice([0, *(record.id for record in self.store.history())]))

    def _reopen(self) -> None:
        self.store.close()
        self.store = PlanStore.open(self.path)

    # --- files for others -----------------------------------------------------------------------------

    def _copy(self, number: int) -> None:
        name = self._choice.choice(COPIES)
        self.written.setdefault(name, []).append(number)
        self.store.save_copy(self.folder / name)

    def _export(self, number: int) -> None:
        areas = self.store.patrol_areas()
        if workflow.counties_frame(self.store) is None or areas.empty:
            return
        smallest = areas["uid"].iloc[int(shapely.get_num_coordinates(areas.geometry.values).argmin())]
        job = PlanMaterial.of(self.store).job(smallest, self.words, Stamp())
        self.written.setdefault(EXPORTS, []).append(number)
        export_area(job, self._choice.sample(FORMAT_CODES, 2), self.folder / EXPORTS)


def whole_session(session: Session, confirmed: Callable[[int, str, Any], None]) -> None:
    """Run a session to its end, telling number, name and digest of every step (None once the plan is closed)."""
    for number, name in enumerate(session.steps()):
        confirmed(number, name, None if name == "close" else digest(session.store))
