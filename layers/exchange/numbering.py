"""Numbers that both counties gave: areas numbered alike, ranks, the order of the layers.

All of it depends on what is merged and on the ancestor only, never on whose plan takes in whose: two counties that
accept the same things end with the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from layers.exchange.cells import parsed
from layers.exchange.model import ORDER, Comparison, Rows
from layers.plan.schema import Table


def free_numbers(
    numbers: Mapping[str, Any], old: Collection[str], touched: Collection[str], signed: Collection[str] = ()
) -> dict[str, int]:
    """Return uid → new number of rows whose number another row has as well.

    A row that was there before, or is signed, keeps its number; of those that are new the one with the smallest uid
    does.

    Parameters
    ----------
    numbers : uid → number
    old : uids that were there before
    touched : uids of what is taken in; where none of them is, numbers stay as a person left them
    signed : uids of those whose number is part of what was signed
    """
    by_number: dict[int, list[str]] = {}
    for uid, number in numbers.items():
        if isinstance(number, int):
            by_number.setdefault(number, []).append(uid)
    last = max(by_number, default=0)
    found: dict[str, int] = {}
    for number in sorted(by_number):
        first, *others = sorted(by_number[number], key=lambda uid: (uid not in signed, uid not in old, uid))
        if not {first, *others} & set(touched):
            continue
        for uid in others:
            if uid in signed:
                continue
            last += 1
            found[uid] = last
    return found


def ranks(given: Mapping[str, Any]) -> dict[str, int]:
    """Return uid → rank where ranks are no longer 1, 2, 3 …: by the rank that was given, then by uid."""
    order = sorted(given, key=lambda uid: (given[uid] if isinstance(given[uid], int) else 1 << 30, uid))
    return {uid: place for place, uid in enumerate(order, start=1) if given[uid] != place}


def layer_order(
    comparison: Comparison, counties: Sequence[str] | None, removed: Collection[str], added: Collection[str]
) -> tuple[str, ...] | None:
    """Return the layers from the top as they will lie; None when nothing about it changes.

    Ours keep their order, but the county layers among them that of ``counties`` where theirs was accepted.  A layer of
    theirs comes under the one it lies under in their plan.
    """
    if counties is None and not added:
        return None
    ours = [uid for uid in comparison.ours.table(Table.LAYER).rows if uid not in removed]
    theirs = list(comparison.theirs.table(Table.LAYER).rows)
    order = woven(ours, [uid for uid in theirs if uid in {*ours, *added}])
    if counties is None:
        counties = woven(
            [uid for uid in _counties(comparison.ours.table(ORDER)) if uid in order],
            [uid for uid in _counties(comparison.theirs.table(ORDER)) if uid in order],
        )
    wanted = iter([uid for uid in counties if uid in order])
    places = set(counties)
    return tuple(next(wanted) if uid in places else uid for uid in order)


def _counties(rows: Rows) -> list[str]:
    value = parsed(rows.value("only", "layers")) if "only" in rows.rows else []
    return [str(uid) for uid in value] if isinstance(value, list) else []


def woven(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return two orders as one: what both have in our order, what one has alone under what it lies under there.

    Where both put something new in one place, the run that begins with the smaller uid comes first.
    """
    common = [uid for uid in ours if uid in set(theirs)]
    runs = [_runs(side, set(common)) for side in (ours, theirs)]
    result: list[str] = []
    for anchor in ["", *common]:
        if anchor:
            result.append(anchor)
        for run in sorted(filter(None, (side.get(anchor, []) for side in runs))):
            result += run
    return result


def _runs(side: Sequence[str], common: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    anchor = ""
    for uid in side:
        if uid in common:
            anchor = uid
        else:
            found.setdefault(anchor, []).append(uid)
    return found
