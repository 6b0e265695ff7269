"""Everything a person can do, as data: the rows of all actions, and the order of the menus.

The one home of the table; the rows themselves lie in :mod:`app.action_rows` by part of the work.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.agreeing import AGREEMENT_ROWS
from app.action_rows.analysis import ANALYSIS_ROWS
from app.action_rows.exchange import EXCHANGE_ROWS
from app.action_rows.exercise import EXERCISE_ROWS
from app.action_rows.fires import FIRE_ROWS
from app.action_rows.hazards import HAZARD_ROWS
from app.action_rows.inventory import INVENTORY_ROWS
from app.action_rows.minutes import MINUTES_ROWS
from app.action_rows.plan import PLAN_ROWS
from app.action_rows.plates import PLATE_ROWS
from app.action_rows.program import PROGRAM_ROWS
from app.action_rows.proposing import PROPOSAL_ROWS
from app.action_rows.recording import RECORDING_ROWS
from app.action_rows.rivers import RIVER_ROWS
from app.action_rows.snapping import SNAPPING_ROWS
from app.action_rows.spec import Need, Spec, State
from app.action_rows.tools import TOOLS_ROWS
from app.action_rows.viewing import VIEWING_ROWS
from app.i18n import mark
from layers.kinds import RecordKind

__all__ = ["DRAW_KEYS", "MENUS", "RECORD_KEYS", "SHAPE_KEYS", "SNAP_KEYS", "SPECS", "Need", "Spec", "State"]

SPECS: Mapping[str, Spec] = {
    **PLAN_ROWS,
    **TOOLS_ROWS,
    **FIRE_ROWS,
    **RIVER_ROWS,
    **HAZARD_ROWS,
    **RECORDING_ROWS,
    **INVENTORY_ROWS,
    **SNAPPING_ROWS,
    **ANALYSIS_ROWS,
    **AGREEMENT_ROWS,
    **MINUTES_ROWS,
    **EXERCISE_ROWS,
    **EXCHANGE_ROWS,
    **PROPOSAL_ROWS,
    **PLATE_ROWS,
    **VIEWING_ROWS,
    **PROGRAM_ROWS,
}

#: The ways to draw a patrol area, behind one button of the toolbar.
DRAW_KEYS = ("draw_patrol", "draw_rectangle", "draw_circle", "draw_freehand")

#: What is recorded by hand, point by point, line by line and area by area.
RECORD_KEYS = tuple(f"record_{kind.value}" for kind in RecordKind)

#: What changes the shapes of areas that are there, behind another.
SHAPE_KEYS = (
    "vertex_table",
    "transform",
    "split_area",
    "merge",
    "cut_hole",
    "fill_holes",
    "buffer",
    "clip",
    "subtract",
    "simplify",
    "smooth",
)

#: What the cursor may snap to, in the order in which one wins over the next; under the arrow of the snap button.
SNAP_KEYS = ("snap_vertex", "snap_crossing", "snap_midpoint", "snap_edge", "snap_extension", "snap_right_angle")

#: Menus in their order; None is a separator.
MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    (
        mark("Actions", "Plan"),
        (
            "new_plan",
            "open_plan",
            "open_sample",
            None,
            "add_layers",
            "add_counties",
            "place_scan",
            "plan_facts",
            None,
            "save",
            "save_as",
            "save_copy",
            None,
            "map_plate",
            None,
            "pack",
            "earlier_versions",
            None,
            "close_plan",
            "quit",
        ),
    ),
    (
        mark("Actions", "Edit"),
        ("undo", "redo", "show_history", None, "select", "pan", "identify", "measure", "snapping", "following"),
    ),
    (mark("Actions", "Snapping"), (*SNAP_KEYS, None, "together")),
    (
        mark("Actions", "Draw"),
        (*DRAW_KEYS, "blocks", "export_blocks", "copy_zone", None, "edit_vertices", *SHAPE_KEYS),
    ),
    (
        mark("Actions", "Zones"),
        (
            "edit_zone",
            "edit_zone_outline",
            "merge_zones",
            "drop_zones",
            None,
            "swap_roles",
            "zone_conflicts",
            "border_roads",
        ),
    ),
    (mark("Actions", "Record"), ("show_records", None, *RECORD_KEYS)),
    (
        mark("Actions", "Inventory"),
        ("inventory", "find_capability", "inventory_shortfalls", "hazard_sources", None, "import_inventory"),
    ),
    (
        mark("Actions", "View"),
        (
            "zoom_in",
            "zoom_out",
            "zoom_full",
            "zoom_selection",
            "view_back",
            "view_forward",
            "deselect",
            None,
            "show_all_layers",
            "hide_all_layers",
            None,
            "attribute_table",
            "table_selected",
            "table_in_view",
            "find_by_value",
            None,
            "graticule",
            "gk_grid",
            "overview",
            None,
            "new_scene",
            "show_scenes",
            "next_scene",
            "previous_scene",
            None,
            "copy_view",
            "copy_view_wide",
            "save_view",
            "style_layer",
            "show_legend",
            "preview_colours",
            None,
            "toggle_layers",
            "toggle_zones",
            "map_only",
            "full_screen",
            None,
            "map_cursor",
            "next_region",
            "previous_region",
            None,
            "meeting_mode",
        ),
    ),
    (
        mark("Actions", "Analysis"),
        (
            "analyse",
            "enter_fire",
            "fire_notice",
            "lead_times",
            "fire_origins",
            "transmission",
            "directions",
            "scenarios",
            "fire_parameters",
            "response",
            "show_lookouts",
            "patrol_plan",
            "enter_spill",
            "flood_standards",
            "show_rivers",
            "river_flow",
            "river_parameters",
            "forest_from_cover",
            "parameters",
            "weights",
            "verify_figures",
            "show_slivers",
            None,
            "import_areas",
            "export",
        ),
    ),
    (
        mark("Actions", "Hazards"),
        (
            "hazard_kinds",
            "hazard_sets",
            None,
            "enter_release",
            None,
            "hazard_matrix",
            "receptors",
            "warning_grades",
            "past_events",
            "class_steps",
        ),
    ),
    (
        mark("Actions", "Agreements"),
        (
            "open_register",
            "show_gaps",
            "gap_rules",
            "gap_plate",
            "show_ledger",
            None,
            "fill_duties",
            "record_help",
            "record_loan",
            "write_agreement",
            "write_briefing",
            None,
            "open_year",
            "add_year_entry",
            "new_year",
            "year_settings",
            "export_year",
            "open_versions",
            "check_paper",
            "new_comment",
            "show_comments",
            None,
            "open_minutes",
            "record_decision",
            "record_remark",
            "record_objection",
            "record_task",
            "write_minutes",
            None,
            "import_register",
            "register_template",
            "export_register",
        ),
    ),
    (
        mark("Actions", "Exercise"),
        (
            "exercise",
            "new_exercise",
            None,
            "place_exercise_site",
            "suggest_exercise_sites",
            "exercise_script",
            "play_exercise",
            None,
            "export_exercise",
        ),
    ),
    (
        mark("Actions", "Exchange"),
        (
            "hand_over",
            "take_in",
            "show_exchange",
            None,
            "exchange_blink",
            "exchange_swap",
            "exchange_draw",
            "exchange_rest",
            "exchange_finish",
        ),
    ),
    (
        mark("Actions", "Proposals"),
        (
            "show_proposals",
            "proposal_table",
            None,
            "proposal_copy",
            "proposal_draw",
            "proposal_union",
            "proposal_common",
            "proposal_difference",
            None,
            "proposal_view",
            "proposal_swap",
            "proposal_edit_red",
            "proposal_edit_blue",
            None,
            "proposal_accept_red",
            "proposal_accept_blue",
        ),
    ),
    (
        mark("Actions", "Help"),
        (
            "context_help",
            "help_contents",
            "shortcuts",
            "search",
            None,
            "walk",
            "walk_next",
            "walk_back",
            "walk_do",
            "walk_end",
            None,
            "preferences",
            "switch_language",
            "about",
        ),
    ),
)
