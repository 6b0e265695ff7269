"""From what a planner chose to sheets: one, or all of a series with what adjoins each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.errors import PlateError
from layers.export.words import Words
from layers.kinds import ZoneClass
from layers.plates.layout import layout_of
from layers.plates.material import PlateMaterial
from layers.plates.model import PlateSpec, Series, Subject, SubjectKind, plate_size_mm
from layers.plates.scales import SCALES, fitting_scale
from layers.plates.sheets import MOST_SHEETS, Box, Sheet, adjoining, box_about, grid_boxes

#: A grid without a scale takes the largest that needs no more sheets than this.
_EASY = 12
#: A subject without extent, a point, is shown with this much around it, metres.
_LEAST_M = 200.0


def frame_mm(spec: PlateSpec) -> tuple[float, float]:
    """Return width and height of the map on paper."""
    return layout_of(*plate_size_mm(spec.paper, spec.portrait)).map_mm


def sheets_of(material: PlateMaterial, spec: PlateSpec, words: Words) -> list[Sheet]:
    """Return the sheets of a plate, or of a series of them, in their order.

    Raises
    ------
    PlateError
        What it is about is no longer in the plan, nothing is there to be shown, or a grid has too many sheets.
    """
    if spec.series is Series.NONE:
        return [_single(material, spec, words)]
    if spec.series is Series.GRID:
        sheets = _grid(material, spec, words)
    else:
        sheets = [
            _about(material, spec, subject, number, words)
            for number, subject in enumerate(_subjects(material, spec), start=1)
        ]
    if not sheets:
        raise PlateError(reason_code="series_empty", series=str(spec.series))
    beside = adjoining([sheet.box for sheet in sheets])
    return [replace(sheet, adjoining=found) for sheet, found in zip(sheets, beside, strict=True)]


def _single(material: PlateMaterial, spec: PlateSpec, words: Words) -> Sheet:
    sheet = _about(material, spec, spec.subject, 1, words)
    if spec.center is None:
        return sheet
    point = material.metric(shapely.Point(*spec.center))
    return replace(sheet, box=box_about((point.x, point.y), frame_mm(spec), sheet.scale))


def _about(material: PlateMaterial, spec: PlateSpec, subject: Subject, number: int, words: Words) -> Sheet:
    """Return the sheet about one thing."""
    shape = material.shape(subject)
    if shape is None:
        reason = "plan_empty" if subject.kind is SubjectKind.PLAN else "subject_gone"
        raise PlateError(reason_code=reason, subject=str(subject))
    xmin, ymin, xmax, ymax = shape.bounds
    frame = frame_mm(spec)
    around = 1.04 if subject.kind is SubjectKind.PLAN else 1.25
    fitting = fitting_scale(max(xmax - xmin, _LEAST_M), max(ymax - ymin, _LEAST_M), frame, around=around)
    scale = float(spec.scale) or fitting
    box = box_about(((xmin + xmax) / 2.0, (ymin + ymax) / 2.0), frame, scale)
    return Sheet(number, material.name(subject, words), subject, box, scale)


def _subjects(material: PlateMaterial, spec: PlateSpec) -> list[Subject]:
    """Return what the sheets of a series are about; a subject other than the plan narrows it to what it touches."""
    if spec.series is Series.BORDERS:
        found = [Subject(SubjectKind.BORDER, pair) for pair in material.pairs]
    elif spec.series is Series.AREAS:
        found = [Subject(SubjectKind.AREA, str(uid)) for uid in material.areas["uid"]]
    else:
        zones = material.zones
        if len(zones):  # what stays in one county is never printed, as it is never drawn
            zones = zones[zones["zone_class"].astype(str) != ZoneClass.LOCAL]
            zones = zones.sort_values(["rank", "uid"], na_position="last", kind="stable")
        found = [Subject(SubjectKind.ZONE, str(uid)) for uid in zones["uid"]]
    found = _touching(material, spec.subject, found)
    return found[: spec.most] if spec.most and spec.series is Series.ZONES else found


def _touching(material: PlateMaterial, within: Subject, found: Sequence[Subject]) -> list[Subject]:
    if within.kind is SubjectKind.PLAN:
        return list(found)
    region = material.shape(within)
    if region is None:
        raise PlateError(reason_code="subject_gone", subject=str(within))
    shapely.prepare(region)
    return [one for one in found if (shape := material.shape(one)) is not None and region.intersects(shape)]


def _region(material: PlateMaterial, subject: Subject) -> shapely.Geometry:
    """Return the ground that a grid covers: of the plan its shared borders and patrol areas, else its counties."""
    if subject.kind is not SubjectKind.PLAN:
        shape = material.shape(subject)
        if shape is None:
            raise PlateError(reason_code="subject_gone", subject=str(subject))
        return shape
    lines = material.borders
    shared = lines[lines["pair"].astype(str).isin(material.pairs)] if len(lines) else lines
    shapes = [np.asarray(frame.geometry.array, dtype=object) for frame in (shared, material.areas) if len(frame)]
    if not shapes:
        shapes = [np.asarray(material.counties.geometry.array, dtype=object)]
    together = shapely.union_all(np.concatenate(shapes))
    if together.is_empty:
        raise PlateError(reason_code="plan_empty", subject=str(subject))
    return transform(together, STORAGE_CRS, f"EPSG:{material.metric_epsg}")


def _grid(material: PlateMaterial, spec: PlateSpec, words: Words) -> list[Sheet]:
    region, frame = _region(material, spec.subject), frame_mm(spec)

    def boxes(scale: float) -> list[Box]:
        size = (frame[0] * scale / 1000.0, frame[1] * scale / 1000.0)
        try:
            found = grid_boxes(region, size, spec.overlap)
        except ValueError as error:
            raise PlateError(reason_code="too_many_sheets", scale=int(scale), most=MOST_SHEETS) from error
        if len(found) > MOST_SHEETS:
            raise PlateError(reason_code="too_many_sheets", scale=int(scale), most=MOST_SHEETS)
        return found

    scale = float(spec.scale)
    if not scale:
        xmin, ymin, xmax, ymax = region.bounds
        # Coarse enough that counting is quick; then closer while the sheets stay few.
        whole = fitting_scale(max(xmax - xmin, _LEAST_M), max(ymax - ymin, _LEAST_M), frame, around=1.04)
        scale = whole
        for one in sorted((one for one in SCALES if one < whole), reverse=True):
            if len(boxes(float(one))) > _EASY:
                break
            scale = float(one)
    subject = spec.subject
    return [
        Sheet(number, words.text("plate.sheet_name", number=number), subject, box, scale)
        for number, box in enumerate(boxes(scale), start=1)
    ]
