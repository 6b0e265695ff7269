"""The transmission matrix as a workbook; the words come from whoever asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layers.export.book import Sheet, write_book
from layers.spread.transmission import Transmission

#: Columns of the sheet by county, in order.
FLOW_COLUMNS = (
    "own",
    "outgoing",
    "incoming",
    "net",
    "export_rate",
    "incoming_share",
    "receivers",
    "sources",
    "effective_sources",
)

#: Of them, those that tell of what a county sends.
_SENT = ("outgoing", "receivers")


def write_matrix(
    target: Path,
    matrices: Sequence[Transmission],
    names: Mapping[str, str],
    words: Mapping[str, str],
    notes: Sequence[Sequence[Any]],
) -> Path:
    """Write matrices and what follows from them, county by county.

    Parameters
    ----------
    target : Path
    matrices : sequence of Transmission
    names : dict of str to str
        County code → name.
    words : dict of str to str
        ``from``, ``outside``, ``county``, ``notes``, ``unknown``, ``unknown_fuel``,
        ``unknown_people``, a title for each value and each of :data:`FLOW_COLUMNS`.
    notes : rows of the last sheet: weather, lattice, sources.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [sheet for one in matrices for sheet in matrix_sheets(one, names, words)]
    rows = [*notes, *unknown_notes(matrices[0], names, words)]
    sheets.append(Sheet(words["notes"], ["", ""], [30, 80], rows, len(rows)))
    write_book(Path(target), sheets)
    return Path(target)


def matrix_sheets(one: Transmission, names: Mapping[str, str], words: Mapping[str, str]) -> list[Sheet]:
    """Return the sheets of one matrix: for each value the matrix, and what follows from it by county.

    What is not known is an empty cell: all of a county without known fuel; of one whose people are not known what
    burns there, while what it sends is told as far as known.
    """
    sheets = []
    heads = [names.get(code, code) for code in one.counties] + [words["outside"]]
    suffix = f" {one.duration_min / 60:g} h"
    codes = (*one.counties, "")
    for value in one.sent:
        matrix = one.known(value)
        rows: list[list[Any]] = [[head, *map(_number, row)] for head, row in zip(heads, matrix, strict=True)]
        widths = [18, *[12] * len(heads)]
        sheets.append(Sheet(words[value] + suffix, [words["from"], *heads], widths, rows, len(rows)))
        flows = one.flows(value)
        columns = [np.array(getattr(flows, name), dtype=float) for name in FLOW_COLUMNS]
        for place in (at for at, code in enumerate(codes) if code in one.silent_in(value)):
            for name, column in zip(FLOW_COLUMNS, columns, strict=True):
                if codes[place] in one.dark or name not in _SENT:
                    column[place] = math.nan
        rows = [[head, *map(_number, row)] for head, row in zip(heads, zip(*columns, strict=True), strict=True)]
        title = f"{words['county']} · {words[value]}{suffix}"
        heading = [words["county"], *(words[name] for name in FLOW_COLUMNS)]
        sheets.append(Sheet(title, heading, [18, *[14] * len(FLOW_COLUMNS)], rows, len(rows), has_filter=True))
    return sheets


def unknown_notes(one: Transmission, names: Mapping[str, str], words: Mapping[str, str]) -> list[list[Any]]:
    """Return notes on the counties whose cells are empty, none where everything is known."""
    people = frozenset().union(*one.unknown.values())
    told = (("unknown_fuel", one.dark), ("unknown_people", people))
    return [
        [words["unknown"], words[key].format(counties=", ".join(names.get(code, code) for code in sorted(codes)))]
        for key, codes in told
        if codes
    ]


def notes_of(
    words: Mapping[str, str],
    weather: str,
    matrices: Sequence[tuple[Transmission, Transmission]],
    cell_m: float,
    used: Sequence[str],
) -> list[list[Any]]:
    """Return the notes that belong to matrices: weather, lattice and its error, cells, layers.

    Parameters
    ----------
    words : as :func:`write_matrix` takes them, and ``weather``, ``lattice``, ``lattice_value``, ``cells``, ``layers``,
        ``across``, ``across_value``, ``expected``.
    weather : str
        In words.
    matrices : sequence of (fine, coarse)
        On the lattice, and on one of twice its step.
    """
    fine = matrices[0][0]
    notes: list[list[Any]] = [
        [words["notes"], words["expected"]],
        [words["weather"], weather],
        [words["lattice"], words["lattice_value"].format(step=f"{fine.step_m:.0f}", count=fine.fires)],
        [words["cells"], f"{cell_m:.0f} m"],
        [words["layers"], ", ".join(used)],
    ]
    for one, other in matrices:
        share, rough = one.flows("area_ha").nonlocal_share, other.flows("area_ha").nonlocal_share
        said = words["across_value"].format(
            hours=f"{one.duration_min / 60:g}", share=f"{share:.2%}", coarse=f"{rough:.2%}"
        )
        notes.append([words["across"], said])
    return notes


def _number(value: float) -> float | str:
    return round(float(value), 6) if math.isfinite(value) else ""
