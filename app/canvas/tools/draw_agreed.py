"""Draw, at the table, the outline on which two counties agree."""

from __future__ import annotations

from app.canvas.tools.draw_patrol import DrawPatrolTool


class DrawAgreedTool(DrawPatrolTool):
    """As for a patrol area; what is half drawn belongs to the plans that lie side by side, and goes with them."""

    key = "agree_outline"
    is_kept = False
