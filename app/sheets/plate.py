"""The map plate of a joint-patrol area: what was agreed on the wall, on white paper.

The map itself is drawn by the canvas's renderer.  Around it: a neat frame with the graticule, title,
legend, locator, scale, north, notes and the statements that the law asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen

from app.canvas import MapWords, RenderOptions, Scene, View, build_scene, render
from app.canvas.legend import draw_swatch, legend_entries
from app.canvas.reads import Reads, looks_of
from app.canvas.scene import BORDERS
from app.canvas.view import METRES_PER_LOGICAL_PX, Box
from app.fonts import packaged_family
from app.sheets.emphasis import UNSAID, emphasised
from app.sheets.graticule import graticule
from app.sheets.ink import Ink
from app.sheets.paging import INK, MUTED, Type, width_of, wrapped
from layers.crs import STORAGE_CRS, central_meridian, transform
from layers.export.cells import date_text, records
from layers.export.frames import readme_rows
from layers.export.job import ExportJob
from layers.export.words import Words
from layers.kinds import Role
from layers.plan.model import LayerLook

#: Printable part of a landscape sheet in mm: the paper less 10 mm on every side.
SHEETS_MM = {"A4": (277.0, 190.0), "A3": (400.0, 277.0)}

_SCALES = (
    1000, 2000, 2500, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 100_000, 125_000,
    150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 750_000, 1_000_000, 2_000_000, 5_000_000,
)  # fmt: skip
_AROUND = 1.25  # the map shows at least a quarter more than the area
_PAPER = "#FFFFFF"
_FRAME_MM = 4.5  # room for the graticule's figures around the map

_TITLE = Type(17, True)
_SMALL = Type(7.5, leading=1.35)
_SMALL_MUTED = Type(7.5, color=MUTED, leading=1.35)
_HEADING = Type(9, True)
_FIGURE = Type(6.5, color=MUTED)
_STATEMENT = Type(8.5, True, "#005F56")


def map_words(words: Words) -> MapWords:
    """Return what the map prints by itself, in a document's language."""
    return MapWords(**{name: words[f"map.{name}"] for name in MapWords.__dataclass_fields__})


def plate_png(job: ExportJob, scene: Scene, *, size_mm: tuple[float, float] = SHEETS_MM["A4"], dpi: int = 200) -> bytes:
    """Return the map plate as PNG.

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
    units = dpi / 25.4
    width, height = size_mm
    image = QImage(round(width * units), round(height * units), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(units * 1000))
    image.setDotsPerMeterY(round(units * 1000))
    image.fill(QColor(_PAPER))
    painter = QPainter(image)
    try:
        Plate(job, scene).paint(painter, QRectF(image.rect()), units)
    finally:
        painter.end()
    # A picture travels alone: what every other file says of itself goes along as text inside it.
    about = [f"{key}{job.words['punctuation.colon']}{text}" for key, text in readme_rows(job)]
    image.setText("Description", "\n".join(about))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def plate_scene(job: ExportJob, reads: Reads) -> Scene:
    """Return the scene of a plate: the plan's layers in the print theme.

    What is hidden in the plan is hidden on paper, with one exception: the county lines are what a plate is about.
    """
    looks = dict(looks_of(reads))
    lines = looks.get(BORDERS, LayerLook())
    looks[BORDERS] = replace(lines, visible=True, opacity=1.0)
    return build_scene(reads, theme="print", words=map_words(job.words), derived=looks)


#: With less height for a row of the legend it takes two columns.
_LEGEND_LEAST_MM = 3.0


@dataclass(frozen=True)
class _Layout:
    """Where things go on a sheet, in mm from its top left."""

    width: float
    height: float
    map: QRectF
    side: QRectF
    foot: QRectF

    @classmethod
    def of(cls, width: float, height: float) -> _Layout:
        side = min(max(width * 0.215, 54.0), 82.0)
        top, foot = 13.0, 13.0
        frame = QRectF(
            _FRAME_MM + 2.5, top + _FRAME_MM, width - side - 2 * _FRAME_MM - 6, height - top - foot - 2 * _FRAME_MM
        )
        column = QRectF(width - side - 1, top, side - 1.5, height - top - 2.5)
        return cls(width, height, frame, column, QRectF(2.5, height - foot + 0.5, width - side - 6.5, foot - 2.5))


class Plate:
    """A plate ready to be painted at any size."""

    def __init__(self, job: ExportJob, scene: Scene) -> None:
        self.job, self.scene = job, scene
        self.shown = scene
        self.family = packaged_family()
        self.area = transform(job.area, STORAGE_CRS, f"EPSG:{scene.metric_epsg}")

    def paint(self, painter: QPainter, rectangle: QRectF, units_per_mm: float, *, is_vector: bool = False) -> None:
        """Paint the sheet into a rectangle of a painter whose unit is 1/``units_per_mm`` mm."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rectangle.topLeft())
        ink = Ink(painter, units_per_mm, self.family)
        layout = _Layout.of(rectangle.width() / units_per_mm, rectangle.height() / units_per_mm)
        view = self._view(layout.map, units_per_mm)
        self.shown = emphasised(self.scene, view, self.area, self.job.coordinates, is_vector=is_vector)
        self._map(ink, layout.map, view, is_vector)
        self._graticule(ink, layout.map, view)
        self._title(ink, layout)
        self._side(ink, layout.side, view, is_vector)
        self._foot(ink, layout.foot, view)
        ink.box(QRectF(0.4, 0.4, layout.width - 0.8, layout.height - 0.8), line=INK, width_mm=0.5)
        painter.restore()

    # -- the map -------------------------------------------------------------------------------------

    def _view(self, frame: QRectF, units_per_mm: float) -> View:
        """Return the view at the largest round scale that shows the area with something around it."""
        xmin, ymin, xmax, ymax = self.area.bounds
        needed = 1000.0 * max((xmax - xmin) * _AROUND / frame.width(), (ymax - ymin) * _AROUND / frame.height())
        scale = next((scale for scale in _SCALES if scale >= needed), needed)
        dpr = units_per_mm * 25.4 / 96.0
        size = (frame.width() * units_per_mm / dpr, frame.height() * units_per_mm / dpr)
        return View(((xmin + xmax) / 2, (ymin + ymax) / 2), scale * METRES_PER_LOGICAL_PX, size, dpr)

    def _map(self, ink: Ink, frame: QRectF, view: View, is_vector: bool) -> None:
        painter = ink.painter
        painter.save()
        device = ink.rectangle(frame)
        painter.translate(device.topLeft())
        render(painter, self.shown, view, RenderOptions(self.family, is_vector=is_vector))
        painter.restore()
        ink.box(frame, line=INK, width_mm=0.25)
        outer = frame.adjusted(-_FRAME_MM, -_FRAME_MM, _FRAME_MM, _FRAME_MM)
        ink.box(outer, line=INK, width_mm=0.4)

    def _graticule(self, ink: Ink, frame: QRectF, view: View) -> None:
        lines = graticule(view.extent, self.scene.metric_epsg)
        for tick in lines.ticks:
            if tick.side in "NS":
                x = frame.left() + tick.at * frame.width()
                y, out = (frame.top(), -1.2) if tick.side == "N" else (frame.bottom(), 1.2)
                ink.line(x, y, x, y + out, INK, 0.2)
                baseline = y - 1.5 if tick.side == "N" else y + 3.6
                half = width_of(tick.text, _FIGURE, self.family) / 2
                # Figures at the very corner would run out of the frame.
                if frame.left() + half < x < frame.right() - half:
                    ink.text(x - half, baseline, tick.text, _FIGURE)
            else:
                y = frame.top() + tick.at * frame.height()
                x, out = (frame.left(), -1.2) if tick.side == "W" else (frame.right(), 1.2)
                ink.line(x, y, x + out, y, INK, 0.2)
                half = width_of(tick.text, _FIGURE, self.family) / 2
                if frame.top() + half < y < frame.bottom() - half:
                    ink.turned_text(x - 1.6 if tick.side == "W" else x + 3.6, y + half, tick.text, _FIGURE)
        k = 1.0 / (view.scale_denominator / 1000.0)
        for x_m, y_m in lines.crossings:
            x = frame.left() + (x_m - view.extent[0]) * k
            y = frame.top() + (view.extent[3] - y_m) * k
            ink.line(x - 1.2, y, x + 1.2, y, "#7C8B8A", 0.12)
            ink.line(x, y - 1.2, x, y + 1.2, "#7C8B8A", 0.12)

    # -- around it -----------------------------------------------------------------------------------

    def _title(self, ink: Ink, layout: _Layout) -> None:
        job, stamp = self.job, self.job.declared
        title = job.words.text("text.plate_caption", area=job.area_name)
        most = layout.width - 2 * 64.0
        kind = _shrunk(title, _TITLE, most, self.family)
        ink.text((layout.width - width_of(title, kind, self.family)) / 2, 9.2, title, kind)
        plan = _cut(job.plan_title, _SMALL_MUTED, 60.0, self.family)
        ink.text(3.5, 6.0, plan, _SMALL_MUTED)
        right = layout.width - 3.5
        for baseline, text in ((5.2, stamp.classification), (9.4, stamp.review_number)):
            kind = _shrunk(text, _SMALL, 60.0, self.family)
            ink.text(right - width_of(text, kind, self.family), baseline, text, kind)

    def _side(self, ink: Ink, column: QRectF, view: View, is_vector: bool) -> None:
        """Legend above, locator in the middle, notes below; the legend takes what the others leave."""
        ink.box(column, line="#7C8B8A", width_mm=0.2)
        notes = self._notes(column.width() - 4.0)
        notes_height = sum(kind.line_mm for _, kind in notes) + 2.5
        locator_height = min(column.width() * 0.62, column.height() * 0.26)
        notes_top = column.bottom() - notes_height
        locator_top = notes_top - locator_height
        y = notes_top + 1.5
        for line, kind in notes:
            ink.text(column.left() + 2.0, y + kind.ascent_mm, line, kind)
            y += kind.line_mm
        self._locator(ink, QRectF(column.left(), locator_top, column.width(), locator_height), view)
        ink.line(column.left(), notes_top, column.right(), notes_top, "#7C8B8A", 0.2)
        ink.line(column.left(), locator_top, column.right(), locator_top, "#7C8B8A", 0.2)
        legend = QRectF(column.left(), column.top(), column.width(), locator_top - column.top())
        self._legend(ink, legend, view, is_vector)

    def _legend(self, ink: Ink, box: QRectF, view: View, is_vector: bool) -> None:
        words = self.job.words
        heading = words["web.legend"]
        ink.text(box.left() + 2.0, box.top() + 4.6, heading, _HEADING)
        entries = [entry for entry in legend_entries(self.shown, view) if entry.key not in UNSAID]
        room = box.height() - 8.0
        columns = 2 if len(entries) * _LEGEND_LEAST_MM > room else 1
        rows = max(-(-len(entries) // columns), 1)
        step, wide = min(5.0, room / rows), box.width() / columns
        kind = Type(min(7.5, step / 25.4 * 72 / 1.3))
        for number, entry in enumerate(entries):
            left = box.left() + number // rows * wide
            y = box.top() + 6.6 + number % rows * step
            swatch = ink.rectangle(QRectF(left + 2.0, y + step * 0.12, 8.0, step * 0.76))
            draw_swatch(ink.painter, swatch, entry, self.scene.theme, self.family, dpr=view.dpr, is_vector=is_vector)
            text = entry.text(words.code("legend", entry.key) if f"legend.{entry.key}" in words else entry.title)
            small = _shrunk(text, kind, wide - 14.0, self.family)
            ink.text(left + 12.0, y + step / 2 + kind.size_pt * 0.13, text, small)

    def _locator(self, ink: Ink, box: QRectF, view: View) -> None:
        """Draw the counties of the plan and where this sheet lies among them."""
        words = self.job.words
        ink.text(box.left() + 2.0, box.top() + 4.6, words["plate.locator"], _HEADING)
        room = box.adjusted(2.0, 6.2, -2.0, -1.6)
        counties = transform(
            shapely.simplify(np.asarray(self.job.counties.geometry.values), 0.002),
            STORAGE_CRS,
            f"EPSG:{self.scene.metric_epsg}",
        )
        extent = self.scene.extent or tuple(shapely.total_bounds(counties))
        place = _fit(extent, room)
        inside = {share.county for share in self.job.report.shares}
        for code, geometry in zip(self.job.counties["code"], counties, strict=True):
            path = QPainterPath()
            for part in shapely.get_parts(geometry):
                if isinstance(part, shapely.Polygon):
                    corners = [ink.point(*place(x, y)) for x, y in part.exterior.coords]
                    path.moveTo(corners[0])
                    for corner in corners[1:]:
                        path.lineTo(corner)
                    path.closeSubpath()
            ink.painter.setPen(QPen(QColor("#8A7F70"), 0.12 * ink.units))
            ink.painter.setBrush(QColor("#DCEBE8" if code in inside else "#F7F6F2"))
            ink.painter.drawPath(path)
        xmin, ymin, xmax, ymax = view.extent
        left, top = place(xmin, ymax)
        right, bottom = place(xmax, ymin)
        frame = QRectF(QPointF(left, top), QPointF(right, bottom)).intersected(room)
        ink.box(frame, line="#C62828", width_mm=0.45)

    def _notes(self, width: float) -> list[tuple[str, Type]]:
        """Return the notes as lines: what was declared, the CRS in plain words, the sources."""
        job, words, stamp = self.job, self.job.words, self.job.declared
        meridian = central_meridian(float(job.area.centroid.x))
        texts = [
            (words["plate.crs"].format(meridian=meridian), _SMALL),
            (self._line("stamp.purpose", stamp.purpose), _SMALL),
            (self._line("stamp.maker", stamp.maker), _SMALL),
            (self._line("stamp.reference_date", date_text(job.reference_date, words)), _SMALL),
            (self._line("column.source", self._sources()), _SMALL_MUTED),
        ]
        if job.is_sample:
            texts.append((words["legal.sample_note"], _SMALL_MUTED))
        if any(item["role"] for item in job.report.unknown):
            missing = [
                f"{job.county_name(item['county'])} {words.code('role', item['role'])}" for item in job.report.unknown
            ]
            texts.append((self._line("gis.unknown", words.join(missing)), _SMALL))
        texts += [(text, _SMALL) for text in self._raster_notes()]
        return [(line, kind) for text, kind in texts for line in wrapped(text, width, kind, self.family)]

    def _raster_notes(self) -> list[str]:
        """Say which rasters the map goes on without, and which are not what they were."""
        shown = [(layer.title, layer.raster) for layer in self.scene.layers if layer.raster and layer.visible]
        told = {
            "plate.raster_missing": [title for title, raster in shown if raster.is_missing],
            "plate.raster_changed": [title for title, raster in shown if raster.is_changed and not raster.is_missing],
        }
        words = self.job.words
        return [words[key].format(layers=words.join(titles)) for key, titles in told.items() if titles]

    def _line(self, key: str, text: str) -> str:
        return f"{self.job.words[key]}{self.job.words['punctuation.colon']}{text}"

    def _sources(self) -> str:
        """Return the titles of what the map is made from with their dates, each once."""
        titles = []
        missing = {layer.title for layer in self.scene.layers if layer.raster is not None and layer.raster.is_missing}
        for source in records(self.job.report.sources):
            drawn = (Role.COUNTY, Role.RIVER, Role.FOREST, Role.TERRAIN, Role.BASEMAP)
            if source["role"] in drawn and source["title"] not in missing:
                titles.append(" ".join(part for part in (str(source["title"]), str(source["date"])) if part))
        return self.job.words.join(list(dict.fromkeys(titles))) or self.job.words["punctuation.unknown"]

    def _foot(self, ink: Ink, box: QRectF, view: View) -> None:
        """Scale bar and numeric scale on the left, north beside them, the statements on the right."""
        per_mm = view.scale_denominator / 1000.0
        length_m = _round_length(42.0 * per_mm)
        bar = length_m / per_mm
        left, y = box.left() + 3.0, box.top() + 6.4
        for i in range(4):
            part = QRectF(left + i * bar / 4, y, bar / 4, 1.3)
            ink.box(part, fill=INK if i % 2 == 0 else _PAPER, line=INK, width_mm=0.15)
        unit, factor = ("km", 1000.0) if length_m >= 1000.0 else ("m", 1.0)
        for i in (0, 2, 4):
            text = f"{length_m * i / 4 / factor:g}" + (f" {unit}" if i == 4 else "")
            shift = width_of(text, _FIGURE, self.family) / 2 if i < 4 else width_of(text[:1], _FIGURE, self.family)
            ink.text(left + i * bar / 4 - shift, y + 4.0, text, _FIGURE)
        scale = f"1:{view.scale_denominator:,.0f}".replace(",", " ")
        ink.text(left, y - 1.6, scale, _HEADING)
        self._north(ink, left + bar + 12.0, box.center().y())
        self._statements(ink, QRectF(left + bar + 20.0, box.top(), box.right() - left - bar - 22.0, box.height()))

    def _statements(self, ink: Ink, box: QRectF) -> None:
        """Write the sentences that every product carries: in a row when there is room, else one below the other."""
        lines = [self.job.words["punctuation.sentence_gap"].join(self.job.legal_lines())]
        if width_of(lines[0], _STATEMENT, self.family) > box.width():
            lines = list(self.job.legal_lines())
        step = min(_STATEMENT.line_mm, box.height() / len(lines))
        y = box.center().y() - len(lines) * step / 2
        for line in lines:
            kind = _shrunk(
                line, replace(_STATEMENT, size_pt=min(_STATEMENT.size_pt, step * 2.0)), box.width(), self.family
            )
            ink.text(box.right() - width_of(line, kind, self.family), y + step * 0.75, line, kind)
            y += step

    def _north(self, ink: Ink, x: float, y: float) -> None:
        for side, fill in ((-1, INK), (1, _PAPER)):
            path = QPainterPath(ink.point(x, y - 2.2))
            path.lineTo(ink.point(x + side * 1.7, y + 4.4))
            path.lineTo(ink.point(x, y + 3.0))
            path.closeSubpath()
            ink.painter.setPen(QPen(QColor(INK), 0.15 * ink.units))
            ink.painter.setBrush(QColor(fill))
            ink.painter.drawPath(path)
        ink.text(x - width_of("N", _HEADING, self.family) / 2, y - 2.9, "N", _HEADING)


def _fit(extent: Box, room: QRectF):  # type: ignore[no-untyped-def]
    """Return a function from metres to mm that puts an extent into the middle of a box."""
    xmin, ymin, xmax, ymax = extent
    k = min(room.width() / max(xmax - xmin, 1.0), room.height() / max(ymax - ymin, 1.0))
    left = room.center().x() - (xmax - xmin) * k / 2
    top = room.center().y() - (ymax - ymin) * k / 2
    return lambda x, y: (left + (x - xmin) * k, top + (ymax - y) * k)


def _shrunk(text: str, kind: Type, most_mm: float, family: str) -> Type:
    """Return a type small enough for a text to fit on one line; texts are made smaller, never cut."""
    width = width_of(text, kind, family)
    if width <= most_mm:
        return kind
    return Type(max(kind.size_pt * most_mm / width, 4.0), kind.bold, kind.color, kind.leading)


def _cut(text: str, kind: Type, most_mm: float, family: str) -> str:
    shown = text
    while text and width_of(shown, kind, family) > most_mm:
        text = text[:-1]
        shown = text + "…"
    return shown


def _round_length(most_m: float) -> float:
    """Return the longest 1, 2, 4 or 8 × 10ⁿ m that is not longer: its half and quarters are round too."""
    power = 10.0 ** np.floor(np.log10(most_m))
    return float(max(step * power for step in (1, 2, 4, 8) if step * power <= most_m))
