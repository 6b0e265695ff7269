"""Cut power, simulated at the file level (many more cuts: ``python -m tests.hostile power``)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.plan import PlanStore
from tests.layers.plan.faults.cutting import SCENARIOS, cut, make_plan
from tests.layers.plan.faults.power import Record
from tests.layers.plan.faults.session import digest
from tests.layers.plan.faults.sweeping import GESTURES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the recorder names files by /proc")

_CUTS = {"upgraded": 20}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_what_was_confirmed_is_there_when_the_power_comes_back(scenario: Callable[[Path, Record], None]) -> None:
    figures = cut(scenario, _CUTS.get(scenario.__name__, 50), seed=1)
    assert figures.failures == []
    assert figures.found_as_confirmed > 5


@pytest.mark.parametrize("journal_mode", ["WAL", "DELETE"])
def test_a_program_that_does_not_sync_is_found_out(journal_mode: str) -> None:
    """The simulated disk does lose what was not synced."""

    def careless(folder: Path, record: Record) -> None:
        path = make_plan(folder)
        record.begin()
        store = PlanStore.open(path)
        store._db.execute(f"PRAGMA journal_mode = {journal_mode}").fetchall()
        store._db.execute("PRAGMA synchronous = OFF")
        record.confirmed(digest(store))
        for _, gesture in GESTURES[:4]:
            gesture(store)
            record.confirmed(digest(store))
        store.close()

    figures = cut(careless, 40, seed=1)
    assert len(figures.failures) > 5


def test_removing_a_journal_without_syncing_its_folder_is_found_out() -> None:
    """``synchronous = FULL`` would not be enough where a commit is the removal of a file."""

    def full(folder: Path, record: Record) -> None:
        path = make_plan(folder)
        record.begin()
        store = PlanStore.open(path)
        store._db.execute("PRAGMA journal_mode = DELETE").fetchall()
        store._db.execute("PRAGMA synchronous = FULL")
        record.confirmed(digest(store))
        for _, gesture in GESTURES[:6]:
            gesture(store)
            record.confirmed(digest(store))
        store.close()

    assert cut(full, 80, seed=1).failures
