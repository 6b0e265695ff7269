"""Words and figures of the ledger in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app import register_words, words
from layers.agreements.accounts import Difference
from layers.agreements.cost_shares import RULES, CostShares, Settlement
from layers.agreements.ledger import Amount, Line

_PLACES = {"cost_yuan": 2, "repaid_yuan": 2, "value_yuan": 2, "settled_yuan": 2, "owed_yuan": 2, "person_hours": 1}
#: Figures of an entry that are shown together.
SUMMARY = ("area_ha", "people", "helpers", "person_hours", "cost_yuan", "value_yuan")


def tr(text: str) -> str:
    """Return a text in the language in force."""
    return QCoreApplication.translate("Ledger", text)


def measure_name(measure: str) -> str:
    """Return what a figure is called, or a rule of cost shares."""
    group = "ledger_rule" if measure in RULES else "ledger_measure"
    return register_words.words().code(group, measure)


def figure(value: float, measure: str) -> str:
    """Return one figure with as many places as it has; whole ones have none."""
    places = 0 if float(value).is_integer() else _PLACES.get(measure, 0)
    return words.number(value, places)


def line_figures(line: Line) -> str:
    """Return what an entry says, each figure with its unit."""
    units = register_words.words()
    said = []
    for measure in SUMMARY:
        if measure in line.amounts:
            value = line.amounts[measure]
            unit = units.code("ledger_unit", measure)
            said.append(f"{words.UNKNOWN_SIGN if value is None else figure(value, measure)} {unit}")
    return " · ".join(said)


def amount_text(one: Amount, measure: str) -> str:
    """Return a sum: a lower bound where entries are not known, a dash where nothing is said or known."""
    if not one.is_said:
        return words.UNKNOWN_SIGN
    if one.unknown:
        return f"≥ {figure(one.known, measure)}" if one.known else words.UNKNOWN_SIGN
    return figure(one.known, measure)


def amount_tip(one: Amount, measure: str) -> str:
    """Return what a sum is made of."""
    if not one.is_said:
        return tr("Nothing on record")
    text = tr("{name}: sum of {count} entries").format(name=measure_name(measure), count=one.lines)
    if one.unknown:
        text += "\n" + tr("{count} of them are not known and not in the figure").format(count=one.unknown)
    return text + "\n" + tr("A click lists them below, another one all entries")


def yuan(value: float) -> str:
    """Return an amount of money."""
    return tr("{amount} yuan").format(amount=figure(round(value, 2), "cost_yuan"))


def percent(share: float) -> str:
    """Return a share with one place: what is paid by it can be worked out again."""
    return f"{words.number(share * 100.0, 1)} %"


def net_formula(shares: CostShares, names: tuple[str, str]) -> str:
    """Return how the shares by net transmission come about, with their numbers."""
    codes = list(shares.sent)
    parts = [
        tr("{name}: max(0, {sent} − {received}) = {surplus}").format(
            name=name,
            sent=figure(shares.sent[code].known, shares.measure),
            received=figure(shares.received[code].known, shares.measure),
            surplus=figure(shares.surplus[code], shares.measure),
        )
        for code, name in zip(codes, names, strict=True)
    ]
    text = "\n".join([measure_name(shares.measure), *parts])
    if shares.by_net is None:
        text += "\n" + tr("Neither sends more than it receives: the other rule counts")
    if not shares.is_firm:
        text += "\n" + tr("Entries that are not known are left out: the shares are not firm")
    return text


def responsibility_formula(shares: CostShares, names: tuple[str, str]) -> str:
    """Return how the shares by responsibility come about, with their numbers."""
    parts = [
        tr("{name}: Σ R × hm² = {amount}").format(name=name, amount=words.number(value, 1))
        for (_code, value), name in zip(shares.responsibility_ha.items(), names, strict=True)
    ]
    return "\n".join([*parts, tr("R: share of responsibility in each of {count} zones").format(count=shares.zones)])


def settlement_text(settled: Settlement, names: dict[str, str]) -> str:
    """Return what is to be paid, or that nothing is."""
    if not settled.payer:
        return tr("Nothing to pay")
    return tr("{payer} pays {payee} {yuan}").format(
        payer=names[settled.payer], payee=names[settled.payee], yuan=yuan(settled.yuan)
    )


def settlement_formula(settled: Settlement, names: dict[str, str]) -> str:
    """Return how a payment comes about, with its numbers."""
    lines = [tr("Cost of help on record: {yuan}").format(yuan=yuan(settled.cost))]
    for code, name in names.items():
        lines.append(
            tr("{name}: borne {borne}, share {due}, owed for loans {debt}").format(
                name=name,
                borne=yuan(settled.borne[code]),
                due=yuan(settled.due[code]),
                debt=yuan(settled.debts[code]),
            )
        )
    if settled.unknown:
        lines.append(tr("{count} entries of unknown cost or value are left out").format(count=settled.unknown))
    return "\n".join(lines)


def difference_text(one: Difference, names: dict[str, str]) -> str:
    """Return what became of a figure of a kept account."""
    text = tr("{county}, {name}: {then} then, {now} now").format(
        county=names.get(one.giver, one.giver) or "—",
        name=measure_name(one.measure),
        then=figure(round(one.then, 2), one.measure if one.measure not in RULES else "cost_yuan"),
        now=figure(round(one.now, 2), one.measure if one.measure not in RULES else "cost_yuan"),
    )
    if one.unknown_then != one.unknown_now:
        text += tr(" (not known: {then}, {now} now)").format(then=one.unknown_then, now=one.unknown_now)
    return text
