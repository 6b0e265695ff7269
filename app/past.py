"""What was done to the open plan, as a list that grows: the history panel shows it, undo walks along it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from layers.plan.model import ChangeRecord


class State(Enum):
    """Where a change stands."""

    DONE = "done"
    CURRENT = "current"  # the last one done: the plan is as it left it
    UNDONE = "undone"
    DISCARDED = "discarded"


class Past:
    """The change records of one plan, oldest first, and how far they are done.

    It is read from the plan once; afterwards it hears of each change, so that a gesture does not make
    anybody read the history again.
    """

    def __init__(self, records: Iterable[ChangeRecord] = ()) -> None:
        self.records = list(records)
        self.has_discarded = any(one.discarded for one in self.records)
        #: Id of the last change that is done; 0 before the first.
        self.position = max((one.id for one in self.records if not one.undone and not one.discarded), default=0)

    def hear(self, record: ChangeRecord, direction: str) -> None:
        """Follow a change that was done, undone or redone; a jump is heard of as its last step."""
        if direction == "do":
            for place in range(self._place(self.position + 1), len(self.records)):
                if not self.records[place].discarded:
                    self.has_discarded = True
                    self.records[place] = replace(self.records[place], discarded=True, undone=False)
            self.records.append(record)
            self.position = record.id
        elif direction == "redo":
            self.position = record.id
        else:
            self.position = self.before(record.id)

    def record(self, change_id: int) -> ChangeRecord:
        """Return a change by its id."""
        place = self._place(change_id)
        if place == len(self.records) or self.records[place].id != change_id:
            raise KeyError(change_id)
        return self.records[place]

    def before(self, change_id: int) -> int:
        """Return the id of the last change before one that was not discarded; 0 when there is none."""
        for place in range(self._place(change_id) - 1, -1, -1):
            if not self.records[place].discarded:
                return self.records[place].id
        return 0

    def state(self, record: ChangeRecord) -> State:
        """Return where a change stands."""
        if record.discarded:
            return State.DISCARDED
        if record.id == self.position:
            return State.CURRENT
        return State.DONE if record.id < self.position else State.UNDONE

    def between(self, change_id: int) -> list[ChangeRecord]:
        """Return the changes that going to one would undo or redo."""
        low, high = sorted((self.position, change_id))
        passed = self.records[self._place(low + 1) : self._place(high + 1)]
        return [record for record in passed if not record.discarded]

    @property
    def live(self) -> list[ChangeRecord]:
        """The changes that are done or can be redone, marked as they stand now."""
        return [replace(one, undone=one.id > self.position) for one in self.records if not one.discarded]

    def _place(self, change_id: int) -> int:
        """Return where the first change with this id or a later one is."""
        return bisect_left(self.records, change_id, key=lambda record: record.id)
