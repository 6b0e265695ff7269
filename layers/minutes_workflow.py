"""Minutes of a meeting in a plan: its entries and its row of the register, kept together.

Who met and what was decided, with owner, day and how it stands, has its home in the register (``lf_meeting``); an entry
of the minutes says when it was said, by whom and about what.  A line of the decisions carries the uid of its entry.
Every function that writes belongs inside one ``store.change``.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from layers.agreements.books import Book, normal, records
from layers.agreements.vocabulary import DecisionState
from layers.minutes import shapes
from layers.minutes.model import LISTED, SPOKEN, AboutKind, Minute, MinuteKind, is_running, of_meeting, running_meeting
from layers.versions.model import ThingKind

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Key of a line of the decisions that names its entry.
ENTRY = "entry"


@dataclass(frozen=True)
class Said:
    """An entry as it is told: with what the register says of it now."""

    minute: Minute
    text: str
    owner: str = ""
    due: str = ""
    state: str = ""  # DecisionState; "" for what is no decision or task, or is in the register no more

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return self.state == DecisionState.DONE


def now() -> str:
    """Return the time, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def meeting_row(store: PlanStore, uid: str) -> dict[str, Any] | None:
    """Return the register's row of a meeting; None when there is none."""
    return next((row for row in records(store.book(Book.MEETING.table)) if row["uid"] == uid), None)


def meetings(store: PlanStore) -> list[dict[str, Any]]:
    """Return the register's rows of the meetings that have minutes, in the order in which they were begun."""
    begun = list(dict.fromkeys(one.meeting for one in store.minutes()))
    rows = {str(row["uid"]): row for row in records(store.book(Book.MEETING.table))}
    return [rows[uid] for uid in begun if uid in rows]


def told(row: Mapping[str, Any], minutes: Sequence[Minute]) -> list[Said]:
    """Return the entries of a meeting by time, decisions and tasks as the register says them.

    Parameters
    ----------
    row : mapping
        The meeting in the register.
    minutes : sequence of Minute
        Of this meeting or of all.
    """
    lines = list(row["decisions"])
    found = []
    for one in of_meeting(minutes, str(row["uid"])):
        line = lines[place] if (place := _place(lines, one)) is not None else None
        if line is None:
            found.append(Said(one, one.text, one.owner, one.due))
        else:
            found.append(Said(one, str(line["text"]), str(line["owner"]), str(line["due"]), str(line["state"])))
    return found


# --- one gesture each -------------------------------------------------------------------------------------


def begin(store: PlanStore, row: Mapping[str, Any], at: str) -> None:
    """Begin a meeting: a new row of the register, or one that is there."""
    uid = str(row["uid"])
    _put_row(store, row)
    if not is_running(store.minutes(), uid):
        kind = MinuteKind.REOPENED if of_meeting(store.minutes(), uid) else MinuteKind.BEGUN
        store.put_minutes([_frame(uid, kind, at)])


def close(store: PlanStore, meeting: str, at: str) -> None:
    """Close a meeting; from then on its minutes are only read."""
    _require_open(store, meeting)
    store.put_minutes([_frame(meeting, MinuteKind.CLOSED, at)])


def reopen(store: PlanStore, meeting: str, at: str) -> None:
    """Open a closed meeting again."""
    if is_running(store.minutes(), meeting):
        raise ValueError("the meeting runs")
    store.put_minutes([_frame(meeting, MinuteKind.REOPENED, at)])


def record(store: PlanStore, minute: Minute) -> None:
    """Write down what was said; a decision or task becomes a line of the register.

    Raises
    ------
    ValueError
        The meeting does not run, or nothing was said.
    """
    _require_open(store, minute.meeting)
    _require_said(minute)
    store.put_minutes([_with_shape(store, minute)])
    if minute.kind in LISTED:
        row = _require_row(store, minute.meeting)
        _put_row(store, {**row, "decisions": [*row["decisions"], _line_of(minute)]})


def correct(store: PlanStore, minute: Minute) -> None:
    """Correct an entry, and its line of the register.  The time it was said at stays; what was done stays done.

    Raises
    ------
    ValueError
        The meeting is closed, there is no such entry, or it is none that a person writes.
    """
    before = _entry(store, minute.uid)
    _require_open(store, before.meeting)
    _require_said(minute)
    store.put_minutes([replace(minute, meeting=before.meeting, at=before.at)])
    row = _require_row(store, before.meeting)
    lines = list(row["decisions"])
    place = _place(lines, before)
    if minute.kind in LISTED:
        line = _line_of(minute)
        if place is None:
            lines.append(line)
        else:
            lines[place] = {**line, "state": lines[place]["state"]}
    elif place is not None:
        del lines[place]
    _put_row(store, {**row, "decisions": lines})


def remove(store: PlanStore, uid: str) -> None:
    """Take an entry away, and its line of the register.

    Raises
    ------
    ValueError
        The meeting is closed, there is no such entry, or it says when the meeting began or ended.
    """
    one = _entry(store, uid)
    _require_open(store, one.meeting)
    if one.kind not in SPOKEN and one.kind is not MinuteKind.SHAPE:
        raise ValueError("when a meeting began and ended is not taken away")
    store.remove_minutes([uid])
    row = meeting_row(store, one.meeting)
    place = _place(list(row["decisions"]), one) if row is not None else None
    if row is not None and place is not None:
        _put_row(store, {**row, "decisions": [line for at, line in enumerate(row["decisions"]) if at != place]})


def set_done(store: PlanStore, uid: str, state: DecisionState) -> None:
    """Say how a decision or task stands; that is the register's business and goes on after the meeting.

    Raises
    ------
    ValueError
        It is not in the register.
    """
    one = _entry(store, uid)
    row = _require_row(store, one.meeting)
    lines = [dict(line) for line in row["decisions"]]
    place = _place(lines, one)
    if place is None:
        raise ValueError("the decision is in the register no more")
    lines[place]["state"] = state.value
    _put_row(store, {**row, "decisions": lines})


class Watch:
    """Writes down what becomes of areas in a gesture while a meeting runs; made inside the change, before the step."""

    def __init__(self, store: PlanStore, code: str) -> None:
        self._store, self._code = store, code
        self._meeting = running_meeting(store.minutes())
        self._before = shapes.look(store) if self._meeting else None

    def write(self) -> None:
        """Write it down, after the step: in the same gesture, so that undo takes both."""
        if self._before is None:
            return
        minutes = of_meeting(self._store.minutes(), self._meeting)
        last = minutes[-1] if minutes else None
        fresh = shapes.lines(self._store, self._before, self._code, self._meeting, now())
        if fresh:
            self._store.put_minutes([shapes.folded(one, last if len(fresh) == 1 else None) for one in fresh])


# --- inner workings ---------------------------------------------------------------------------------------


def _place(lines: Sequence[Mapping[str, Any]], one: Minute) -> int | None:
    """Return the line of an entry: by its uid, else by its words where no other entry has taken the line.

    A register that went through a workbook has lost the uids.
    """
    if one.kind not in LISTED:
        return None
    by_uid = [place for place, line in enumerate(lines) if line.get(ENTRY) == one.uid]
    by_text = [place for place, line in enumerate(lines) if not line.get(ENTRY) and line["text"] == one.text]
    return next(iter([*by_uid, *by_text]), None)


def _line_of(one: Minute) -> dict[str, str]:
    state = DecisionState.OPEN.value
    return {"text": one.text, "owner": one.owner, "due": one.due, "state": state, ENTRY: one.uid}


def _put_row(store: PlanStore, row: Mapping[str, Any]) -> None:
    store.put_book_rows(Book.MEETING.table, normal(Book.MEETING, [row]))


def _with_shape(store: PlanStore, one: Minute) -> Minute:
    """Return a decision about an area with the area as it is now: that is what was decided on."""
    if one.kind is not MinuteKind.DECISION or one.about.kind is not AboutKind.PATROL_AREA:
        return one
    shape, facts = shapes.told_of(store, ThingKind.PATROL_AREA, one.about.key)
    facts.pop("title", None)
    return replace(one, facts={**one.facts, **facts}, geometry=shape)


def _frame(meeting: str, kind: MinuteKind, at: str) -> Minute:
    return Minute(uuid.uuid4().hex, meeting, kind, at, at)


def _entry(store: PlanStore, uid: str) -> Minute:
    found = next((one for one in store.minutes() if one.uid == uid), None)
    if found is None:
        raise ValueError("there is no such entry")
    return found


def _require_open(store: PlanStore, meeting: str) -> None:
    if not is_running(store.minutes(), meeting):
        raise ValueError("the meeting does not run")


def _require_row(store: PlanStore, meeting: str) -> dict[str, Any]:
    row = meeting_row(store, meeting)
    if row is None:
        raise ValueError("the meeting is in the register no more")
    return row


def _require_said(minute: Minute) -> None:
    if minute.kind not in SPOKEN or not minute.text.strip():
        raise ValueError("an entry needs words")
