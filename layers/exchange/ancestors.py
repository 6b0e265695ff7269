"""The common ancestor of two plans as a state: worked out from the history, proved by its hash where one is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import apsw

from layers.exchange.comparing import compare
from layers.exchange.lineage import START, Lineage, StateLost, at_state, common_states
from layers.exchange.model import State
from layers.exchange.resolving import merged_state
from layers.exchange.state import read_state
from layers.plan.content_hash import content_hash

#: Reads the state of a connection; it is told which layers' features are wanted.
_Read = Callable[[apsw.Connection], State]


@dataclass(frozen=True)
class Party:
    """One side of a comparison: its open database and its past."""

    db: apsw.Connection
    lineage: Lineage


@dataclass(frozen=True)
class Ancestor:
    """The common ancestor; ``states`` names it, none where there is none, two where it is made of two."""

    state: State | None
    states: tuple[str, ...] = ()


def common_ancestor(
    ours: Party, theirs: Party, *, features_of: Collection[str] = (), hashes: Mapping[str, str] | None = None
) -> Ancestor:
    """Return the state from which both plans went on.

    Parameters
    ----------
    features_of : collection of str
        Layers whose features are wanted as well.
    hashes : mapping, optional
        State → content hash, as hand-overs and take-ins wrote them down.  A state of theirs that does not have the
        hash it should have was worked out from rows that another program changed, and is not used.
    """
    states = common_states(ours.lineage, theirs.lineage)
    known = hashes or {}
    found: list[State] = []
    used: list[str] = []
    for state in states:
        read = _state_of(ours, theirs, state, features_of, known)
        if read is not None:
            found.append(read)
            used.append(state)
    if not found:
        earlier = _earlier(ours, theirs, states)
        read = None if earlier is None else _state_of(ours, theirs, earlier, features_of, known)
        return Ancestor(None) if read is None or earlier is None else Ancestor(read, (earlier,))
    if len(found) == 1:
        return Ancestor(_advanced(ours, theirs, found[0], used, features_of), (used[0],))
    root = _root(ours, theirs, used)
    before = None if root is None else _state_of(ours, theirs, root, features_of, known)
    if before is None:
        return Ancestor(found[0], (used[0],))
    both = merged_state(compare(before, found[0], found[1]))
    return Ancestor(_advanced(ours, theirs, both, used, features_of), tuple(used))


def _advanced(ours: Party, theirs: Party, state: State, used: Collection[str], features_of: Collection[str]) -> State:
    """Return an ancestor with what both took in from somebody else since.

    A third county's state lies on neither line and cannot be worked out; but what a take-in brought can: it is what
    lies between the states before and after it.
    """
    known: frozenset[str] = frozenset()
    for party in (ours, theirs):
        known = known.union(*(party.lineage.known_at(one) for one in used if one in party.lineage.ever), used)
    for party, other in ((ours, theirs), (theirs, ours)):
        for taken in party.lineage.taken:
            if taken.state in known or taken.state not in other.lineage.known or not taken.known:
                continue
            known = known | {taken.state}
            brought = _around(party, taken.before, features_of)
            if brought is not None:
                state = merged_state(compare(brought[0], state, brought[1]))
    return state


def _around(party: Party, before: str, features_of: Collection[str]) -> tuple[State, State] | None:
    """Return the states before and after the change that followed a state on a party's line."""
    line = party.lineage.line
    place = line.index(before) + 1 if before in line else 0
    if place >= len(line) or (before != START and before not in line):
        return None
    try:
        with at_state(party.db, before) as db:
            first = read_state(db, features_of=features_of)
        with at_state(party.db, line[place]) as db:
            return first, read_state(db, features_of=features_of)
    except StateLost:
        return None


def _root(ours: Party, theirs: Party, states: Collection[str]) -> str | None:
    """Return the latest state on our line that was before both of two states."""
    mine = next((state for state in states if state in ours.lineage.ever), None)
    other = next((state for state in states if state != mine and state in theirs.lineage.ever), None)
    if mine is None or other is None:
        return None
    before = theirs.lineage.known_at(other) & ours.lineage.known_at(mine)
    found = next((uid for uid in reversed(ours.lineage.line) if uid in before), None)
    return START if found is None and ours.lineage.plan_uid == theirs.lineage.plan_uid else found


def _earlier(ours: Party, theirs: Party, states: Collection[str]) -> str | None:
    """Return the latest state on our own line that they know: second best, where theirs cannot be worked out."""
    found = next(
        (uid for uid in reversed(ours.lineage.line) if uid in theirs.lineage.known and uid not in states), None
    )
    is_one_plan = bool(ours.lineage.plan_uid) and ours.lineage.plan_uid == theirs.lineage.plan_uid
    return START if found is None and is_one_plan and START not in states else found


def _state_of(
    ours: Party, theirs: Party, state: str, features_of: Collection[str], hashes: Mapping[str, str]
) -> State | None:
    """Return a state as our own history has it, else as theirs has; None where neither can."""
    for party, is_own in ((ours, True), (theirs, False)):
        if state != START and state not in party.lineage.line:
            continue
        with ExitStack() as stack:
            try:
                db = stack.enter_context(at_state(party.db, state))
            except StateLost:
                continue
            expected = hashes.get(state, "")
            if not is_own and expected and content_hash(db) != expected:
                continue
            return read_state(db, features_of=features_of)
    return None
