"""Words for the mending report: what was found in a feature, what was done, and the sheets of the report."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app import messages, words
from app.counting import counted
from app.i18n import mark

if TYPE_CHECKING:
    from layers.export.book import Sheet
    from layers.sources.mending_report import Found
    from layers.sources.owner_copy import LayerReport

#: What each kind is called (``layers.sources.marks.ACTIONS``).
KINDS: Mapping[str, str] = {
    "mended_invalid": mark("Mending", "Areas that cross themselves"),
    "rings_closed": mark("Mending", "Outlines that were not closed"),
    "mended_non_finite": mark("Mending", "Unusable coordinates"),
    "curves_linearised": mark("Mending", "Arcs and curves"),
    "duplicate_feature": mark("Mending", "Repeats in shape and attributes"),
    "duplicate_geometry": mark("Mending", "Same shape, other attributes"),
    "sliver_shape": mark("Mending", "Slivers"),
    "outside_china": mark("Mending", "Outside China"),
    "far_from_rest": mark("Mending", "Far from all others"),
    "dropped_unusable": mark("Mending", "Shapes without area or length"),
    "dropped_tangled": mark("Mending", "Tangled areas"),
    "dropped_non_finite": mark("Mending", "No usable coordinate"),
    "dropped_empty": mark("Mending", "Rows without a shape"),
    "rows_without_coordinates": mark("Mending", "Rows without coordinates"),
    "dropped_other_shape": mark("Mending", "Another kind of shape"),
    "split_mixed": mark("Mending", "Mixed kinds of shapes"),
    "same_attributes": mark("Mending", "Same attributes, other shape"),
    "repeated_points": mark("Mending", "Points twice in a row"),
    "dropped_z": mark("Mending", "Heights (Z)"),
    "dropped_m": mark("Mending", "Measures (M)"),
}

#: What is done with a kind when nothing is declined.
DONE: Mapping[str, str] = {
    "mended_invalid": mark("Mending", "Mended"),
    "rings_closed": mark("Mending", "Closed"),
    "mended_non_finite": mark("Mending", "Points taken out"),
    "curves_linearised": mark("Mending", "Made of straight pieces"),
    "split_mixed": mark("Mending", "Own layer for each kind"),
    "dropped_z": mark("Mending", "Heights not used"),
    "dropped_m": mark("Mending", "Measures not used"),
}
_DONE_BY_ACTION: Mapping[str, str] = {
    "mended": mark("Mending", "Mended"),
    "kept": mark("Mending", "Kept"),
    "left_out": mark("Mending", "Left out"),
    "told": mark("Mending", "Kept as it is"),
}
_LEFT_OUT = mark("Mending", "Left out, as you chose")

#: Why an area is not valid (``layers.sources.marks.REASON_CODES``).
REASONS: Mapping[str, str] = {
    "self_intersection": mark("Mending", "The outline crosses itself"),
    "bow_tie": mark("Mending", "The outline crosses itself and falls into several pieces"),
    "ring_touches_itself": mark("Mending", "The outline touches itself"),
    "hole_outside": mark("Mending", "A hole lies outside its area"),
    "nested_holes": mark("Mending", "A hole lies in a hole"),
    "nested_shells": mark("Mending", "One part lies inside another"),
    "interior_cut": mark("Mending", "Holes cut the area apart"),
    "duplicate_rings": mark("Mending", "The same outline is there twice"),
    "too_few_points": mark("Mending", "An outline has too few points"),
    "other": mark("Mending", "The area is not well formed"),
}

#: What each kind means and what may be done, for the tip of its line.
WHY: Mapping[str, str] = {
    "mended_invalid": mark(
        "Mending",
        "A shape that crosses itself cannot be measured, so it is mended (GEOS make_valid, method structure) "
        "or left out of the plan.",
    ),
    "rings_closed": mark("Mending", "The last point was joined to the first; or leave such shapes out of the plan."),
    "mended_non_finite": mark(
        "Mending", "Points that lie nowhere were taken out; or leave such shapes out of the plan."
    ),
    "curves_linearised": mark(
        "Mending", "Arcs became pieces of 1°, off by 0.004 % of the radius at most; or leave such shapes out."
    ),
    "duplicate_feature": mark("Mending", "Kept, as they came. Left out, the first of each stays."),
    "duplicate_geometry": mark("Mending", "Kept, for the attributes differ. Left out, the first of each stays."),
    "sliver_shape": mark(
        "Mending", "Less than 1 m wide on average and less than 2,000 m² large: often a remainder of cutting."
    ),
    "outside_china": mark("Mending", "Coordinates outside the box around China, such as 0, 0."),
    "far_from_rest": mark(
        "Mending", "More than 200 km from the middle of the layer, and five times as far as nine in ten."
    ),
    "dropped_tangled": mark("Mending", "They cross themselves so often that mending would take minutes and gigabytes."),
    "same_attributes": mark("Mending", "Every column is like that of an earlier row: perhaps one thing drawn twice."),
    "repeated_points": mark("Mending", "They do no harm to any figure."),
}
#: What the colours of the pictures mean.
KEY = mark("Mending", "Red dashes: as in the file. Green: as in the plan. Red circle: where it crosses itself.")


def tr(text: str) -> str:
    """Return a text of this file in the language in force."""
    return QCoreApplication.translate("Mending", text)


def key() -> str:
    """Return what the colours of the pictures mean."""
    return tr(KEY)


def kind(code: str) -> str:
    """Return what a kind is called."""
    return tr(KINDS[code])


def why(code: str) -> str:
    """Return what a kind means, "" where its name says it."""
    return tr(WHY[code]) if code in WHY else ""


def default_action(code: str) -> str:
    """Return what is done with a kind when nothing is declined."""
    from layers.sources.marks import ACTIONS

    return tr(DONE.get(code, _DONE_BY_ACTION[ACTIONS[code].value]))


def action(found: Found, place: int, *, left_out: bool | None = None) -> str:
    """Return what is, or was, done with one feature."""
    declined = bool(found.left_out[place]) if left_out is None else left_out
    return tr(_LEFT_OUT) if declined else default_action(found.code)


def detail(found: Found, place: int) -> str:
    """Return what was found in one feature: the reason and the figures."""
    told = []
    if found.reasons is not None:
        told.append(tr(REASONS.get(str(found.reasons[place]), REASONS["other"])))
    before, after = _figure(found.before, place), _figure(found.after, place)
    if found.code == "mended_invalid" and before is not None and after is not None:
        change = after - before
        if abs(change) >= 0.05:
            sign = "+" if change > 0 else "−"
            told.append(tr("{sign}{area} m²").format(sign=sign, area=_number(abs(change))))
        else:
            told.append(tr("area unchanged"))
    elif found.code in ("repeated_points", "mended_non_finite") and before is not None and after is not None:
        told.append(
            counted(
                QCoreApplication.translate, "Mending", mark("Mending", "%n point(s)"), {"count": round(before - after)}
            )
        )
    elif found.code == "sliver_shape" and before is not None and after is not None:
        told.append(tr("{width} m wide, {area} m²").format(width=_number(after), area=_number(before)))
    elif found.code == "far_from_rest" and before is not None:
        told.append(tr("{distance} km from the middle").format(distance=words.number(round(before / 1000))))
    if found.others is not None:
        told.append(tr("like row {row}").format(row=found.others[place] + 1))
    stop = tr("; ")
    return stop.join(told)


def _figure(values: Any, place: int) -> float | None:
    if values is None or not math.isfinite(values[place]):
        return None
    return float(values[place])


def _number(value: float) -> str:
    return words.number(value, 0 if value >= 1000 else 1 if value >= 10 else 2)


def shortened(found: Found) -> str:
    """Return that fewer features are listed than there are, "" when all are."""
    if found.is_complete:
        return ""
    return tr("The plan keeps the first {listed} of {count}; the exported report has all of them.").format(
        listed=words.number(len(found.rows)), count=words.number(found.count)
    )


# -- the workbook -----------------------------------------------------------------------------------------


def sheets(layers: Sequence[LayerReport], source: str) -> list[Sheet]:
    """Return the sheets of the report for a file's owner: the counts, then every feature."""
    from layers.export.book import Sheet

    summary_head = [
        *(
            tr("File"),
            tr("Layer"),
            tr("What was found"),
            tr("Number of features"),
            tr("Left out as chosen"),
            tr("What was done"),
        ),
        tr("Remarks"),
    ]
    detail_head = [
        *(tr("Layer"), tr("Row"), tr("FID"), tr("Name or code"), tr("What was found"), tr("Details")),
        *(tr("What was done"), tr("Area before (m²)"), tr("Area after (m²)")),
        *(tr("West"), tr("South"), tr("East"), tr("North"), tr("Places are")),
    ]
    count = sum(len(found.rows) for layer in layers for found in layer.report.found)
    summary = list(_summary(layers, source))
    return [
        Sheet(tr("Summary"), summary_head, (28, 24, 30, 10, 12, 26, 60), summary, len(summary)),
        Sheet(
            tr("Features"), detail_head, (20, 8, 8, 22, 28, 34, 22, 15, 15, 13, 13, 13, 13, 20), _details(layers), count
        ),
    ]


def _summary(layers: Sequence[LayerReport], source: str) -> Iterator[Sequence[Any]]:
    for layer in layers:
        told = set()
        for found in layer.report.found:
            told.add(found.code)
            yield (
                source,
                layer.name,
                kind(found.code),
                found.count,
                found.left_out_count,
                default_action(found.code),
                " ".join(text for text in (why(found.code), shortened(found)) if text),
            )
        for problem in layer.problems:
            if problem.code not in told and problem.code not in KINDS and problem.code != "left_out":
                yield source, layer.name, messages.finding_text(problem.as_note()), None, None, "", ""
        if not layer.report.found:
            yield source, layer.name, tr("Nothing was found in its features"), 0, 0, "", ""


def _details(layers: Sequence[LayerReport]) -> Iterator[Sequence[Any]]:
    for layer in layers:
        system = tr("degrees (CGCS2000)") if layer.report.lonlat else tr("the file's coordinates")
        for found in layer.report.found:
            has_areas = found.code == "mended_invalid"
            for place in range(len(found.rows)):
                box = [round(float(value), 7) if math.isfinite(value) else None for value in found.boxes[place]]
                areas = [_figure(values, place) if has_areas else None for values in (found.before, found.after)]
                yield (
                    layer.name,
                    int(found.rows[place]) + 1,
                    None if found.fids is None else int(found.fids[place]),
                    str(found.names[place]),
                    kind(found.code),
                    detail(found, place),
                    action(found, place),
                    *(None if area is None else round(area, 2) for area in areas),
                    *box,
                    system if box[0] is not None else tr("no place"),
                )
