"""How the plan stands on the disk: read-only and why, not saved, gone from its place, the clock set back.

What stays so is a notice above the map and a word in the status bar; nothing here interrupts the work.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from app import messages
from app.widgets.notice import NoticeBar, Way
from layers.errors import (
    LianfangError,
    NotAPlan,
    PackageNotSaved,
    PlanError,
    PlanNameTooLong,
    PlanNotSaved,
    PlanReadOnly,
)

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.store import PlanStore

#: How often it is looked whether the file is still there, or free again.
LOOK_EVERY_MS = 2000
#: A clock that is behind by less is nobody's mistake.
_CLOCK_TOLERANCE = timedelta(minutes=2)
#: Reasons for which waiting or a hand elsewhere may help, so that trying again makes sense.
_MAY_CHANGE = frozenset({"locked", "file", "folder", "no_room_to_upgrade", "name_too_long", "disk_full"})
#: The file is not where it was opened (``layers.plan.place.REASONS``).
_GONE = frozenset({"moved_away", "folder_gone", "replaced", "drive_fails"})


class KeepControl(QObject):
    """Tells how the plan is kept, and offers the ways out."""

    _looked = Signal(object, str, object)  # store, what was found ("well", "lost", "free", "held"), error

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bar: NoticeBar | None = None
        self._lost: PlanNotSaved | None = None
        self._failed: str = ""  # why the last write failed
        self._is_free = False  # the other program has closed the plan
        self._is_looking = False
        self._latest: datetime | None = None  # the latest time that is in the plan
        self._left: set[str] = set()  # files that are gone from their place, and were left for a copy
        self._is_original_told = True  # where the plan lies as it was before it was upgraded
        self._behind: tuple[timedelta, datetime] | None = None
        self._saved: datetime | None = None
        self._sketch: datetime | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self.look)
        self._looked.connect(self._on_looked)
        document = window.document
        document.opened.connect(self._on_opened)
        document.closed.connect(self._on_closed)
        document.saved.connect(self._on_saved)
        document.sketch_kept.connect(self._on_sketch_kept)
        document.sketch_failed.connect(self._on_sketch_failed)
        window.installEventFilter(self)

    def attach(self, bar: NoticeBar) -> None:
        """Use a new bar: the window was made anew, perhaps in another language."""
        self._bar = bar
        self.refresh()

    @property
    def is_in_trouble(self) -> bool:
        """Whether the last change could not be written, or the plan is gone from its place."""
        return self._lost is not None or bool(self._failed)

    # -- what happens -------------------------------------------------------------------------

    def _on_opened(self) -> None:
        store = self._window.document.store
        self._forget()
        self._left.discard(str(self._window.document.path))
        self._saved = store.saved_at
        self._latest = self._window.document.on_writer(lambda: store.latest_change_at)
        self._check_clock(datetime.now(UTC))
        self._watch.start()
        self._is_original_told = store.original is None
        self.refresh()

    def _on_closed(self) -> None:
        self._watch.stop()
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._lost, self._failed, self._is_free = None, "", False
        self._latest = self._behind = self._saved = self._sketch = None

    def _on_saved(self, when: datetime | None) -> None:
        self._saved, self._failed = when, ""
        if when is not None:
            self._check_clock(when)
            self._latest = max(when, self._latest or when)
        self.refresh()

    def _on_sketch_kept(self, when: datetime | None) -> None:
        # Also that nothing is in hand any more is kept, but that is no news.
        self._sketch, self._failed = when if self._window.sketches.has_sketch else None, ""
        self.refresh()

    def _on_sketch_failed(self, error: LianfangError) -> None:
        if not self._window.document.is_open:
            return
        if error.facts.get("reason_code") in _GONE and not self._window.document.store.is_lost:
            return  # of the place the plan was opened from before
        if not self.takes(error):
            return
        if self._lost is None:
            text = self.tr("{why}. What you are drawing is not on the disk yet; it stays in hand.")
            self._failed = text.format(why=messages.error_message(error).title.rstrip("."))
        self.refresh()

    def takes(self, error: BaseException) -> bool:
        """Show an error of writing the open plan here; False for any other."""
        document = self._window.document
        if not isinstance(error, PlanNotSaved | PlanReadOnly):
            return False
        is_gone = error.facts.get("reason_code") in _GONE
        if not document.is_open:
            return is_gone and error.facts.get("path") in self._left  # late word of a file nobody works on
        if isinstance(error, PackageNotSaved) or error.facts.get("path") != str(document.path):
            return is_gone  # work on a file that was left for a copy ends without a word
        if isinstance(error, PlanReadOnly):
            self._window.toast.say(messages.error_message(error).sentence)
        elif is_gone:
            self._lost = error
        else:
            self._failed = messages.error_message(error).sentence
        self.refresh()
        return True

    def say_still_in_hand(self) -> None:
        """Say that what could not be kept is not lost."""
        self._window.toast.say(self.tr("What you drew is still in hand. Finish it again when the plan can be written."))

    # -- looking ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the planner comes back to the window, perhaps from a file manager."""
        if event.type() is QEvent.Type.WindowActivate:
            self.look()
        return False

    def look(self) -> None:
        """Look whether the file is there, or free; on the writer thread, for a drive may be slow to answer."""
        document = self._window.document
        if document.is_open and not self._is_looking:
            self._is_looking = True
            document.writer.submit(self._look, document.store)

    def _look(self, store: PlanStore) -> None:
        found: tuple[str, Any] = ("well", None)
        try:
            if store.read_only:
                found = ("held" if _is_held(store) else "free", None)
            else:
                store.require_place()
        except PlanNotSaved as error:
            found = ("lost", error)
        finally:
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._looked.emit(store, *found)

    def _on_looked(self, store: PlanStore, found: str, error: PlanNotSaved | None) -> None:
        self._is_looking = False
        document = self._window.document
        if not document.is_open or document.store is not store:
            return
        self._lost = error
        self._is_free = found == "free" and self._reason == "locked"
        self.refresh()

    def _check_clock(self, now: datetime) -> None:
        if self._latest is not None and self._latest - now > _CLOCK_TOLERANCE:
            self._behind = (self._latest - now, self._latest)

    # -- ways out -----------------------------------------------------------------------------

    def try_again(self) -> None:
        """Open the plan again from where it lies; what is half drawn stays in hand."""
        window = self._window
        window.sketches.carry()
        try:
            window.document.reopen()
        except Exception as error:
            window.sketches.carry(False)
            if self._lost is not None and isinstance(error, NotAPlan):
                window.toast.say(self.tr("{name} is not there yet.").format(name=window.document.path.name))
            else:
                window.show_error(error)

    def go_on_in_copy(self) -> None:
        """Write a copy elsewhere and go on there."""
        window = self._window
        path = window.plans.ask_path(self.tr("Go on in a copy"))
        if path is None:
            return
        left = str(window.document.path)
        if not (window.plans.save_to(path) if self._lost is None else self._save_lost(path)):
            return
        self._left.add(left)
        self._lost, self._failed, self._is_free = None, "", False
        window.sketches.keep_again()
        self.refresh()
        window.toast.say(self.tr("You go on in {name}.").format(name=path.name))

    def _save_lost(self, path: Path) -> bool:
        """Copy from the file that is still open though gone from its place; return whether that is done."""
        window = self._window
        try:
            window.document.save_as(path)
        except Exception as error:
            if _is_unreadable(error):
                self._go_on_from_memory(path)
            else:
                window.show_error(error)
            return False
        window.settings.add_recent(path)
        window.document.announce_place()
        window.show_facts()
        window.refresh_actions()
        return True

    def _go_on_from_memory(self, path: Path) -> None:
        """The drive is gone and cannot be read: write what is still known, say what is not, and go on there."""
        from app.dialogs.ask import show_message
        from app.from_memory import outcome_message, write_from_memory

        window = self._window
        window.sketches.carry()
        left = str(window.document.path)
        try:
            done = write_from_memory(window.document, path)
        except Exception as error:
            window.sketches.carry(False)
            window.show_error(error)
            return
        self._left.add(left)
        show_message(window, outcome_message(done))

    def _understood(self) -> None:
        """Take away what only had to be read."""
        if self._behind is not None:
            self._behind = None
        else:
            self._is_original_told = True
        self.refresh()

    # -- showing ------------------------------------------------------------------------------

    @property
    def _reason(self) -> str:
        refusal = self._window.document.store.refusal if self._window.document.is_open else None
        return str(refusal.facts.get("reason_code", "")) if refusal is not None else ""

    def refresh(self) -> None:
        """Show what is the case now: the gravest first."""
        if self._bar is None:
            return
        is_open = self._window.document.is_open
        text, ways, kind = self._notice() if is_open else ("", [], "tint")
        self._bar.show_notice(text, ways, kind=kind)
        if is_open:
            self._show_status(text)

    def _notice(self) -> tuple[str, list[Way], str]:
        in_copy: Way = (self.tr("Go on in a copy…"), self.go_on_in_copy)
        again: Way = (self.tr("Try again"), self.try_again)
        understood: Way = (self.tr("Understood"), self._understood)
        if self._lost is not None:
            return messages.error_message(self._lost).sentence + self._confirmed(), [in_copy, again], "alert"
        if self._failed:
            return self._failed, [in_copy], "alert"
        document = self._window.document
        if (version := self._window.versions.looked_at) is not None:
            return (*self._window.versions.notice(version), "tint")
        if document.is_read_only:
            if self._is_free:
                text = self.tr("{name} was closed there. You can write it now.").format(name=document.path.name)
                return text, [(self.tr("Open for writing"), self.try_again)], "banner"
            ways = [] if self._reason == "newer" else [in_copy]
            ways += [again] if self._reason in _MAY_CHANGE else []
            refusal = document.store.refusal
            assert refusal is not None
            return messages.error_message(refusal).sentence, ways, "tint"
        if self._behind is not None:
            return self._clock_text(*self._behind), [understood], "banner"
        if not self._is_original_told and document.store.original is not None:
            text = self.tr("An earlier version made this plan; it was upgraded. The original is kept: {name}")
            return text.format(name=document.store.original.name), [understood], "tint"
        return "", [], "tint"

    def _confirmed(self) -> str:
        """Return what is in the file that is gone; of one that another took the place of, nobody can say."""
        if self._saved is None or self._lost is None or self._lost.facts.get("reason_code") == "replaced":
            return ""
        text = self.tr(" The file holds every change up to {time}.")
        return text.format(time=_clock(self._saved))

    def _clock_text(self, behind: timedelta, latest: datetime) -> str:
        minutes = round(behind.total_seconds() / 60)
        if minutes < 120:
            text = self.tr("The computer's clock is {count} min behind the last change in this plan ({time}).")
            count = minutes
        elif minutes < 48 * 60:
            text = self.tr("The computer's clock is {count} h behind the last change in this plan ({time}).")
            count = round(minutes / 60)
        else:
            text = self.tr("The computer's clock is {count} days behind the last change in this plan ({time}).")
            count = round(minutes / 1440)
        told = text.format(count=count, time=latest.astimezone().strftime("%Y-%m-%d %H:%M"))
        return told + self.tr(" Set date and time right; the history keeps its order all the same.")

    def _show_status(self, notice: str) -> None:
        document, bar = self._window.document, self._window.status
        if self._lost is not None or self._failed:
            bar.set_saved(self.tr("Not saved"), notice, kind="danger")
        elif document.is_read_only:
            bar.set_saved(self.tr("Read-only"), notice, kind="warning")
        elif self._sketch is not None and (self._saved is None or self._sketch > self._saved):
            text = self.tr("Sketch kept {time}").format(time=_clock(self._sketch))
            bar.set_saved(text, self._saved_tip())
        elif self._saved is not None:
            bar.set_saved(self.tr("Saved {time}").format(time=_clock(self._saved)), self._saved_tip())
        else:
            bar.set_saved("", "")

    def _saved_tip(self) -> str:
        document = self._window.document
        lines = [f"{self._saved.astimezone():%Y-%m-%d %H:%M:%S}"] if self._saved is not None else []
        is_untitled = document.is_untitled
        place = self.tr("Untitled: kept safe, choose Save to give it a place") if is_untitled else str(document.path)
        if self._sketch is not None:
            lines.append(self.tr("The unfinished sketch is kept too, {time}").format(time=_clock(self._sketch)))
        return "\n".join([*lines, place])


def _is_unreadable(error: Exception) -> bool:
    """Whether a copy failed for what it was made from, as far as that can be told."""
    import apsw

    if not isinstance(error, PlanError | apsw.Error) or isinstance(error, PlanReadOnly | PlanNameTooLong):
        return False
    return not isinstance(error, PlanError) or error.facts.get("reason_code") not in {"disk_full", "busy"}


def _is_held(store: PlanStore) -> bool:
    from layers.plan.lock import holder

    return holder(Path(store.path)) is not None


def _clock(when: datetime) -> str:
    """Return a time of today by the clock; of another day with its date."""
    local = when.astimezone()
    is_today = local.date() == datetime.now().astimezone().date()
    return local.strftime("%H:%M:%S" if is_today else "%Y-%m-%d %H:%M")
