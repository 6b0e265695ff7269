"""The ledger as sheets of the register's workbook: pairs, counties, cost shares, and the entries they are sums of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from layers.agreements.celltext import Names
from layers.agreements.cost_shares import RULES, CostShares, Settlement, cost_shares, settlement
from layers.agreements.ledger import MEASURES, TRANSMISSION, Amount, Ledger, Line, PairAccount
from layers.export.book import Sheet
from layers.export.words import Words
from layers.register_workflow import pair_name

#: Figures are written, and added up, with this many places.
_PLACES = 2
_MONEY = ("cost", "borne_first", "borne_second", "due_first", "due_second", "owed_first", "owed_second")


def ledger_sheets(book: Ledger, names: Names, words: Words) -> list[Sheet]:
    """Return the ledger as sheets, for :func:`layers.export.register.write_register`."""
    return [_pairs(book, names, words), _counties(book, names, words), _shares(book, names, words),
            _lines(book, names, words)]  # fmt: skip


def line_text(line: Line, names: Names, words: Words) -> str:
    """Return what an entry is called: a zone by its name, a row of help or loans by its own."""
    if line.book != "zone":
        return line.text
    return names.zones.get(line.uid, line.uid)


def source_text(line: Line, words: Words) -> str:
    """Return where an entry comes from: zones of a hazard, or a table of the register."""
    if line.book == "zone":
        return words.code("hazard", line.hazard)
    return words[f"register_book.{line.book}"]


def _pairs(book: Ledger, names: Names, words: Words) -> Sheet:
    rows = []
    for one in book.pairs:
        for measure in MEASURES:
            amounts = [one.amount(measure, code) for code in one.counties]
            if not any(amount.is_said for amount in amounts):
                continue
            counties = [names.county(code) for code in one.counties]
            figures = [_figure(amount) for amount in amounts]
            unknown = sum(amount.unknown for amount in amounts) or None
            name = words.code("ledger_measure", measure)
            rows.append([pair_name(one.pair, names, words), name, *counties, *figures, unknown])
    columns = ("pair", "measure", "first", "second", "first_to_second", "second_to_first", "unknown")
    return _sheet("title", columns, (18, 24, 16, 16, 14, 14, 14), rows, words)


def _counties(book: Ledger, names: Names, words: Words) -> Sheet:
    rows: list[list[Any]] = []
    for measure in MEASURES:
        mine = [one for one in book.counties if one.given[measure].is_said or one.received[measure].is_said]
        name = words.code("ledger_measure", measure)
        figures = [(_figure(one.given[measure]), _figure(one.received[measure])) for one in mine]
        for one, (given, received) in zip(mine, figures, strict=True):
            # The net is that of the printed figures, the total the sum of the printed ones.
            net = round((given or 0.0) - (received or 0.0), _PLACES)
            unknown = one.given[measure].unknown + one.received[measure].unknown or None
            rows.append([name, names.county(one.county), given, received, net, unknown])
        if mine:
            sums = [round(math.fsum(pair[at] or 0.0 for pair in figures), _PLACES) for at in (0, 1)]
            rows.append([name, words["gap_sheet.total"], *sums, None, None])
    columns = ("measure", "county", "given", "received", "net", "unknown")
    return _sheet("counties", columns, (24, 18, 16, 16, 16, 14), rows, words)


def _shares(book: Ledger, names: Names, words: Words) -> Sheet:
    rows = [row for one in book.pairs for row in _share_rows(book, one, names, words)]
    columns = (
        *("pair", "rule", "basis", "first", "second", "sent_first", "sent_second", "weight_first", "weight_second"),
        *("share_first", "share_second", *_MONEY, "payer", "payee", "yuan", "unknown"),
    )
    widths = (18, 16, 22, 16, 16, *(14,) * 13, 16, 16, 14, 14)
    return _sheet("shares", columns, widths, rows, words)


def _share_rows(book: Ledger, account: PairAccount, names: Names, words: Words) -> Iterator[list[Any]]:
    for rule in RULES:
        for measure in TRANSMISSION if rule == "net" else TRANSMISSION[:1]:
            shares = cost_shares(book, account, measure)
            if rule == "net" and shares.by_net is None:
                continue  # nobody sends more than it receives: the other rule counts
            settled = settlement(account, shares, rule)
            if settled is not None:
                yield _share_row(account, shares, settled, names, words)


def _share_row(account: PairAccount, shares: CostShares, settled: Settlement, names: Names, words: Words) -> list[Any]:
    first, second = account.counties
    is_net = settled.rule == "net"
    sent = [_figure(shares.sent[code]) if is_net else None for code in account.counties]
    held = [None if is_net else round(shares.responsibility_ha[code], _PLACES) for code in account.counties]
    sums = (settled.borne, settled.due, settled.debts)
    money = [settled.cost, *(by[code] for by in sums for code in account.counties)]
    return [
        pair_name(account.pair, names, words),
        words.code("ledger_rule", settled.rule),
        words.code("ledger_measure", shares.measure) if is_net else None,
        names.county(first),
        names.county(second),
        *sent,
        *held,
        *(round(settled.shares[code], 4) for code in account.counties),
        *(round(value, _PLACES) for value in money),
        names.county(settled.payer) if settled.payer else None,
        names.county(settled.payee) if settled.payee else None,
        round(settled.yuan, _PLACES),
        settled.unknown + (sum(one.unknown for one in shares.sent.values()) if is_net else 0) or None,
    ]


def _lines(book: Ledger, names: Names, words: Words) -> Sheet:
    rows = [
        [
            pair_name(one.pair, names, words),
            names.county(line.giver),
            names.county(line.receiver),
            source_text(line, words),
            line_text(line, names, words),
            line.day or None,
            *(_cell(line, measure, words) for measure in MEASURES),
        ]
        for one in book.pairs
        for line in one.lines
    ]
    heads = [*(words[f"ledger_sheet.{name}"] for name in ("pair", "from", "to", "note", "what", "date")),
             *(words.code("ledger_measure", measure) for measure in MEASURES)]  # fmt: skip
    widths = (18, 16, 16, 18, 32, 12, *(14,) * len(MEASURES))
    return Sheet(words["ledger_sheet.lines"], heads, widths, rows, len(rows), has_filter=True)


def _cell(line: Line, measure: str, words: Words) -> Any:
    if measure not in line.amounts:
        return None
    value = line.amounts[measure]
    return words["punctuation.unknown"] if value is None else round(value, _PLACES)


def _figure(amount: Amount) -> float | None:
    """Return the known part; None where nothing is said, or nothing of it is known."""
    if not amount.is_said or amount.unknown == amount.lines:
        return None
    return round(amount.known, _PLACES)


def _sheet(title: str, columns: tuple[str, ...], widths: tuple[float, ...], rows: list[Any], words: Words) -> Sheet:
    heads = [words[f"ledger_sheet.{name}"] for name in columns]
    return Sheet(words[f"ledger_sheet.{title}"], heads, widths, rows, len(rows), has_filter=True)
