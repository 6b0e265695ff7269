"""Recording by hand: which tool, which form, and one gesture in the plan for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject, QTimer

from app import record_words, words
from app.canvas.tools.record import Draft, RecordPointTool
from app.canvas.tools.record_lines import RecordLineTool
from app.cards.record import RecordCard
from app.panels.records import RecordsPanel
from app.recording import RecordRow
from app.widgets.typed import Typed
from layers import recording
from layers.errors import LianfangError, UnsoundShape
from layers.geodesy import HA_PER_M2, geodesic_area_m2, geodesic_length_m
from layers.kinds import RecordKind, Shape
from layers.recording import FORMS, FieldKind

if TYPE_CHECKING:
    from app.document import Change
    from app.window import MainWindow

_Tool = RecordPointTool | RecordLineTool
#: Keys that rest this long have typed what they wanted.
_REST_MS = 150
#: A boundary marker stands for the counties as near as this.
_MARKER_M = 200.0


class RecordControl(QObject):
    """The tools hold what is in hand, the card shows it, and what is kept is written here."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._is_busy = False
        self._bad_place = ""  # coordinates that were typed and are none
        self._last_kind = RecordKind.DEPOT
        self.card: RecordCard
        self._say_soon = QTimer(self)
        self._say_soon.setSingleShot(True)
        self._say_soon.setInterval(_REST_MS)
        self._say_soon.timeout.connect(self._say)
        for kind in RecordKind:  # the actions' names
            setattr(self, f"record_{kind.value}", partial(self.record, kind))
        self._document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Make the card of a new map and listen to its tools."""
        side = self._window.map
        self.card = RecordCard(side)
        self.card.kind_chosen.connect(self.record)
        self.card.typed.connect(self._take_texts)
        self.card.place_typed.connect(self._take_place)
        self.card.confirmed.connect(self.keep)
        self.card.removal_asked.connect(self._remove_in_hand)
        self.card.copy_asked.connect(self._copy_in_hand)
        self.card.redraw_asked.connect(self._redraw)
        self.card.closed.connect(self._leave)
        side.record_point_tool.record_at = self._record_at
        side.record_point_tool.moved.connect(self._move)
        side.record_point_tool.picked.connect(self.edit)
        for tool in self._tools():
            tool.is_there = lambda layer, uid: self._document.record_row(layer, uid) is not None
            tool.drafted.connect(partial(self._on_drafted, tool))
            tool.confirmed.connect(self.card.confirm)
        for tool in (side.record_line_tool, side.record_area_tool):
            tool.length_words = size_words
        side.canvas.tool_changed.connect(self._on_tool)

    def carry_over(self) -> Callable[[], None] | None:
        """The form comes back with what was typed; the record in hand does as a sketch."""
        tool = self._in_hand
        if tool is None or not self.card.isVisible():
            return None
        kind, typed = tool.kind, Typed(self.card)

        def back() -> None:
            if self._in_hand is None:
                self._begin(kind, None)
            typed.put_into(self.card)

        return partial(self._window.carrying.when_drawn, back)

    def make_panel(self) -> RecordsPanel:
        """Make the panel; the window does so again in another language or theme."""
        panel = RecordsPanel(self._window.document, self._window.actions_)
        panel.edit_asked.connect(self.edit)
        panel.copy_asked.connect(self.duplicate)
        panel.removal_asked.connect(self.remove)
        panel.record_chosen.connect(self._window.map.select)
        panel.record_zoomed.connect(self._window.map.zoom_to_feature)
        panel.records_chosen.connect(self._select)
        return panel

    # -- beginning --------------------------------------------------------------------------------

    def record(self, kind: RecordKind, _checked: bool = True) -> None:
        """Begin to record something of a kind; what is in hand becomes one, as far as it fits."""
        self._begin(kind, self._as_kind(kind))
        self._window.records.show_kind(kind)

    def _as_kind(self, kind: RecordKind) -> Draft | None:
        """Return a new record in hand as one of another kind: its place, and the fields that both have."""
        tool = self._in_hand
        draft = tool.draft if tool is not None else None
        if draft is None or not draft.is_new or FORMS[draft.kind].shape is not FORMS[kind].shape:
            return None
        names = {one.name for one in FORMS[kind].fields}
        return replace(draft, kind=kind, values={name: text for name, text in draft.values.items() if name in names})

    def edit(self, layer: str, uid: str) -> None:
        """Take a record in hand to change it."""
        row = self._document.record_row(layer, uid)
        if row is None or self._document.is_read_only:
            return
        self._begin(row.kind, Draft(row.kind, layer, uid, row.shape, shown_values(row)))
        self._window.records.choose({row.key})
        self._window.map.select(layer, uid)
        self.card.focus_first()

    def duplicate(self, layer: str, uid: str) -> None:
        """Begin a record like another, at a place to be said."""
        row = self._document.record_row(layer, uid)
        if row is not None and not self._document.is_read_only:
            self._begin(row.kind, Draft(row.kind, values=shown_values(row)))

    def _begin(self, kind: RecordKind, draft: Draft | None) -> None:
        tool = self._tool(kind)
        self._last_kind = kind
        self._is_busy = True
        self._window.hands.use_tool(tool.key)
        self._is_busy = False
        self._window.right.show_page("records")
        self._bad_place = ""
        tool.begin(draft, kind)
        self._open(tool)
        self._window.map.canvas.setFocus()

    def take_up(self, key: str) -> None:
        """Have the tool of a sketch that is back in hand; the sketch follows."""
        self._window.hands.use_tool(key)

    def _open(self, tool: _Tool) -> None:
        """Show the form of the tool in hand."""
        self._window.actions_[f"record_{tool.kind.value}"].setChecked(True)
        tool.prompt = record_words.hint(tool.kind)
        self.card.show_draft(tool.kind, tool.draft)
        if not self.card.isVisible():
            self.card.open_card()
        self._tell(tool)

    # -- what is in hand ----------------------------------------------------------------------------

    def _tools(self) -> tuple[_Tool, ...]:
        side = self._window.map
        return (side.record_point_tool, side.record_line_tool, side.record_area_tool)

    def _tool(self, kind: RecordKind) -> _Tool:
        point, line, area = self._tools()
        return {Shape.POINT: point, Shape.LINE: line}.get(FORMS[kind].shape, area)

    @property
    def _in_hand(self) -> _Tool | None:
        return next((tool for tool in self._tools() if tool is self._window.map.canvas.tool), None)

    def _on_tool(self, tool: Any) -> None:
        if not self._is_busy and tool not in self._tools():
            self.card.close_card()

    def _on_drafted(self, tool: _Tool, draft: Draft | None) -> None:
        if self._is_busy or tool is not self._in_hand or not self._document.is_open:
            return
        if draft is not None and draft.shape is not None:
            self._bad_place = ""
        was_placed = self.card.isVisible() and not self.card.place_text().strip()
        self._open(tool)
        if draft is not None and draft.shape is not None and draft.is_new and was_placed:
            self._after_place(tool, draft)

    def _after_place(self, tool: _Tool, draft: Draft) -> None:
        """The place is said: go on with the form."""
        if draft.kind is RecordKind.MARKER and not draft.values.get("counties"):
            near = self._near_counties(draft.shape)
            if near:
                tool.put(replace(draft, values={**draft.values, "counties": near}))
        self.card.focus_first()

    def _near_counties(self, shape: Any) -> str:
        outlines = self._document.county_outlines()
        if outlines is None:
            return ""
        around = self._window.map.canvas
        disc = around.to_storage(around.to_metric(shape).buffer(_MARKER_M))
        codes = recording.counties_at(disc, outlines)
        return words.joined([self._document.short_county_name(code) for code in sorted(codes)])

    def _take_texts(self, texts: Mapping[str, str]) -> None:
        tool = self._in_hand
        if tool is not None:
            draft = tool.draft or Draft(tool.kind)
            self._is_busy = True  # the card has it already
            tool.put(replace(draft, values={name: text for name, text in texts.items() if text}))
            self._is_busy = False
            self._say_soon.start()

    def _say(self) -> None:
        """Say what is to be said about what was typed, when the keys have come to rest."""
        if self._in_hand is not None and self._document.is_open:
            self._tell(self._in_hand)

    def _take_place(self, text: str) -> None:
        tool = self._in_hand
        if tool is None:
            return
        self._bad_place = ""
        shape = None
        if text.strip():
            try:
                shape = recording.parse_shape(
                    text, FORMS[tool.kind].shape, epsg=self._window.map.canvas.scene.metric_epsg
                )
            except (ValueError, UnsoundShape) as error:
                self._bad_place = self._why_no_place(error)
        before = tool.draft or Draft(tool.kind)
        if shape is not None or before.shape is not None:
            self._is_busy = True  # the card has what was typed, to the last letter
            tool.put(replace(before, shape=shape))
            self._is_busy = False
            if shape is not None:
                self._show_place(shape)
        self._tell(tool)

    def _why_no_place(self, error: Exception) -> str:
        if isinstance(error, UnsoundShape):
            texts = {
                "few_points": self.tr("A line needs at least two points."),
                "few_corners": self.tr("An area needs at least three corners."),
                "crossing": self.tr("The sides cross. Move or remove a corner."),
            }
            return texts.get(str(error.facts.get("reason")), str(error))
        number = error.args[0] if error.args and isinstance(error.args[0], int) else 1
        return self.tr("Line {number} of the coordinates is no place in China.").format(number=number)

    def _show_place(self, shape: Any) -> None:
        """Bring a typed place into sight."""
        canvas = self._window.map.canvas
        metric = canvas.to_metric(shape)
        xmin, ymin, xmax, ymax = metric.bounds
        left, low, right, high = canvas.view.extent
        if not (left <= xmin and low <= ymin and xmax <= right and ymax <= high):
            if FORMS[self._last_kind].shape is Shape.POINT:
                canvas.center_on(metric.x, metric.y)
            else:
                self._window.map.zoom_to_shape(shape)

    def _redraw(self) -> None:
        tool = self._in_hand
        if isinstance(tool, RecordLineTool):
            tool.redraw()
            self._window.map.canvas.setFocus()

    def _record_at(self, x: float, y: float) -> tuple[str, str] | None:
        """Return the recorded point under the cursor."""
        canvas = self._window.map.canvas
        for kind, layer in self._document.recorded_layers().items():
            if FORMS[kind].shape is Shape.POINT and layer.visible:
                found = canvas.feature_at(x, y, layer_uid=layer.uid)
                if found is not None:
                    return found.layer_uid, found.feature_uid
        return None

    # -- saying ---------------------------------------------------------------------------------------

    def _tell(self, tool: _Tool) -> None:
        """Say where the record lies, and what is to be said about it."""
        draft = tool.draft
        shape = None if draft is None else draft.shape
        codes = () if shape is None else recording.counties_at(shape, self._document.county_outlines())
        where = [self._document.short_county_name(code) for code in codes]
        parts = [words.joined(where)] if where else []
        if shape is not None and shape.geom_type != "Point":
            parts.append(size_words(shape))
        self.card.show_where(" · ".join(parts))
        findings, wrong, _values = self._findings(tool, codes)
        is_begun = draft is not None
        texts = [record_words.sentence(finding) for finding in findings if is_begun and not finding.is_blocking]
        texts = [*wrong, *texts]
        if self._bad_place:
            texts.insert(0, self._bad_place)
        self.card.show_findings(texts, is_wrong=bool(wrong or self._bad_place))

    def _findings(
        self, tool: _Tool, codes: tuple[str, ...]
    ) -> tuple[list[recording.Finding], list[str], dict[str, Any]]:
        """Return findings, sentences about fields that make no sense, and the values of those that do."""
        draft = tool.draft or Draft(tool.kind)
        form, values, wrong = FORMS[draft.kind], {}, []
        for one in form.fields:
            text = draft.values.get(one.name, "")
            try:
                values[one.name] = bool(text) if one.kind is FieldKind.YES else recording.typed_value(text, one.kind)
            except ValueError:
                said = self.tr("{field}: “{text}” is no number.")
                if one.kind is FieldKind.DATE:
                    said = self.tr("{field}: “{text}” is no date, like 2026-05-01.")
                wrong.append(said.format(field=record_words.field(one.word), text=text.strip()[:30]))
        found = recording.check_record(
            form,
            draft.shape,
            values,
            self._document.same_role_frames(draft.kind, without=draft.uid),
            counties=codes,
            has_counties=self._document.has_counties(),
        )
        return found, wrong, values

    # -- keeping ------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what is in hand into the plan; what is missing is said instead."""
        tool = self._in_hand
        if tool is None:
            return
        shape = tool.draft.shape if tool.draft is not None else None
        codes = () if shape is None else recording.counties_at(shape, self._document.county_outlines())
        findings, wrong, values = self._findings(tool, codes)
        blocking = [record_words.sentence(finding) for finding in findings if finding.is_blocking]
        if self._bad_place or wrong or blocking:
            texts = [*filter(None, [self._bad_place]), *wrong, *blocking]
            self.card.show_findings(texts, is_wrong=True)
            return
        self._is_busy = True
        draft = tool.take()  # the gesture takes along that nothing is in hand any more
        try:
            assert draft is not None and draft.shape is not None
            key = self._write(draft, values)
        except LianfangError as error:
            tool.begin(draft, tool.kind)
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()
            return
        finally:
            self._is_busy = False
        self._window.map.select(*key)
        self._window.records.choose({key})
        if draft.is_new:
            self._begin_next(tool, draft, findings)
        else:
            self._window.hands.use_tool("select")

    def _write(self, draft: Draft, values: Mapping[str, Any]) -> tuple[str, str]:
        if draft.is_new:
            return self._document.record_feature(draft.kind, draft.shape, values)
        self._document.change_recorded(draft.layer, draft.uid, shape=draft.shape, values=values)
        return draft.layer, draft.uid

    def _begin_next(self, tool: _Tool, draft: Draft, findings: Iterable[recording.Finding]) -> None:
        """Wait for the next of the same kind."""
        said = self.tr("Recorded: {record}.").format(
            record=record_words.titled(draft.kind, draft.values.get("name", ""))
        )
        more = [record_words.sentence(finding) for finding in findings]
        self._window.undo_offer.say(" ".join([said, *more]))
        tool.begin(None, draft.kind)
        self._open(tool)
        self._window.map.canvas.setFocus()

    def _move(self, layer: str, uid: str, shape: shapely.Geometry) -> None:
        try:
            self._document.change_recorded(layer, uid, shape=shape)
        except LianfangError as error:
            self._window.show_error(error)
            return
        self._window.map.select(layer, uid)

    def remove(self, keys: Iterable[tuple[str, str]]) -> None:
        """Take records away, in one gesture."""
        try:
            self._document.remove_recorded(keys)
        except LianfangError as error:
            self._window.show_error(error)

    def _remove_in_hand(self) -> None:
        tool = self._in_hand
        if tool is not None and tool.draft is not None and not tool.draft.is_new:
            key = (tool.draft.layer, tool.draft.uid)
            self._window.hands.use_tool("select")
            self.remove([key])

    def _copy_in_hand(self) -> None:
        tool = self._in_hand
        if tool is not None and tool.draft is not None:
            self.duplicate(tool.draft.layer, tool.draft.uid)

    def _select(self, keys: list[tuple[str, str]]) -> None:
        self._window.map.canvas.set_selection(keys)

    def _leave(self) -> None:
        if not self._is_busy and self._in_hand is not None:
            self._window.hands.use_tool("select")

    def _on_changed(self, _change: Change) -> None:
        """Undo may take away what is in hand."""
        if not self._document.is_open:
            return
        for tool in self._tools():
            draft = tool.draft
            if draft is not None and draft.uid and self._document.record_row(draft.layer, draft.uid) is None:
                tool.forget()
                if tool is self._in_hand:
                    self._window.hands.use_tool("select")
        in_hand = self._in_hand
        if in_hand is not None and not self._document.has_counties():
            self._window.hands.use_tool("select")
        elif in_hand is not None and not self._is_busy:
            self._tell(in_hand)


def shown_values(row: RecordRow) -> dict[str, str]:
    """Return the fields of a record as they are typed."""
    shown = {}
    for one in FORMS[row.kind].fields:
        value = row.values[one.name]
        text = ("1" if value is True else "") if one.kind is FieldKind.YES else recording.shown_value(value, one.kind)
        if text:
            shown[one.name] = text
    return shown


def size_words(shape: shapely.Geometry) -> str:
    """Return the length of a line or the area of an area on the ellipsoid."""
    if shape.geom_type == "Polygon":
        area_ha = geodesic_area_m2(shape) * HA_PER_M2
        return f"{words.hectares(area_ha)} ({words.mu(area_ha)})"
    return words.fine_length(geodesic_length_m(shape))
