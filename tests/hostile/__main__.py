"""The long form of fault injection and fuzzing.

``python -m tests.hostile [kill|disk|power|rot|fuzz …] [--rounds N] [--seed S]``.

All of it without a name.  Prints the figures as JSON and ends with 1 when anything was lost; see
``docs/fault-injection.md`` and, for ``fuzz`` and the command ``python -m tests.hostile atheris``, ``docs/hostile.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: How many rounds, cuts or cases each takes unless it is said.
ROUNDS = {"kill": 500, "disk": 1, "power": 2000, "rot": 2200, "fuzz": 4000}


def kill(rounds: int, seed: int) -> dict[str, Any]:
    """Sessions killed with SIGKILL."""
    from tests.layers.plan.faults import killing

    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        return vars(killing.run(rounds, seed, Path(folder)))


def disk(step: int, seed: int) -> dict[str, Any]:
    """Every operation of every piece of work made to fail in turn; with ``--rounds N`` every N-th."""
    from tests.layers.plan.faults import sweeping

    sums = {"points": 0, "reported": 0}
    by_work: dict[str, int] = {}
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="disk-") as folder:
        template = sweeping.make_plan(Path(folder))
        for fault in sweeping.FAULTS:
            for lasting in (False, True):
                sweeps = [("gestures", sweeping.sweep_gestures(template, fault, lasting=lasting, step=step))]
                for work in sweeping.WORKS:
                    sweeps.append((work.name, sweeping.sweep_work(work, template, fault, lasting=lasting, step=step)))
                for name, sweep in sweeps:
                    by_work[name] = by_work.get(name, 0) + sweep.points
                    sums["points"] += sweep.points
                    sums["reported"] += sweep.reported
                    failures += sweep.failures
                _tell(f"disk: {fault.name}{', lasting' if lasting else ''}: {sums['points']} points so far")
    return {**sums, "by_work": by_work, "failures": failures}


def power(cuts: int, seed: int) -> dict[str, Any]:
    """Cut power, so many cuts of each kind of session."""
    from tests.layers.plan.faults import cutting

    found: dict[str, Any] = {"failures": []}
    for scenario in cutting.SCENARIOS:
        figures = vars(cutting.cut(scenario, cuts, seed))
        found["failures"] += figures.pop("failures")
        found[scenario.__name__] = figures
        _tell(f"power: {scenario.__name__} done")
    return found


def rot(cases: int, seed: int) -> dict[str, Any]:
    """Damaged files."""
    from tests.layers.plan.faults import rotting

    return vars(rotting.rot(cases, seed))


def fuzz(cases: int, seed: int) -> dict[str, Any]:
    """Hostile rows in plans (a quarter of the cases) and changed files for every reader."""
    import faulthandler

    from tests.hostile import fuzzing, readers
    from tests.layers.exchange.counties import first_plan

    faulthandler.enable()
    found: dict[str, Any] = {"failures": []}
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        template = first_plan(folder / "template", analysed=True)
        for what, figures in (
            ("plans", fuzzing.plans(template, folder / "plans", max(cases // 4, 1), seed)),
            ("files", readers.files(cases, seed)),
        ):
            facts = vars(figures)
            found["failures"] += facts.pop("failures")
            found[what] = facts
    return found


WORK: dict[str, Callable[[int, int], dict[str, Any]]] = {
    "kill": kill,
    "disk": disk,
    "power": power,
    "rot": rot,
    "fuzz": fuzz,
}


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run what is named and print its figures; 1 when anything was lost."""
    if arguments[:1] == ["atheris"]:
        from tests.hostile import guided

        return guided.main(arguments[1:])
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("names", nargs="*", choices=[[], *WORK], default=[], metavar="kill|disk|power|rot|fuzz")
    parser.add_argument(
        "--rounds", type=int, help="rounds, cuts or cases; for disk: every how many operations one fails"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(WORK):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(WORK)}")
    failed = False
    for name in given.names or list(WORK):
        begun = time.perf_counter()
        figures = WORK[name](given.rounds or ROUNDS[name], given.seed)
        figures["seconds"] = round(time.perf_counter() - begun, 1)
        failed = failed or bool(figures["failures"])
        print(json.dumps({name: figures}, ensure_ascii=False, indent=1), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
