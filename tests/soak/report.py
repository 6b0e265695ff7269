"""What a run says at its end, and after each round."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Mapping, Sequence

from tests.soak import judging
from tests.soak.sampling import COLUMNS, Sample


def tell_sample(samples: Sequence[Sample]) -> None:
    """Print the newest sample as a line of the table."""
    if len(samples) == 1:
        print(f"{'round':>6}{'minutes':>9}" + "".join(f"{name:>16}" for name in COLUMNS.values()), flush=True)
    one = samples[-1]
    cells = "".join(f"{_number(getattr(one, column)):>16}" for column in COLUMNS)
    print(f"{len(samples):>6}{one.at_s / 60.0:>9.1f}{cells}", flush=True)


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def tell(
    samples: Sequence[Sample],
    done: Counter[str],
    spent: Mapping[str, float],
    messages: Sequence[str],
    broken: BaseException | None,
    seconds: float,
    warm_up: int,
) -> int:
    """Print what was done and how each column goes; return 1 when something grows or broke."""
    print(f"\n{len(samples)} rounds in {seconds / 60.0:.1f} minutes: ", end="")
    print(", ".join(f"{what} {count:,}" for what, count in sorted(done.items())))
    print("seconds: " + ", ".join(f"{name} {one:.0f}" for name, one in sorted(spent.items(), key=lambda row: -row[1])))
    failed = False
    for message in dict.fromkeys(messages):
        failed = True
        print(f"the program said: {message}")
    if broken is not None:
        failed = True
        traceback.print_exception(broken)
    if len(samples) < judging.LEAST_ROUNDS + warm_up:
        print(f"too few rounds to judge: {judging.LEAST_ROUNDS + warm_up} at least")
        return 1
    left_out = judging.warm_up(len(samples), warm_up)
    print(f"after {left_out} rounds of warm-up, a round (95 % bounds):")
    print(f"{'':18}{'first':>14}{'last':>14}{'slope':>12}{'from':>12}{'to':>12}{'allowed':>10}")
    for one in judging.judge(samples, warm_up):
        failed |= one.grows
        word = "GROWS" if one.grows else ""
        print(
            f"{COLUMNS[one.column]:18}{one.first:>14,.1f}{one.last:>14,.1f}{one.slope:>12.3f}{one.low:>12.3f}"
            f"{one.high:>12.3f}{one.allowed:>10g}  {word}"
        )
    for one in judging.growing_types(samples, warm_up):
        print(f"  {one.column}: {one.first:,.0f} → {one.last:,.0f}, {one.slope:,.1f} a round")
    return int(failed)
