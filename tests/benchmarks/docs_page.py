"""The last run in docs/benchmarks.md: between two marks, with its plot beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks import plot, table
from tests.benchmarks.result import Result

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
PLOT = "images/benchmarks.svg"
BEGIN, END = "<!-- last run: begin -->", "<!-- last run: end -->"
_ALT = "Time and memory of the program divided by those of each alternative, task by task, on a logarithmic axis"


def rewrite(results: Sequence[Result], about: dict[str, Any], page: Path = PAGE) -> None:
    """Put table and plot of a run into the page."""
    picture = page.parent / PLOT
    picture.parent.mkdir(parents=True, exist_ok=True)
    plot.draw(results, picture)
    page.write_text(placed(page.read_text("utf-8"), table.page(results, about, level=3)), "utf-8")


def placed(text: str, told: str) -> str:
    """Return a page with what is told in place of what stood between the marks.

    Raises
    ------
    ValueError
        The page has no such marks.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The page has no place for the last run: {BEGIN} … {END}.")
    return f"{before}{BEGIN}\n![{_ALT}]({PLOT})\n\n{told.rstrip()}\n{END}{after}"
