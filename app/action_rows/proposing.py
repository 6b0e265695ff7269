"""Actions on what counties propose for a patrol area."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import EDIT, PLAN, Need, Spec
from app.i18n import mark

_AREA: Need = (lambda s: s.has_selected_area or s.has_proposals, mark("Actions", "Select a patrol area first"))

PROPOSAL_ROWS: Mapping[str, Spec] = {
    "show_proposals": Spec(
        mark("Actions", "Proposals for a patrol area"),
        "layers-2",
        ("Ctrl+9, P",),
        mark("Actions", "What each county proposes: two against each other, what both have and where they part"),
        needs=(PLAN, _AREA),
    ),
    "proposal_table": Spec(
        mark("Actions", "Compare alternatives in a table…"),
        "table-2",
        ("Ctrl+9, T",),
        mark("Actions", "All alternatives of a patrol area: areas, shares, zones, people, woods, help, cost"),
        needs=(PLAN, _AREA),
    ),
    "proposal_copy": Spec(
        mark("Actions", "Alternative as a copy"),
        "copy-plus",
        ("Ctrl+9, C",),
        mark("Actions", "Make an alternative of the red proposal as it is, to be changed"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_draw": Spec(
        mark("Actions", "Draw an alternative"),
        "pentagon",
        ("Ctrl+9, D",),
        mark("Actions", "Draw another outline for the patrol area, corner by corner"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_union": Spec(
        mark("Actions", "Alternative of both together"),
        "squares-unite",
        ("Ctrl+9, U",),
        mark("Actions", "Make an alternative of what either the red or the blue proposal has"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_common": Spec(
        mark("Actions", "Alternative of what both have"),
        "crop",
        ("Ctrl+9, I",),
        mark("Actions", "Make an alternative of the land that the red and the blue proposal have in common"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_difference": Spec(
        mark("Actions", "Alternative of red without blue"),
        "squares-subtract",
        ("Ctrl+9, M",),
        mark("Actions", "Make an alternative of the red proposal without the land of the blue one"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_view": Spec(
        mark("Actions", "Proposals over each other, swiped, side by side"),
        "picture-in-picture-2",
        ("Ctrl+9, V",),
        mark("Actions", "Go on to the next way of looking at two proposals"),
        needs=(PLAN, _AREA),
    ),
    "proposal_swap": Spec(
        mark("Actions", "Swap the red and the blue proposal"),
        "arrow-left-right",
        ("Ctrl+9, X",),
        mark("Actions", "What was red is blue"),
        needs=(PLAN, _AREA),
    ),
    "proposal_edit_red": Spec(
        mark("Actions", "Move corners of the red proposal"),
        "pencil",
        ("Ctrl+9, R",),
        mark("Actions", "Figures follow while a corner moves; the patrol area stays as it is"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_edit_blue": Spec(
        mark("Actions", "Move corners of the blue proposal"),
        "pencil",
        ("Ctrl+9, B",),
        mark("Actions", "Figures follow while a corner moves; the patrol area stays as it is"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_accept_red": Spec(
        mark("Actions", "Put the red proposal into the patrol area"),
        "check",
        ("Ctrl+9, 1",),
        mark("Actions", "One step that undo takes back; the outline before stays as an alternative"),
        needs=(*EDIT, _AREA),
    ),
    "proposal_accept_blue": Spec(
        mark("Actions", "Put the blue proposal into the patrol area"),
        "check",
        ("Ctrl+9, 2",),
        mark("Actions", "One step that undo takes back; the outline before stays as an alternative"),
        needs=(*EDIT, _AREA),
    ),
}
