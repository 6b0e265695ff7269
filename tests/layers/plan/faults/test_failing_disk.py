"""A disk that is full or fails, at some operations in turn (at all of them: ``python -m tests.hostile disk``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layers.plan.faults.sweeping import FAULTS, GESTURES, WORKS, Work, make_plan, sweep_gestures, sweep_work
from tests.layers.plan.faults.vfs import IS_SUPPORTED, Fault, failing_disk

pytestmark = pytest.mark.skipif(not IS_SUPPORTED, reason="SQLite's system calls are replaced on Linux only")

#: Every how many operations one fails; sessions have hundreds of writes and reads, but few of the others.
_STEP = {"full": 37, "write": 53, "read": 23, "sync": 3, "names": 5}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_plan(tmp_path_factory.mktemp("template"))


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_gesture_is_saved_or_told_as_not_saved(template: Path, fault: Fault, lasting: bool) -> None:
    sweep = sweep_gestures(template, fault, lasting=lasting, step=_STEP.get(fault.name, 1))
    assert sweep.failures == []
    if fault.name in ("full", "write", "sync", "read"):
        assert sweep.points >= 3 and sweep.reported >= 2  # it did fail, and it was told


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_files_are_whole_or_as_they_were(template: Path, work: Work, lasting: bool) -> None:
    for fault in FAULTS:
        sweep = sweep_work(work, template, fault, lasting=lasting, step=_STEP.get(fault.name, 1))
        assert sweep.failures == []


def test_the_disk_counts_what_a_gesture_does(template: Path, tmp_path: Path) -> None:
    """The sweeps are no sweeps when nothing is counted."""
    import shutil

    from layers.plan import PlanStore

    shutil.copyfile(template, tmp_path / "a.gpkg")
    with failing_disk(syncing=True) as disk, PlanStore.open(tmp_path / "a.gpkg") as store:
        disk.seen.clear()
        GESTURES[1][1](store)
        assert disk.seen["write"] >= 4 and disk.seen["sync"] >= 1
