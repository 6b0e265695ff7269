"""Files that were damaged while nobody looked: bits flipped, pages lost, misplaced or cut off."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from layers.errors import NotAPlan, PlanDamaged, PlanFromFuture
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.verify import Verification, verify
from tests.layers.plan.faults import scratch
from tests.layers.plan.faults.sweeping import GESTURES, make_plan

_PAGE = 4096


@dataclass
class Figures:
    """What came of the damage."""

    cases: int = 0
    refused: int = 0
    harmless: int = 0  # opened, and it says what it said
    found_by_verify: int = 0
    unreadable_part_found_by_verify: int = 0
    other_but_valid: int = 0  # opened, says something else, and nothing tells
    by_damage: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


# --- damage -------------------------------------------------------------------------------------------


def _a_bit(raw: bytearray, choice: random.Random) -> None:
    raw[choice.randrange(len(raw))] ^= 1 << choice.randrange(8)


def _a_byte(raw: bytearray, choice: random.Random) -> None:
    raw[choice.randrange(len(raw))] = choice.randrange(256)


def _some_bytes(raw: bytearray, choice: random.Random) -> None:
    start = choice.randrange(len(raw) - 16)
    raw[start : start + 16] = choice.randbytes(16)


def _many_bits(raw: bytearray, choice: random.Random) -> None:
    for _ in range(20):
        _a_bit(raw, choice)


def _in_the_header(raw: bytearray, choice: random.Random) -> None:
    raw[choice.randrange(100)] ^= 1 << choice.randrange(8)


def _page(raw: bytearray, choice: random.Random) -> slice:
    number = choice.randrange(len(raw) // _PAGE)
    return slice(number * _PAGE, (number + 1) * _PAGE)


def _zeroed_page(raw: bytearray, choice: random.Random) -> None:
    raw[_page(raw, choice)] = bytes(_PAGE)


def _random_page(raw: bytearray, choice: random.Random) -> None:
    raw[_page(raw, choice)] = choice.randbytes(_PAGE)


def _misplaced_page(raw: bytearray, choice: random.Random) -> None:
    raw[_page(raw, choice)] = raw[_page(raw, choice)]


def _half_a_page(raw: bytearray, choice: random.Random) -> None:
    start = _page(raw, choice).start
    raw[start : start + 512] = bytes(512)


def _cut_off(raw: bytearray, choice: random.Random) -> None:
    del raw[choice.randrange(1, len(raw)) :]


def _cut_off_at_a_page(raw: bytearray, choice: random.Random) -> None:
    del raw[_page(raw, choice).start :]


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _a_bit,
    _a_byte,
    _some_bytes,
    _many_bits,
    _in_the_header,
    _zeroed_page,
    _random_page,
    _misplaced_page,
    _half_a_page,
    _cut_off,
    _cut_off_at_a_page,
)


# --- looking --------------------------------------------------------------------------------------------


def rot(cases: int, seed: int) -> Figures:
    """Damage a plan in so many random ways and see whether opening and verifying are honest about each."""
    figures = Figures()
    choice = random.Random(seed)
    with scratch("rot-") as name:
        path = make_plan(Path(name))
        with PlanStore.open(path) as store:
            for what, gesture in GESTURES:
                if what not in ("unlayer", "unsketch"):
                    gesture(store)
            said = content_hash(store)
        whole = path.read_bytes()
        for number in range(cases):
            damage = DAMAGES[number % len(DAMAGES)]
            raw = bytearray(whole)
            damage(raw, choice)
            path.write_bytes(raw)
            figures.cases += 1
            told = damage.__name__.strip("_")
            faults = list(_look(path, bytes(raw), said, told, figures))
            figures.failures += [f"seed {seed}, case {number}, {told}: {fault}" for fault in faults]
            for left in path.parent.iterdir():
                left.unlink()
    return figures


def _look(path: Path, raw: bytes, said: str, told: str, figures: Figures) -> Iterator[str]:
    verification: Verification | None = None
    try:
        verification = verify(path)
    except (NotAPlan, PlanFromFuture):
        pass
    except Exception as error:
        yield f"verify raises {type(error).__name__}: {error}"
    if path.read_bytes() != raw or len(list(path.parent.iterdir())) != 1:
        yield "verifying changed the file or left something beside it"
    is_sound = verification is not None and verification.is_sound
    try:
        store = PlanStore.open(path)
    except (PlanDamaged, NotAPlan, PlanFromFuture):
        figures.refused += 1
        figures.by_damage[f"{told}: refused"] += 1
        if is_sound:
            yield "verify finds it sound, opening does not"
        if hashlib.sha256(path.read_bytes()).digest() != hashlib.sha256(raw).digest():
            yield "the refused file was changed"
        if len(list(path.parent.iterdir())) != 1:
            yield "beside the refused file lies something"
        return
    except Exception as error:
        yield f"open raises {type(error).__name__}: {error}"
        return
    found = None
    with suppress(Exception):
        found = content_hash(store)
    try:
        store.close()
    except Exception as error:
        yield f"close raises {type(error).__name__}: {error}"
    if found is None and is_sound:
        yield "it cannot be read, and verify finds it sound"
    outcome = _outcome(found, said, is_sound)
    setattr(figures, outcome, getattr(figures, outcome) + 1)
    figures.by_damage[f"{told}: {outcome}"] += 1


def _outcome(found: str | None, said: str, is_sound: bool) -> str:
    if found is None:
        return "unreadable_part_found_by_verify"
    if found == said:
        return "harmless"
    return "other_but_valid" if is_sound else "found_by_verify"
