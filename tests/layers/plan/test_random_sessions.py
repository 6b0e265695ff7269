"""Sessions at random: whatever is done, undone, copied, packed and restored, each point of the history stays."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from layers.kinds import Role, Shape, ZoneStatus
from layers.plan import PlanStore, backups, package, rasters
from layers.plan.content_hash import content_hash
from layers.plan.verify import verify
from layers.zones.model import Parameters
from tests.layers.plan.builders import county_frame, county_record, make_plan, make_result, zone_row

#: Verify is right to say these of rows that this test makes up.
_MADE_UP = {"parts_do_not_sum"}


class Session:
    """A plan in the hands of chance, and what it said after each change."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.choice = folder, random.Random(seed)
        (folder / "new").mkdir()
        for name, size in (("dem.tif", 100), ("new/other.tif", 200)):
            (folder / name).write_bytes(b"II*\x00" + bytes(size))
        self.copies = 0
        self.store = make_plan(folder)
        self.said = {0: content_hash(self.store)}

    def target(self, name: str = "{}.lianfang.gpkg") -> Path:
        self.copies += 1
        return self.folder / name.format(self.copies)

    def check(self) -> None:
        """What the plan says is what it said here before; what cannot be gone to any more is forgotten."""
        records = self.store.history()
        here = max((record.id for record in records if not record.undone), default=0)
        self.said = {id_: said for id_, said in self.said.items() if id_ in {0, *(one.id for one in records)}}
        assert self.said.setdefault(here, content_hash(self.store)) == content_hash(self.store)

    def step(self) -> None:
        kind = self.choice.choices(["do", "walk", "leave"], [12, 6, 2])[0]
        names = [name for name in dir(self) if name.startswith(f"{kind}_")]
        getattr(self, self.choice.choice(names))()
        self.check()

    def gesture(self, step: Callable[[], Any]) -> None:
        with self.store.change("x"):
            step()

    def layer(self, *, raster: bool | None = None) -> Any:
        found = [one for one in self.store.layers() if raster is None or (one.shape is Shape.RASTER) == raster]
        return self.choice.choice(found) if found else None

    # --- gestures -----------------------------------------------------------------------------------

    def do_import(self) -> None:
        frame = county_frame().iloc[: self.choice.randint(0, 2)]
        record = county_record(title=self.choice.choice("甲乙"), position=self.choice.randint(0, 3))
        self.gesture(lambda: self.store.add_layer(record, frame))

    def do_recast(self) -> None:
        if (layer := self.layer(raster=False)) is not None:
            frame = self.store.frame(layer.uid)
            role = self.choice.choice([Role.FOREST, Role.COUNTY])
            self.gesture(
                lambda: (self.store.remove_layer(layer.uid), self.store.add_layer(replace(layer, role=role), frame))
            )

    def do_raster(self) -> None:
        path = rasters.relative_path(self.folder / "dem.tif", self.store.path)
        record = county_record(title="dem", shape=Shape.RASTER, role=Role.OTHER, raster_path=path, raster_bytes=104)
        self.gesture(lambda: self.store.add_layer(record, None))

    def do_relink(self) -> None:
        if (layer := self.layer(raster=True)) is not None:
            path = rasters.relative_path(self.folder / "new" / "other.tif", self.store.path)
            fields = {"raster_path": path, "raster_bytes": 204}
            self.gesture(lambda: self.store.update_layer(layer.uid, **fields))

    def do_layer(self) -> None:
        fields = [{"title": self.choice.choice("甲丙")}, {"opacity": self.choice.random()}, {"position": 1}]
        if (layer := self.layer()) is not None:
            changed: dict[str, Any] = self.choice.choice(fields)
            self.gesture(lambda: self.store.update_layer(layer.uid, **changed))

    def do_unlayer(self) -> None:
        if (layer := self.layer()) is not None:
            self.gesture(lambda: self.store.remove_layer(layer.uid))

    def do_look(self) -> None:
        self.gesture(lambda: self.store.set_look("zones", opacity=self.choice.random()))

    def do_draw(self) -> None:
        shape = shapely.Point(117, 40).buffer(self.choice.random(), quad_segs=self.choice.choice([2, 300]))
        self.gesture(lambda: self.store.add_patrol_area("x", shape))

    def do_area_again(self) -> None:
        """Taken away and drawn anew under its uid."""
        for row in self.store.patrol_areas().itertuples(index=False):
            self.gesture(
                lambda row=row: (
                    self.store.remove_patrol_area(row.uid),
                    self.store.add_patrol_area("y", row.geometry.envelope, uid=row.uid),
                )
            )
            self.check()

    def do_analyse(self) -> None:
        zones = [zone_row(uid=f"z{k}", number=k, score=self.choice.random()) for k in range(self.choice.randint(1, 4))]
        self.choice.shuffle(zones)
        self.gesture(lambda: self.store.save_result(make_result(*zones)))

    def do_status(self) -> None:
        if len(zones := self.store.zones()):
            self.gesture(lambda: self.store.set_zone_status(zones["uid"].iloc[0], self.choice.choice(list(ZoneStatus))))

    def do_parameters(self) -> None:
        value = self.choice.choice([0.5, 1.0, 2.0])
        self.gesture(lambda: self.store.set_parameters(Parameters(forest_min_ha=value)))

    def do_info(self) -> None:
        self.store.set_info(title=self.choice.choice("甲乙"), reference_date=date(2026, self.choice.randint(1, 12), 1))

    def do_sketch(self) -> None:
        self.store.set_sketch_state({"points": [1] * self.choice.randint(1, 99)})

    def do_fail(self) -> None:
        with pytest.raises(KeyError):
            self.gesture(lambda: (self.store.add_patrol_area("x", shapely.box(0, 0, 1, 1)), {}["x"]))

    # --- along the history, and to other files ------------------------------------------------------

    def walk_undo(self) -> None:
        self.store.undo()

    def walk_redo(self) -> None:
        self.store.redo()

    def walk_jump(self) -> None:
        self.store.go_to(self.choice.choice(list(self.said)))

    def leave_and_come_back(self) -> None:
        self.go_on(self.store.path)

    def leave_for_a_copy(self) -> None:
        target = self.folder / self.choice.choice([".", "new", "深/处"]) / self.target().name
        target.parent.mkdir(parents=True, exist_ok=True)
        self.store.save_as(target)

    def leave_in_a_package(self) -> None:
        made = package.pack(self.store, self.target("{}.联防包"))
        self.go_on(package.unpack(made.path, self.target("{}")))

    def leave_for_an_earlier_version(self) -> None:
        made = backups.make(self.store.path, folder=self.folder / "versions", reason="worked")
        if made is not None:
            self.go_on(backups.restore(made, self.target()))

    def go_on(self, path: Path) -> None:
        self.store.close()
        assert not self.store.path.with_name(self.store.path.name + "-wal").exists()
        self.store = PlanStore.open(path)


@pytest.mark.parametrize("seed", range(8))
def test_every_point_of_the_history_says_what_it_said(tmp_path: Path, seed: int) -> None:
    session = Session(tmp_path, seed)
    for _ in range(30):
        session.step()
    for _ in range(6):
        session.walk_jump()
        session.check()
    session.store.go_to(0)
    session.check()
    session.store.go_to(max(session.said))
    session.check()
    session.store.close()
    found = verify(session.store.path)
    assert {one.code for one in found.findings if one.severity == "error"} <= _MADE_UP
