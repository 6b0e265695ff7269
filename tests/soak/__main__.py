"""The long form: ``python -m tests.soak [--minutes N] [--rounds N] [--seed S]``.

Works the real window, offscreen and on three screens of different scale, round after round; prints a table and ends
with 1 when anything grows, by the rule of :mod:`tests.soak.judging`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.soak import running


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--rounds", type=int, default=10_000, help="end after so many, if the minutes are not over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=None, help="write every sample there, as CSV")
    parser.add_argument("--small", action="store_true", help="a plan of two counties instead of the sample")
    parser.add_argument("--acts", nargs="*", default=(), help="only these in each round, to find what grows")
    parser.add_argument("--opened", type=int, default=10, help="plans opened and closed in each round")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        return running.run(
            Path(folder),
            arguments.minutes,
            arguments.rounds,
            arguments.seed,
            acts=tuple(arguments.acts),
            opened=arguments.opened,
            is_small=arguments.small,
            out=arguments.out,
        )


if __name__ == "__main__":
    sys.exit(main())
