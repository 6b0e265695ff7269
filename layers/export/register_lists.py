"""What is told of a register, as sheets: gaps by hazard, sums, four dimensions, health, clashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from layers.agreements.celltext import Names
from layers.agreements.gaps import GapReport, PairGap
from layers.agreements.health import Clash, Health
from layers.export.book import Sheet
from layers.export.words import Words
from layers.register_workflow import RegisterView, facts_shown, pair_name


def register_sheets(view: RegisterView, names: Names, words: Words) -> list[Sheet]:
    """Return the lists of a register as sheets, for :func:`layers.export.register.write_register`."""
    return [
        _gaps(view.gaps, names, words),
        _sums(view.gaps, words),
        _matrices(view, names, words),
        _health(view.health, names, words),
        _clashes(view.clashes, names, words),
    ]


def reason_texts(one: PairGap, names: Names, words: Words) -> list[str]:
    """Return the reasons of a border in words."""
    return [words.text(f"gap_reason.{why['code']}", **facts_shown(why, names, words)) for why in one.reasons]


def clash_text(clash: Clash, names: Names, words: Words) -> str:
    """Return what two agreements or bodies clash about."""
    return words.text(f"clash_text.{clash.code}", **facts_shown(clash.facts, names, words))


def _gaps(gaps: Mapping[str, GapReport], names: Names, words: Words) -> Sheet:
    columns = (
        *("hazard", "border", "state", "grade", "priority", "length_km", "forest_ha"),
        *("agreements", "superior", "drill", "reasons"),
    )
    rows = [row for report in gaps.values() for row in _gap_rows(report, names, words)]
    return _sheet("title", columns, (16, 18, 12, 10, 9, 12, 16, 36, 30, 12, 70), rows, words)


def _gap_rows(report: GapReport, names: Names, words: Words) -> Iterator[list[Any]]:
    for one in report.pairs:
        yield [
            words.code("agreement_hazard", report.hazard),
            pair_name(one.pair, names, words),
            words.code("border_state", one.cover.state.value),
            one.grade or None,
            None if one.priority is None else round(one.priority, 3),
            round(one.length_m / 1000.0, 3),
            words["punctuation.unknown"] if one.forest_ha is None else round(one.forest_ha, 2),
            words.join([names.references.get(uid, uid) for uid in one.cover.agreements]),
            words.join([names.references.get(uid, uid) for uid in one.cover.superior]),
            one.drill or words["gap_sheet.not_recorded"],
            words["punctuation.reasons"].join(reason_texts(one, names, words)),
        ]


def _sums(gaps: Mapping[str, GapReport], words: Words) -> Sheet:
    rows: list[list[Any]] = []
    for report in gaps.values():
        hazard = words.code("agreement_hazard", report.hazard)
        for one in report.classes:
            state = words.code("border_state", one.code)
            km, ha = round(one.length_m / 1000.0, 3), round(one.forest_ha, 2)
            rows.append([hazard, state, one.borders, km, ha, one.forest_unknown])
        # A printed whole is the sum of its printed parts.
        mine = rows[-len(report.classes) :]
        totals = [sum(row[at] for row in mine) for at in (2, 3, 4, 5)]
        rows.append([hazard, words["gap_sheet.total"], totals[0], round(totals[1], 3), round(totals[2], 2), totals[3]])
    columns = ("hazard", "state", "borders", "length_km", "forest_ha", "unknown")
    return _sheet("classes", columns, (16, 14, 12, 14, 18, 18), rows, words)


def _matrices(view: RegisterView, names: Names, words: Words) -> Sheet:
    rows = [
        [
            pair_name(pair, names, words),
            words.code("dimension", cell.dimension),
            words.code("dimension_item", cell.item),
            words.code("border_state", cell.state.value),
            words.join([names.references.get(uid, uid) for uid in cell.agreements]),
            words.join([names.references.get(uid, uid) for uid in cell.superior]),
        ]
        for pair, cells in view.matrices.items()
        for cell in cells
    ]
    columns = ("border", "dimension", "item", "state", "agreements", "superior")
    return _sheet("matrix", columns, (18, 12, 24, 14, 60, 60), rows, words)


def _health(health: tuple[Health, ...], names: Names, words: Words) -> Sheet:
    signs = ("meeting", "drill", "patrol", "inventory")
    rows: list[list[Any]] = []
    for one in health:
        days = {sign.code: sign.day or words["gap_sheet.not_recorded"] for sign in one.signs}
        rows.append(
            [
                names.references.get(one.uid, one.uid),
                words.code("border_state", one.state.value),
                one.days_left,
                *(days[code] for code in signs),
                one.open_decisions,
                len(one.overdue),
            ]
        )
    columns = ("agreements", "state", "days_left", *signs, "open_decisions", "overdue")
    return _sheet("health", columns, (44, 12, 10, 14, 14, 14, 14, 10, 10), rows, words)


def _clashes(found: tuple[Clash, ...], names: Names, words: Words) -> Sheet:
    rows = [
        [
            words.code("clash", clash.code),
            names.references.get(clash.first, clash.first),
            names.references.get(clash.second, clash.second),
            clash_text(clash, names, words),
        ]
        for clash in found
    ]
    return _sheet("clashes", ("clash", "first", "second", "facts"), (34, 44, 44, 60), rows, words)


def _sheet(title: str, columns: tuple[str, ...], widths: tuple[float, ...], rows: list[Any], words: Words) -> Sheet:
    heads = [words[f"gap_sheet.{name}"] for name in columns]
    return Sheet(words[f"gap_sheet.{title}"], heads, widths, rows, len(rows), has_filter=True)
