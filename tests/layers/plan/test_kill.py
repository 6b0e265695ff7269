"""kill -9 in the middle of a session: every confirmed gesture is there afterwards, and nothing half done."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from layers.plan import PlanStore, files
from tests.layers.plan.builders import REFERENCE, county_frame, county_record, make_result, zone_row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

ROUNDS = 10
GESTURES = 60


def session(path: Path, seed: int, confirmed: Callable[[str], None]) -> None:
    """A scripted session; the same seed gives the same gestures and the same uids."""
    choice = random.Random(seed)
    store = PlanStore.create(path, title="x", reference_date=REFERENCE, uid="plan")
    confirmed(digest(store))
    for step in range(GESTURES):
        _gesture(store, choice, step)
        confirmed(digest(store))
    store.close()


def _gesture(store: PlanStore, choice: random.Random, step: int) -> None:
    uids = list(store.patrol_areas()["uid"])
    action = choice.choice(["add", "add", "edit", "edit", "remove", "layer", "unlayer", "result", "undo", "redo"])
    ring = shapely.Point(117, 40.5).buffer(0.1 + choice.random(), quad_segs=800)
    if action == "undo":
        store.undo()
    elif action == "redo":
        store.redo()
    else:
        with store.change(f"{step}_{action}"):
            if action == "add" or (action in ("edit", "remove") and not uids):
                store.add_patrol_area(f"{step}", ring, uid=f"u{step}")
            elif action == "edit":
                store.update_patrol_area(choice.choice(uids), geometry=ring)
            elif action == "remove":
                store.remove_patrol_area(choice.choice(uids))
            elif action == "layer":
                store.add_layer(county_record(uid=f"l{step}", title=f"{step}"), county_frame())
            elif action == "unlayer" and store.layers():
                store.remove_layer(choice.choice(store.layers()).uid)
            elif action == "result":
                store.save_result(make_result(zone_row(score=choice.random())), {"step": step})


def digest(store: PlanStore) -> str:
    rows = store._db.execute("SELECT code, state FROM lf_change ORDER BY fid").fetchall()
    areas = [(row.uid, row.name, round(row.geometry.area, 9)) for row in store.patrol_areas().itertuples()]
    layers = [(layer.uid, len(store.frame(layer.uid))) for layer in store.layers()]
    return repr((rows, areas, layers, list(store.zones()["score"]), store.result_facts().get("step")))


def test_every_confirmed_gesture_survives(tmp_path: Path) -> None:
    seen_after_kill = set()
    for seed in range(ROUNDS):
        expected: list[str] = []
        started = time.perf_counter()
        session(tmp_path / f"whole{seed}.gpkg", seed, expected.append)
        whole_s = time.perf_counter() - started

        path = tmp_path / f"killed{seed}.gpkg"
        count = _killed(path, seed, random.Random(seed + 1000).random() * whole_s * 0.9)
        if count == 0:
            continue  # killed before the plan was made: nothing was promised
        files.check(path)
        with PlanStore.open(path) as store:
            found = digest(store)
            assert found in (expected[count - 1], expected[min(count, GESTURES)]), f"seed {seed}, {count} confirmed"
            seen_after_kill.add(count)
            while store.undo():  # the way back is whole too
                pass
            assert len(store.patrol_areas()) == 0 and store.layers() == [] and store.result_facts() == {}
        assert [entry.name for entry in tmp_path.glob(f"killed{seed}*")] == [path.name]
    assert len(seen_after_kill) > ROUNDS // 3  # the kills did fall at different moments


def _killed(path: Path, seed: int, after_s: float) -> int:
    """Run the session in a child, kill it, and return how many gestures it confirmed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        try:
            session(path, seed, lambda _: os.write(write_end, b"."))
        finally:
            os._exit(0)
    os.close(write_end)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read_end, "rb") as pipe:
        return len(pipe.read())


def test_a_killed_plan_in_a_read_only_place_is_read_from_a_scratch_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    import apsw

    with PlanStore.create(tmp_path / "a.gpkg", title="x", reference_date=REFERENCE) as store:
        with store.change("patrol_area_added"):
            store.add_patrol_area("一号", shapely.box(116, 40, 117, 41))
        folder = tmp_path / "usb"
        folder.mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{store.path}{suffix}", folder / f"a.gpkg{suffix}")
    real = files._connect

    def refuse(path: Path, options: str) -> apsw.Connection:
        if path.parent == folder and "immutable" not in options:
            raise apsw.CantOpenError("unable to open database file")
        return real(path, options)

    monkeypatch.setattr(files, "_connect", refuse)
    with PlanStore.open(folder / "a.gpkg", read_only=True) as copy:
        assert list(copy.patrol_areas()["name"]) == ["一号"]  # it was only in the log
    assert sorted(entry.name for entry in folder.iterdir()) == ["a.gpkg", "a.gpkg-wal"]
