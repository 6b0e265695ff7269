"""What is derived, and what goes in and out."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, IDLE, PLAN, Spec
from app.i18n import mark

ANALYSIS_ROWS: Mapping[str, Spec] = {
    # -- analysis
    "analyse": Spec(
        mark("Actions", "Derive zones"),
        "play",
        ("F5",),
        mark("Actions", "Derive borders, shared-responsibility zones and straddling patches from the layers"),
        needs=(
            *EDIT,
            COUNTIES,
            (lambda s: not s.is_analysing, mark("Actions", "The zones are being derived")),
        ),
    ),
    "response": Spec(
        mark("Actions", "Who gets there first"),
        "clock",
        ("Ctrl+I, R",),
        mark("Actions", "Minutes by road and on foot: isochrones, who helps whom, reinforcements; click anywhere"),
        checkable=True,
        group="tool",
        needs=(PLAN, COUNTIES),
    ),
    "show_lookouts": Spec(
        mark("Actions", "What lookouts see"),
        "tower-control",
        ("Ctrl+I, B",),
        mark("Actions", "Woods seen from towers and cameras, by whom, what nobody sees, where one more would help"),
        needs=(PLAN, COUNTIES),
    ),
    "patrol_plan": Spec(
        mark("Actions", "Patrols"),
        "footprints",
        ("Ctrl+I, Q",),
        mark(
            "Actions",
            "Routes with minutes, woods along them, rangers by danger level, entrances, tracks against plan",
        ),
        needs=(PLAN, COUNTIES),
    ),
    "forest_from_cover": Spec(
        mark("Actions", "Forest from land cover…"),
        "trees",
        ("Ctrl+Alt+U",),
        mark("Actions", "Turn the classes of a land-cover layer into forest with fuel types"),
        needs=(
            *EDIT,
            COUNTIES,
            (lambda s: s.has_land_cover, mark("Actions", "Add a layer and give it the role Land cover first")),
        ),
    ),
    "parameters": Spec(
        mark("Actions", "Parameters…"),
        "sliders-horizontal",
        ("Ctrl+Shift+P",),
        mark("Actions", "Distances, thresholds and weights that the zones follow from"),
        needs=EDIT,
    ),
    "weights": Spec(
        mark("Actions", "Weights of the rank"),
        "list-filter",
        ("Ctrl+Alt+R",),
        mark("Actions", "Move what the rank weighs and see at once which zones come first"),
        needs=(PLAN,),
    ),
    "verify_figures": Spec(
        mark("Actions", "Do the figures still hold?"),
        "circle-check",
        ("Ctrl+Alt+E",),
        mark("Actions", "Work the figures of all zones out again; what differs is listed with the reason"),
        needs=(PLAN, (lambda s: s.has_zones, mark("Actions", "Derive the zones first"))),
    ),
    # -- patrol areas
    "export": Spec(
        mark("Actions", "Export…"),
        "file-text",
        ("Ctrl+E",),
        mark("Actions", "Write maps, tables and files of patrol areas; annexes and agreements are in the same window"),
        short=mark("Actions", "Export"),
        needs=(
            PLAN,
            IDLE,
            (lambda s: s.has_areas, mark("Actions", "Draw or import a patrol area first")),
        ),
    ),
    "write_agreement": Spec(
        mark("Actions", "Write an agreement…"),
        "handshake",
        ("Ctrl+Alt+Shift+A",),
        mark("Actions", "Write an agreement with its annexes from the map; files of the areas are in the same window"),
        needs=(PLAN, IDLE, COUNTIES),
    ),
    "import_areas": Spec(
        mark("Actions", "Import patrol areas…"),
        "import",
        ("Ctrl+Alt+A",),
        mark("Actions", "Read the polygons of a file as patrol areas"),
        needs=EDIT,
    ),
    "show_slivers": Spec(
        mark("Actions", "Gaps and overlaps of county lines"),
        "scissors",
        ("Ctrl+4",),
        mark("Actions", "List where two counties' own lines do not fit, and say whose line holds"),
        needs=(PLAN, COUNTIES),
    ),
}
