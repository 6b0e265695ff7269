"""Sessions whose power is cut: recorded once, cut at many moments, each disk opened and compared."""

from __future__ import annotations

import gzip
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layers.plan import PlanStore
from tests.layers.plan.builders import REFERENCE
from tests.layers.plan.faults import scratch
from tests.layers.plan.faults.power import (
    Record,
    confirmed_before,
    confirmed_next,
    fresh,
    recorded,
    write_disk,
)
from tests.layers.plan.faults.session import digest
from tests.layers.plan.faults.sweeping import FORMAT_1, GESTURES, NAME, make_plan

COPY = "copy.gpkg"


@dataclass
class Figures:
    """What came of the cuts."""

    cuts: int = 0
    found_as_confirmed: int = 0
    found_with_the_gesture_in_hand: int = 0
    no_plan_yet: int = 0
    failures: list[str] = field(default_factory=list)


def _gestures(store: PlanStore, record: Record) -> None:
    for name, gesture in GESTURES:
        if name != "view":
            gesture(store)
            record.confirmed(digest(store))


def with_log(folder: Path, record: Record) -> None:
    """Work as usual, with a copy on the way, close, come back and work on."""
    path = make_plan(folder)
    record.begin()
    store = PlanStore.open(path)
    record.confirmed(digest(store))
    store._db.execute("PRAGMA wal_autocheckpoint = 30").fetchall()
    _gestures(store, record)
    store.save_copy(folder / COPY)
    store.close()
    store = PlanStore.open(path)
    GESTURES[-1][1](store)
    store.set_sketch_state({"points": [[117.5, 40.5]]})
    record.confirmed(digest(store))
    store.save_copy(folder / COPY)
    store.close()


def with_journal(folder: Path, record: Record) -> None:
    """Work where a write-ahead log cannot be had: every commit removes a rollback journal."""
    path = make_plan(folder)
    record.begin()
    store = PlanStore.open(path)
    store._db.execute("PRAGMA journal_mode = DELETE").fetchall()
    record.confirmed(digest(store))
    _gestures(store, record)
    store.close()


def created(folder: Path, record: Record) -> None:
    """Make a plan and draw in it."""
    record.begin()
    store = PlanStore.create(folder / NAME, title="规划", reference_date=REFERENCE, uid="plan")
    record.confirmed(digest(store))
    GESTURES[1][1](store)
    record.confirmed(digest(store))
    store.close()


def upgraded(folder: Path, record: Record) -> None:
    """Open a plan of an older format, whose last gesture may be in its log."""
    (folder / NAME).write_bytes(gzip.decompress(FORMAT_1.read_bytes()))
    record.begin()
    with tempfile.TemporaryDirectory() as elsewhere:
        shutil.copyfile(folder / NAME, Path(elsewhere) / NAME)
        with PlanStore.open(Path(elsewhere) / NAME) as store:
            record.confirmed(digest(store))
    store = PlanStore.open(folder / NAME)
    record.confirmed(digest(store))
    GESTURES[1][1](store)
    record.confirmed(digest(store))
    store.close()


SCENARIOS: tuple[Callable[[Path, Record], None], ...] = (with_log, with_journal, created, upgraded)


def cut(scenario: Callable[[Path, Record], None], cuts: int, seed: int) -> Figures:
    """Cut the power of a session at so many random moments and look at what is on each disk."""
    figures = Figures()
    choice = random.Random(f"{scenario.__name__} {seed}")
    with scratch("power-") as name:
        folder = fresh(Path(name).resolve() / "session")
        with recorded(folder) as record:
            scenario(folder, record)
        events = record.events
        begun = next(number for number, event in enumerate(events) if event[0] == "sync names") + 1
        for _ in range(cuts):
            moment = choice.randint(begun, len(events))
            disk = fresh(Path(name) / "disk")
            write_disk(events, moment, disk, choice)
            figures.cuts += 1
            faults = list(_look(disk, events, moment, figures))
            figures.failures += [f"{scenario.__name__}, seed {seed}, cut {moment}: {fault}" for fault in faults]
    return figures


def _look(disk: Path, events: list[tuple], moment: int, figures: Figures) -> Iterator[str]:  # type: ignore[type-arg]
    last, following = confirmed_before(events, moment), confirmed_next(events, moment)
    said = {event[1] for event in events if event[0] == "confirmed"}
    path = disk / NAME
    if not path.exists():
        figures.no_plan_yet += 1
        if last is not None:
            yield "the plan is gone"
        return
    for one in sorted(disk.glob("*.gpkg")):
        try:
            with PlanStore.open(one) as store:
                found = digest(store)
                if store._db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    yield f"{one.name}: integrity"
                if store.read_only:
                    yield f"{one.name}: for reading only: {store.refusal}"
        except Exception as error:
            yield f"{one.name}: {type(error).__name__}: {error}"
            continue
        if one != path:
            if found not in said:
                yield f"{one.name} is not a whole copy"
        elif found not in {last, following}:
            yield "the plan says neither what was confirmed last nor what the gesture in hand makes of it"
        else:
            figures.found_as_confirmed += found == last
            figures.found_with_the_gesture_in_hand += found == following != last
