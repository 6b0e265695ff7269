"""A plate or a whole series, from a plan to paint: pictures, one PDF, pages for a printer.

The window's jobs and the command line both go this way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QUuid
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.canvas import Scene
from app.canvas.scene import BORDER_ROADS, BORDERS, REACHES, STRADDLING, ZONES
from app.sheets.gap_layer import with_gaps
from app.sheets.index_sheet import IndexPlate, tables_of
from app.sheets.paging import UNITS_PER_MM
from app.sheets.pdf import dated
from app.sheets.plate import Plate, PlateLook, print_scene
from app.sheets.plate_facts import facts_of_sheet
from layers.export.coordinates import CoordinateTable, coordinate_table
from layers.export.words import Words
from layers.plates.material import PlateMaterial
from layers.plates.model import MARGIN_MM, PAPERS_MM, PlateSpec, Series, SubjectKind, plate_size_mm
from layers.plates.series import sheets_of
from layers.plates.sheets import Sheet
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: What a page is painted with: painter, the plate's rectangle on it, units to the mm.
Paint = Callable[[QPainter, QRectF, float], None]
_OVER_GAPS = (ZONES, STRADDLING, REACHES, BORDER_ROADS)
_DPI = round(UNITS_PER_MM * 25.4)


@dataclass(frozen=True)
class PlateSet:
    """The sheets of what was chosen, ready to be painted."""

    material: PlateMaterial
    spec: PlateSpec
    words: Words
    scene: Scene
    sheets: tuple[Sheet, ...]

    @classmethod
    def of(
        cls,
        store: PlanStore,
        spec: PlateSpec,
        words: Words,
        *,
        previous: PlateSet | None = None,
        known: Scene | None = None,
        progress: Progress = silent,
    ) -> PlateSet:
        """Read a plan and lay out the sheets.

        Parameters
        ----------
        store : PlanStore
            A reader of the plan.
        previous : PlateSet, optional
            Of the same plan in the same state: what it has read is not read again.
        known : Scene, optional
            Any scene of the plan, as the window's: what is projected and simplified in it is not made again.

        Raises
        ------
        PlateError
            There is nothing to print, or too much.
        """
        material, scene = None, None
        if previous is not None and previous.words.language == words.language:
            if not spec.gaps or spec.gaps in previous.material.gaps:
                material = previous.material
            scene = previous.scene
        if scene is None:
            progress(0.0, "draw_scene")
            scene = print_scene(words, store, previous=known)
        if material is None:
            material = PlateMaterial.of(store, scene.metric_epsg, gaps=spec.gaps, progress=part(progress, 0.3, 0.9))
        sheets = tuple(sheets_of(material, spec, words))
        progress(1.0, "draw_scene")
        return cls(material, spec, words, scene, sheets)

    def with_spec(self, spec: PlateSpec) -> PlateSet:
        """Return the set for other choices on the same plan; needs the same language and gap map."""
        return replace(self, spec=spec, sheets=tuple(sheets_of(self.material, spec, self.words)))

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height of a plate, the paper less its margins."""
        return plate_size_mm(self.spec.paper, self.spec.portrait)

    @property
    def paper_mm(self) -> tuple[float, float]:
        """Return width and height of the paper."""
        short, long = PAPERS_MM[self.spec.paper]
        return (short, long) if self.spec.portrait else (long, short)

    @property
    def title(self) -> str:
        """Return the title of the whole."""
        if self.spec.title:
            return self.spec.title
        if self.spec.series is Series.NONE:
            return self.material.title_of(self.sheets[0].subject, self.words, gaps=self.spec.gaps)
        return self.words.text("plate.index_title", name=self.material.name(self.spec.subject, self.words))

    def shown_scene(self) -> Scene:
        """Return the scene with the layers that were chosen, and the gap map."""
        spec = self.spec
        known = {layer.uid for layer in self.scene.layers}
        changes = {uid: {"visible": on} for uid, on in spec.layers.items() if uid in known and uid != BORDERS}
        # The gap map is about the lines: what lies over them comes only when it is asked for.
        hidden = {uid: {"visible": False} for uid in _OVER_GAPS if spec.gaps and uid in known}
        scene = self.scene.with_layers(**{**hidden, **changes})
        report = self.material.gaps.get(spec.gaps)
        return scene if report is None else with_gaps(scene, report, self.words)

    def plate(self, place: int = 0) -> Plate:
        """Return one sheet, counted from 0."""
        sheet, spec, count = self.sheets[place], self.spec, len(self.sheets)
        in_series = spec.series not in (Series.NONE, Series.GRID)
        title = self.material.title_of(sheet.subject, self.words, gaps=spec.gaps) if in_series else ""
        facts = facts_of_sheet(self.material, spec, sheet, count, self.words, title=title)
        is_area = sheet.subject.kind is SubjectKind.AREA
        whole = sheet.subject.kind is SubjectKind.PLAN
        return Plate(
            facts,
            self.shown_scene(),
            subject=None if whole else self.material.shape(sheet.subject),
            is_area=is_area,
            table=self._table(sheet) if is_area and spec.marks_subject else None,
            sheet=sheet,
            look=PlateLook(spec.graticule, spec.grid, spec.inset, spec.code, spec.marks_subject),
        )

    def _table(self, sheet: Sheet) -> CoordinateTable | None:
        areas = self.material.areas
        rows = areas[areas["uid"].astype(str) == sheet.subject.key]
        return None if len(rows) == 0 else coordinate_table(rows.iloc[0].geometry)

    # -- pages -----------------------------------------------------------------------------------------

    def pages(self) -> list[Callable[[], Paint]]:
        """Return a maker for each page: a series begins with its index sheet and the table of its sheets.

        The makers are called one after the other, so that only one sheet is in memory.
        """
        found: list[Callable[[], Paint]] = []
        if self.spec.series is not Series.NONE:
            index = IndexPlate.of(self)
            found.append(partial(_painting, index))
            found += [partial(_itself, table.paint) for table in tables_of(self.sheets, self.words, self.size_mm)]
        found += [partial(self._sheet, place) for place in range(len(self.sheets))]
        return found

    @property
    def page_count(self) -> int:
        """Return how many pages :meth:`pages` gives."""
        front = 0 if self.spec.series is Series.NONE else 1 + len(tables_of(self.sheets, self.words, self.size_mm))
        return front + len(self.sheets)

    def _sheet(self, place: int) -> Paint:
        return _painting(self.plate(place))

    def pdf(self, *, progress: Progress = silent) -> bytes:
        """Return all pages as one PDF: vectors and text at the exact scale, the same for the same plan."""
        pages = self.pages()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        writer.setTitle(self.title)
        writer.setCreator("Lianfang 联防")
        seed = f"{self.title}\n{self.material.content_hash}\n{self.spec.as_dict()}"
        writer.setDocumentId(QUuid.createUuidV5(QUuid(), seed.encode()))
        writer.setPageLayout(page_layout(self.spec))
        if self.spec.grey:
            writer.setColorModel(QPdfWriter.ColorModel.Grayscale)
        painter = QPainter(writer)
        try:
            self.paint_pages(painter, pages, writer.newPage, UNITS_PER_MM, progress=progress)
        finally:
            painter.end()
            # Qt's writer must be gone before the buffer it points to, also when drawing failed.
            del painter, writer
        buffer.close()
        progress(1.0, "plate_written")
        return dated(bytes(buffer.data().data()), self.material.reference_date)

    def paint_pages(
        self,
        painter: QPainter,
        pages: Sequence[Callable[[], Paint]],
        new_page: Callable[[], object],
        units_per_mm: float,
        *,
        offset_mm: tuple[float, float] = (MARGIN_MM, MARGIN_MM),
        progress: Progress = silent,
    ) -> None:
        """Paint pages onto paper, each plate's corner ``offset_mm`` from that of the paper."""
        width, height = self.size_mm
        left, top = offset_mm
        box = QRectF(left * units_per_mm, top * units_per_mm, width * units_per_mm, height * units_per_mm)
        for place, make in enumerate(pages):
            progress(place / len(pages), "draw_plate")
            if place:
                new_page()
            make()(painter, box, units_per_mm)

    def image(self, place: int, dpi: float) -> QImage:
        """Return a sheet as a picture, without the white around it."""
        image = self.plate(place).image(self.size_mm, dpi)
        return image.convertToFormat(QImage.Format.Format_Grayscale8) if self.spec.grey else image

    def png(self, place: int, dpi: int) -> bytes:
        """Return a sheet as PNG."""
        return self.plate(place).png(self.size_mm, dpi, is_grey=self.spec.grey)


def page_layout(spec: PlateSpec) -> QPageLayout:
    """Return the paper of a plate without margins, for PDF and printer."""
    size = QPageSize(getattr(QPageSize.PageSizeId, spec.paper.value))
    turned = QPageLayout.Orientation.Portrait if spec.portrait else QPageLayout.Orientation.Landscape
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))


def _itself(paint: Paint) -> Paint:
    return paint


def _painting(plate: Plate | IndexPlate) -> Paint:
    def paint(painter: QPainter, box: QRectF, units_per_mm: float) -> None:
        plate.paint(painter, box, units_per_mm, is_vector=True)

    return paint
