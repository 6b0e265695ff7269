"""Fire scenarios side by side: key figures, what differs from the first, and all of it as a workbook."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from layers.export.book import Sheet, write_book
from layers.spread.matrix_book import matrix_sheets, unknown_notes
from layers.spread.rates import Weather
from layers.spread.winds import Sending

#: Key figures, in order; the last is a share.
FIGURES = ("burnt_ha", "across_ha", "people", "across_people", "links", "across_share", "coarse_share")
#: Figures whose difference is taken as it is; of the others also in per cent.
SHARES = ("across_share", "coarse_share")


@dataclass(frozen=True)
class Figures:
    """What one scenario comes to; expected amounts of one fire.

    Attributes
    ----------
    burnt_ha, people : float
        Of all that burns; people as far as known, nan where nobody's are in any county.
    across_ha, across_people : float
        Of what burns in another county than it started in.
    links : float
        Pairs of counties of which one gets 1 % or more of what burns in it from the other.
    across_share, coarse_share : float
        ``across_ha / burnt_ha``, and the same with starts twice as far apart; nan when nothing burns.
    worst : Weather
        The wind in which most burns across the lines.
    """

    burnt_ha: float
    across_ha: float
    people: float
    across_people: float
    links: float
    across_share: float
    coarse_share: float
    worst: Weather


def figures_of(sending: Sending) -> Figures:
    """Return the key figures of a scenario."""
    area, people = sending.fine.flows("area_ha"), sending.fine.flows("people")
    is_known = not sending.fine.silent_in("people") >= set(sending.fine.counties)
    return Figures(
        burnt_ha=float(sending.fine.sent["area_ha"].sum()),
        across_ha=float(area.outgoing.sum()),
        people=float(sending.fine.sent["people"].sum()) if is_known else math.nan,
        across_people=float(people.outgoing.sum()) if is_known else math.nan,
        links=float(area.sources.sum()),
        across_share=area.nonlocal_share,
        coarse_share=sending.coarse.flows("area_ha").nonlocal_share,
        worst=sending.worst,
    )


def difference(figures: Figures, first: Figures, name: str) -> tuple[float, float]:
    """Return by how much a figure differs from that of the first scenario, and by which part of it.

    The part is nan for shares, and where the first is 0.
    """
    mine, other = getattr(figures, name), getattr(first, name)
    part = (mine - other) / other if name not in SHARES and other else math.nan
    return mine - other, part


def write_scenarios(
    target: Path,
    titles: Sequence[str],
    weathers: Sequence[str],
    sendings: Sequence[Sending],
    names: Mapping[str, str],
    words: Mapping[str, str],
    notes: Sequence[Sequence[Any]],
) -> Path:
    """Write scenarios and how each differs from the first.

    Parameters
    ----------
    target : Path
        XLSX.
    titles, weathers : sequence of str
        Name and weather of each scenario.
    sendings : sequence of Sending
        In the same order, of the same land, lattice and hours.
    names : dict of str to str
        County code → name.
    words : dict of str to str
        As :func:`layers.spread.matrix_book.write_matrix` takes them, and ``scenarios``, ``scenario``, ``weather``,
        ``less`` (with ``{first}``), ``part_less`` and a title for each of :data:`FIGURES`.
    notes : rows of the last sheet

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [_summary(titles, weathers, sendings, words)]
    heads = [*(names.get(code, code) for code in sendings[0].fine.counties), words["outside"]]
    taken: set[str] = set()
    for number, (title, one) in enumerate(zip(titles, sendings, strict=True), start=1):
        for sheet in matrix_sheets(one.fine, names, words):
            sheets.append(_named(sheet, f"{number} {title} {sheet.title}", taken))
        if number == 1:
            continue
        for value in one.fine.sent:
            less = one.fine.known(value) - sendings[0].fine.known(value)
            rows = [[head, *map(_number, row)] for head, row in zip(heads, less, strict=True)]
            sheet = Sheet("", [words["from"], *heads], [18, *[12] * len(heads)], rows, len(rows))
            sheets.append(_named(sheet, f"{number} − 1 {words[value]}", taken))
    last = [*notes, *unknown_notes(sendings[0].fine, names, words)]
    sheets.append(Sheet(words["notes"], ["", ""], [30, 80], last, len(last)))
    write_book(Path(target), sheets)
    return Path(target)


def _summary(
    titles: Sequence[str], weathers: Sequence[str], sendings: Sequence[Sending], words: Mapping[str, str]
) -> Sheet:
    figures = [figures_of(one) for one in sendings]
    less = words["less"].format(first=titles[0])
    part = words["part_less"].format(first=titles[0])
    heading = [words["scenario"], words["weather"]]
    for name in FIGURES:
        heading.append(words[name])
        heading += [f"{words[name]} {less}", *([] if name in SHARES else [f"{words[name]} {part}"])]
    rows: list[list[Any]] = []
    for title, weather, one in zip(titles, weathers, figures, strict=True):
        row: list[Any] = [title, weather]
        for name in FIGURES:
            amount, share = difference(one, figures[0], name)
            row += [_number(getattr(one, name)), _number(amount), *([] if name in SHARES else [_number(share)])]
        rows.append(row)
    return Sheet(words["scenarios"], heading, [18, 34, *[14] * (len(heading) - 2)], rows, len(rows))


def _named(sheet: Sheet, title: str, taken: set[str]) -> Sheet:
    """Return a sheet under a name of at most 31 characters that no other has; Excel refuses some characters."""
    clean = "".join("_" if letter in "[]:*?/\\" else letter for letter in title)[:31]
    number = 2
    while clean.lower() in taken:
        clean = f"{clean[:27]} {number}"
        number += 1
    taken.add(clean.lower())
    return Sheet(clean, sheet.heading, sheet.widths, sheet.rows, sheet.count, sheet.has_filter)


def _number(value: float) -> float | str:
    return round(float(value), 6) if np.isfinite(value) else ""
