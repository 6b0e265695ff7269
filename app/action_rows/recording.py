"""What is recorded by hand."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, Spec
from app.i18n import mark

_TIP_POINT = mark(
    "Actions", "Click where it is or type coordinates, then fill in the form; Enter keeps it, Esc cancels"
)
_TIP_LINE = mark("Actions", "Click along it, right-click or Enter ends the line; then fill in the form")
_TIP_AREA = mark("Actions", "Click around it, right-click or Enter closes it; then fill in the form")


def _record(text: str, icon: str, tip: str, *shortcuts: str) -> Spec:
    """Return the action that records one kind of thing by hand."""
    return Spec(text, icon, shortcuts, tip, checkable=True, group="tool", needs=(*EDIT, COUNTIES))


RECORDING_ROWS: Mapping[str, Spec] = {
    # -- recorded by hand
    "record_depot": _record(mark("Actions", "Record a depot"), "warehouse", _TIP_POINT, "Ctrl+Shift+D"),
    "record_team": _record(mark("Actions", "Record a team"), "users", _TIP_POINT, "Ctrl+R, T"),
    "record_village": _record(mark("Actions", "Record a village"), "house", _TIP_POINT, "Ctrl+R, V"),
    "record_marker": _record(mark("Actions", "Record a boundary marker"), "milestone", _TIP_POINT, "Ctrl+R, M"),
    "record_checkpoint": _record(mark("Actions", "Record a checkpoint"), "shield-check", _TIP_POINT, "Ctrl+R, C"),
    "record_lookout": _record(mark("Actions", "Record a lookout"), "tower-control", _TIP_POINT, "Ctrl+R, L"),
    "record_hazard_source": _record(
        mark("Actions", "Record a hazard source"), "triangle-alert", _TIP_POINT, "Ctrl+R, H"
    ),
    "record_closed_road": _record(mark("Actions", "Record a closed road"), "construction", _TIP_LINE, "Ctrl+R, X"),
    "record_patrol_route": _record(mark("Actions", "Draw a patrol route"), "footprints", _TIP_LINE, "Ctrl+R, P"),
    "record_firebreak": _record(mark("Actions", "Draw a firebreak"), "flame", _TIP_LINE, "Ctrl+R, B"),
    "record_road": _record(mark("Actions", "Draw a road"), "spline", _TIP_LINE, "Ctrl+R, R"),
    "record_river": _record(mark("Actions", "Draw a river"), "waves", _TIP_LINE, "Ctrl+R, W"),
    "record_forest": _record(mark("Actions", "Draw a forest"), "trees", _TIP_AREA, "Ctrl+R, F"),
    "record_hazard_area": _record(
        mark("Actions", "Draw the area of a hazard source"), "pentagon", _TIP_AREA, "Ctrl+R, A"
    ),
    "record_hazard_line": _record(mark("Actions", "Draw a dangerous road"), "route", _TIP_LINE, "Ctrl+R, G"),
    "record_note": _record(mark("Actions", "Put a note at a point"), "flag", _TIP_POINT, "Ctrl+R, N"),
    "record_note_line": _record(mark("Actions", "Put a note along a line"), "line-squiggle", _TIP_LINE, "Ctrl+R, K"),
}
