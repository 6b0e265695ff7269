"""Run benchmarks: ``python -m tests.benchmarks [NAME …]``; all of them without a name.

Every module ``tests/benchmarks/bench_*.py`` has ``NAME`` and ``run()``, which prints its figures and
returns them.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from types import ModuleType

import tests.benchmarks as here


def modules() -> dict[str, ModuleType]:
    """Return the benchmark modules by name."""
    found = [
        import_module(f"{here.__name__}.{item.name}")
        for item in pkgutil.iter_modules(here.__path__)
        if item.name.startswith("bench_")
    ]
    return {module.NAME: module for module in found}


def main(names: list[str]) -> int:
    """Run the named benchmarks; 2 when a name is not known."""
    known = modules()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(sorted(known))}.", file=sys.stderr)
        return 2
    for name in names or sorted(known):
        print(f"## {name}")
        known[name].run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
