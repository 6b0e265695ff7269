"""Beside or below the map of a plate: legend, overview, adjoining sheets, notes, QR code and content hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF

from app.canvas import RenderOptions, Scene, View, render
from app.canvas.legend import LegendEntry, draw_swatch
from app.canvas.scene import BORDERS, Group, Part, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import Style, Theme
from app.canvas.view import METRES_PER_LOGICAL_PX, Box
from app.sheets.ink import Ink
from app.sheets.legend_rows import LEAST_LEGEND_PT, SWATCH_MM, WrappedLegend, wrapped_legend
from app.sheets.paging import INK, MUTED, Type, width_of, wrapped
from app.sheets.plate_facts import PlateFacts
from app.sheets.qr import draw_qr
from layers.crs import STORAGE_CRS, transform
from layers.export.words import Words
from layers.plates.layout import Rect

HEADING = Type(9, True)
SMALL = Type(7.5, leading=1.35)
RULE = "#7C8B8A"
_QR_MM = 21.0
_CODE_MM = _QR_MM + 3.0
_ADJOINING_MM = 23.0
_FRAME_RED = "#C62828"
_CONCERNED = Style(fill="#DCEBE8")
#: A row of the legend is this high at most and, before it takes another column, at least; mm.
_ROW_MM, _LEAST_ROW_MM, _LEAST_COLUMN_MM = 5.0, 2.75, 27.0
#: Notes are set smaller first; below this they could not be read.
_LEAST_PT = 4.5
#: A note is never cut to less than this many characters.
_LEAST_NOTE = 60
_SIDES = ("NW", "N", "NE", "W", "", "E", "SW", "S", "SE")


@dataclass(frozen=True)
class Side:
    """What the panels are made from."""

    facts: PlateFacts
    shown: Scene
    view: View
    entries: Sequence[LegendEntry]
    notes: Sequence[tuple[str, bool]]  # text, is muted
    with_inset: bool
    with_code: bool
    is_vector: bool

    def draw(self, ink: Ink, box: Rect, *, is_column: bool) -> None:
        """Draw all panels into the room there is."""
        ink.box(_rect(box), line=RULE, width_mm=0.2)
        if is_column:
            self._column(ink, box)
        else:
            self._row(ink, box)

    def _column(self, ink: Ink, box: Rect) -> None:
        """Legend above, notes and code below; the legend takes what the others leave."""
        bottom = box.bottom
        if self._has_code:
            bottom -= _CODE_MM
            self._code(ink, Rect(box.x, bottom, box.width, _CODE_MM))
            _rule(ink, box, bottom)
        most = box.height * 0.36
        lines = self._fitted(box.width - 4.0, most - 2.5)
        height = min(sum(kind.line_mm for _, kind in lines) + 2.5, most)
        bottom -= height
        self._notes(ink, Rect(box.x, bottom, box.width, height), lines)
        _rule(ink, box, bottom)
        if self.facts.sheet is not None:
            bottom -= _ADJOINING_MM
            self._adjoining(ink, Rect(box.x, bottom, box.width, _ADJOINING_MM))
            _rule(ink, box, bottom)
        if self.with_inset:
            height = min(box.width * 0.62, box.height * 0.26, (bottom - box.y) * 0.5)
            bottom -= height
            self._inset(ink, Rect(box.x, bottom, box.width, height))
            _rule(ink, box, bottom)
        self._legend(ink, Rect(box.x, box.y, box.width, bottom - box.y))

    def _row(self, ink: Ink, box: Rect) -> None:
        """Legend on the left, then overview and adjoining sheets, then notes over the code."""
        right = box.right
        notes = min(max(box.width * 0.34, 58.0), 96.0)
        right -= notes
        code = _CODE_MM if self._has_code else 0.0
        lines = self._fitted(notes - 4.0, box.height - code - 2.5)
        self._notes(ink, Rect(right, box.y, notes, box.height - code), lines)
        if code:
            self._code(ink, Rect(right, box.bottom - code, notes, code))
            ink.line(right, box.bottom - code, box.right, box.bottom - code, RULE, 0.2)
        ink.line(right, box.y, right, box.bottom, RULE, 0.2)
        adjoining = _ADJOINING_MM + 3.0 if self.facts.sheet is not None else 0.0
        if self.with_inset or adjoining:
            width = min(max(box.width * 0.27, 48.0), 88.0)
            right -= width
            if adjoining:
                self._adjoining(ink, Rect(right, box.bottom - adjoining, width, adjoining))
                ink.line(right, box.bottom - adjoining, right + width, box.bottom - adjoining, RULE, 0.2)
            if self.with_inset:
                self._inset(ink, Rect(right, box.y, width, box.height - adjoining))
            ink.line(right, box.y, right, box.bottom, RULE, 0.2)
        self._legend(ink, Rect(box.x, box.y, right - box.x, box.height))

    @property
    def _has_code(self) -> bool:
        return self.with_code and self.facts.code is not None

    # -- legend ----------------------------------------------------------------------------------------

    def _legend(self, ink: Ink, box: Rect) -> None:
        ink.text(box.x + 2.0, box.y + 4.6, self.facts.words["web.legend"], HEADING)
        room = Rect(box.x, box.y + 6.6, box.width, box.height - 8.0)
        words, theme = self.facts.words, self.shown.theme
        draw_legend(ink, room, self.entries, words, theme, dpr=self.view.dpr, is_vector=self.is_vector)

    # -- overview --------------------------------------------------------------------------------------

    def _inset(self, ink: Ink, box: Rect) -> None:
        """Draw the counties concerned and where this sheet lies among them, with the map's own renderer."""
        ink.text(box.x + 2.0, box.y + 4.6, self.facts.words["plate.locator"], HEADING)
        room = Rect(box.x + 2.0, box.y + 6.4, box.width - 4.0, box.height - 8.4)
        counties = self.facts.counties
        epsg = f"EPSG:{self.shown.metric_epsg}"
        mine = counties["code"].astype(str).isin(self.facts.concerned).to_numpy()
        concerned = transform(np.asarray(counties.geometry.array, dtype=object)[mine], STORAGE_CRS, epsg)
        view = self._inset_view(ink, room, concerned)
        layers = [one for one in self.shown.layers if one.group is Group.LAND or one.uid == BORDERS]
        layers = [replace(one, labels=(), visible=True) for one in layers]
        if len(concerned):
            part = Part("_concerned", _CONCERNED, Shapes.of_metric(concerned))
            above = next((place for place, one in enumerate(layers) if one.uid == BORDERS), len(layers))
            layers.insert(above, SceneLayer("_concerned", "_concerned", "", Group.ZONE, parts=(part,)))
        painter = ink.painter
        painter.save()
        painter.translate(ink.rectangle(_rect(room)).topLeft())
        scene = replace(self.shown, layers=tuple(layers))
        render(painter, scene, view, RenderOptions(ink.family, is_vector=self.is_vector, with_labels=False))
        painter.restore()
        names = [str(name) for name in counties["name"][mine]]
        painter.save()
        painter.setClipRect(ink.rectangle(_rect(room)))
        taken: list[QRectF] = []
        for name, shape in zip(names, concerned, strict=True):
            self._inset_name(ink, room, view, name, shape, taken)
        left, top = _place(view, room, self.view.extent[0], self.view.extent[3])
        right, bottom = _place(view, room, self.view.extent[2], self.view.extent[1])
        frame = QRectF(QPointF(left, top), QPointF(right, bottom)).intersected(_rect(room))
        # A sheet that is tiny among its counties is marked all the same.
        frame = frame.adjusted(-0.6, -0.6, 0.6, 0.6) if min(frame.width(), frame.height()) < 1.2 else frame
        ink.box(frame, line="#FFFFFF", width_mm=0.9)
        ink.box(frame, line=_FRAME_RED, width_mm=0.5)
        painter.restore()
        ink.box(_rect(room), line=RULE, width_mm=0.15)

    def _inset_view(self, ink: Ink, room: Rect, concerned: Sequence[shapely.Geometry]) -> View:
        boxes = [self.view.extent, *(shape.bounds for shape in concerned)]
        xmin, ymin = (min(box[place] for box in boxes) for place in (0, 1))
        xmax, ymax = (max(box[place] for box in boxes) for place in (2, 3))
        scale = 1000.0 * 1.06 * max((xmax - xmin) / room.width, (ymax - ymin) / room.height)
        dpr = ink.units * 25.4 / 96.0
        size = (room.width * ink.units / dpr, room.height * ink.units / dpr)
        return View(((xmin + xmax) / 2, (ymin + ymax) / 2), scale * METRES_PER_LOGICAL_PX, size, dpr)

    @staticmethod
    def _inset_name(ink: Ink, room: Rect, view: View, name: str, shape: shapely.Geometry, taken: list[QRectF]) -> None:
        """Write a county's name where no other is."""
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        point = shapely.point_on_surface(largest)
        x, y = _place(view, room, point.x, point.y)
        kind = shrunk(name, Type(7, color="#4A4038"), room.width * 0.45, ink.family)
        half = width_of(name, kind, ink.family) / 2.0
        x = min(max(x, room.x + half + 0.5), room.right - half - 0.5)
        box = QRectF(x - half, y - 1.4, 2 * half, 2.8)
        if not any(box.intersects(other) for other in taken):
            taken.append(box)
            ink.halo_text(x - half, y + 0.9, name, kind)

    # -- adjoining sheets ------------------------------------------------------------------------------

    def _adjoining(self, ink: Ink, box: Rect) -> None:
        """Draw the table of adjoining sheets (接图表): the sheet in the middle, its neighbours' numbers around it."""
        sheet = self.facts.sheet
        assert sheet is not None
        ink.text(box.x + 2.0, box.y + 4.6, self.facts.words["plate.adjoining"], HEADING)
        cell_w, cell_h = min((box.width - 4.0) / 3.0, 15.0), (box.height - 8.0) / 3.0
        left, top = box.x + (box.width - 3 * cell_w) / 2.0, box.y + 6.4
        for place, side in enumerate(_SIDES):
            cell = QRectF(left + place % 3 * cell_w, top + place // 3 * cell_h, cell_w, cell_h)
            ink.box(cell, line=INK, width_mm=0.15, fill="" if side else "#D9E2E1")
            numbers = (sheet.number,) if not side else sheet.adjoining.get(side, ())
            text = ", ".join(map(str, numbers[:3])) + (" …" if len(numbers) > 3 else "")
            kind = shrunk(text, Type(7.5, not side), cell_w - 1.0, ink.family)
            half = width_of(text, kind, ink.family) / 2.0
            ink.text(cell.center().x() - half, cell.center().y() + kind.size_pt * 0.125, text, kind)

    # -- notes and code --------------------------------------------------------------------------------

    def _fitted(self, width: float, height: float) -> list[tuple[str, Type]]:
        """Return the notes as lines, set smaller until they fit; then the longest one, the sources, is cut short."""
        size, family, notes = SMALL.size_pt, self._family, list(self.notes)
        while True:
            kinds = (Type(size, leading=1.35), Type(size, color=MUTED, leading=1.35))
            lines = [
                (line, kinds[is_muted])
                for text, is_muted in notes
                for line in wrapped(text, width, kinds[is_muted], family)
            ]
            if sum(kind.line_mm for _, kind in lines) <= height:
                return lines
            if size > _LEAST_PT:
                size -= 0.5
                continue
            place = max(range(len(notes)), key=lambda one: len(notes[one][0]))
            text, is_muted = notes[place]
            if len(text) < _LEAST_NOTE:
                return lines
            notes[place] = (text.rstrip("…")[: int(len(text) * 0.9)] + "…", is_muted)

    @property
    def _family(self) -> str:
        from app.fonts import packaged_family

        return packaged_family()

    @staticmethod
    def _notes(ink: Ink, box: Rect, lines: Sequence[tuple[str, Type]]) -> None:
        y = box.y + 1.5
        for line, kind in lines:
            ink.text(box.x + 2.0, y + kind.ascent_mm, line, kind)
            y += kind.line_mm

    def _code(self, ink: Ink, box: Rect) -> None:
        """Draw the QR code, and beside it what it holds for those without a camera."""
        code, words = self.facts.code, self.facts.words
        assert code is not None
        square = Rect(box.x + 1.0, box.y + (box.height - _QR_MM) / 2.0, _QR_MM, _QR_MM)
        draw_qr(ink.painter, ink.rectangle(_rect(square)), code.text)
        left, room = square.right + 0.8, box.right - square.right - 1.6
        tiny = Type(6, color=MUTED, leading=1.3)
        lines = [(words["plate.content_hash"], tiny)]
        lines += [(code.content_hash[at : at + 16], Type(6, leading=1.3)) for at in range(0, 64, 16)]
        lines.append((words.text("plate.plate_id", id=code.plate), tiny))
        lines.append((words["plate.code_note"], tiny))
        y = box.y + (box.height - sum(kind.line_mm for _, kind in lines)) / 2.0
        for text, kind in lines:
            ink.text(left, y + kind.ascent_mm, text, shrunk(text, kind, room, ink.family))
            y += kind.line_mm


def draw_legend(
    ink: Ink,
    box: Rect,
    entries: Sequence[LegendEntry],
    words: Words,
    theme: Theme,
    *,
    columns: int = 0,
    dpr: float,
    is_vector: bool,
) -> None:
    """Draw swatches with their words, in as few columns as there is room for, or in so many."""
    most = max(int(box.width / _LEAST_COLUMN_MM), 1)
    count = len(entries)
    columns = columns or next((n for n in range(1, most) if -(-count // n) * _LEAST_ROW_MM <= box.height), most)
    rows = max(-(-count // columns), 1)
    step = min(_ROW_MM, box.height / rows)
    kind = Type(min(7.5, step / 25.4 * 72 / 1.25))
    texts = [
        entry.text(words.code("legend", entry.key) if f"legend.{entry.key}" in words else entry.title)
        for entry in entries
    ]
    least_pt = (
        min(
            shrunk(text, kind, wide - SWATCH_MM - 1.0, ink.family).size_pt
            for first, wide in zip(
                range(0, count, rows), _column_widths(texts, rows, kind, box.width, ink), strict=True
            )
            for text in texts[first : first + rows]
        )
        if texts
        else kind.size_pt
    )
    if least_pt < min(LEAST_LEGEND_PT, kind.size_pt):
        set_out = wrapped_legend(
            texts, (box.width, box.height), [columns] if columns else range(1, most + 1), ink.family
        )
        if set_out is not None and set_out.kind.size_pt > least_pt:
            _draw_wrapped(ink, box, entries, set_out, theme, dpr=dpr, is_vector=is_vector)
            return
    left = box.x
    for first, wide in zip(range(0, count, rows), _column_widths(texts, rows, kind, box.width, ink), strict=True):
        for place, entry in enumerate(entries[first : first + rows]):
            y = box.y + place * step
            swatch = ink.rectangle(QRectF(left + 2.0, y + step * 0.12, 8.0, step * 0.76))
            draw_swatch(ink.painter, swatch, entry, theme, ink.family, dpr=dpr, is_vector=is_vector)
            text = texts[first + place]
            most_mm = wide - SWATCH_MM - 1.0
            ink.text(
                left + SWATCH_MM, y + step / 2 + kind.size_pt * 0.13, text, shrunk(text, kind, most_mm, ink.family)
            )
        left += wide


def _draw_wrapped(
    ink: Ink,
    box: Rect,
    entries: Sequence[LegendEntry],
    legend: WrappedLegend,
    theme: Theme,
    *,
    dpr: float,
    is_vector: bool,
) -> None:
    line_mm = legend.kind.line_mm
    for entry, row in zip(entries, legend.rows, strict=True):
        x, middle = box.x + row.x, box.y + row.y + row.height / 2
        swatch = ink.rectangle(QRectF(x + 2.0, middle - 1.7, 8.0, 3.4))
        draw_swatch(ink.painter, swatch, entry, theme, ink.family, dpr=dpr, is_vector=is_vector)
        first = middle - (len(row.lines) - 1) * line_mm / 2 + legend.kind.size_pt * 0.13
        for place, text in enumerate(row.lines):
            ink.text(x + SWATCH_MM, first + place * line_mm, text, legend.kind)


def _column_widths(texts: Sequence[str], rows: int, kind: Type, width: float, ink: Ink) -> list[float]:
    """Return the widths of the columns: each what its texts need, as far as there is room for all."""
    needs = [
        13.0 + max(width_of(text, kind, ink.family) for text in texts[first : first + rows])
        for first in range(0, len(texts), rows)
    ]
    total = sum(needs)
    if total <= width:
        return [need + (width - total) / len(needs) for need in needs]
    return [need * width / total for need in needs]


def shrunk(text: str, kind: Type, most_mm: float, family: str) -> Type:
    """Return a type small enough for a text to fit on one line; texts are made smaller, never cut."""
    width = width_of(text, kind, family)
    if width <= most_mm:
        return kind
    return Type(max(kind.size_pt * most_mm / width, 4.0), kind.bold, kind.color, kind.leading)


def _place(view: View, room: Rect, x: float, y: float) -> tuple[float, float]:
    """Return where a point in metres lies on the sheet, mm."""
    extent: Box = view.extent
    across = (x - extent[0]) / (extent[2] - extent[0])
    down = (extent[3] - y) / (extent[3] - extent[1])
    return room.x + across * room.width, room.y + down * room.height


def _rule(ink: Ink, box: Rect, y: float) -> None:
    ink.line(box.x, y, box.right, y, RULE, 0.2)


def _rect(box: Rect) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
