"""The map plate: what was agreed on the wall, on white paper.

The map itself is drawn by the canvas's renderer.  Around it: a neat frame with the figures of the grids, title,
legend, overview, scale, north, notes and the statements that the law asks for.  A plate is painted at any size on any
painter: a picture, a PDF, a printer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen

from app.canvas import MapWords, RenderOptions, Scene, View, build_scene, render
from app.canvas.legend import LegendEntry, legend_entries
from app.canvas.reads import Reads, looks_of
from app.canvas.scene import BORDERS, Group
from app.canvas.view import METRES_PER_LOGICAL_PX, intersects
from app.fonts import packaged_family
from app.sheets.emphasis import UNSAID, emphasised
from app.sheets.ink import Ink
from app.sheets.paging import INK, MUTED, Type, width_of
from app.sheets.plate_facts import PlateFacts, facts_of_job
from app.sheets.plate_grids import PlateGrid, draw_figures, grid_layer, plate_grids
from app.sheets.plate_side import HEADING, Side, shrunk
from layers.crs import STORAGE_CRS, transform
from layers.export.coordinates import CoordinateTable
from layers.export.drills import is_drill
from layers.export.job import ExportJob
from layers.export.words import Words
from layers.plan.model import LayerLook
from layers.plates.layout import FRAME_MM, Layout, Rect, layout_of
from layers.plates.model import Paper, plate_size_mm
from layers.plates.scales import SCALES, fitting_scale
from layers.plates.sheets import Sheet

__all__ = [
    "SCALES",
    "SHEETS_MM",
    "Plate",
    "PlateLook",
    "map_words",
    "plate_png",
    "plate_scene",
    "print_scene",
    "round_length",
]

#: Printable part of a landscape sheet in mm: the paper less 10 mm on every side.
SHEETS_MM = {paper.value: plate_size_mm(paper, False) for paper in Paper}

_PAPER = "#FFFFFF"
_TITLE = Type(17, True)
_SMALL = Type(7.5, leading=1.35)
_SMALL_MUTED = Type(7.5, color=MUTED, leading=1.35)
_FIGURE = Type(6.5, color=MUTED)
_NORTH = Type(8, True)
_STATEMENT = Type(8.5, True, "#005F56")


def map_words(words: Words) -> MapWords:
    """Return what the map prints by itself, in a document's language."""
    return MapWords(**{name: words[f"map.{name}"] for name in MapWords.__dataclass_fields__})


@dataclass(frozen=True)
class PlateLook:
    """What is drawn beside the map, and how the map is drawn."""

    graticule: bool = True
    grid: bool = True
    inset: bool = True
    code: bool = True
    marks_subject: bool = True


def plate_png(job: ExportJob, scene: Scene, *, size_mm: tuple[float, float] = SHEETS_MM["A4"], dpi: int = 200) -> bytes:
    """Return the map plate of an area as PNG.

    Parameters
    ----------
    job : ExportJob
    scene : Scene
        From :func:`plate_scene`.
    size_mm : (width, height)
        One of :data:`SHEETS_MM`, or the size of the place the picture is for: printed at that size, its scale holds.
    dpi : int
        Dots per inch; written into the file.
    """
    return Plate.of_job(job, scene).png(size_mm, dpi)


def plate_scene(job: ExportJob, reads: Reads) -> Scene:
    """Return the scene of the plate of an annex: see :func:`print_scene`."""
    return print_scene(job.words, reads)


def print_scene(words: Words, reads: Reads, *, previous: Scene | None = None, with_drills: bool = False) -> Scene:
    """Return the scene of a plate: the plan's layers in the print theme.

    What is hidden in the plan is hidden on paper, with one exception: the county lines are what a plate is about.
    Layers about drills are hidden too: who makes plates of his own can show them by their ``visible``.

    Parameters
    ----------
    words : Words
        The document's language.
    reads : PlanStore or Document
    previous : Scene, optional
        Of the same plan: what did not change is not projected again.
    with_drills : bool
        Drill layers are as the plan shows them.
    """
    looks = dict(looks_of(reads))
    lines = looks.get(BORDERS, LayerLook())
    looks[BORDERS] = replace(lines, visible=True, opacity=1.0)
    scene = build_scene(reads, theme="print", words=map_words(words), derived=looks, previous=previous)
    drills = {one.uid: {"visible": False} for one in reads.layers() if not with_drills and is_drill(one.title)}
    known = {layer.uid for layer in scene.layers}
    return scene.with_layers(**{uid: change for uid, change in drills.items() if uid in known})


class Plate:
    """A plate ready to be painted at any size.

    Parameters
    ----------
    facts : PlateFacts
    scene : Scene
        From :func:`plate_scene`.
    subject : Geometry, optional
        What is brought out, in the scene's metric CRS.
    is_area : bool
        It is a joint-patrol area.
    table : CoordinateTable, optional
        Its boundary points.
    sheet : Sheet, optional
        The ground and scale; else the largest round scale that shows the subject.
    """

    #: The scale in figures holds on paper only.
    tells_scale = True

    def __init__(
        self,
        facts: PlateFacts,
        scene: Scene,
        *,
        subject: shapely.Geometry | None = None,
        is_area: bool = False,
        table: CoordinateTable | None = None,
        sheet: Sheet | None = None,
        look: PlateLook | None = None,
    ) -> None:
        self.facts, self.scene, self.shown = facts, scene, scene
        self.subject, self.is_area, self.table = subject, is_area, table
        self.sheet, self.look = sheet, look or PlateLook()
        self.family = packaged_family()
        self.denominator = sheet.scale if sheet is not None else 0.0

    @classmethod
    def of_job(cls, job: ExportJob, scene: Scene) -> Plate:
        """Return the plate of an annex."""
        area = transform(job.area, STORAGE_CRS, f"EPSG:{scene.metric_epsg}")
        return cls(facts_of_job(job), scene, subject=area, is_area=True, table=job.coordinates)

    def png(self, size_mm: tuple[float, float], dpi: int, *, is_grey: bool = False) -> bytes:
        """Return the plate as PNG; what every other file says of itself goes along as text inside it."""
        image = self.image(size_mm, dpi)
        if is_grey:
            image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        image.setText("Description", "\n".join(self.facts.about))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def image(self, size_mm: tuple[float, float], dpi: float) -> QImage:
        """Return the plate as a picture."""
        units = dpi / 25.4
        width, height = size_mm
        image = QImage(round(width * units), round(height * units), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(units * 1000))
        image.setDotsPerMeterY(round(units * 1000))
        image.fill(QColor(_PAPER))
        painter = QPainter(image)
        try:
            self.paint(painter, QRectF(image.rect()), units)
        finally:
            painter.end()
        return image

    def paint(self, painter: QPainter, rectangle: QRectF, units_per_mm: float, *, is_vector: bool = False) -> None:
        """Paint the sheet into a rectangle of a painter whose unit is 1/``units_per_mm`` mm."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rectangle.topLeft())
        layout = layout_of(rectangle.width() / units_per_mm, rectangle.height() / units_per_mm)
        ink = Ink(painter, units_per_mm * layout.factor, self.family)
        view = self.view(layout.map_mm, units_per_mm)
        self.denominator = view.scale_denominator
        grids = self._grids(view, layout.map_mm)
        self.shown = self._shown(view, grids, is_vector=is_vector)
        self._map(ink, layout.map, view, is_vector)
        draw_figures(ink, layout.map, view.extent, grids)
        self._title(ink, layout)
        side = Side(
            self.facts,
            self.shown,
            view,
            self.entries(view),
            self.notes(view),
            with_inset=self.look.inset,
            with_code=self.look.code,
            is_vector=is_vector,
        )
        side.draw(ink, layout.side, is_column=layout.is_column)
        self._foot(ink, layout.foot, view.scale_denominator / 1000.0 * layout.factor)
        ink.box(QRectF(0.4, 0.4, layout.width - 0.8, layout.height - 0.8), line=INK, width_mm=0.5)
        painter.restore()

    # -- the map -------------------------------------------------------------------------------------

    def view(self, frame_mm: tuple[float, float], units_per_mm: float) -> View:
        """Return what the map shows: the sheet's ground, or the subject at the largest round scale that fits."""
        if self.sheet is not None:
            box, scale = self.sheet.box, self.sheet.scale
        else:
            assert self.subject is not None
            box = self.subject.bounds
            scale = fitting_scale(box[2] - box[0], box[3] - box[1], frame_mm)
        return view_at(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), scale, frame_mm, units_per_mm)

    def _grids(self, view: View, frame_mm: tuple[float, float]) -> list[PlateGrid]:
        epsg = self.scene.metric_epsg
        return plate_grids(view, epsg, frame_mm, graticule=self.look.graticule, gk=self.look.grid)

    def _shown(self, view: View, grids: list[PlateGrid], *, is_vector: bool) -> Scene:
        subject = self.subject if self.look.marks_subject else None
        shown = emphasised(
            self.scene, view, subject, is_area=self.is_area, table=self.table, is_vector=is_vector
        )  # fmt: skip
        layers = list(shown.layers)
        above = next((i for i, layer in enumerate(layers) if layer.uid == BORDERS), len(layers))
        layers[above:above] = [layer for grid in grids if (layer := grid_layer(grid)) is not None]
        return replace(shown, layers=tuple(layers))

    def entries(self, view: View) -> list[LegendEntry]:
        """Return what the legend explains: all that is drawn in the map's frame, and nothing else."""
        return [entry for entry in legend_entries(self.shown, view) if entry.key not in UNSAID]

    def _map(self, ink: Ink, frame: Rect, view: View, is_vector: bool) -> None:
        painter = ink.painter
        box = QRectF(frame.x, frame.y, frame.width, frame.height)
        painter.save()
        painter.translate(ink.rectangle(box).topLeft())
        render(painter, self.shown, view, RenderOptions(self.family, is_vector=is_vector))
        painter.restore()
        ink.box(box, line=INK, width_mm=0.25)
        ink.box(box.adjusted(-FRAME_MM, -FRAME_MM, FRAME_MM, FRAME_MM), line=INK, width_mm=0.4)

    # -- around it -----------------------------------------------------------------------------------

    def _title(self, ink: Ink, layout: Layout) -> None:
        facts, stamp = self.facts, self.facts.stamp
        beside = min(62.0, layout.width * 0.25)
        kind = shrunk(facts.title, _TITLE, layout.width - 2 * beside - 6.0, self.family)
        ink.text((layout.width - width_of(facts.title, kind, self.family)) / 2, 9.2, facts.title, kind)
        left = [facts.plan_title]
        if facts.sheet is not None:
            left.append(facts.words.text("plate.sheet_of", number=facts.sheet.number, count=facts.count))
        for baseline, text in zip((5.2, 9.4) if len(left) > 1 else (6.0,), left, strict=True):
            ink.text(3.5, baseline, text, shrunk(text, _SMALL_MUTED, beside, self.family))
        right = layout.width - 3.5
        for baseline, text in ((5.2, stamp.classification), (9.4, self._review())):
            kind = shrunk(text, _SMALL, beside, self.family)
            ink.text(right - width_of(text, kind, self.family), baseline, text, kind)

    def _review(self) -> str:
        """Return the review number as maps carry it, or that there is none."""
        words, stamp = self.facts.words, self.facts.stamp
        if stamp.review_number == words["stamp.default_review_number"]:
            return f"{words['stamp.default_purpose']} {stamp.review_number}"
        return self.facts.line("stamp.review_number", stamp.review_number)

    def notes(self, view: View) -> list[tuple[str, bool]]:
        """Return the notes and whether each is muted: what was declared, the CRS in plain words, the sources."""
        facts = self.facts
        stamp = facts.stamp
        texts = [
            (facts.line("plate.parties", facts.parties), False),
            (facts.meridian_note, False),
            (facts.line("stamp.purpose", stamp.purpose), False),
            (facts.line("stamp.maker", stamp.maker), False),
            (facts.line("stamp.reference_date", facts.reference_date), False),
        ]
        missing = {layer.title for layer in self.scene.layers if layer.raster is not None and layer.raster.is_missing}
        told = facts.source_texts(self._drawn(view), missing) or [facts.words["punctuation.unknown"]]
        texts.append((facts.line("plate.sources", facts.words["punctuation.reasons"].join(told)), True))
        texts += [(text, True) for text in facts.notes]
        texts += [(text, False) for text in self._raster_notes()]
        return [(text, is_muted) for text, is_muted in texts if text]

    def _drawn(self, view: View) -> set[str]:
        """Return the uids of the layers that the map shows."""
        shown = {entry.layer_uid for entry in legend_entries(self.shown, view)}
        for layer in self.shown.layers:
            if layer.visible and layer.opacity > 0.0 and (layer.raster is not None or layer.group is Group.LAND):
                extent = layer.extent
                if extent is not None and intersects(extent, view.extent):
                    shown.add(layer.uid)
        return shown

    def _raster_notes(self) -> list[str]:
        """Say which rasters the map goes on without, and which are not what they were."""
        shown = [(layer.title, layer.raster) for layer in self.scene.layers if layer.raster and layer.visible]
        told = {
            "plate.raster_missing": [title for title, raster in shown if raster.is_missing],
            "plate.raster_changed": [title for title, raster in shown if raster.is_changed and not raster.is_missing],
        }
        words = self.facts.words
        return [words[key].format(layers=words.join(titles)) for key, titles in told.items() if titles]

    def _foot(self, ink: Ink, box: Rect, per_mm: float) -> None:
        """Scale bar and numeric scale on the left, north beside them, the statements on the right.

        ``per_mm`` is metres on the ground to a unit of the layout.
        """
        length_m = round_length(min(42.0, box.width * 0.3) * per_mm)
        bar = length_m / per_mm
        left, y = box.x + 3.0, box.y + 6.4
        for i in range(4):
            part = QRectF(left + i * bar / 4, y, bar / 4, 1.3)
            ink.box(part, fill=INK if i % 2 == 0 else _PAPER, line=INK, width_mm=0.15)
        unit, factor = ("km", 1000.0) if length_m >= 1000.0 else ("m", 1.0)
        for i in (0, 2, 4):
            text = f"{length_m * i / 4 / factor:g}" + (f" {unit}" if i == 4 else "")
            shift = width_of(text, _FIGURE, self.family) / 2 if i < 4 else width_of(text[:1], _FIGURE, self.family)
            ink.text(left + i * bar / 4 - shift, y + 4.0, text, _FIGURE)
        if self.tells_scale:
            ink.text(left, y - 1.6, scale_text(self.denominator), HEADING)
        _north(ink, left + bar + 12.0, box.y + box.height / 2)
        self._statements(ink, QRectF(left + bar + 20.0, box.y, box.right - left - bar - 22.0, box.height))

    def _statements(self, ink: Ink, box: QRectF) -> None:
        """Write the sentences that every product carries: in a row when there is room, else one below the other."""
        statements = self.facts.statements
        lines = [self.facts.words["punctuation.sentence_gap"].join(statements)]
        if width_of(lines[0], _STATEMENT, self.family) > box.width():
            lines = list(statements)
        step = min(_STATEMENT.line_mm, box.height() / len(lines))
        y = box.center().y() - len(lines) * step / 2
        for line in lines:
            kind = replace(_STATEMENT, size_pt=min(_STATEMENT.size_pt, step * 2.0))
            kind = shrunk(line, kind, box.width(), self.family)
            ink.text(box.right() - width_of(line, kind, self.family), y + step * 0.75, line, kind)
            y += step


def view_at(middle: tuple[float, float], scale: float, frame_mm: tuple[float, float], units_per_mm: float) -> View:
    """Return what a frame shows at a scale, its middle in metres."""
    dpr = units_per_mm * 25.4 / 96.0
    size = (frame_mm[0] * units_per_mm / dpr, frame_mm[1] * units_per_mm / dpr)
    return View(middle, scale * METRES_PER_LOGICAL_PX, size, dpr)


def scale_text(denominator: float) -> str:
    """Return a scale like ``1:50 000``."""
    return f"1:{denominator:,.0f}".replace(",", " ")


def _north(ink: Ink, x: float, y: float) -> None:
    for side, fill in ((-1, INK), (1, _PAPER)):
        path = QPainterPath(ink.point(x, y - 1.3))
        path.lineTo(ink.point(x + side * 1.5, y + 4.4))
        path.lineTo(ink.point(x, y + 3.2))
        path.closeSubpath()
        ink.painter.setPen(QPen(QColor(INK), 0.15 * ink.units))
        ink.painter.setBrush(QColor(fill))
        ink.painter.drawPath(path)
    ink.text(x - width_of("N", _NORTH, ink.family) / 2, y - 1.9, "N", _NORTH)


def round_length(most_m: float) -> float:
    """Return the longest 1, 2, 4 or 8 × 10ⁿ m that is not longer: its half and quarters are round too."""
    power = 10.0 ** np.floor(np.log10(most_m))
    return float(max(step * power for step in (1, 2, 4, 8) if step * power <= most_m))
