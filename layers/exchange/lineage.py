"""Where two plans come from, and what both were before they parted.

A plan carries its history: each change has a uid that is made once, and travels with every copy.  A *state* is the uid
of the last change done.  A plan knows the states on its own line, those it took back by undo, and those of other plans
that it took in (a take-in writes them into its row of ``lf_taken``, which undo takes away again).  The common ancestor
is the latest state that both know; it is worked out from the change rows, on a copy, so no package has to carry a
second plan.

With three counties and more there can be two such states, neither known to the other: each county took in the other's
earlier hand-over.  Then the ancestor is made of both, as version control does it (:mod:`layers.exchange.ancestors`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import apsw

from layers.plan import canonical
from layers.plan.history import apply_changeset
from layers.plan.schema import Table

#: The state of a plan before its first change.
START = ""


@dataclass(frozen=True)
class Taken:
    """A take-in that is done: the state we were in, the state of theirs that came in, and all that came with it."""

    place: int  # in time, among the change rows
    before: str
    state: str
    known: frozenset[str]


@dataclass(frozen=True)
class Lineage:
    """The past of a plan as far as it matters for a merge.

    Attributes
    ----------
    plan_uid : str
    line : uids of the changes that are done, oldest first
    ever : uid of every change row, whatever became of it → its place in time
    taken : the take-ins, oldest first
    """

    plan_uid: str
    line: tuple[str, ...]
    ever: Mapping[str, int] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()

    @property
    def head(self) -> str:
        """The state the plan is in."""
        return self.line[-1] if self.line else START

    @cached_property
    def known(self) -> frozenset[str]:
        """Every state the plan was in or took in."""
        return frozenset(self.ever).union(*(one.known for one in self.taken))

    def known_at(self, state: str) -> frozenset[str]:
        """Return what the plan knew when it was in a state of its own; nothing at :data:`START`."""
        if state == START:
            return frozenset()
        place = self.ever[state]
        own = {uid for uid, when in self.ever.items() if when <= place}
        return frozenset(own).union(*(one.known for one in self.taken if one.place <= place))


def read_lineage(db: apsw.Connection) -> Lineage:
    """Return the past of a plan."""
    ((plan_uid,),) = db.execute(f"SELECT uid FROM {Table.PLAN}").fetchall() or (("",),)
    line: list[str] = []
    ever: dict[str, int] = {}
    for fid, uid, state in db.execute(f"SELECT fid, uid, state FROM {Table.CHANGE} ORDER BY fid"):
        ever[str(uid)] = int(fid)
        if state == "done":
            line.append(str(uid))
    taken = tuple(
        Taken(ever.get(str(before), 0) + 1, str(before), str(state), _known_states(known))
        for before, state, known in db.execute(f"SELECT our_state, state, known FROM {Table.TAKEN} ORDER BY fid")
    )
    return Lineage(str(plan_uid), tuple(line), ever, taken)


def _known_states(text: Any) -> frozenset[str]:
    try:
        value = canonical.read_json(text)
    except (ValueError, TypeError):
        return frozenset()
    return frozenset(one for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()


def common_states(ours: Lineage, theirs: Lineage) -> tuple[str, ...]:
    """Return the latest states that both plans know: one, two that do not know each other, or none.

    The state before the first change (:data:`START`) counts for two copies of one plan.
    """
    mine = next((uid for uid in reversed(ours.line) if uid in theirs.known), None)
    other = next((uid for uid in reversed(theirs.line) if uid in ours.known), None)
    found = [uid for uid in (mine, other) if uid is not None]
    if not found:
        return (START,) if ours.plan_uid and ours.plan_uid == theirs.plan_uid else ()
    if mine is None or other is None or mine == other:
        return (found[0],)
    if mine in theirs.known_at(other):
        return (other,)
    return (mine,) if other in ours.known_at(mine) else (mine, other)


class StateLost(Exception):
    """A state cannot be reached any more: another program wrote to the rows that the history would take back."""


@contextmanager
def at_state(db: apsw.Connection, state: str) -> Iterator[apsw.Connection]:
    """Give a plan as it was at one of its own states, on a copy that is gone afterwards.

    Raises
    ------
    StateLost
        The changes on the way back no longer fit the rows.
    """
    line = db.execute(f"SELECT fid, uid FROM {Table.CHANGE} WHERE state = 'done' ORDER BY fid").fetchall()
    places = {str(uid): place for place, (_, uid) in enumerate(line)}
    if state != START and state not in places:
        raise StateLost(f"the plan was never in the state {state}")
    after = line[0 if state == START else places[state] + 1 :]
    if not after:
        yield db
        return
    copy = apsw.Connection("")  # in memory as far as it is small, else in a file of SQLite's own
    try:
        with copy.backup("main", db, "main") as backup:
            while not backup.done:
                backup.step(4096)
        copy.execute("BEGIN")
        for fid, _ in reversed(after):
            blob: Any = copy.execute(f"SELECT changeset FROM {Table.CHANGE} WHERE fid = ?", (fid,)).get
            try:
                misfit = apply_changeset(copy, blob, "undo")
            except (apsw.Error, ValueError, TypeError) as error:
                raise StateLost(str(error)) from error
            if misfit:
                raise StateLost(misfit)
        copy.execute("COMMIT")
        yield copy
    finally:
        copy.close()
