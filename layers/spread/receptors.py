"""Source–receptor tables of others' models (PM2.5 and alike) as the matrix that fires have: an input, never computed.

Regional chemistry is not run offline.  A table says how much of what arrives at a receptor comes from
each source; it is shown with the same heat map and arrows as fires, and always with its citation.

Two layouts, ``.csv`` or ``.xlsx``, lines that begin with # before or after it:

- a cross table: sources in the first column, receptors in the first row;
- a list: columns source, receptor, value.

A line ``# 来源：…`` (or ``# citation: …``) names the study, ``# 单位：%`` the unit, ``# 物质：PM2.5`` the substance.
An empty cell is unknown, not zero.  A source or receptor that is no county of the plan keeps its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.errors import UnusableTable
from layers.sources.plain_table import PlainTable, figure, read_plain_table
from layers.spread.transmission import Transmission

_SOURCE = ("source", "源地", "来源地", "排放源", "源区", "源")
_RECEPTOR = ("receptor", "受体", "受体地", "受体城市", "受体区")
_VALUE = ("value", "contribution", "贡献", "贡献率", "数值", "贡献量")
_OUTSIDE = ("outside", "区域外", "外来", "其他", "其它", "域外", "other")
#: Counties of a table: each pair of them is a cell.  China has about 2,850.
MOST_COUNTIES = 1_000
_NOTES: Mapping[str, re.Pattern[str]] = {
    "citation": re.compile(r"^(?:来源|出处|引用|citation|source)\s*[:：]\s*(.+)$", re.IGNORECASE),
    "unit": re.compile(r"^(?:单位|unit)\s*[:：]\s*(.+)$", re.IGNORECASE),
    "substance": re.compile(r"^(?:物质|污染物|substance|pollutant)\s*[:：]\s*(.+)$", re.IGNORECASE),
}
#: Shares of a receptor may exceed 100 % by rounding of the printed table only.
_ROUNDING = 0.5


@dataclass(frozen=True, eq=False)
class ReceptorTable:
    """A source–receptor table.

    Attributes
    ----------
    matrix : Transmission
        ``sent[value]`` row = source, column = receptor, nan unknown; the last row and column are "outside".  What it
        says of fires (duration, lattice) is nan or 0.  What a source sends beyond the receptors of the table is not
        known, so neither is its export rate.
    value : str
        The one key of ``matrix.sent``: ``share_percent``, or ``amount``.
    citation, unit, substance : str
    labels : tuple of str
        As the table calls ``matrix.counties``.
    column_sum : float64, (C + 1,)
        What each receptor's known parts add up to; below 100 % the rest is not in the table.
    """

    matrix: Transmission
    value: str
    citation: str
    unit: str
    substance: str
    labels: tuple[str, ...]
    column_sum: NDArray[np.float64]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data for storing; unknown cells are None."""
        cells = [
            [None if np.isnan(value) else float(value) for value in row]
            for row in self.matrix.sent[self.value].tolist()
        ]
        return {
            "counties": list(self.matrix.counties),
            "labels": list(self.labels),
            "cells": cells,
            "value": self.value,
            "citation": self.citation,
            "unit": self.unit,
            "substance": self.substance,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ReceptorTable:
        """Build a table from stored values."""
        cells = np.array(
            [[np.nan if value is None else float(value) for value in row] for row in values["cells"]], dtype=np.float64
        )
        return cls.of(
            tuple(values["counties"]),
            cells,
            str(values["value"]),
            str(values["citation"]),
            str(values["unit"]),
            str(values["substance"]),
            tuple(values["labels"]),
        )

    @classmethod
    def of(
        cls,
        counties: tuple[str, ...],
        cells: NDArray[np.float64],
        value: str,
        citation: str,
        unit: str,
        substance: str,
        labels: tuple[str, ...],
    ) -> ReceptorTable:
        """Make a table of its cells, (C + 1, C + 1), the last row and column "outside"."""
        weight = np.full(len(cells), np.nan)
        made = Transmission(counties, {value: cells}, weight, float("nan"), float("nan"), 0)
        return cls(made, value, citation, unit, substance, labels, np.nansum(cells, axis=0))

    def __eq__(self, other: object) -> bool:
        """Two tables are one when they say the same."""
        return isinstance(other, ReceptorTable) and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash((self.citation, self.labels))


def read_receptors(
    path: Path, names: Mapping[str, str], *, citation: str = "", table: PlainTable | None = None
) -> ReceptorTable:
    """Read a source–receptor table.

    Parameters
    ----------
    path : Path
    names : dict of str to str
        County code → name in the plan: what the table calls by code, name or short name gets the code.
    citation : str
        The study, where the table does not name it.
    table : PlainTable, optional
        Its rows, where they were read already.

    Raises
    ------
    OSError
        The file cannot be read.
    UnusableTable
        No citation, a cell that is no number or below 0, a pair twice, or more than 100 % at a receptor.
    """
    table = read_plain_table(path) if table is None else table
    said = {name: _noted(table, pattern) for name, pattern in _NOTES.items()}
    cited = citation.strip() or said["citation"]
    if not cited:
        raise UnusableTable(path=str(path), reason_code="citation", detail="it names no source: add a line “# 来源：…”")
    entries = _listed(table, path) or _crossed(table, path)
    codes = _codes(names)
    labels: dict[str, str] = {}
    for (source, receptor), _, _ in entries:
        for label in (source, receptor):
            if label.casefold() not in _OUTSIDE:
                labels.setdefault(codes.get(_plain(label), label), label)
    if len(labels) > MOST_COUNTIES:
        detail = f"it names {len(labels):,} sources and receptors, more than {MOST_COUNTIES:,}"
        raise UnusableTable(path=str(path), reason_code="large", detail=detail)
    order = {code: at for at, code in enumerate(sorted(labels))}
    matrix = np.full((len(order) + 1, len(order) + 1), np.nan)
    taken: set[tuple[int, int]] = set()
    for pair, amount, number in entries:
        at, to = (
            len(order) if label.casefold() in _OUTSIDE else order[codes.get(_plain(label), label)] for label in pair
        )
        if (at, to) in taken:
            said_pair = f"{pair[0]} → {pair[1]}"
            detail = f"line {number}: {said_pair} is there twice"
            raise UnusableTable(path=str(path), reason_code="twice", detail=detail, line=number, said=said_pair)
        taken.add((at, to))
        matrix[at, to] = amount
    column = np.nansum(matrix, axis=0)
    unit = said["unit"] or "%"
    value = "share_percent" if "%" in unit or "％" in unit else "amount"
    if value == "share_percent":
        over = np.flatnonzero(column > 100.0 + _ROUNDING)
        if len(over):
            name = [*(labels[code] for code in order), "outside"][int(over[0])]
            total = f"{column[over[0]]:g}"
            detail = f"the parts of {name} add up to {total} %"
            raise UnusableTable(path=str(path), reason_code="over", detail=detail, said=name, total=total)
    names_of = tuple(labels[code] for code in order)
    return ReceptorTable.of(tuple(order), matrix, value, cited, unit, said["substance"], names_of)


def _noted(table: PlainTable, pattern: re.Pattern[str]) -> str:
    return next((found[1].strip() for note in table.notes if (found := pattern.match(note))), "")


def _plain(label: str) -> str:
    return label.strip().casefold()


def _codes(names: Mapping[str, str]) -> dict[str, str]:
    """Return how a county may be called → its code; a name of two counties means neither."""
    from layers.sources.gazetteer import short_name

    found: dict[str, str] = {}
    twice: set[str] = set()
    for code, name in names.items():
        for said in {code, _plain(name), _plain(short_name(name))}:
            if found.setdefault(said, code) != code:
                twice.add(said)
    return {said: code for said, code in found.items() if said not in twice}


Entry = tuple[tuple[str, str], float, int]


def _listed(table: PlainTable, path: Path) -> list[Entry]:
    """Return the entries of a list; none where the table is none."""
    head = [_plain(cell) for cell in table.rows[0]]
    columns = [
        next((at for at, cell in enumerate(head) if cell in words), -1) for words in (_SOURCE, _RECEPTOR, _VALUE)
    ]
    if min(columns) < 0:
        return []
    source, receptor, value = columns
    return [
        ((row[source], row[receptor]), _number(row[value], number, path), number)
        for row, number in zip(table.rows[1:], table.numbers[1:], strict=True)
        if row[value]
    ]


def _crossed(table: PlainTable, path: Path) -> list[Entry]:
    receptors = table.rows[0][1:]
    entries = [
        ((row[0], receptor), _number(cell, number, path), number)
        for row, number in zip(table.rows[1:], table.numbers[1:], strict=True)
        for receptor, cell in zip(receptors, row[1:], strict=True)
        if cell and receptor
    ]
    if not entries:
        raise UnusableTable(path=str(path), reason_code="figures", detail="it has no figures")
    return entries


def _number(cell: str, line: int, path: Path) -> float:
    found = figure(cell)
    if found is None or not np.isfinite(found) or found < 0.0:
        detail = f"line {line}: {cell!r} is no number from 0 on"
        raise UnusableTable(path=str(path), reason_code="number", detail=detail, line=line, said=cell)
    return found
