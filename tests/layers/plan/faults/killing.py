"""Sessions killed with SIGKILL: ``python -m tests.layers.plan.faults.killing --rounds N``.

The program warms up once and forks a child for every round.  Half of the kills fall at a moment drawn
uniformly over the session's whole duration, the other half at one drawn uniformly within the gestures that
write, which take a small part of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.sheets.words import load_words
from layers.export.words import Words
from tests.layers.plan.faults import checks
from tests.layers.plan.faults.session import EXPORTS, PLAN, Session, digest, write_sources

#: Rounds that share a seed, so that the reference session is gone through once for them.
ROUNDS_PER_SEED = 12


@dataclass(frozen=True)
class Reference:
    """A whole session: what the plan says after each step, how long each took, and which step wrote what."""

    names: list[str]
    digests: list[str | None]
    seconds: list[float]
    written: dict[str, list[int]]

    @property
    def total_s(self) -> float:
        """Length of the session without the making of digests."""
        return sum(self.seconds)


@dataclass
class Figures:
    """What came of the rounds."""

    rounds: int = 0
    killed_before_the_end: int = 0
    found_as_confirmed: int = 0
    found_with_the_gesture_in_hand: int = 0
    no_plan_yet: int = 0
    log_to_replay: int = 0
    half_written_copies_and_exports_under_passing_names: int = 0
    gestures_confirmed: int = 0
    copies_whole: int = 0
    exports_whole: int = 0
    killed_during: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0


def reference(folder: Path, sources: Path, seed: int, words: Words) -> Reference:
    """Go through a whole session in a child process and return what it said."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _leave(lambda: _tell_reference(write_end, Session(folder, sources, seed, words)))
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    told = [json.loads(line) for line in text.splitlines()]
    if not told or told[-1][0] != "written":
        raise RuntimeError(f"the session of seed {seed} did not come to its end: {text[-300:]}")
    names, digests, seconds = zip(*told[:-1], strict=True)
    return Reference(list(names), list(digests), list(seconds), told[-1][1])


def _tell_reference(write_end: int, session: Session) -> None:
    with os.fdopen(write_end, "w", encoding="utf-8") as pipe:
        begun = time.perf_counter()
        for name in session.steps():
            took_s = time.perf_counter() - begun
            said = None if name == "close" else digest(session.store)
            pipe.write(json.dumps([name, said, took_s]) + "\n")
            begun = time.perf_counter()
        pipe.write(json.dumps(["written", session.written]) + "\n")


def _leave(work: Callable[[], None]) -> None:
    """End a forked child after its work, whatever comes of it, without the parent's clean-up."""
    try:
        work()
    except BaseException as error:
        sys.stderr.write(f"in the child: {type(error).__name__}: {error}\n")
        sys.stderr.flush()
    finally:
        os._exit(0)


def killed(session: Session, confirmations: int, then_s: float) -> int:
    """Kill a session some time after so many confirmations; return how many steps it confirmed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _leave(lambda: _confirm(write_end, session))
    os.close(write_end)
    count = 0
    while count < confirmations and os.read(read_end, 1):
        count += 1
    time.sleep(then_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read_end, "rb") as pipe:
        return count + len(pipe.read())


def _confirm(write_end: int, session: Session) -> None:
    for _ in session.steps():
        os.write(write_end, b".")


def moment(whole: Reference, choice: random.Random, *, within_writes: bool) -> tuple[int, float]:
    """Draw when to kill: after how many confirmations, and how long after the last of them."""
    if not within_writes:
        return 0, choice.random() * whole.total_s
    step = choice.randrange(len(whole.names))
    return step, choice.random() * whole.seconds[step]


def run(rounds: int, first_seed: int, folder: Path) -> Figures:
    """Kill so many sessions and look at what is left of each."""
    words = load_words("zh_CN")
    sources = folder / "sources"
    sources.mkdir()
    write_sources(sources)
    _warm_up(folder / "warm", sources, words)
    figures = Figures()
    begun = time.perf_counter()
    whole: Reference | None = None
    for number in range(rounds):
        seed = first_seed + number // ROUNDS_PER_SEED
        if whole is None or number % ROUNDS_PER_SEED == 0:
            whole = _fresh_reference(folder, sources, seed, words)
        place = folder / f"round {number}"
        place.mkdir()
        choice = random.Random(f"{seed} {number}")
        confirmations, then_s = moment(whole, choice, within_writes=bool(number % 2))
        count = killed(Session(place, sources, seed, words), confirmations, then_s)
        faults = _look(place, whole, count, figures)
        figures.failures += [f"seed {seed}, round {number}, {count} confirmed: {fault}" for fault in faults]
        if not faults:
            shutil.rmtree(place)
    figures.seconds = round(time.perf_counter() - begun, 1)
    return figures


def _warm_up(place: Path, sources: Path, words: Words) -> None:
    """Go through a session here, so that no child has to load anything."""
    place.mkdir()
    real = uuid.uuid4
    for _ in Session(place, sources, 0, words).steps():
        pass
    uuid.uuid4 = real
    shutil.rmtree(place)


def _fresh_reference(folder: Path, sources: Path, seed: int, words: Words) -> Reference:
    place = folder / f"whole {seed}"
    place.mkdir()
    whole = reference(place, sources, seed, words)
    shutil.rmtree(place)
    return whole


def _look(place: Path, whole: Reference, count: int, figures: Figures) -> list[str]:
    """Count a round and return what is wrong with what it left."""
    figures.rounds += 1
    figures.gestures_confirmed += count
    names, digests = whole.names, whole.digests
    path = place / PLAN
    if count < len(names):
        figures.killed_before_the_end += 1
        figures.killed_during[names[count]] += 1
    figures.log_to_replay += _size(path.with_name(path.name + "-wal")) > 0
    faults: list[str] = []
    passing = [*place.glob(".*"), *(place / EXPORTS).glob(".*")]
    figures.half_written_copies_and_exports_under_passing_names += bool(passing)
    if not path.exists():
        figures.no_plan_yet += 1
        return [] if count == 0 else ["there is no plan"]
    try:
        last = digests[count - 1] if count else None
        in_hand = digests[count] if count < len(digests) else None
        if count >= len(digests):  # closed: as it was before closing
            last = digests[-2]
        elif names[count] == "close":
            in_hand = last
        more, found = checks.faults_of_plan(path, {last, in_hand} - {None})
        faults += more
        figures.found_as_confirmed += found == last
        figures.found_with_the_gesture_in_hand += found == in_hand != last
        faults += _look_at_copies(place, whole, count, figures)
        faults += checks.faults_of_exports(place / EXPORTS)
        figures.exports_whole += sum(not one.name.startswith(".") for one in (place / EXPORTS).iterdir())
    except Exception as error:  # anything at all is a finding here
        faults.append(f"{type(error).__name__}: {error}")
    return faults


def _look_at_copies(place: Path, whole: Reference, count: int, figures: Figures) -> list[str]:
    faults: list[str] = []
    for name, steps in whole.written.items():
        if name == EXPORTS:
            continue
        done = [step for step in steps if step < count]
        allowed = {whole.digests[step] for step in steps if step <= count and (not done or step >= done[-1])}
        if (place / name).exists():
            faults += [f"{name}: {fault}" for fault in checks.faults_of_plan(place / name, allowed)[0]]
            figures.copies_whole += 1
        elif done:
            faults.append(f"{name} was confirmed and is not there")
    return faults


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def main(arguments: list[str]) -> int:
    """Print the figures as JSON; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="killing")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        figures = run(given.rounds, given.seed, Path(folder))
    print(json.dumps(vars(figures), ensure_ascii=False, indent=1))
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
