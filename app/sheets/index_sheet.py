"""The index of a series: a map of all sheets with their numbers, and their table with what adjoins each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.canvas.scene import BORDERS, Group, Part, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import Style
from app.canvas.view import View
from app.fonts import packaged_family
from app.sheets.ink import Ink
from app.sheets.paging import INK, RULE, SHADE, Type, width_of, wrapped
from app.sheets.plate import Plate, PlateLook, scale_text
from app.sheets.plate_facts import facts_of_sheet
from app.sheets.plate_side import shrunk
from layers.export.words import Words
from layers.plates.layout import Rect
from layers.plates.scales import fitting_scale
from layers.plates.series import frame_mm
from layers.plates.sheets import SIDES, Sheet, box_about

if TYPE_CHECKING:
    from app.sheets.plate_set import PlateSet

_KEY, _FRAME = "sheet_frame", "#B3261E"
_NUMBER = Type(9, True, _FRAME)
_TITLE, _HEAD, _CELL = Type(15, True), Type(8, True), Type(8, leading=1.3)
_ROW_MM, _HEAD_MM, _TOP_MM = 4.6, 6.0, 18.0
#: A column of the table is at least this wide.
_COLUMN_MM = 118.0
#: Shares of number, name, scale, page and adjoining sheets.
_SHARES = (0.09, 0.36, 0.17, 0.09, 0.29)


class IndexPlate(Plate):
    """A plate whose map shows the frames of all sheets."""

    sheets: tuple[Sheet, ...] = ()

    @classmethod
    def of(cls, plates: PlateSet) -> IndexPlate:
        """Return the index sheet of a series."""
        spec, sheets = plates.spec, plates.sheets
        boxes = [sheet.box for sheet in sheets]
        xmin, ymin = (min(box[place] for box in boxes) for place in (0, 1))
        xmax, ymax = (max(box[place] for box in boxes) for place in (2, 3))
        frame = frame_mm(spec)
        scale = fitting_scale(xmax - xmin, ymax - ymin, frame, around=1.06)
        box = box_about(((xmin + xmax) / 2.0, (ymin + ymax) / 2.0), frame, scale)
        whole = Sheet(0, plates.title, spec.subject, box, scale)
        facts = facts_of_sheet(plates.material, spec, whole, len(sheets), plates.words, title=plates.title)
        scene = plates.shown_scene()
        kept = (Group.LAND, Group.COVER, Group.BORDER)
        layers = [one for one in scene.layers if one.group in kept or one.uid == BORDERS]
        frames = np.array([shapely.box(*box) for box in boxes], dtype=object)
        part = Part(_KEY, Style(line=_FRAME, width=1.3), Shapes.of_metric(frames))
        layers.append(SceneLayer(_KEY, _KEY, "", Group.ZONE, parts=(part,), is_pickable=False))
        made = cls(
            replace(facts, sheet=None),
            replace(scene, layers=tuple(layers)),
            sheet=whole,
            look=PlateLook(spec.graticule, spec.grid, spec.inset, spec.code, marks_subject=False),
        )
        made.sheets = sheets
        return made

    def _map(self, ink: Ink, frame: Rect, view: View, is_vector: bool) -> None:
        super()._map(ink, frame, view, is_vector)
        ink.painter.save()
        ink.painter.setClipRect(ink.rectangle(QRectF(frame.x, frame.y, frame.width, frame.height)))
        xmin, _, _, ymax = view.extent
        per_mm = (view.extent[2] - xmin) / frame.width
        taken: list[QRectF] = []
        placed = []
        for sheet in self.sheets:
            left, top = frame.x + (sheet.box[0] - xmin) / per_mm, frame.y + (ymax - sheet.box[3]) / per_mm
            wide, high = (sheet.box[2] - sheet.box[0]) / per_mm, (sheet.box[3] - sheet.box[1]) / per_mm
            placed.append((sheet.number, left, top, wide, high))
        for number, left, top, wide, high in placed:
            text = str(number)
            box = _free(QRectF(0, 0, width_of(text, _NUMBER, ink.family) + 1.4, 4.2), left, top, wide, high, taken)
            taken.append(box)
            ink.box(box, fill="#FFFFFF", line=_FRAME, width_mm=0.15)
            ink.text(box.x() + 0.7, box.bottom() - 1.0, text, _NUMBER)
        ink.painter.restore()


def _free(label: QRectF, left: float, top: float, wide: float, high: float, taken: Sequence[QRectF]) -> QRectF:
    """Return where a number goes: the middle of its sheet, else one of its corners, else the middle all the same."""
    spots = [(0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.0), (0.5, 1.0), (0.0, 0.5), (1.0, 0.5)]
    tried = []
    for across, down in spots:
        x = left + across * (wide - label.width())
        y = top + down * (high - label.height())
        box = QRectF(x, y, label.width(), label.height())
        if not any(box.intersects(other) for other in taken):
            return box
        tried.append(box)
    return tried[0]


@dataclass(frozen=True)
class IndexTable:
    """One page of the table of sheets."""

    title: str
    words: Words
    rows: tuple[tuple[str, ...], ...]
    columns: int

    def paint(self, painter: QPainter, rectangle: QRectF, units_per_mm: float) -> None:
        """Paint the page like a plate."""
        family = packaged_family()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rectangle.topLeft())
        ink = Ink(painter, units_per_mm, family)
        width, height = rectangle.width() / units_per_mm, rectangle.height() / units_per_mm
        ink.box(QRectF(0.4, 0.4, width - 0.8, height - 0.8), line=INK, width_mm=0.5)
        kind = shrunk(self.title, _TITLE, width - 20.0, family)
        ink.text((width - width_of(self.title, kind, family)) / 2.0, 11.5, self.title, kind)
        wide = (width - 10.0) / self.columns
        each = -(-len(self.rows) // self.columns)
        for column in range(self.columns):
            rows = self.rows[column * each : (column + 1) * each]
            if rows:
                self._column(ink, 5.0 + column * wide, wide - 4.0, rows)
        painter.restore()

    def _column(self, ink: Ink, left: float, width: float, rows: Sequence[tuple[str, ...]]) -> None:
        heads = tuple(self.words[f"plate.index_{key}"] for key in ("number", "name", "scale", "page", "adjoining"))
        y = _TOP_MM
        for texts, kind, fill, height in [
            (heads, _HEAD, SHADE, _HEAD_MM),
            *((row, _CELL, "", _ROW_MM) for row in rows),
        ]:
            x = left
            for share, text in zip(_SHARES, texts, strict=True):
                cell = QRectF(x, y, width * share, height)
                ink.box(cell, fill=fill, line=RULE, width_mm=0.12)
                small = shrunk(text, kind, cell.width() - 1.6, ink.family)
                if small.size_pt <= 5.0:  # a long name: its beginning at a size one can read
                    small = replace(kind, size_pt=6.0)
                    text = wrapped(text, cell.width() - 1.6, small, ink.family)[0]
                ink.text(x + 0.8, cell.center().y() + small.size_pt * 0.125, text, small)
                x += width * share
            y += height


def tables_of(sheets: Sequence[Sheet], words: Words, size_mm: tuple[float, float]) -> list[IndexTable]:
    """Return the pages of the table; every sheet has a row that says on which page it is."""
    columns = max(int((size_mm[0] - 10.0) / _COLUMN_MM), 1)
    each = int((size_mm[1] - _TOP_MM - _HEAD_MM - 6.0) / _ROW_MM)
    count = -(-len(sheets) // (columns * each))
    first = 1 + count  # pages before the first sheet
    rows = [
        (str(one.number), one.title, scale_text(one.scale), str(first + one.number), _adjoining_text(one, words))
        for one in sheets
    ]
    title = words["plate.index_table"]
    return [
        IndexTable(title, words, tuple(rows[at : at + columns * each]), columns)
        for at in range(0, len(rows), columns * each)
    ]


def _adjoining_text(sheet: Sheet, words: Words) -> str:
    numbers = sorted({number for side in SIDES for number in sheet.adjoining.get(side, ())})
    if not numbers:
        return words["punctuation.none"]
    return ", ".join(map(str, numbers[:9])) + (" …" if len(numbers) > 9 else "")
