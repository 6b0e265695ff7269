"""What every tool is: a small class that holds its own half-drawn state and hears events in map metres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas
    from app.canvas.guides import Guide
    from app.canvas.snapping import Excludes, Snap


@dataclass(frozen=True)
class ToolEvent:
    """A mouse event as a tool sees it.

    ``x, y`` are metres, already moved to ``snap`` when there is one; ``px`` is where the cursor really is.
    """

    x: float
    y: float
    px: QPointF
    button: Qt.MouseButton
    buttons: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    snap: Snap | None = None


class Tool(QObject):
    """Base of all tools.  A handler returns True when it used the event; else the canvas does its usual thing.

    What is half drawn outlives the program: a tool that holds such a thing emits ``sketched`` whenever it
    changes, gives it as plain data with ``sketch_state`` and takes it up again with ``restore_sketch``.
    Whoever listens (:class:`app.tasks.sketching.SketchTask`) writes it to the plan; the tool need not
    know when.  Coordinates in a state are EPSG:4490, because the metric CRS may change with the counties.
    """

    #: What is in hand, or could be brought back, is not what it was.
    sketched = Signal()

    #: How the window calls the tool, and under which name its sketch is kept.
    key = ""
    #: Whether the cursor snaps while this tool is active.
    snaps = False
    #: Whether features light up under the cursor.
    hovers = False
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.canvas: MapCanvas | None = None

    @property
    def pans_by_drag(self) -> bool:
        """Whether a left drag on the map moves it."""
        return False

    @property
    def boxes_by_shift(self) -> bool:
        """Whether Shift and a left drag zoom to a box although a plain drag does not move the map."""
        return False

    @property
    def takes_shift(self) -> bool:
        """Whether a left drag with Shift is for the tool, and not for a zoom box."""
        return False

    @property
    def snap_excludes(self) -> Excludes:
        """A layer and the uids of its features that this tool must not snap to."""
        return ("", "")

    @property
    def snap_guides(self) -> tuple[Guide, ...]:
        """Extensions of sides in hand, and right angles to them, that the cursor may snap to."""
        return ()

    def activate(self, canvas: MapCanvas) -> None:
        """Become the canvas's tool."""
        self.canvas = canvas

    def deactivate(self) -> None:
        """Stop being the tool: an unfinished gesture is cancelled, not lost."""
        self.on_cancel()
        self.canvas = None

    def on_press(self, event: ToolEvent) -> bool:
        """Hear a mouse button go down."""
        return False

    def on_move(self, event: ToolEvent) -> bool:
        """Hear the mouse move."""
        return False

    def on_release(self, event: ToolEvent) -> bool:
        """Hear a mouse button come up."""
        return False

    def on_double_click(self, event: ToolEvent) -> bool:
        """Hear a double click; its first press was heard before."""
        return False

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Hear a key."""
        return False

    def on_cancel(self) -> bool:
        """Drop what is half done; return whether there was anything."""
        return False

    def on_scene_changed(self) -> None:
        """Hear that the canvas shows another scene."""

    @property
    def areas_in_hand(self) -> frozenset[str]:
        """The patrol areas whose stored outlines are being changed."""
        return frozenset()

    @property
    def crosses(self) -> bool:
        """Whether sides of what is half drawn cross."""
        return False

    # -- the sketch in hand --------------------------------------------------------------------------

    @property
    def has_sketch(self) -> bool:
        """Whether something is half drawn."""
        return False

    def sketch_state(self) -> dict[str, Any]:
        """Return what is half drawn as plain data, ``cancelled`` when only undo could bring it back; {} for nothing."""
        return {}

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take up what ``sketch_state`` gave; False when it no longer fits the plan."""
        return False

    def tell_progress(self) -> None:
        """Say again what the half-drawn shape is, to those who could not use it before."""

    def discard(self) -> None:
        """Drop what is half drawn, so that :meth:`undo` brings it back."""
        self.on_cancel()

    def undo(self) -> bool:
        """Take the last step of the sketch back, or bring a dropped one back; False when there is neither."""
        return False

    def take_back(self) -> bool:
        """Have in hand again what was finished last, because the plan could not keep it."""
        return False

    def forget(self) -> None:
        """Let go of everything, also of what undo could bring back: another plan comes."""

    def paint(self, painter: QPainter) -> None:
        """Draw the half-done state, in logical pixels of the canvas."""

    def update_canvas(self) -> None:
        """Have the overlay painted again."""
        if self.canvas is not None:
            self.canvas.update()
