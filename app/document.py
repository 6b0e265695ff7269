"""The open plan as a QObject: the only door for edits, and what every view listens to.

The store commits first; its change rows come back here and become undo commands that hold only the
row's id.  On opening a plan the undo stack is rebuilt from the history without applying anything.

A store belongs to the thread that opened it, so each document has one *writer* thread: a quick edit
waits for it, a long one (a big import, an analysis) is a job on it, and reads are cached so that
views do not wait meanwhile.  A gesture that must wait for a long one keeps the window awake.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.alternative_edits import AlternativeEditing
from app.comment_edits import CommentEditing
from app.editing import PlanEditing
from app.exercise_edits import ExerciseEditing
from app.inventory_edits import InventoryEditing
from app.layer_editing import LayerEditing
from app.minutes_edits import MinutesEditing
from app.past import Past
from app.patience import wait_awake
from app.plate_editing import PlateEditing
from app.reads import READS, Change, first_reads, made_stale
from app.recording import RECORD_CODES, PlanRecording, without_recorded
from app.reshaping import PlanReshaping
from app.scene_editing import SceneEditing
from app.sketching import PlanSketching
from app.undoing import PlanUndoing
from app.version_edits import VersionEditing
from app.year_edits import YearEditing
from app.zone_edits import ZoneEditing
from layers.minutes import running_meeting
from layers.minutes_workflow import Watch
from layers.plan.model import ChangeRecord
from layers.progress import Cancelled

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

_T = TypeVar("_T")


class Document(
    QObject,
    LayerEditing,
    SceneEditing,
    PlateEditing,
    PlanEditing,
    ZoneEditing,
    PlanRecording,
    InventoryEditing,
    ExerciseEditing,
    YearEditing,
    VersionEditing,
    CommentEditing,
    AlternativeEditing,
    MinutesEditing,
    PlanReshaping,
    PlanUndoing,
    PlanSketching,
):
    """One open plan, or none."""

    opening = Signal()  # a plan will be there in a moment
    opened = Signal()
    closing = Signal()  # the plan can still be read and its view be kept
    closed = Signal()
    changed = Signal(object)
    saved = Signal(object)
    analysis_state_changed = Signal(str)
    edit_failed = Signal(object)
    sketch_kept = Signal(object)  # UTC time when the sketch in hand was written; None when there is none any more
    sketch_failed = Signal(object)  # the error
    past_read = Signal()  # the history was read anew, from another plan or after a failure

    _committed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        QObject.__init__(self, parent)
        PlanSketching.__init__(self)
        self._store: PlanStore | None = None
        self._home = threading.get_ident()
        self.writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._news: deque[tuple[ChangeRecord, frozenset[str], str, Mapping[str, Any]]] = deque()
        self._cache: dict[Any, Any] = {}
        self._rebuilding = False
        self._analysing = False
        self._unsubscribe: Callable[[], None] | None = None
        self._stepping = False
        self.past = Past()
        self.undo_stack = QUndoStack(self)
        # From the writer this queues into our thread; a quick edit takes the news itself.
        self._committed.connect(self._take_news)

    # -- opening and closing ------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a plan is open."""
        return self._store is not None

    @property
    def store(self) -> PlanStore:
        """The open plan's store; only the writer thread may change it."""
        if self._store is None:
            raise RuntimeError("no plan is open")
        return self._store

    @property
    def path(self) -> Path:
        """Where the open plan lies."""
        return Path(self.store.path)

    @property
    def is_untitled(self) -> bool:
        """Whether the plan has no place of its own yet."""
        return self.is_open and self.store.is_temporary

    @property
    def is_pristine(self) -> bool:
        """Whether an untitled plan holds no work: empty, or the sample as it was built."""
        # All that ever was done counts: after undo a gesture may stand where those of the sample stood.
        is_unchanged = len(self.past.records) <= (2 if self.info().is_sample else 0)
        return self.is_untitled and is_unchanged and not self.has_sketch

    @property
    def is_read_only(self) -> bool:
        """Whether the plan can only be looked at."""
        return self.is_open and self.store.read_only

    def open(self, path: Path) -> None:
        """Open a plan in place of the one that is open; on failure that one stays open."""
        from layers.plan.store import PlanStore

        if self.is_open and path.exists() and self.path.samefile(path):
            return
        self.attach(self.on_writer(lambda: PlanStore.open(path, or_read_only=True)))

    def reopen(self) -> None:
        """Open the plan again from where it lies: it may be free or in its place again; on failure nothing changes."""
        from layers.plan.store import PlanStore

        path = self.path
        self.on_writer(self.store.let_go_if_lost)
        self.attach(self.on_writer(lambda: PlanStore.open(path, or_read_only=True)))

    def create(self, path: Path | None, *, title: str, reference_date: date) -> None:
        """Make a new plan and open it; without a path it is untitled until it is saved somewhere."""
        from layers.plan.store import PlanStore

        if path is None:
            made = self.on_writer(lambda: PlanStore.temporary(title=title, reference_date=reference_date))
        else:
            made = self.on_writer(lambda: PlanStore.create(path, title=title, reference_date=reference_date))
        self.attach(made)

    def attach(self, store: PlanStore) -> None:
        """Take over a store that was opened on the writer thread; when it cannot be read, the open plan stays."""
        first = self.on_writer(lambda: first_reads(store))
        self.opening.emit()
        while self._store is not None:  # while one is let go of, a job may have opened another
            self.close()
        self._store = store
        self._cache = first.cache
        self._sketch_on_disk = first.sketch
        self._unsubscribe = store.subscribe(self._hear)
        self._show_past(first.changes)
        self.opened.emit()
        self._announce_state()

    def close(self, *, awake: bool = True) -> None:
        """Close the plan; every gesture is in the file already.  ``awake`` as for :meth:`on_writer`."""
        if self._store is None:
            return
        self.closing.emit()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        store = self._store
        is_pristine, known = self.is_pristine, len(self.past.records)

        def let_go() -> None:
            # A job may have written what has not been heard of yet: a file with work in it stays.
            if is_pristine and len(store.history(include_discarded=True)) == known:
                store.discard()
            else:
                store.close()

        self._store = None  # from here on nothing more is written; what views have read stays until they hear
        try:
            self.on_writer(let_go, awake=awake)
        except BaseException:
            self._store = store
            raise
        if self._store is not None:
            return
        self._news.clear()
        self._cache.clear()
        self.undo_stack.clear()
        self.past = Past()
        self.closed.emit()

    def shut_down(self) -> None:
        """Close the plan and end the writer thread."""
        self.close(awake=False)
        self.writer.shutdown(wait=True, cancel_futures=True)

    def discard_untitled(self) -> None:
        """Remove an untitled plan that was not kept."""
        if self.is_untitled:
            path = self.path
            self.close()
            path.unlink(missing_ok=True)

    def save_copy(self, path: Path) -> None:
        """Write a clean copy of the plan elsewhere."""
        self.on_writer(lambda: self.store.save_copy(path))

    def save_as(self, path: Path) -> None:
        """Write the plan elsewhere and go on working there."""
        self.on_writer(lambda: self.store.save_as(path))
        self._announce_state()

    def announce_place(self) -> None:
        """Tell the views that the plan now lies in another file: a job has written it there and gone on in it."""
        self._announce_state()

    def on_writer(self, step: Callable[[], _T], *, awake: bool = True) -> _T:
        """Run a step on the writer thread and wait for it, then hear what it changed.

        A step that must wait long, for another to be written or for itself, keeps the window painting while it
        waits, unless ``awake`` is False, as it must be where something is being painted.
        """
        if threading.current_thread().name.startswith("writer"):
            return step()
        future = self.writer.submit(step)
        if threading.get_ident() != self._home:
            return future.result()  # a job's news come by signal instead
        try:
            return wait_awake(future) if awake else future.result()
        finally:
            self._take_news()

    def catch_up(self) -> None:
        """Wait until what is being written is written, and hear of it: the next step back is from there."""
        self.on_writer(lambda: None)

    def undo(self) -> None:
        """Take back the newest gesture, also one that is still being written."""
        self.catch_up()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do the next gesture again, unless what is still being written comes after it."""
        self.catch_up()
        self.undo_stack.redo()

    def _announce_state(self) -> None:
        self.saved.emit(self.store.saved_at)
        self.analysis_state_changed.emit(self.analysis_state())

    # -- reading ------------------------------------------------------------------------------

    def analysis_state(self) -> str:
        """Return none, fresh, stale or running."""
        if self._analysing:
            return "running"
        if not self.is_open or not self.result_facts():
            return "none"
        return "stale" if self._get("stale") else "fresh"

    def view_state(self) -> dict[str, Any]:
        """Return how the plan was last looked at; not part of its history."""
        return dict(self.on_writer(lambda: self.store.view_state()))

    def set_view_state(self, state: Mapping[str, Any]) -> None:
        """Remember how the plan is looked at."""
        self.on_writer(lambda: self.store.set_view_state(dict(state)))

    def keep_levels(self, levels: Collection[tuple[str, int, bytes]]) -> None:
        """Let the plan keep what the map has simplified, when the writer has time for it; nobody waits."""
        store = self._store
        if store is not None and not store.read_only:
            self.writer.submit(lambda: store.keep_levels(levels) if store.is_open else None)

    # -- for jobs -----------------------------------------------------------------------------

    def still_open(self, store: PlanStore) -> PlanStore:
        """Return a store while it is that of the open plan, for jobs: what they made belongs in no other plan.

        Raises
        ------
        Cancelled
            The plan was closed, or another one opened.
        """
        if self._store is not store or not store.is_open:
            raise Cancelled
        return store

    def set_analysing(self, running: bool) -> None:
        """Tell the views that an analysis runs, or has ended."""
        self._analysing = running
        self.analysis_state_changed.emit(self.analysis_state())

    # -- inner workings -------------------------------------------------------------------------

    def _wanted(self, store: PlanStore | None) -> PlanStore:
        return self.store if store is None else self.still_open(store)

    def _hear(self, record: ChangeRecord, tables: frozenset[str], direction: str) -> None:
        """Called by the store, on the writer thread, after each commit: read what it made stale right there."""
        store = self._store
        if store is None:
            return
        fresh = {key: READS[key](store) for key in made_stale(record.codes, tables)}
        self._news.append((record, tables, direction, fresh))
        self._committed.emit()

    def _take_news(self) -> None:
        if self._stepping and self.sender() is self:  # the stack is moving: it takes the news itself
            return
        while self._news and self._store is not None:
            self._on_committed(*self._news.popleft())

    def _on_committed(
        self, record: ChangeRecord, tables: frozenset[str], direction: str, fresh: Mapping[str, Any]
    ) -> None:
        if {"layer_role", "layer_columns", "taken_in"} & set(
            record.codes
        ):  # nothing else gives a read layer other frames
            self._cache = {key: value for key, value in self._cache.items() if not isinstance(key, tuple)}
        self._cache.update(fresh)
        if RECORD_CODES & set(record.codes):
            self._cache = without_recorded(self._cache, self._cache.get("layers", ()))
        self.past.hear(record, direction)
        if direction == "do":
            self._push(record)
        elif record.passed:
            self._follow_jump()
        self.changed.emit(Change(frozenset(tables), record.code, direction, record.passed, record))
        self._announce_state()

    def _numbered_area(self) -> str:
        return self.tr("Patrol area {number}")

    def _read(self, key: Any, read: Callable[[PlanStore], _T]) -> _T:
        if key not in self._cache:
            self._cache[key] = self.on_writer(lambda: read(self.store), awake=False)
        return self._cache[key]  # type: ignore[no-any-return]

    def _edit(self, code: str, step: Callable[[PlanStore], _T], **facts: Any) -> _T:
        sketch = self._sketch_in_hand() if threading.get_ident() == self._home else None
        is_meeting = bool(running_meeting(self._cache.get("minutes", ()))) and not code.startswith("minute")

        def gesture() -> _T:
            with self.store.change(code, **facts):
                watch = Watch(self.store, code) if is_meeting else None
                done = step(self.store)
                if watch is not None:  # what becomes of areas while a meeting runs is one step with its line
                    watch.write()
                # An area and the sketch it came from change places in one transaction.
                if sketch is not None and sketch != self._sketch_on_disk:
                    self.store.set_sketch_state(sketch)
            self._sketch_on_disk = self._sketch_on_disk if sketch is None else sketch
            return done

        return self.on_writer(gesture)
