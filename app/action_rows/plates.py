"""Actions about map plates on paper."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import LAYERS, PLAN, Need, Spec
from app.i18n import mark

_ZONES: Need = (lambda s: s.has_zones, mark("Actions", "Derive the zones first"))

PLATE_ROWS: Mapping[str, Spec] = {
    "map_plate": Spec(
        mark("Actions", "Map plate…"),
        "printer",
        ("Ctrl+P",),
        mark("Actions", "A sheet, or a series with its index, at an exact scale: as PDF, as picture, on a printer"),
        short=mark("Actions", "Plate"),
        needs=(PLAN, LAYERS),
    ),
    "gap_plate": Spec(
        mark("Actions", "Gap map on a plate…"),
        "file-output",
        ("Ctrl+U, P",),
        mark("Actions", "Borders in force, ending, expired, in talks and without agreement on a sheet, with legend"),
        needs=(PLAN, LAYERS),
    ),
    "write_briefing": Spec(
        mark("Actions", "Briefing…"),
        "presentation",
        ("Ctrl+U, J",),
        mark("Actions", "One page for each zone or border before a season: map, who is affected, what is open"),
        needs=(PLAN, _ZONES),
    ),
}
