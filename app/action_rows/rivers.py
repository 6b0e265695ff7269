"""Actions about rivers."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, PLAN, Spec
from app.i18n import mark

RIVER_ROWS: Mapping[str, Spec] = {
    "enter_spill": Spec(
        mark("Actions", "Enter a spill"),
        "waves",
        ("Ctrl+Shift+K",),
        mark("Actions", "Click where it got into a river: which counties and intakes it comes to, and by when to tell"),
        checkable=True,
        group="tool",
        needs=(PLAN, COUNTIES),
    ),
    "show_rivers": Spec(
        mark("Actions", "Rivers at the line"),
        "list-tree",
        ("Ctrl+I, W",),
        mark(
            "Actions",
            "Sections, banks, the 10 km band, rivers off their line, basins, and what is wrong in the network",
        ),
        needs=(PLAN, COUNTIES),
    ),
    "river_flow": Spec(
        mark("Actions", "Which way rivers run"),
        "chevrons-right",
        ("Ctrl+I, A",),
        mark("Actions", "Arrowheads along the rivers that move with the water; the settings can make them stand still"),
        checkable=True,
        needs=(PLAN, COUNTIES),
    ),
    "river_parameters": Spec(
        mark("Actions", "Parameters of rivers…"),
        "sliders-horizontal",
        ("Ctrl+I, V",),
        mark("Actions", "Speeds, levees, low land and all that rivers are worked out with"),
        needs=EDIT,
    ),
    "flood_standards": Spec(
        mark("Actions", "Flood standards across the line"),
        "shield",
        ("Ctrl+Shift+Y",),
        mark("Actions", "Compare the standards on both banks and across sections; a row shows its place"),
        needs=(PLAN, COUNTIES),
    ),
}
