"""The tools of the map: select, pan, draw a patrol area, edit its corners.

Each is a small class derived from :class:`~app.canvas.tools.base.Tool`; a new tool is one more class,
the canvas need not know it.
"""

from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.draw_patrol import DrawPatrolTool
from app.canvas.tools.edit_vertices import EditVerticesTool
from app.canvas.tools.navigate import PanTool, SelectTool

__all__ = ["DrawPatrolTool", "EditVerticesTool", "PanTool", "SelectTool", "Tool", "ToolEvent"]
