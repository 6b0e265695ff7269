"""What the cursor snaps to, follows and takes along."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import PLAN, Spec
from app.i18n import mark

SNAPPING_ROWS: Mapping[str, Spec] = {
    "snapping": Spec(
        mark("Actions", "Snap to lines"),
        "magnet",
        ("S",),
        mark("Actions", "Snap to county lines, zone edges and other areas within 12 px; hold Alt to suspend"),
        short=mark("Actions", "Snap"),
        checkable=True,
        needs=(PLAN,),
    ),
    "following": Spec(
        mark("Actions", "Follow lines"),
        "route",
        ("T",),
        mark(
            "Actions",
            "From the last point to the cursor along county lines, rivers, roads and zone edges; both ends must snap",
        ),
        short=mark("Actions", "Follow"),
        checkable=True,
        needs=(PLAN,),
    ),
    "together": Spec(
        mark("Actions", "Move shared edges together"),
        "link-2",
        ("J",),
        mark(
            "Actions",
            "Corners that areas share move, come and go in all of them; hold Ctrl to leave the others as they are",
        ),
        short=mark("Actions", "Together"),
        checkable=True,
        needs=(PLAN,),
    ),
    **{
        f"snap_{kind}": Spec(text, icon, (f"Ctrl+M, {letter}",), tip, checkable=True, needs=(PLAN,))
        for kind, letter, icon, text, tip in (
            ("vertex", "V", "square", mark("Actions", "Snap to corners"), mark("Actions", "Of lines, zones and areas")),
            ("crossing", "X", "x", mark("Actions", "Snap to crossings"), mark("Actions", "Where two lines meet")),
            (
                "midpoint",
                "M",
                "triangle",
                mark("Actions", "Snap to midpoints"),
                mark("Actions", "Of sides 48 px or longer"),
            ),
            ("edge", "E", "hourglass", mark("Actions", "Snap to edges"), mark("Actions", "Anywhere along a line")),
            (
                "extension",
                "N",
                "ellipsis",
                mark("Actions", "Snap to extensions"),
                mark("Actions", "Of the last side drawn, and of edges that end near the cursor"),
            ),
            (
                "right_angle",
                "R",
                "triangle-right",
                mark("Actions", "Snap to right angles"),
                mark("Actions", "To the last side drawn and to the first, where the area will be closed"),
            ),
        )
    },
}
