"""Hazards beside fire and rivers: entered, compared, listed."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, PLAN, Spec
from app.i18n import mark

HAZARD_ROWS: Mapping[str, Spec] = {
    "enter_release": Spec(
        mark("Actions", "Enter a release into the air"),
        "triangle-alert",
        ("Ctrl+I, U",),
        mark("Actions", "Click a plant: what a release reaches, which counties and villages, by when"),
        checkable=True,
        group="tool",
        needs=(PLAN, COUNTIES),
    ),
    "hazard_kinds": Spec(
        mark("Actions", "Which hazards give zones…"),
        "list-checks",
        ("Ctrl+I, K",),
        mark("Actions", "Tick the hazards that are derived, all together or one alone, and set the numbers of each"),
        needs=EDIT,
    ),
    "hazard_sets": Spec(
        mark("Actions", "Sets of numbers side by side…"),
        "layers",
        ("Ctrl+I, Y",),
        mark("Actions", "Winds, return periods: zones, classes and people under each, and which zones hold in all"),
        needs=(PLAN, COUNTIES),
    ),
    "hazard_matrix": Spec(
        mark("Actions", "Who threatens whom"),
        "share",
        ("Ctrl+I, T",),
        mark("Actions", "County by county, the people that the zones of a hazard, or of all, reach: matrix and arrows"),
        needs=(PLAN, (lambda s: s.has_zones, mark("Actions", "Derive the zones first"))),
    ),
    "receptors": Spec(
        mark("Actions", "Source–receptor tables"),
        "table-2",
        ("Ctrl+I, M",),
        mark("Actions", "PM2.5 and alike out of published studies: matrix and arrows, with the citation"),
        needs=(PLAN, COUNTIES),
    ),
    "warning_grades": Spec(
        mark("Actions", "Warning grades of two counties"),
        "sheet",
        ("Ctrl+I, G",),
        mark("Actions", "Grades and standards of two counties side by side; what does not agree is flagged"),
        needs=(PLAN, COUNTIES),
    ),
    "past_events": Spec(
        mark("Actions", "Past events: on which side"),
        "clock",
        ("Ctrl+I, E",),
        mark("Actions", "How likely each past event was across the line, as far as its coordinates can tell"),
        needs=(PLAN, COUNTIES),
    ),
    "class_steps": Spec(
        mark("Actions", "Hazard classes across the line"),
        "spline",
        ("Ctrl+I, C",),
        mark("Actions", "Where hazard maps give the two sides of a county line different classes"),
        needs=(PLAN, COUNTIES),
    ),
}
