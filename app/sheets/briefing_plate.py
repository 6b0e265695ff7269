"""The map of a briefing's page: a plate without title and column, its legend in a strip below it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import geopandas as gpd
import shapely
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.canvas import RenderOptions, Scene, View, render
from app.canvas.reads import Reads
from app.canvas.scene import BORDER_ROADS, PATROL, REACHES, STRADDLING, ZONES, SceneLayer
from app.sheets.emphasis import emphasised
from app.sheets.ink import Ink
from app.sheets.paging import ACCENT, INK, Type, width_of, wrapped
from app.sheets.plate import Plate, PlateLook, print_scene, view_at
from app.sheets.plate_facts import PlateFacts
from app.sheets.plate_side import draw_legend
from layers.export.job import Stamp
from layers.export.words import Words
from layers.kinds import Role
from layers.plates.layout import Rect
from layers.plates.scales import fitting_scale

#: Shown around what the map is about, and at least, metres.
_AROUND, _LEAST_M = 1.3, 3000.0
#: What a committee does not look for on a page's map.
_TOO_FINE = frozenset({Role.BOUNDARY_MARKER, Role.CHECKPOINT, Role.LOOKOUT, Role.BUILDING, Role.LEVEE, Role.TOWNSHIP})
_ALSO_FINE = frozenset({STRADDLING, REACHES, BORDER_ROADS})
_FOOT_MM, _ROW_MM, _COLUMN_MM = 11.0, 3.5, 33.0


@dataclass(frozen=True)
class BriefingGround:
    """The plan's scene in print, and what stands in the foot of every map."""

    scene: Scene
    facts: PlateFacts

    @classmethod
    def of(
        cls, reads: Reads, words: Words, statements: tuple[str, ...], *, with_drills: bool = False
    ) -> BriefingGround:
        """Read what maps are drawn from.

        Parameters
        ----------
        statements : tuple of str
            Sentences that no map may be without.
        with_drills : bool
            Draw layers about drills too.
        """
        scene = print_scene(words, reads, with_drills=with_drills)
        fine = _ALSO_FINE | {record.uid for record in reads.layers() if record.role in _TOO_FINE}
        kept = tuple(_calm(layer) for layer in scene.layers if layer.uid not in fine)
        facts = PlateFacts(
            words=words,
            title="",
            plan_title="",
            parties="",
            reference_date="",
            meridian_note="",
            stamp=Stamp().filled(words),
            statements=statements,
            notes=(),
            sources=(),
            counties=gpd.GeoDataFrame({"code": [], "name": []}, geometry=[], crs=4490),
            concerned=frozenset(),
        )
        return cls(replace(scene, layers=kept), facts)

    def without(self, uids: Collection[str]) -> BriefingGround:
        """Return the ground without some layers."""
        kept = tuple(layer for layer in self.scene.layers if layer.uid not in uids)
        return replace(self, scene=replace(self.scene, layers=kept))


def _calm(layer: SceneLayer) -> SceneLayer:
    """Show zones and patrol areas whatever the plan's panel says: they are what is talked about."""
    return replace(layer, visible=True) if layer.uid in (ZONES, PATROL) else layer


class BriefingPlate(Plate):
    """The map of one page.

    Parameters
    ----------
    ground : BriefingGround
    subject : Geometry
        The zone or the line, in the scene's metric CRS.
    """

    def __init__(self, ground: BriefingGround, subject: shapely.Geometry) -> None:
        look = PlateLook(graticule=False, grid=False, inset=False, code=False)
        super().__init__(ground.facts, ground.scene, subject=subject, look=look)

    def picture(self, size_mm: tuple[float, float], dpi: float, *, larger: float = 1.0) -> bytes:
        """Return the map as PNG.

        Parameters
        ----------
        size_mm : (width, height)
            Of its place.
        dpi : float
            Of the picture in that place.
        larger : float
            How much larger names and signs are than on paper: slides are read from afar.  The scale in figures holds
            on paper only and is left out otherwise.
        """
        self.tells_scale = larger == 1.0
        image = self.image((size_mm[0] / larger, size_mm[1] / larger), dpi * larger)
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def paint(self, painter: QPainter, rectangle: QRectF, units_per_mm: float, *, is_vector: bool = False) -> None:
        """Paint map, legend and foot into a rectangle of a painter whose unit is 1/``units_per_mm`` mm."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rectangle.topLeft())
        width, height = rectangle.width() / units_per_mm, rectangle.height() / units_per_mm
        ink = Ink(painter, units_per_mm, self.family)
        columns = max(int(width / _COLUMN_MM), 1)
        rows = 0
        # How much legend there is follows from what the map shows, and that from the room the legend leaves.
        for _turn in range(3):
            frame = Rect(0.2, 0.2, width - 0.4, height - _FOOT_MM - rows * _ROW_MM - (1.5 if rows else 0.0))
            view = self.view(frame.size, units_per_mm)
            self.shown = emphasised(self.scene, view, self.subject, is_area=False, is_vector=is_vector)
            entries = self.entries(view)
            needed = math.ceil(len(entries) / columns)
            if needed <= rows:
                break
            rows = needed
        self.denominator = view.scale_denominator
        painter.save()
        painter.translate(ink.rectangle(QRectF(frame.x, frame.y, frame.width, frame.height)).topLeft())
        render(painter, self.shown, view, RenderOptions(self.family, is_vector=is_vector))
        painter.restore()
        ink.box(QRectF(frame.x, frame.y, frame.width, frame.height), line=INK, width_mm=0.25)
        strip = Rect(-1.5, frame.bottom + 1.0, width + 1.5, rows * _ROW_MM)
        words, theme = self.facts.words, self.shown.theme
        draw_legend(ink, strip, entries, words, theme, columns=columns, dpr=view.dpr, is_vector=is_vector)
        self._foot(ink, Rect(0.0, height - _FOOT_MM, width, _FOOT_MM), view.scale_denominator / 1000.0)
        painter.restore()

    def _statements(self, ink: Ink, box: QRectF) -> None:
        """Write the sentences that every map carries, smaller until they fit: beside a scale there is little room."""
        for size in (7.5, 7.0, 6.5, 6.0, 5.5, 5.0):
            kind = Type(size, True, ACCENT, 1.25)
            lines = [line for text in self.facts.statements for line in wrapped(text, box.width(), kind, self.family)]
            if len(lines) * kind.line_mm <= box.height():
                break
        y = box.center().y() - len(lines) * kind.line_mm / 2
        for line in lines:
            ink.text(box.right() - width_of(line, kind, self.family), y + kind.ascent_mm, line, kind)
            y += kind.line_mm

    def view(self, frame_mm: tuple[float, float], units_per_mm: float) -> View:
        """Return what the map shows: the subject at the largest round scale with some ground around it."""
        assert self.subject is not None
        xmin, ymin, xmax, ymax = self.subject.bounds
        scale = fitting_scale(max(xmax - xmin, _LEAST_M), max(ymax - ymin, _LEAST_M), frame_mm, around=_AROUND)
        return view_at(((xmin + xmax) / 2, (ymin + ymax) / 2), scale, frame_mm, units_per_mm)
