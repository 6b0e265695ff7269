"""The tools of the map: select, pan, identify, measure, draw a patrol area in four ways, edit its corners, reshape it.

Each is a small class derived from :class:`~app.canvas.tools.base.Tool`; a new tool is one more class,
the canvas need not know it.  What is drawn point by point shares :class:`~app.canvas.tools.corners.CornerTool`.
"""

from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.draw_patrol import DrawCircleTool, DrawFreehandTool, DrawPatrolTool, DrawRectangleTool
from app.canvas.tools.edit_vertices import EditVerticesTool
from app.canvas.tools.navigate import PanTool, SelectTool

__all__ = [
    "DrawCircleTool",
    "DrawFreehandTool",
    "DrawPatrolTool",
    "DrawRectangleTool",
    "EditVerticesTool",
    "PanTool",
    "SelectTool",
    "Tool",
    "ToolEvent",
]
