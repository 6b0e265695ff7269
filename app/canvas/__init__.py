"""The map: a scene of plain values, one renderer, the widget that shows it and the tools that draw on it.

``build_scene`` reads a plan or the open document; ``render`` draws a scene into any painter (the window's
worker, printed plates, golden pictures); ``MapCanvas`` is the widget; ``legend_entries`` says what is drawn.
"""

from app.canvas.building import build_scene
from app.canvas.canvas import MapCanvas
from app.canvas.hit import Hit
from app.canvas.reads import Look
from app.canvas.render import RenderOptions, render, render_image
from app.canvas.scene import BORDERS, PATROL, REACHES, STRADDLING, ZONES, Scene, SceneLayer
from app.canvas.view import View
from app.canvas.words import MapWords, window_words

__all__ = [
    "BORDERS",
    "PATROL",
    "REACHES",
    "STRADDLING",
    "ZONES",
    "Hit",
    "Look",
    "MapCanvas",
    "MapWords",
    "RenderOptions",
    "Scene",
    "SceneLayer",
    "View",
    "build_scene",
    "render",
    "render_image",
    "window_words",
]
