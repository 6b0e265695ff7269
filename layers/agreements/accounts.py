"""An account as it was agreed upon: what the ledger said of a pair on a day, kept, and whether it still says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layers.agreements.cost_shares import RULES, cost_shares, settlement
from layers.agreements.ledger import MEASURES, Ledger, PairAccount

#: Figures that differ by less are the same: hm² and people are shown without places, yuan with two.
_TOLERANCE = 0.005


@dataclass(frozen=True)
class Difference:
    """One figure of a kept account that is another now.

    Attributes
    ----------
    measure : str
        Of ``MEASURES``, or a rule of ``RULES``: what was to be paid by it.
    giver : str
        County the figure belongs to; for a rule, who was to pay.
    then, now : float
    unknown_then, unknown_now : int
        Entries that could not say theirs.
    """

    measure: str
    giver: str
    then: float
    now: float
    unknown_then: int = 0
    unknown_now: int = 0


def said_of(book: Ledger, account: PairAccount, measure: str) -> dict[str, Any]:
    """Return what an account says, as a plan keeps it: every figure both ways, shares and payment by both rules.

    Parameters
    ----------
    measure : str
        Of ``TRANSMISSION``: what shares by net transmission are measured in.
    """
    figures = {
        name: {code: _figure(account, name, code) for code in account.counties}
        for name in MEASURES
        if any(account.amount(name, code).is_said for code in account.counties)
    }
    shares = cost_shares(book, account, measure)
    rules: dict[str, dict[str, Any]] = {}
    for rule in RULES:
        settled = settlement(account, shares, rule)
        if settled is not None:
            rules[rule] = {"shares": dict(settled.shares), "payer": settled.payer, "yuan": settled.yuan}
    return {
        "hazard": book.hazard,
        "since": book.since,
        "on": book.on.isoformat(),
        "measure": measure,
        "figures": figures,
        "rules": rules,
    }


def differences(said: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return the figures of a kept account that are others now, both as :func:`said_of` gives them."""
    found = []
    for name in MEASURES:
        then_by, now_by = said["figures"].get(name, {}), now["figures"].get(name, {})
        for code in sorted({*then_by, *now_by}):
            then, later = (by.get(code, {"known": 0.0, "unknown": 0}) for by in (then_by, now_by))
            if abs(then["known"] - later["known"]) > _TOLERANCE or then["unknown"] != later["unknown"]:
                found.append(Difference(name, code, then["known"], later["known"], then["unknown"], later["unknown"]))
    for rule in RULES:
        then, later = (one["rules"].get(rule, {"payer": "", "yuan": 0.0}) for one in (said, now))
        if then["payer"] != later["payer"] or abs(then["yuan"] - later["yuan"]) > _TOLERANCE:
            signed = later["yuan"] if later["payer"] in ("", then["payer"]) else -later["yuan"]
            payer = then["payer"] or later["payer"]
            found.append(Difference(rule, payer, then["yuan"], signed if then["payer"] else later["yuan"]))
    return tuple(found)


def _figure(account: PairAccount, name: str, code: str) -> dict[str, float | int]:
    amount = account.amount(name, code)
    return {"known": round(amount.known, 4), "unknown": amount.unknown}
