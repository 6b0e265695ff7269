"""Initial isolation and protective-action distances by substance, from a table that counties edit.

What ships (``resources/hazards/protective_actions.csv``) is from memory and says so: a blank is unknown, and nothing is
derived from it.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

_NUMBERS = (
    *("small_isolation_m", "small_day_km", "small_night_km"),
    *("large_isolation_m", "large_day_km", "large_night_km"),
)
_MOST_ROWS = 20_000
_COLUMNS = ("un", "name_zh", "name_en", *_NUMBERS, "basis")


@dataclass(frozen=True)
class Action:
    """One substance; distances by size of the spill (small: up to about 200 L) and time of day, nan unknown."""

    un: str
    name_zh: str
    name_en: str
    small_isolation_m: float
    small_day_km: float
    small_night_km: float
    large_isolation_m: float
    large_day_km: float
    large_night_km: float
    basis: str

    @property
    def names_zh(self) -> tuple[str, ...]:
        """Its Chinese names, which the table separates by ``/``."""
        return tuple(name.strip() for name in self.name_zh.split("/"))

    def distances_m(self, *, is_large: bool, is_night: bool) -> tuple[float, float]:
        """Return the isolation radius and the protective-action distance in metres, nan unknown."""
        size = "large" if is_large else "small"
        downwind_km = getattr(self, f"{size}_{'night' if is_night else 'day'}_km")
        return float(getattr(self, f"{size}_isolation_m")), float(downwind_km) * 1000.0


def parse(text: str) -> tuple[Action, ...]:
    """Return the rows of a table; lines that begin with # say where it comes from.

    Raises
    ------
    ValueError
        A column is missing or a distance is no number; the message names line and value.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    kept = [(number, line) for number, line in lines if not line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(line for _, line in kept)))
    try:
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or [])]
    except csv.Error as error:
        raise ValueError(f"The first line: {error}.") from None
    if missing:
        raise ValueError(f"The table has no column {', '.join(missing)}.")
    if len(kept) > _MOST_ROWS:
        raise ValueError(f"The table has {len(kept):,} lines, more than {_MOST_ROWS:,}.")
    try:
        return tuple(_action(row, number) for row, (number, _) in zip(rows, kept[1:], strict=False))
    except csv.Error as error:  # a quotation mark that is never closed, mostly
        raise ValueError(f"Line {rows.line_num}: {error}.") from None


def _action(row: dict[str, str], number: int) -> Action:
    numbers: dict[str, float] = {}
    for name in _NUMBERS:
        said = (row[name] or "").strip()
        try:
            numbers[name] = float(said) if said else math.nan
        except ValueError:
            raise ValueError(f"Line {number}, column {name}: {said!r} is no number.") from None
        if math.isinf(numbers[name]):
            raise ValueError(f"Line {number}, column {name}: {said!r} is no number.")
        if numbers[name] < 0.0:
            raise ValueError(f"Line {number}, column {name}: {said!r} is below 0.")
    texts = {name: (row[name] or "").strip() for name in ("un", "name_zh", "name_en", "basis")}
    return Action(
        un=texts["un"],
        name_zh=texts["name_zh"],
        name_en=texts["name_en"],
        small_isolation_m=numbers["small_isolation_m"],
        small_day_km=numbers["small_day_km"],
        small_night_km=numbers["small_night_km"],
        large_isolation_m=numbers["large_isolation_m"],
        large_day_km=numbers["large_day_km"],
        large_night_km=numbers["large_night_km"],
        basis=texts["basis"],
    )


def read_table(path: Path) -> tuple[Action, ...]:
    """Return the rows of a county's own table, UTF-8.

    Raises
    ------
    OSError, ValueError
        It cannot be read, or is no such table.
    """
    return parse(Path(path).read_text(encoding="utf-8-sig"))


@cache
def of_plan(text: str) -> tuple[Action, ...]:
    """Return the rows of the table that a plan keeps as text; those that come with the program where it keeps none.

    Raises
    ------
    ValueError
        It is no such table.
    """
    return parse(text) if text else packaged()


def packaged_text() -> str:
    """Return the table that comes with the program as it is: a start for a county's own."""
    return (files("resources") / "hazards" / "protective_actions.csv").read_text(encoding="utf-8")


@cache
def packaged() -> tuple[Action, ...]:
    """Return the table that comes with the program: not authoritative."""
    return parse(packaged_text())


def find(actions: Sequence[Action], said: str) -> Action | None:
    """Return the substance that a text names by UN number or name; None when it names none, or several."""
    text = said.strip().casefold()
    if not text:
        return None
    numbers = "".join(sign if sign.isdigit() else " " for sign in text).split()
    found = [one for one in actions if one.un in numbers]
    found = found or [
        one for one in actions if any(name and name.casefold() in text for name in (*one.names_zh, one.name_en))
    ]
    return found[0] if len(found) == 1 else None
