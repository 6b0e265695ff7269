"""Enter a spill: a click says where it got into the water."""

from __future__ import annotations

from app.canvas.tools.fire import FireTool


class SpillTool(FireTool):
    """A click places the spill; a drag moves the map."""

    key = "enter_spill"
