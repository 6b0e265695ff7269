"""``agreements PLAN``: the register, the gaps of each border, and all of it as a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.agreements.celltext import Names
    from layers.agreements.ledger import Amount, Ledger
    from layers.export.words import Words


def run(arguments: argparse.Namespace) -> int:
    """Say what the register says; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import LANGUAGES, load_words
    from layers.agreements.books import Book
    from layers.agreements.celltext import Terms
    from layers.export.ledger_sheets import ledger_sheets
    from layers.export.register import write_register, write_template
    from layers.export.register_lists import reason_texts, register_sheets
    from layers.plan.store import PlanStore
    from layers.register_workflow import book, ledger_of, names_of, pair_name, register_view

    words = load_words(arguments.lang)
    terms = Terms(words, [load_words(language) for language in LANGUAGES])
    for target in (arguments.out, arguments.template):
        if target is not None and target.suffix.lower() != ".xlsx":
            warn(tr("{value}: no such format; use some of {known}").format(value=target, known=".xlsx"))
            return Exit.USAGE
    if arguments.template is not None:
        say(str(write_template(arguments.template, terms)))
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        view = register_view(store, progress=console_progress(tr("Looking through the register")))
        accounts = ledger_of(store, hazard=arguments.hazard)
        every = ledger_of(store)
        names = names_of(store, words)
        books = {which: book(store, which) for which in Book}
        on = store.info().reference_date
    report = view.gaps[arguments.hazard]
    hazard = words.code("agreement_hazard", arguments.hazard)
    say(
        tr("{agreements} agreements, on {date}; borders for {hazard}:").format(
            agreements=len(books[Book.AGREEMENT]), date=on.isoformat(), hazard=hazard
        )
    )
    for one in report.classes:
        if one.borders:
            state = words.code("border_state", one.code)
            say(f"  {state}  {one.borders}  {one.length_m / 1000.0:,.1f} km  {one.forest_ha:,.0f} hm²")
    if not report.pairs:
        say(tr("  ! no borders; analyse the plan first"))
    for gap in report.pairs:
        mark = "!" if gap.is_urgent else str(gap.grade or " ")
        reasons = words["punctuation.reasons"].join(reason_texts(gap, names, words))
        say(f"{mark} {pair_name(gap.pair, names, words)}  {gap.length_m / 1000.0:,.1f} km  {reasons}")
    if arguments.ledger:
        for line in ledger_lines(accounts, names, words):
            say(line)
    if arguments.out is not None:
        more = [*register_sheets(view, names, words), *ledger_sheets(every, names, words)]
        say(str(write_register(arguments.out, books, terms, names, more=more)))
    return Exit.OK


def ledger_lines(accounts: Ledger, names: Names, words: Words) -> Iterator[str]:
    """Return what pairs of counties send and give each other, and what they would settle."""
    from layers.agreements.cost_shares import RULES, cost_shares, settlement
    from layers.agreements.ledger import MEASURES, TRANSMISSION
    from layers.register_workflow import pair_name

    for account in accounts.pairs:
        if not account.lines:
            continue
        first, second = (names.county(code) for code in account.counties)
        yield tr("{pair}: {first} to {second} | back").format(
            pair=pair_name(account.pair, names, words), first=first, second=second
        )
        for measure in MEASURES:
            amounts = [account.amount(measure, code) for code in account.counties]
            if any(one.known or one.unknown for one in amounts):
                yield f"    {words.code('ledger_measure', measure)}  {' | '.join(map(_amount, amounts))}"
        shares = cost_shares(accounts, account, TRANSMISSION[0])
        for rule in RULES:
            settled = settlement(account, shares, rule)
            if settled is None or (rule == "net" and shares.by_net is None):
                continue
            parts = " | ".join(f"{settled.shares[code]:.1%}" for code in account.counties)
            line = f"    {words.code('ledger_rule', rule)}  {parts}"
            if settled.yuan:
                line += tr("  {payer} pays {payee} {yuan} yuan").format(
                    payer=names.county(settled.payer), payee=names.county(settled.payee), yuan=f"{settled.yuan:,.2f}"
                )
            yield line


def _amount(one: Amount) -> str:
    """Return a sum, with a sign that it is at least so much when lines of it are not known."""
    if one.unknown and not one.known:
        return "?"
    return f"{'≥ ' if one.unknown else ''}{one.known:,.0f}"
