"""Enter a release into the air: a click says from which plant, or from where."""

from __future__ import annotations

from app.canvas.tools.fire import FireTool


class ReleaseTool(FireTool):
    """A click places the release; a drag moves the map."""

    key = "enter_release"
