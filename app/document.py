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
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.past import Past
from app.patience import wait_awake
from app.reading import PlanReading
from app.reads import READS, Change, first_reads, made_stale
from app.reshaping import PlanReshaping
from app.sketching import PlanSketching
from app.undoing import PlanUndoing
from layers import workflow
from layers.kinds import Role, Shape, ZoneStatus
from layers.plan.model import ChangeRecord, LayerRecord
from layers.plan.rasters import RasterFile, linked
from layers.progress import Cancelled

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import shapely

    from layers.plan.store import PlanStore
    from layers.sources import ReadLayer
    from layers.zones.model import Parameters, ZoneResult

_T = TypeVar("_T")


class Document(QObject, PlanReading, PlanUndoing, PlanReshaping, PlanSketching):
    """One open plan, or none."""

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

    # -- edits: one method, one gesture ---------------------------------------------------------

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

    def add_read_layers(self, layers: Sequence[ReadLayer], *, into: PlanStore | None = None) -> list[LayerRecord]:
        """Add freshly read layers; a job names the plan it read them for, see :meth:`still_open`."""
        tables = workflow.prepare_layers(layers)  # here, so that the writer is free for others meanwhile
        return self.on_writer(lambda: workflow.add_layers(self._wanted(into), layers, tables))

    def remove_layer(self, uid: str) -> None:
        """Take a layer out of the plan."""
        title = self.layer(uid).title
        self._edit("layer_removed", lambda store: store.remove_layer(uid), title=title)

    def set_layer_visible(self, uid: str, visible: bool) -> None:
        """Show or hide a layer."""
        code = "layer_shown" if visible else "layer_hidden"
        self._update_layer(code, uid, visible=visible)

    def set_layer_opacity(self, uid: str, opacity: float) -> None:
        """Set how strongly a layer is drawn, 0–1."""
        self._update_layer("layer_opacity", uid, opacity=opacity)

    def set_layer_color(self, uid: str, color: str) -> None:
        """Draw a layer in a colour ``#RRGGBB``; an empty text gives it its own colours back."""
        self._update_layer("layer_color", uid, style=_with_color(self.layer(uid).style, color))

    def set_derived_look(
        self, layer: str, *, visible: bool | None = None, opacity: float | None = None, color: str | None = None
    ) -> None:
        """Change how a layer that no file holds is shown: one of the three, in one gesture."""
        look = self.look(layer)
        fields: dict[str, Any]
        if visible is not None:
            code, fields = "layer_shown" if visible else "layer_hidden", {"visible": visible}
        elif opacity is not None:
            code, fields = "layer_opacity", {"opacity": opacity}
        else:
            code, fields = "layer_color", {"style": _with_color(look.style, color or "")}
        if replace(look, **fields) != look:
            self._edit(code, lambda store: store.set_look(layer, **fields), derived=layer)

    def set_layer_order(self, uids: Sequence[str]) -> None:
        """Put the layers in this order, top first."""
        places = {uid: place for place, uid in enumerate(uids)}
        moved = [(record.uid, places[record.uid]) for record in self.layers() if record.position != places[record.uid]]
        if moved:
            self._edit(
                "layers_ordered", lambda store: [store.update_layer(uid, position=place) for uid, place in moved]
            )

    def set_layer_role(self, uid: str, role: Role) -> None:
        """Change what a layer is to the plan; its columns are looked for again, in one gesture."""
        record = self.layer(uid)
        if record.role is role:
            return
        if record.shape is Shape.RASTER:
            self._update_layer("layer_role", uid, role=role)
            return
        self._recast(record, role, None, "layer_role")

    def set_layer_fields(self, uid: str, given: Mapping[str, str | None]) -> None:
        """Say which columns of a layer's source are the program's own; None is none, on purpose."""
        from layers.sources.recasting import given_in

        record = self.layer(uid)
        if dict(given) != given_in(record.source.notes):
            self._recast(record, record.role, given, "layer_columns")

    def _recast(self, record: LayerRecord, role: Role, given: Mapping[str, str | None] | None, code: str) -> None:
        from layers.sources.recasting import recast_record

        cast, frame = recast_record(record, self.frame(record.uid), role, given)

        def replace_content(store: PlanStore) -> None:
            store.remove_layer(record.uid)
            store.add_layer(cast, frame)
            for other in self.layers():
                store.update_layer(other.uid, position=other.position)

        self._edit(code, replace_content, title=record.title)

    def set_layer_title(self, uid: str, title: str) -> None:
        """Rename a layer."""
        self._update_layer("layer_renamed", uid, title=title)

    def set_layer_speaks_for(self, uid: str, counties: frozenset[str], verified_none: frozenset[str]) -> None:
        """Set the counties a layer speaks for, and those confirmed to have nothing."""
        self._update_layer(
            "layer_speaks_for", uid, speaks_for=counties | verified_none, verified_none=frozenset(verified_none)
        )

    def relink_raster(self, uid: str, path: Path, sha256: str, size_bytes: int) -> None:
        """Link a raster layer to a file; another content makes an analysis out of date."""
        self.relink_rasters({uid: RasterFile(path, sha256, size_bytes)})

    def relink_rasters(self, files: Mapping[str, RasterFile]) -> None:
        """Link raster layers to files, in one gesture."""
        fields = {uid: linked(self.layer(uid), file, self.path) for uid, file in files.items()}
        titles = [self.layer(uid).title for uid in files]
        self._edit(
            "raster_relinked",
            lambda store: [store.update_layer(uid, **values) for uid, values in fields.items()],
            titles=titles,
        )

    def set_zone_status(self, uid: str, status: ZoneStatus) -> None:
        """Set where the counties are with a zone."""
        row = self.zones().loc[lambda zones: zones["uid"] == uid].iloc[0]
        self._edit("zone_status", lambda store: store.set_zone_status(uid, status), zone=self.zone_name(row))

    def add_patrol_area(self, polygon: shapely.Polygon, name: str | None = None) -> str:
        """Add a joint-patrol area; it gets the next free name when it has none."""
        _check_outline(polygon)
        title = name or self._next_patrol_name()
        return self._edit("patrol_area_added", lambda store: store.add_patrol_area(title, polygon), name=title)

    def set_patrol_geometry(self, uid: str, polygon: shapely.Polygon) -> None:
        """Change the outline of a patrol area."""
        _check_outline(polygon)
        self._update_patrol("patrol_area_reshaped", uid, geometry=polygon)

    def rename_patrol_area(self, uid: str, name: str) -> None:
        """Rename a patrol area."""
        self._update_patrol("patrol_area_renamed", uid, name=name)

    def remove_patrol_area(self, uid: str) -> None:
        """Remove a patrol area."""
        name = self.patrol_name(uid)
        self._edit("patrol_area_removed", lambda store: store.remove_patrol_area(uid), name=name)

    def import_patrol_areas(self, areas: gpd.GeoDataFrame, *, into: PlanStore | None = None) -> list[str]:
        """Add polygons of a file as patrol areas; a job names the plan it read them for."""
        unnamed = self.tr("Patrol area {number}")
        return self.on_writer(lambda: workflow.add_patrol_areas(self._wanted(into), areas, unnamed=unnamed))

    def judge_slivers(self, verdicts: gpd.GeoDataFrame, *, instead_of: Sequence[str] = ()) -> None:
        """Record verdicts on gaps and overlaps, columns ``VERDICT_COLUMNS``: one gesture, however many.

        ``instead_of``: uids of verdicts on the same strips as they were before a line was drawn anew.
        """
        pairs = list(dict.fromkeys("|".join(counties) for counties in verdicts["counties"]))
        where = "–".join(map(self.short_county_name, pairs[0].split("|"))) if len(pairs) == 1 else ""
        code = "sliver_judged" if len(verdicts) == 1 else "slivers_judged_pair" if where else "slivers_judged"

        def put(store: PlanStore) -> None:
            if instead_of:
                store.remove_border_verdicts(instead_of)
            store.put_border_verdicts(verdicts)

        self._edit(code, put, count=len(verdicts), counties=where)

    def unjudge_slivers(self, uids: Sequence[str]) -> None:
        """Take verdicts back."""
        self._edit("slivers_unjudged", lambda store: store.remove_border_verdicts(uids), count=len(uids))

    def set_agreements(self, agreements: pd.DataFrame) -> None:
        """Replace the agreement register, columns ``AGREEMENT_COLUMNS``."""
        count = len(agreements)
        self._edit("agreements_changed", lambda store: store.put_agreements(agreements), count=count)

    def set_contacts(self, contacts: pd.DataFrame) -> None:
        """Replace the contacts of the counties."""
        self._edit("contacts_changed", lambda store: store.put_contacts(contacts), count=len(contacts))

    def set_parameters(self, parameters: Parameters) -> None:
        """Change the numbers of the analysis."""
        if parameters != self.parameters():
            self._edit("parameters_set", lambda store: store.set_parameters(parameters))

    def set_title(self, title: str) -> None:
        """Rename the plan."""
        self._edit_info(title=title)

    def set_reference_date(self, day: date) -> None:
        """Set the reference date that documents, expiry and staleness use."""
        self._edit_info(reference_date=day)

    def set_facts(self, title: str, reference_date: date) -> None:
        """Change title and reference date in one gesture."""
        info = self.info()
        if (title, reference_date) != (info.title, info.reference_date):
            self._edit_info(title=title, reference_date=reference_date)

    def store_result(
        self, result: ZoneResult, *, input_stamp: str | None = None, into: PlanStore | None = None
    ) -> None:
        """Store an analysis with the stamp of what it read; a job names the plan it analysed."""
        self.on_writer(lambda: workflow.save_analysis(self._wanted(into), result, input_stamp=input_stamp))

    def set_analysing(self, running: bool) -> None:
        """Tell the views that an analysis runs, or has ended."""
        self._analysing = running
        self.analysis_state_changed.emit(self.analysis_state())

    def patrol_name(self, uid: str) -> str:
        """Return the name of a patrol area."""
        areas = self.patrol_areas()
        return str(areas.loc[areas["uid"] == uid, "name"].iloc[0])

    def patrol_shape(self, uid: str) -> shapely.Geometry | None:
        """Return a patrol area as it is stored, EPSG:4490; None when there is none."""
        areas = self.patrol_areas()
        found = areas.geometry[areas["uid"] == uid]
        return found.iloc[0] if len(found) else None

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
        if {"layer_role", "layer_columns"} & set(record.codes):  # no other change gives a read layer other frames
            self._cache = {key: value for key, value in self._cache.items() if not isinstance(key, tuple)}
        self._cache.update(fresh)
        self.past.hear(record, direction)
        if direction == "do":
            self._push(record)
        elif record.passed:
            self._follow_jump()
        self.changed.emit(Change(frozenset(tables), record.code, direction, record.passed, record))
        self._announce_state()

    def _read(self, key: Any, read: Callable[[PlanStore], _T]) -> _T:
        if key not in self._cache:
            self._cache[key] = self.on_writer(lambda: read(self.store), awake=False)
        return self._cache[key]  # type: ignore[no-any-return]

    def _edit(self, code: str, step: Callable[[PlanStore], _T], **facts: Any) -> _T:
        sketch = self._sketch_in_hand() if threading.get_ident() == self._home else None

        def gesture() -> _T:
            with self.store.change(code, **facts):
                done = step(self.store)
                # An area and the sketch it came from change places in one transaction.
                if sketch is not None and sketch != self._sketch_on_disk:
                    self.store.set_sketch_state(sketch)
            self._sketch_on_disk = self._sketch_on_disk if sketch is None else sketch
            return done

        return self.on_writer(gesture)

    def _edit_info(self, **fields: Any) -> None:
        self.on_writer(lambda: self.store.set_info(**fields))

    def _update_layer(self, code: str, uid: str, **fields: Any) -> None:
        record = self.layer(uid)
        if replace(record, **fields) == record:
            return
        self._edit(code, lambda store: store.update_layer(uid, **fields), title=fields.get("title", record.title))

    def _update_patrol(self, code: str, uid: str, **fields: Any) -> None:
        name = fields.get("name", self.patrol_name(uid))
        self._edit(code, lambda store: store.update_patrol_area(uid, **fields), name=name)

    def _next_patrol_name(self) -> str:
        taken = set(self.patrol_areas()["name"])
        number = len(taken) + 1
        while (name := self.tr("Patrol area {number}").format(number=number)) in taken:
            number += 1
        return name


def _with_color(style: Mapping[str, Any], color: str) -> dict[str, Any]:
    others = {name: value for name, value in style.items() if name != "color"}
    return {**others, "color": color} if color else others


def _check_outline(polygon: shapely.Polygon) -> None:
    if polygon is None or polygon.is_empty:
        raise ValueError("a patrol area needs an outline")
