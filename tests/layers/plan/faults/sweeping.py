"""Every operation of a piece of work made to fail in turn: the first, the second … until it passes untouched.

After each failure the plan must be as before, the store usable as soon as the fault is lifted, and the work
must then succeed.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import shapely

from layers.errors import PlanDamaged, PlanError, PlanNotSaved
from layers.plan import PlanStore, files
from layers.plan.content_hash import content_hash
from layers.zones.model import Parameters
from tests.layers.plan.builders import REFERENCE, county_frame, county_record, make_result, zone_row
from tests.layers.plan.faults import scratch
from tests.layers.plan.faults.session import digest
from tests.layers.plan.faults.vfs import FAULTS, Disk, Fault, failing_disk

FORMAT_1 = Path(__file__).resolve().parents[1] / "data" / "format1.lianfang.gpkg.gz"
NAME = "规划.lianfang.gpkg"


@dataclass
class Sweep:
    """What came of a sweep: how many points failed, and what was wrong after any of them."""

    points: int = 0
    reported: int = 0
    failures: list[str] = field(default_factory=list)


# --- gestures ---------------------------------------------------------------------------------------


def _ring(radius: float, corners: int = 100) -> shapely.Polygon:
    return shapely.Point(117, 40.5).buffer(radius, quad_segs=corners)


def _in_change(write: Callable[[PlanStore], object]) -> Callable[[PlanStore], object]:
    def gesture(store: PlanStore) -> None:
        with store.change("gesture"):
            write(store)

    return gesture


GESTURES: Sequence[tuple[str, Callable[[PlanStore], object]]] = (
    ("layer", _in_change(lambda store: store.add_layer(county_record(uid="l1", title="县界"), county_frame()))),
    ("draw", _in_change(lambda store: store.add_patrol_area("一号", _ring(0.1), uid="u1"))),
    ("result", _in_change(lambda store: store.save_result(make_result(zone_row(score=0.5)), {"step": 1}))),
    ("sketch", lambda store: store.set_sketch_state({"points": [[117.0, 40.0]] * 300})),
    ("reshape", _in_change(lambda store: store.update_patrol_area("u1", geometry=_ring(0.2)))),
    ("look", _in_change(lambda store: store.set_look("zones", opacity=0.5))),
    ("undo", lambda store: store.undo()),
    ("parameters", _in_change(lambda store: store.set_parameters(Parameters(forest_min_ha=2.0)))),
    ("go back", lambda store: store.go_to(1)),
    ("go on", lambda store: store.go_to(9)),
    ("view", lambda store: store.set_view_state({"centre": [117.0, 40.0]})),
    ("unlayer", _in_change(lambda store: store.remove_layer("l1"))),
    ("unsketch", lambda store: store.set_sketch_state({})),
    ("redraw", _in_change(lambda store: store.update_patrol_area("u1", name="二号"))),
)


def make_plan(folder: Path) -> Path:
    """Write a plan with some history for the sweeps."""
    path = folder / NAME
    with PlanStore.create(path, title="规划", reference_date=REFERENCE, uid="plan") as store:
        for number in range(3):
            with store.change("patrol_area_added"):
                store.add_patrol_area(f"旧{number}", _ring(0.05, 100), uid=f"old{number}")
    return path


def sweep_gestures(template: Path, fault: Fault, *, lasting: bool, step: int = 1) -> Sweep:
    """Let every operation of a session of gestures fail in turn (every ``step``-th of them)."""
    sweep = Sweep()
    with scratch("sweep-") as name, failing_disk(syncing=fault.name == "sync") as disk:
        expected = _run_gestures(template, Path(name), disk, sweep, None)
        at = 1
        while True:
            place = Path(name) / str(at)
            place.mkdir()
            before = len(sweep.failures)
            told = f"{fault.name} {at}{' lasting' if lasting else ''}"
            try:
                _run_gestures(template, place, disk, sweep, (fault, at, lasting, told, expected))
            except Exception as error:
                sweep.failures.append(f"{told}: {type(error).__name__}: {error}")
            shutil.rmtree(place)
            if disk.hits == 0 and len(sweep.failures) == before:
                return sweep
            sweep.points += 1
            at += step


def _run_gestures(
    template: Path, place: Path, disk: Disk, sweep: Sweep, armed: tuple[Fault, int, bool, str, list[str]] | None
) -> list[str]:
    path = place / NAME
    shutil.copyfile(template, path)
    disk.lift()
    store = PlanStore.open(path)
    # Folding the log happens in between; not where syncing fails (see failing_disk).
    often = 0 if armed is not None and armed[0].name == "sync" else 30
    store._db.execute(f"PRAGMA wal_autocheckpoint = {often}").fetchall()
    said = [digest(store)]
    store._db.execute("PRAGMA cache_size = 40").fetchall()  # so that pages are read and spilt again and again
    if armed is not None:
        fault, at, lasting, told, expected = armed
        disk.arm(fault, at, lasting=lasting)
    for number, (what, gesture) in enumerate(GESTURES, 1):
        if armed is None:
            gesture(store)
            said.append(digest(store))
            continue
        try:
            gesture(store)
        except (PlanNotSaved, PlanDamaged) as error:
            disk.lift()
            if isinstance(error, PlanDamaged) and fault.name != "read":  # SQLite takes a bad sector for damage
                sweep.failures.append(f"{told}, {what}: told as damaged: {error}")
            sweep.reported += 1
            if not error.facts.get("reason_code"):
                sweep.failures.append(f"{told}, {what}: no reason code: {error}")
            if store._history.current is not None or store._db.in_transaction:
                sweep.failures.append(f"{told}, {what}: a change is still open")
            if (now := digest(store)) != expected[number - 1]:
                saved = " but saved" if now == expected[number] else ""
                sweep.failures.append(f"{told}, {what}: told as not saved{saved}, the plan is not as before")
                return said
            gesture(store)
        except Exception as error:
            sweep.failures.append(f"{told}, {what}: {type(error).__name__}: {error}")
            disk.lift()
            with suppress(Exception):
                store.close()
            return said
    try:
        store.close()
    except Exception as error:
        sweep.failures.append(f"{told if armed else ''} close: {type(error).__name__}: {error}")
    if armed is not None:
        disk.lift()
        _look_again(path, expected[-1], told, sweep)
    return said


def _look_again(path: Path, expected: str, told: str, sweep: Sweep) -> None:
    with _system_layer(), PlanStore.open(path) as again:
        if again.read_only:
            sweep.failures.append(f"{told}: opens only for reading: {again.refusal}")
        if digest(again) != expected:
            sweep.failures.append(f"{told}: opened again, it says something else")
        if again._db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            sweep.failures.append(f"{told}: integrity")
    left = sorted(entry.name for entry in path.parent.iterdir())
    if left != [path.name]:
        sweep.failures.append(f"{told}: beside the closed plan: {left}")


@contextmanager
def _system_layer() -> Iterator[None]:
    """Open plans with the system's own file layer for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "VFS", "")
        yield


# --- opening, making, copying, closing ----------------------------------------------------------------


@dataclass(frozen=True)
class Work:
    """Something done with whole files: what lies there before, the doing, and what must be true after it.

    ``act`` returns the store it leaves open, or None.
    """

    name: str
    prepare: Callable[[Path, Path], Any]
    act: Callable[[Path, Any], PlanStore | None]
    expected: Callable[[Path], set[str]]  # content hashes under the names that must be whole
    may_be_absent: bool = False


def sweep_work(work: Work, template: Path, fault: Fault, *, lasting: bool, step: int = 1) -> Sweep:
    """Let every operation of a piece of work fail in turn."""
    sweep = Sweep()
    with scratch("sweep-") as name, failing_disk(syncing=fault.name == "sync") as disk:
        at = 1
        while True:
            place = Path(name) / str(at)
            place.mkdir()
            told = f"{work.name}, {fault.name} {at}{' lasting' if lasting else ''}"
            before = len(sweep.failures)
            for wrong in _try_work(work, template, place, disk, (fault, at, lasting), sweep):
                sweep.failures.append(f"{told}: {wrong}")
            if disk.hits == 0 and len(sweep.failures) == before:
                return sweep
            shutil.rmtree(place, ignore_errors=True)
            sweep.points += 1
            at += step


def _try_work(
    work: Work, template: Path, place: Path, disk: Disk, armed: tuple[Fault, int, bool], sweep: Sweep
) -> Iterator[str]:
    disk.lift()
    given = work.prepare(place, template)
    with _system_layer():
        allowed = work.expected(place)
    fault, at, lasting = armed
    disk.arm(fault, at, lasting=lasting)
    store = None
    try:
        store = work.act(place, given)
    except PlanError:
        sweep.reported += 1
    except SystemError:  # apsw's own, when a file layer in Python fails while a backup is being closed
        if fault.name != "sync":
            raise
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
    hits = disk.hits
    if isinstance(given, PlanStore) and given is not store:
        try:
            given.close()
        except Exception as error:
            yield f"closing: {type(error).__name__}: {error}"
    if store is not None:
        disk.lift()
        digest(store)  # it can be read
        if store.read_only and store.refusal is not None and not hits:
            yield f"for reading only: {store.refusal}"
        store.close()
    disk.lift()
    disk.hits = hits
    with _system_layer():
        yield from list(_whole_files(place, allowed, may_be_absent=work.may_be_absent))
    stray = [one.name for one in place.iterdir() if not one.name.endswith((".gpkg", ".lock"))]
    if stray and not (lasting and fault.name == "names"):  # where nothing can be removed, something stays
        yield f"left behind: {stray}"


def _whole_files(place: Path, allowed: set[str], *, may_be_absent: bool) -> Iterator[str]:
    plans = sorted(place.glob("*.gpkg"))
    if not plans and not may_be_absent:
        yield "the plan is gone"
    for path in plans:
        try:
            with PlanStore.open(path) as store:
                if store._db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    yield f"{path.name}: integrity"
                if allowed and content_hash(store) not in allowed:
                    yield f"{path.name} says something else"
        except Exception as error:
            yield f"{path.name}: {type(error).__name__}: {error}"


def _closed(place: Path, template: Path) -> None:
    shutil.copyfile(template, place / NAME)


def _killed(place: Path, template: Path) -> None:
    """A plan whose last gesture is in its log only, as a kill leaves it."""
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    shutil.copyfile(template, elsewhere / NAME)
    store = PlanStore.open(elsewhere / NAME)
    GESTURES[1][1](store)
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{store.path}{suffix}", f"{place / NAME}{suffix}")
    store.close()
    shutil.rmtree(elsewhere)


def _format_1(place: Path, template: Path) -> None:
    (place / NAME).write_bytes(gzip.decompress(FORMAT_1.read_bytes()))


def _opened(place: Path, template: Path) -> PlanStore:
    shutil.copyfile(template, place / NAME)
    store = PlanStore.open(place / NAME)
    for _, gesture in GESTURES[:3]:
        gesture(store)
    return store


def _opened_beside_an_older_copy(place: Path, template: Path) -> PlanStore:
    store = _opened(place, template)
    store.save_copy(place / "copy.gpkg")
    return store


def _hashes(place: Path) -> set[str]:
    """Return what the plans in a folder say, read on copies of them with their logs."""
    found = set()
    with tempfile.TemporaryDirectory() as name:
        for path in place.iterdir():
            if path.is_file():
                shutil.copyfile(path, Path(name) / path.name)
        for path in Path(name).glob("*.gpkg"):
            with PlanStore.open(path, read_only=True) as store:
                found.add(content_hash(store))
    return found


def _save_as(place: Path, store: Any) -> PlanStore:
    store.save_as(place / "new.gpkg")
    return store  # type: ignore[no-any-return]


def _save_copy(place: Path, store: Any) -> PlanStore:
    store.save_copy(place / "copy.gpkg")
    return store  # type: ignore[no-any-return]


def _close(place: Path, store: Any) -> None:
    store.close()


def _create(place: Path, given: Any) -> PlanStore:
    return PlanStore.create(place / NAME, title="规划", reference_date=REFERENCE, uid="plan")


def _open(place: Path, given: Any) -> PlanStore:
    return PlanStore.open(place / NAME)


WORKS = (
    Work("create", lambda place, template: None, _create, lambda place: set(), may_be_absent=True),
    Work("open", _closed, _open, _hashes),
    Work("open after a kill", _killed, _open, _hashes),
    Work("open and upgrade", _format_1, _open, _hashes),
    Work("save a copy", _opened, _save_copy, _hashes),
    Work("replace a copy", _opened_beside_an_older_copy, _save_copy, _hashes),
    Work("save as", _opened, _save_as, _hashes),
    Work("close", _opened, _close, _hashes),
)

__all__ = ["FAULTS", "GESTURES", "WORKS", "Sweep", "make_plan", "sweep_gestures", "sweep_work"]
