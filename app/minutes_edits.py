"""Minutes in the document: one method, one gesture; ``layers.minutes_workflow`` keeps the register with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.editing import Editing
from layers import minutes_workflow
from layers.minutes.model import Minute, MinuteKind, of_meeting, running_meeting

if TYPE_CHECKING:
    from layers.agreements.vocabulary import DecisionState

_FIRST_WORDS = 24


class MinutesEditing(Editing):
    """The part of :class:`~app.document.Document` that the card of minutes talks to."""

    def minutes(self, meeting: str = "") -> list[Minute]:
        """Return the entries of a meeting, or of all, by time."""
        found: list[Minute] = self._get("minutes")
        return of_meeting(found, meeting) if meeting else found

    def running_meeting(self) -> str:
        """Return the uid of the meeting that runs; "" when none does."""
        return running_meeting(self._get("minutes"))

    def begin_meeting(self, row: Mapping[str, Any]) -> None:
        """Begin a meeting: a new row of the register, or one that is there."""
        at = minutes_workflow.now()
        self._edit("minutes_begun", lambda store: minutes_workflow.begin(store, row, at), name=str(row["title"]))

    def close_meeting(self, meeting: str, name: str) -> None:
        """Close a meeting."""
        at = minutes_workflow.now()
        self._edit("minutes_closed", lambda store: minutes_workflow.close(store, meeting, at), name=name)

    def reopen_meeting(self, meeting: str, name: str) -> None:
        """Open a closed meeting again."""
        at = minutes_workflow.now()
        self._edit("minutes_reopened", lambda store: minutes_workflow.reopen(store, meeting, at), name=name)

    def record_minute(self, minute: Minute) -> None:
        """Write down what was said."""
        self._edit("minute_recorded", lambda store: minutes_workflow.record(store, minute), name=begin_of(minute.text))

    def correct_minute(self, minute: Minute) -> None:
        """Correct what was written down; the time it was said at stays."""
        self._edit(
            "minute_corrected", lambda store: minutes_workflow.correct(store, minute), name=begin_of(minute.text)
        )

    def remove_minute(self, minute: Minute) -> None:
        """Take an entry away."""
        name = begin_of(minute.text) if minute.kind is not MinuteKind.SHAPE else minute.about.title
        self._edit("minute_removed", lambda store: minutes_workflow.remove(store, minute.uid), name=name)

    def set_minute_state(self, minute: Minute, state: DecisionState) -> None:
        """Say how a decision or task stands."""
        self._edit(
            f"minute_{state.value}",
            lambda store: minutes_workflow.set_done(store, minute.uid, state),
            name=begin_of(minute.text),
        )


def begin_of(text: str) -> str:
    """Return the first words of an entry, for the history."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _FIRST_WORDS else flat[: _FIRST_WORDS - 1] + "…"
