"""Fires: entered, told, traced back, compared."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, PLAN, Spec
from app.i18n import mark

FIRE_ROWS: Mapping[str, Spec] = {
    "enter_fire": Spec(
        mark("Actions", "Enter a fire"),
        "flame",
        ("Ctrl+Shift+B",),
        mark("Actions", "Click where it burns: when it reaches the neighbour, and which villages lie in its way"),
        checkable=True,
        group="tool",
        needs=(PLAN, COUNTIES),
    ),
    "transmission": Spec(
        mark("Actions", "What counties send each other"),
        "share",
        ("Ctrl+Alt+T",),
        mark("Actions", "Fires that start in one county and burn in others: matrix, arrows, shares"),
        needs=(PLAN, COUNTIES),
    ),
    "directions": Spec(
        mark("Actions", "Where fire comes from"),
        "compass",
        ("Ctrl+Alt+N",),
        mark("Actions", "Click a village: from which directions fire can come, by county, from fuel alone"),
        checkable=True,
        group="tool",
        needs=(PLAN, COUNTIES),
    ),
    "fire_notice": Spec(
        mark("Actions", "Save the fire as a notice…"),
        "file-text",
        ("Ctrl+I, N",),
        mark("Actions", "火情通报单 as DOCX or PDF: whom to tell by when, villages, teams, and a map"),
        needs=(PLAN, COUNTIES),
    ),
    "lead_times": Spec(
        mark("Actions", "Minutes to the line from anywhere"),
        "hourglass",
        ("Ctrl+I, L",),
        mark("Actions", "How soon a fire is another county's, wherever it starts: map, slider, counties"),
        needs=(PLAN, COUNTIES),
    ),
    "fire_origins": Spec(
        mark("Actions", "Where a fire must have started"),
        "crosshair",
        ("Ctrl+I, O",),
        mark("Actions", "Click a village or county: from where a fire reaches it, within which time"),
        checkable=True,
        group="tool",
        needs=(PLAN, COUNTIES),
    ),
    "scenarios": Spec(
        mark("Actions", "Fire scenarios side by side…"),
        "layers-2",
        ("Ctrl+I, S",),
        mark("Actions", "Weathers and danger levels kept with the plan: matrices of one scale, differences, workbook"),
        needs=(PLAN, COUNTIES),
    ),
    "fire_parameters": Spec(
        mark("Actions", "Parameters of fires…"),
        "settings",
        ("Ctrl+I, P",),
        mark("Actions", "Weather, model, precision, cells and fuel factors, with units, defaults and sources"),
        needs=EDIT,
    ),
}
