"""Who bears what of a common cost (分担): by what each sends more than it receives, and by responsibility.

Both are always shown, with their inputs: which one counts is for the counties to agree on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.agreements.ledger import Amount, Ledger, PairAccount

#: The two rules: net exporters pay; by lead shares R of the zones.
RULES = ("net", "responsibility")


@dataclass(frozen=True)
class CostShares:
    """Shares of counties by both rules, and what they come from.

    Attributes
    ----------
    sent, received : mapping of str to Amount
        What each county sends to the others and receives from them, in ``measure``.
    surplus : mapping of str to float
        max(0, sent − received).
    by_net : mapping of str to float, or None
        c_k = surplus_k / Σ surplus, sums to 1.  None: nobody sends more than it receives, and the other rule counts.
    responsibility_ha : mapping of str to float
        Σ over zones of R_k × hm² of the zone.
    by_responsibility : mapping of str to float, or None
        The same as shares; None: no zone says who is responsible.
    is_firm : bool
        Whether everything that goes into ``by_net`` is known.
    """

    measure: str
    sent: Mapping[str, Amount]
    received: Mapping[str, Amount]
    surplus: Mapping[str, float]
    by_net: Mapping[str, float] | None
    responsibility_ha: Mapping[str, float]
    by_responsibility: Mapping[str, float] | None
    zones: int
    is_firm: bool

    def of(self, rule: str) -> Mapping[str, float] | None:
        """Return the shares of a rule of :data:`RULES`; the net rule falls back on responsibility."""
        if rule == "net" and self.by_net is not None:
            return self.by_net
        return self.by_responsibility


@dataclass(frozen=True)
class Settlement:
    """What one pair settles by one rule, in yuan.

    Attributes
    ----------
    borne : mapping of str to float
        What each county has paid of the help on record: its own cost less what was paid back, and what it paid back.
    due : mapping of str to float
        Its share of all of it.
    debts : mapping of str to float
        What each county owes for loans, requisitions and compensation.
    payer, payee, yuan :
        What is to be paid in the end, both together; "" and 0 when nothing is.
    unknown : int
        Rows of which nobody says what they cost or are worth: not in the figures.
    """

    rule: str
    shares: Mapping[str, float]
    borne: Mapping[str, float]
    due: Mapping[str, float]
    debts: Mapping[str, float]
    payer: str
    payee: str
    yuan: float
    unknown: int

    @property
    def cost(self) -> float:
        """All cost of help on record."""
        return math.fsum(self.borne.values())


def cost_shares(book: Ledger, account: PairAccount, measure: str) -> CostShares:
    """Return who would bear what of a pair's common cost.

    Parameters
    ----------
    measure : str
        Of ``TRANSMISSION``: what counts as sent.
    """
    first, second = account.counties
    sent = {code: account.amount(measure, code) for code in account.counties}
    received = {first: sent[second], second: sent[first]}
    surplus = {code: max(0.0, sent[code].known - received[code].known) for code in account.counties}
    weights = book.weights.get(account.pair, ())
    held = {code: math.fsum(ha * shares.get(code, 0.0) for _uid, ha, shares in weights) for code in account.counties}
    return CostShares(
        measure,
        sent,
        received,
        surplus,
        as_shares(surplus),
        held,
        as_shares(held),
        len(weights),
        not any(one.unknown for one in sent.values()),
    )


def net_shares(book: Ledger, measure: str) -> Mapping[str, float] | None:
    """Return the shares of all counties in a fund of all of them: c_k over everything each sends and receives."""
    return as_shares({one.county: max(0.0, one.net(measure)) for one in book.counties})


def as_shares(amounts: Mapping[str, float]) -> dict[str, float] | None:
    """Return amounts as shares that sum to 1 exactly, the last being what the others leave; None when all are 0."""
    whole = math.fsum(amounts.values())
    if not whole > 0.0:
        return None
    codes = list(amounts)
    shares = {code: amounts[code] / whole for code in codes[:-1]}
    return {**shares, codes[-1]: max(0.0, 1.0 - math.fsum(shares.values()))}


def settlement(account: PairAccount, shares: CostShares, rule: str) -> Settlement | None:
    """Return what a pair settles by a rule; None when that rule gives no shares.

    Costs of help are put together and divided by the shares; whoever bore less than its part pays the other the
    difference.  Debts for loans come on top.
    """
    parts = shares.of(rule)
    if parts is None:
        return None
    first, second = account.counties
    cost = {code: account.amount("cost_yuan", code) for code in account.counties}
    repaid = {code: _repaid(account, code) for code in account.counties}
    owed = {code: account.amount("owed_yuan", code) for code in account.counties}
    borne = {
        first: cost[first].known - repaid[first] + repaid[second],
        second: cost[second].known - repaid[second] + repaid[first],
    }
    whole = math.fsum(borne.values())
    due = {first: round(whole * parts[first], 2)}
    due[second] = whole - due[first]
    debts = {first: owed[second].known, second: owed[first].known}
    # What the first has to pay: its share and its debts, less what it bore and what it is owed.
    pays = round(due[first] - borne[first] + debts[first] - debts[second], 2)
    payer, payee = (first, second) if pays > 0.0 else (second, first) if pays < 0.0 else ("", "")
    unknown = _unknown([*cost.values(), *owed.values()])
    return Settlement(rule, parts, borne, due, debts, payer, payee, abs(pays), unknown)


def _repaid(account: PairAccount, giver: str) -> float:
    """Return what was paid back for help whose cost is known: against a cost of nothing it would be owed again."""
    mine = (line.amounts for line in account.lines if line.giver == giver)
    return math.fsum(one.get("repaid_yuan") or 0.0 for one in mine if one.get("cost_yuan") is not None)


def _unknown(amounts: Sequence[Amount]) -> int:
    return sum(one.unknown for one in amounts)
