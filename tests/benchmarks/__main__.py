"""Run benchmarks: ``python -m tests.benchmarks [NAME …] [--quick] [--long] [--minutes M] [--out FOLDER] [--from FILE]
[--docs]``.

Every module ``tests/benchmarks/bench_*.py`` has ``NAME`` and ``COMPARISONS``.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

import tests.benchmarks as here
from tests.benchmarks import docs_page, machine, plot, result, running, table
from tests.benchmarks.measured import Setting
from tests.benchmarks.result import Result

#: A full run is made to fit.
MINUTES = 12.0


def modules() -> dict[str, ModuleType]:
    """Return the benchmark modules by name."""
    found = [
        import_module(f"{here.__name__}.{item.name}")
        for item in pkgutil.iter_modules(here.__path__)
        if item.name.startswith("bench_")
    ]
    return {module.NAME: module for module in found}


def main(arguments: Sequence[str]) -> int:
    """Run the named benchmarks; 2 when a name is not known."""
    asked = _parser().parse_args(arguments)
    known = modules()
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(sorted(known))}.", file=sys.stderr)
        return 2
    if asked.docs and (asked.quick or asked.names):
        print("--docs takes a whole run: without names, and without --quick.", file=sys.stderr)
        return 2
    if asked.results is not None:
        results, about = result.load(asked.results)
    else:
        began = time.perf_counter()
        results = _run({name: known[name] for name in asked.names or sorted(known)}, asked)
        about = machine.described(is_quick=asked.quick, seconds=time.perf_counter() - began)
    print(f"\n{table.page(results, about)}")
    if asked.out is not None:
        asked.out.mkdir(parents=True, exist_ok=True)
        result.save(asked.out / "results.json", results, about)
        (asked.out / "results.md").write_text(table.page(results, about), "utf-8")
        plot.draw(results, asked.out / "ratios.svg")
        plot.draw(results, asked.out / "ratios.png")
    if asked.docs:
        docs_page.rewrite(results, about)
    return 0


def _run(chosen: dict[str, ModuleType], asked: argparse.Namespace) -> list[Result]:
    """Run the comparisons one after the other; each is repeated within half of an equal part of the minutes left."""
    waiting = [
        (name, comparison)
        for name, module in chosen.items()
        for comparison in module.COMPARISONS
        if asked.long or not comparison.is_long
    ]
    ends = time.perf_counter() + 60.0 * asked.minutes
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="lianfang-benchmarks-") as folder:
        setting = Setting(Path(folder), asked.quick)
        for at, (name, comparison) in enumerate(waiting):
            methods = ", ".join(method.name for method in comparison.methods)
            print(f"## {name}: {methods}", flush=True)
            seconds = max(0.0, ends - time.perf_counter()) / (len(waiting) - at) / 2.0
            results += running.run(name, comparison, setting, seconds=seconds)
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Ours beside what a user would pick."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="all of them without a name")
    parser.add_argument(
        "--quick", action="store_true", help="small sets, one run: tries the machinery, measures nothing"
    )
    parser.add_argument("--long", action="store_true", help="also what takes minutes")
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help="more runs of each while these last (%(default)s)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="write results.json, results.md, ratios.svg and .png"
    )
    parser.add_argument(
        "--from", type=Path, dest="results", metavar="RESULTS.JSON", help="take an earlier run, and measure nothing"
    )
    parser.add_argument("--docs", action="store_true", help="rewrite the last run in docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
