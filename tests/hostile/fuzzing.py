"""Hostile rows for every table of a plan, and hostile files for every reader: what comes of them must be a sentence."""

from __future__ import annotations

import random
import shutil
import struct
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import shapely

from app.reads import first_reads
from layers.errors import LianfangError
from layers.exchange.model import Choice
from layers.exchange.other import OtherPlan
from layers.exchange.plans import compare_plans
from layers.exchange.resolving import decide_all
from layers.exchange.taking import take_in
from layers.plan import PlanStore, records
from layers.plan.content_hash import content_hash
from layers.plan.contents import PlanContents
from layers.plan.schema import SPECS, Table
from layers.plan.verify import verify

#: Longer than this is a hang.
MOST_S = 10.0

_NEST = struct.pack("<BII", 1, 7, 1)
_POINT = struct.pack("<BIdd", 1, 1, 116.0, 40.0)
_HEAD = b"GP\x00\x01" + struct.pack("<i", 4490)

#: What a stranger may put into any cell.
CELLS: tuple[Any, ...] = (
    None,
    0,
    -1,
    2**63 - 1,
    -(2**63),
    1e308,
    float("inf"),
    "",
    "x",
    "'; DROP TABLE lf_zone; --",
    "<img src='file:///etc/passwd'><script>alert(1)</script>",
    '=HYPERLINK("http://a.b")',
    "\x00",
    "\u202e\u200b",
    "a" * 200_000,
    "../../../../etc/passwd",
    "null",
    "[]",
    "{}",
    "[1, 2]",
    '{"a": 1}',
    "[" * 100_000,
    '{"a":' * 100_000,
    "[NaN]",
    '{"x": 1e999}',
    "9" * 5_000,
    '[{"code": null}]',
    '{"outline": "00"}',
    b"",
    b"GP",
    b"\x00" * 40,
    b"\xff" * 64,
    _HEAD,
    _HEAD + _POINT,
    _HEAD + _NEST * 50_000 + _POINT,
    _HEAD + struct.pack("<BII", 1, 6, 0xFFFFFFFF),
    _HEAD + struct.pack("<BII", 1, 3, 0xFFFFFFFF),
    b"GP\x00\x03" + struct.pack("<i4d", 4490, *(float("nan"),) * 4) + struct.pack("<BI", 1, 2) + b"\xff\xff\xff\x7f",
    b"\xfd7zXZ\x00" + b"\x00" * 32,
)


#: Names under which settings are kept, and what a stranger may keep there.
SETTINGS = (
    *(records.CHECK_RULES, records.RIVERS, records.PATROLS, records.HAZARDS, records.REGISTER, records.YEAR),
    *(records.INVENTORY, records.FIRE, records.PAPERS, "hazard_numbers", "buffer_m", "weights"),
)
SETTING_TEXTS = (
    *(
        "null",
        "5",
        '"x"',
        "[]",
        "[[]]",
        "{}",
        '{"receptors": 5}',
        '{"receptors": [{}]}',
        '{"grades": {"a": [{"b": 1}]}}',
    ),
    *('{"sets": [{"name": 1, "weight": "x", "numbers": {"a": 5}}]}', '{"accepted": 5}', '{"largest_ha": "x"}'),
    *(
        '{"scenarios": 5}',
        '{"rose": {"x": "y"}}',
        '{"limits": [], "answers": 5}',
        '{"members": {"a": "b"}}',
        "[" * 100_000,
    ),
    *(
        '{"plume": {"table": "x,y"}}',
        '{"levels": null, "seasons": 5, "weights": []}',
        '{"span_m": {"a": 1}, "days": "x"}',
    ),
)


@dataclass
class Figures:
    """What came of it."""

    cases: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    taken: int = 0
    longest_s: float = 0.0
    failures: list[str] = field(default_factory=list)


def copy_to(plan: Path, folder: Path) -> Path:
    """Return a copy of a plan in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(plan, folder / plan.name))


def poison(path: Path, choice: random.Random) -> str:
    """Put hostile values into some cells of a plan, or a hostile row into one of its tables; say which."""
    db = apsw.Connection(str(path))
    told = []
    try:
        for _ in range(choice.randint(1, 2)):
            table = choice.choice([str(one) for one in (*SPECS, Table.CHANGE)])
            if choice.random() < 0.15:
                table = str(Table.PARAMETER)
            columns = [str(name) for _, name, *_ in db.execute(f"PRAGMA table_info({table})") if name != "fid"]
            name, value = choice.choice(columns), choice.choice(CELLS)
            there = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
            try:
                if table == Table.PARAMETER:
                    uid = choice.choice(SETTINGS)
                    text = choice.choice(SETTING_TEXTS)
                    db.execute(f"INSERT OR REPLACE INTO {table} (uid, value) VALUES (?, ?)", (uid, text))
                    told.append(f"{table}.{uid} = {text:.60}")
                elif there and choice.random() < 0.7:
                    db.execute(f'UPDATE {table} SET "{name}" = ?', (value,))
                    told.append(f"{table}.{name} = {value!r:.40}")
                else:
                    few = choice.sample(columns, min(len(columns), choice.randint(1, len(columns))))
                    values = [choice.choice(CELLS) for _ in few]
                    marks, names = ", ".join("?" for _ in few), ", ".join(f'"{one}"' for one in few)
                    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
                    told.append(f"{table} + {dict(zip(few, (f'{one!r:.30}' for one in values), strict=True))}")
            except apsw.ConstraintError:
                told.append("(refused by the table)")
    finally:
        db.close()
    return "; ".join(told)


#: Whatever of a plan is read without being asked for one thing.
READS = (
    *("info", "layers", "plates", "scenes", "zones", "parts", "zones_aside", "roads", "road_marks", "straddling"),
    *("reaches", "borders", "border_issues", "border_verdicts", "patrol_areas", "blocks", "agreements", "contacts"),
    *("exercises", "exercise_sites", "exercise_injects", "inventory_settings", "year_settings", "fire_choices"),
    *("parameters", "check_rules", "river_settings", "patrol_rules", "hazard_lists", "register_settings"),
    *("paper_facts", "result_facts", "looks", "sketch_state", "raster_homes", "view_state"),
)
assert all(hasattr(PlanContents, name) for name in READS)


def look_at(path: Path, ours: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield what the program does with a plan that it is given, by name."""

    def opened() -> None:
        store = PlanStore.open(path, read_only=True)
        first_reads(store)  # what the window does; it closes a plan that makes no sense
        with store:
            content_hash(store)

    def worked_in() -> None:
        copy = ours.with_name("copy" + ours.name)
        shutil.copyfile(path, copy)
        store = PlanStore.open(copy)
        first_reads(store)
        with store:
            with store.change("patrol_area_added", name="x"):
                store.add_patrol_area("x", shapely.box(116.8, 40.1, 116.81, 40.11), uid="new")
            store.undo()

    def taken() -> None:
        with PlanStore.open(ours) as store, OtherPlan.open(path) as other:
            found = compare_plans(store, other.store)
            take_in(store, found, decide_all(found.comparison, Choice.THEIRS), other.store, handover=other.handover)
            read_back(store)

    def read_back(store: PlanStore) -> None:
        for name in READS:
            getattr(store, name)()

    yield "open", opened
    yield "work in", worked_in
    yield "verify", lambda: verify(path)
    yield "take in", taken


def plans(template: Path, folder: Path, cases: int, seed: int, *, first: int = 0) -> Figures:
    """Poison so many copies of a plan, and open, read, verify and merge each."""
    figures = Figures()
    for number in range(first, first + cases):
        choice = random.Random(f"{seed}-{number}")
        theirs, ours = folder / "theirs" / template.name, folder / "ours" / template.name
        for place in (theirs, ours):
            shutil.rmtree(place.parent, ignore_errors=True)
            place.parent.mkdir(parents=True)
            shutil.copyfile(template, place)
        told = poison(theirs, choice)
        raw = theirs.read_bytes()
        figures.cases += 1
        for name, work in look_at(theirs, ours):
            began = time.process_time()
            try:
                work()
                figures.taken += 1
            except LianfangError as error:
                figures.refused[type(error).__name__] += 1
                if "{" in str(error) and "{" not in str(error.facts):
                    figures.failures.append(f"case {number}: {name}: {told}: a sentence without its facts: {error}")
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                ours_at = next(
                    (one for one in reversed(traceback.extract_tb(error.__traceback__)) if "/layers/" in one.filename),
                    at,
                )
                where = f"{ours_at.filename.rsplit('/layers/', 1)[-1]}:{ours_at.lineno}"
                notes = getattr(error, "__notes__", "")
                figures.failures.append(
                    f"case {number}: {name}: {type(error).__name__} at {where} {notes}: {str(error)[:80]} | {told}"
                )
            took = time.process_time() - began
            figures.longest_s = max(figures.longest_s, took)
            if took > MOST_S:
                figures.failures.append(f"case {number}: {name}: {took:.0f} s: {told}")
        if theirs.read_bytes() != raw:
            figures.failures.append(f"case {number}: the stranger's plan was changed: {told}")
        if left := [one.name for one in theirs.parent.iterdir() if one != theirs]:
            figures.failures.append(f"case {number}: left beside it: {left}: {told}")
    return figures
