"""Minutes: the meeting that runs, its card, the map at each decision, and the paper."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app import i18n, minutes_words, register_words
from app.canvas.scene import PATROL, ZONES
from app.control.late import forget, is_made, is_shown
from app.control.minutes_map import MinuteMaps
from app.dialogs.ask import ask_overwrite_set
from app.document import Change
from app.jobs import Job
from app.widgets.typed import Typed
from layers import minutes_workflow
from layers.agreements.books import Book, new_row, records
from layers.agreements.vocabulary import DecisionState, MeetingKind
from layers.errors import LianfangError
from layers.minutes.model import About, AboutKind, Minute, MinuteKind, is_running, standing
from layers.minutes.paper import about_title
from layers.progress import Progress

if TYPE_CHECKING:
    from app.cards.minutes import Draft, MinutesCard
    from app.window import MainWindow
    from layers.minutes_workflow import Said
    from layers.plan.store import PlanStore

#: Kinds of the register's rows that are meetings at a table.
_MEETINGS = frozenset({MeetingKind.MEETING, MeetingKind.CONSULTATION})
_TABLES = ("minute", "meeting", "patrol_area", "zone", "border", "layer", "plan")


class MinutesControl(QObject):
    """One meeting runs at a time; what it says is in the plan at once."""

    changed = Signal()  # what stands decided or open may be another, or a meeting was begun or closed
    pictured = Signal(str)  # uid of the entry whose map was kept

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._maps = MinuteMaps(window)
        self._maps.pictured.connect(self.pictured)
        self._meeting = ""  # the one shown
        self._latest = AboutKind.ZONE  # where something was chosen last
        self._shown: About | None = None  # what somebody else shows now: an item of the agenda
        window.document.closed.connect(lambda *_unused: self._forget())
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)
        self._window.map.canvas.selection_changed.connect(self._on_selection)
        self._window.zones.zone_chosen.connect(lambda _uid: self._on_chosen(AboutKind.ZONE))
        self._window.patrol.area_chosen.connect(lambda _uid: self._on_chosen(AboutKind.PATROL_AREA))

    @cached_property
    def card(self) -> MinutesCard:
        """The card over the map."""
        from app.cards.minutes import MinutesCard

        card = MinutesCard(self._window.map)
        card.begin.chosen.connect(self._choose_meeting)
        card.begin.begun.connect(self._begin)
        card.recorded.connect(self._record)
        card.corrected.connect(self._correct)
        card.removal_asked.connect(self._remove)
        card.done_asked.connect(self._set_done)
        card.shown_asked.connect(self._maps.go_to)
        card.close_asked.connect(self._close)
        card.reopen_asked.connect(self._reopen)
        card.write_asked.connect(self.write_minutes)
        card.other_asked.connect(self._show_begin)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """What is being written comes back, also in a card that was put away meanwhile."""
        if not is_made(self):
            return None
        typed, was_shown, is_beginning = Typed(self.card), is_shown(self), self.card.pages.shown is self.card.begin

        def back() -> None:
            if was_shown:
                self._open()
            if is_beginning or not self._refresh():
                self._show_begin()
            typed.put_into(self.card)

        return partial(self._window.carrying.when_drawn, back)  # only then has the map its size

    # -- for others -----------------------------------------------------------------------------

    @property
    def meeting(self) -> str:
        """Uid of the meeting that runs; "" when none does."""
        document = self._window.document
        return document.running_meeting() if document.is_open else ""

    def states(self) -> Mapping[str, str]:
        """Return how things stand in the meeting that runs, or was held last: uid or pair → ``decided`` or ``open``."""
        document = self._window.document
        if not document.is_open:
            return {}
        minutes = document.minutes()
        meeting = self.meeting or (minutes[-1].meeting if minutes else "")
        return standing(one for one in minutes if one.meeting == meeting)

    def show_subject(self, about: About | None) -> None:
        """Say what is shown now: entries are about it unless something is chosen on the map."""
        self._shown = about
        self._follow()

    # -- actions ----------------------------------------------------------------------------------

    def open_minutes(self) -> None:
        """Show the card, or put it away."""
        if is_shown(self):
            self.card.close_card()
            return
        self._open()

    def record_decision(self) -> None:
        """Write down a decision."""
        self._write(MinuteKind.DECISION)

    def record_remark(self) -> None:
        """Write down a remark."""
        self._write(MinuteKind.REMARK)

    def record_objection(self) -> None:
        """Write down an objection."""
        self._write(MinuteKind.OBJECTION)

    def record_task(self) -> None:
        """Write down a task."""
        self._write(MinuteKind.TASK)

    def write_minutes(self) -> None:
        """Ask for a folder and write the minutes of the meeting shown."""
        window = self._window
        meeting = self._to_write()
        if not meeting:
            self._open()
            return
        chosen = QFileDialog.getExistingDirectory(window, self.tr("Folder for the minutes"), str(window.plans.folder()))
        if chosen and ask_overwrite_set(window, self._files_of(Path(chosen), meeting)):
            self.write_into(Path(chosen), meeting)

    def _files_of(self, folder: Path, meeting: str) -> list[Path]:
        from app.tasks.minutes_writing import MinutesRequest, files_of

        document, row = self._window.document, self._row(meeting)
        request = MinutesRequest(meeting, folder, i18n.current())
        return [] if row is None else files_of(row, document.minutes(meeting), document.info(), request)

    def write_into(self, folder: Path, meeting: str = "") -> Job:
        """Write the minutes of a meeting into a folder, in the background."""
        from app.tasks.minutes_writing import MinutesRequest

        window = self._window
        request = MinutesRequest(meeting or self._to_write(), folder, i18n.current())
        job = Job(_write, window.document.store, request, title=self.tr("Writing the minutes"))

        def say(written: list[Path]) -> None:
            text = self.tr("Written: {names}").format(names=", ".join(path.name for path in written))
            url = QUrl.fromLocalFile(str(folder))
            window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))

        job.finished.connect(say)
        job.failed.connect(window.show_error)
        window.jobs.start(job)
        return job

    # -- the card ---------------------------------------------------------------------------------

    def _open(self) -> None:
        card = self.card
        running = self.meeting
        if running or self._row(self._meeting) is None:
            self._meeting = running
        if not self._meeting or not self._refresh():
            self._show_begin()
        card.open_card()
        if card.pages.shown is card.running:
            card.focus_text()
        else:
            card.begin.title.setFocus()

    def _write(self, kind: MinuteKind) -> None:
        self._open()
        if self.meeting:
            self.card.show_kind(kind)
            self.card.focus_text()

    def _show_begin(self) -> None:
        """Offer a new meeting, those planned, and those held."""
        from app.cards.minutes_begin import Offered

        document, card = self._window.document, self.card
        minutes = document.minutes()
        rows = [row for row in records(document.book(Book.MEETING)) if row["kind"] in _MEETINGS]
        rows.sort(key=lambda row: str(row["date"]), reverse=True)
        held = {one.meeting for one in minutes}
        offered = [Offered("", self.tr("New meeting"))]
        for row in rows:
            uid = str(row["uid"])
            title = " ".join(text for text in (str(row["date"]), str(row["title"])) if text)
            offered.append(Offered(uid, title, uid in held and not is_running(minutes, uid)))
        card.begin.show_meetings(offered, "")
        self._fill_begin("")
        card.pages.show_page(card.begin)
        if card.isVisible():
            card.place()

    def _choose_meeting(self, uid: str) -> None:
        """Show the row of a planned meeting; one that was held shows its minutes."""
        if uid and self._window.document.minutes(uid):
            self._meeting = uid
            self._refresh()
        else:
            self._fill_begin(uid)

    def _fill_begin(self, uid: str) -> None:
        document = self._window.document
        row = self._row(uid) or self._fresh_row()
        can_begin = not document.is_read_only and not self.meeting
        self.card.begin.show_row(row, document.county_names(), can_begin=can_begin)
        self.card.place()

    def _fresh_row(self) -> dict[str, Any]:
        today = datetime.now().astimezone().date()
        title = self.tr("Joint meeting of {day}").format(day=today.isoformat())
        return {**new_row(Book.MEETING), "title": title, "date": today.isoformat()}

    def _begin(self) -> None:
        document, page = self._window.document, self.card.begin
        uid = str(page.meeting.currentData() or "")
        before = self._row(uid) or self._fresh_row()
        row = {**page.entered(before, document.county_names()), "uid": uid or uuid.uuid4().hex[:16]}
        if self._try(lambda: document.begin_meeting(row)):
            self._meeting = str(row["uid"])
            self._refresh()
            self.card.show_kind(MinuteKind.DECISION)
            self.card.focus_text()

    def _row(self, uid: str) -> dict[str, Any] | None:
        rows = records(self._window.document.book(Book.MEETING)) if uid else []
        return next((row for row in rows if str(row["uid"]) == uid), None)

    def _to_write(self) -> str:
        """Return the meeting shown, else that which runs, else the last; "" when the register has none of them."""
        minutes = self._window.document.minutes()
        wanted = (self._meeting, self.meeting, *(one.meeting for one in reversed(minutes)))
        return next((uid for uid in wanted if uid and self._row(uid) is not None), "")

    def _refresh(self) -> bool:
        """Show the meeting as it is in the plan; False when it is there no more: its beginning was undone."""
        document, card = self._window.document, self.card
        row, minutes = self._row(self._meeting), document.minutes(self._meeting)
        if row is None or not minutes:
            self._meeting = ""
            return False
        names = self._names()
        said = minutes_workflow.told(row, minutes)
        runs = is_running(minutes, self._meeting)
        self._offer()
        card.show_minutes(
            self._head(row, said, runs),
            said,
            lambda one: minutes_words.entry_text(one, names),
            is_running=runs,
            is_editable=not document.is_read_only,
        )
        card.pages.show_page(card.running)
        if card.isVisible():
            card.place()
        return True

    def _head(self, row: Mapping[str, Any], said: Sequence[Said], runs: bool) -> str:
        begun = datetime.fromisoformat(said[0].minute.at).astimezone()
        text = self.tr("{title}, since {time}") if runs else self.tr("{title}, {time}, closed")
        return text.format(title=row["title"], time=f"{begun:%Y-%m-%d %H:%M}")

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    # -- what an entry is about ---------------------------------------------------------------------

    def _on_selection(self, chosen: Sequence[tuple[str, str]]) -> None:
        if chosen and chosen[-1][0] in (ZONES, PATROL):
            self._on_chosen(AboutKind.ZONE if chosen[-1][0] == ZONES else AboutKind.PATROL_AREA)
        else:
            self._follow()

    def _on_chosen(self, kind: AboutKind) -> None:
        self._latest = kind
        self._follow()

    def _follow(self) -> None:
        if is_made(self):
            self.card.follow()
            self._offer()

    def _offer(self) -> None:
        """Offer who speaks and what an entry can be about: what is chosen, then what was spoken of."""
        document = self._window.document
        if not is_made(self) or not document.is_open or not self._meeting:
            return
        names, words = self._names(), register_words.words()
        abouts = self.subjects()
        bodies = [str(row["name"]) for row in records(document.book(Book.BODY))]
        owners = dict.fromkeys([*document.county_names().values(), *bodies])
        shown = [(one, about_title(one, names, words)) for one in abouts]
        self.card.show_choices(names, shown, list(owners))

    def subjects(self) -> list[About]:
        """Return what an entry can be about, the likeliest first: what is chosen, what is shown, what was spoken of."""
        document, window = self._window.document, self._window
        found: list[About] = []
        if window.zones.chosen:
            uid = window.zones.chosen
            found.append(About(AboutKind.ZONE, uid, document.zone_names().get(uid, "")))
        areas = document.patrol_areas()
        area_names = dict(zip(areas["uid"], areas["name"], strict=True))
        if window.patrol.chosen in area_names:
            found.append(About(AboutKind.PATROL_AREA, window.patrol.chosen, area_names[window.patrol.chosen]))
        if self._latest is AboutKind.PATROL_AREA:
            found.reverse()
        found += [self._shown] if self._shown is not None else []
        found.append(About())
        found += [one.about for one in reversed(document.minutes(self._meeting)) if one.about.key]
        found += [About(AboutKind.BORDER, pair) for pair in self._borders()]
        found += [About(AboutKind.PATROL_AREA, str(uid), str(name)) for uid, name in area_names.items()]
        first: dict[tuple[AboutKind, str], About] = {}
        for one in found:
            first.setdefault((one.kind, one.key), one)
        return list(first.values())

    def _borders(self) -> list[str]:
        pairs = dict.fromkeys(str(pair) for pair in self._window.document.borders()["pair"])
        return sorted(pair for pair in pairs if all(pair.split("|")))

    # -- what is asked --------------------------------------------------------------------------------

    def _record(self, draft: Draft) -> None:
        now = minutes_workflow.now()
        minute = replace(self._minute(draft), uid=uuid.uuid4().hex, at=now, changed_at=now)
        document = self._window.document
        if not self._try(lambda: document.record_minute(minute)):
            self.card.put_back(draft)
        elif minute.kind is MinuteKind.DECISION:
            self._maps.keep(minute)

    def _minute(self, draft: Draft) -> Minute:
        facts: dict[str, Any] = {}
        bounds = self._maps.bounds()
        if bounds is not None:
            facts["bounds"] = bounds
        return Minute(
            "", self._meeting, draft.kind, "", "", draft.text, draft.county, draft.speaker, draft.about,
            draft.owner, draft.due, facts,
        )  # fmt: skip

    def _correct(self, uid: str, draft: Draft) -> None:
        before = next((one for one in self._window.document.minutes() if one.uid == uid), None)
        if before is None:
            return
        made = self._minute(draft)
        kept = replace(
            made, uid=uid, at=before.at, changed_at=minutes_workflow.now(), facts=before.facts, geometry=before.geometry
        )
        if not self._try(lambda: self._window.document.correct_minute(kept)):
            self.card.put_back(draft, uid)

    def _remove(self, uid: str) -> None:
        found = next((one for one in self._window.document.minutes() if one.uid == uid), None)
        if found is not None:
            self._try(lambda: self._window.document.remove_minute(found))

    def _set_done(self, uid: str, on: bool) -> None:
        found = next((one for one in self._window.document.minutes() if one.uid == uid), None)
        state = DecisionState.DONE if on else DecisionState.OPEN
        if found is not None:
            self._try(lambda: self._window.document.set_minute_state(found, state))

    def _close(self) -> None:
        meeting, title = self._meeting, str((self._row(self._meeting) or {}).get("title", ""))
        self._try(lambda: self._window.document.close_meeting(meeting, title))

    def _reopen(self) -> None:
        if self.meeting:  # one runs at a time: that one is shown
            self._meeting = self.meeting
            self._refresh()
            return
        meeting, title = self._meeting, str((self._row(self._meeting) or {}).get("title", ""))
        self._try(lambda: self._window.document.reopen_meeting(meeting, title))

    def _try(self, step: Callable[[], object]) -> bool:
        try:
            step()
        except LianfangError as error:
            self._window.show_error(error)
            return False
        return True

    # -- the rest -------------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if not change.touches(*_TABLES):
            return
        if is_shown(self):
            is_listed = self.card.pages.shown is self.card.running
            was = self._meeting
            self._meeting = self.meeting or was
            # Its beginning was undone, or done again; whoever looks for another meeting goes on looking.
            if (is_listed or self._meeting != was) and not self._refresh():
                self._show_begin()
        if change.touches("minute"):
            self.changed.emit()
            self._window.refresh_actions()

    def _forget(self) -> None:
        self._meeting, self._shown = "", None
        if is_made(self):
            self.card.close_card()
            self.card.forget()


def _write(store: PlanStore, request: Any, progress: Progress) -> list[Path]:
    from app.tasks.minutes_writing import write_minutes

    with store.reader() as reader:
        return write_minutes(reader, request, progress=progress)
