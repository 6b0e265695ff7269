"""Every key and every mouse gesture, by group: what the sheet in the window, its print and docs/keys.md say."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from app.action_table import MENUS, SPECS
from app.i18n import mark

#: What mouse, touchpad and keys do on the map, whichever tool is in hand.
_ON_THE_MAP = (
    (mark("Keys", "Zoom about the cursor"), mark("Keys", "wheel, two fingers on a touchpad, pinch; with Ctrl finer")),
    (
        mark("Keys", "Move the map with any tool"),
        mark("Keys", "Space and move, middle button, arrow keys; with Select, Pan, Identify also drag"),
    ),
    (
        mark("Keys", "Crosshair by keys (W): move it; finer; farther"),
        mark("Keys", "arrow keys; with Ctrl; with Shift"),
    ),
    (
        mark("Keys", "Crosshair: click; take hold of a corner and let go of it"),
        mark("Keys", "Space; Shift+Space"),
    ),
    (mark("Keys", "Crosshair to typed coordinates"), "Ctrl+K"),
    (mark("Keys", "Closer, farther"), mark("Keys", "PgUp and PgDn, + and -")),
    (mark("Keys", "Zoom to a box"), mark("Keys", "Shift and drag")),
    (mark("Keys", "Closer at a point; farther"), mark("Keys", "double-click; with Shift")),
    (mark("Keys", "The view before, the view after"), mark("Keys", "back and forward buttons of the mouse")),
    (
        mark("Keys", "Coordinates of a point, in several notations"),
        mark("Keys", "right-click with Select, Pan, Identify"),
    ),
    (mark("Keys", "The point to the middle, with Pan"), mark("Keys", "click")),
    (mark("Keys", "Choose one more zone or area"), mark("Keys", "Ctrl and click")),
    (mark("Keys", "Choose one more corner, with Edit vertices"), mark("Keys", "Shift and click")),
    (mark("Keys", "Finish what is drawn"), mark("Keys", "right-click, double-click, Enter")),
    (mark("Keys", "Take the last vertex back"), "Backspace"),
    (mark("Keys", "Cancel; undo brings the sketch back"), "Esc"),
    (mark("Keys", "Suspend snapping"), "Alt"),
    (mark("Keys", "Blocks: take several in; let go"), mark("Keys", "drag around, Shift and drag; with Ctrl")),
)
_IN_LISTS = (
    (mark("Keys", "Copy rows to a spreadsheet"), "Ctrl+C"),
    (mark("Keys", "Show or open the row"), mark("Keys", "Enter, double-click")),
    (mark("Keys", "Show or hide the selected layers"), mark("Keys", "Space")),
    (mark("Keys", "Show or hide all layers of a kind: of files, or derived"), mark("Keys", "Ctrl and click on a box")),
    (mark("Keys", "Rename a layer or a patrol area"), "F2"),
    (mark("Keys", "Remove a layer or a patrol area"), mark("Keys", "Delete")),
    (mark("Keys", "Move a layer up or down"), "Ctrl+↑  Ctrl+↓"),
)
_IN_THE_TABLE = (
    (mark("Keys", "Type what to find"), "Ctrl+F"),
    (mark("Keys", "From the field to the rows"), mark("Keys", "Enter")),
    (mark("Keys", "Select all rows; more rows"), mark("Keys", "Ctrl+A; Shift or Ctrl with arrows and clicks")),
    (mark("Keys", "Write in a cell, where that is allowed"), "F2"),
    (mark("Keys", "Back to the map"), "Esc"),
)
_IN_A_MEETING = (
    (
        mark("Keys", "Next point of the agenda; the one before"),
        mark("Keys", "PgDn, →, ↓, Space, N; PgUp, ←, ↑, Shift+Space, P"),
    ),
    (mark("Keys", "First point; last point"), "Home  End"),
    (mark("Keys", "A zone by its number"), mark("Keys", "the number, Enter")),
    (mark("Keys", "One of the first nine scenes"), mark("Keys", "its digit alone, or Alt and the digit")),
    (mark("Keys", "Show the point again"), "Enter  F5"),
    (mark("Keys", "Agenda: show and arrange, put away"), "G"),
    (mark("Keys", "In the agenda: leave a point out; move it"), mark("Keys", "Space; Ctrl+↑ and Ctrl+↓")),
    (mark("Keys", "Zones, or lines between counties"), "O"),
    (mark("Keys", "Card of the point"), "I"),
    (mark("Keys", "Laser: hold to point, tap to leave it on"), "L"),
    (mark("Keys", "Pen: take it, put it away; next colour"), "M  C"),
    (mark("Keys", "Lines: take the newest away; wipe all"), "U  X"),
    (mark("Keys", "Keep the newest line as a comment; as a patrol area"), "K  A"),
    (mark("Keys", "Move the map"), mark("Keys", "Shift and arrow keys, or drag")),
    (mark("Keys", "Put one thing away after the other, then end"), "Esc"),
)
_WITH_FINGERS = (
    (mark("Keys", "Choose; drag with the tool in hand"), mark("Keys", "tap; one finger")),
    (mark("Keys", "Move and zoom the map with any tool"), mark("Keys", "two fingers")),
    (mark("Keys", "Menu of a place; finish what is drawn"), mark("Keys", "rest a finger")),
    (mark("Keys", "In a meeting: draw a line; take lines away"), mark("Keys", "pen; its eraser")),
)
_OTHER_GROUPS = (
    (mark("Keys", "On the map"), _ON_THE_MAP),
    (mark("Keys", "In lists"), _IN_LISTS),
    (mark("Keys", "In the attribute table"), _IN_THE_TABLE),
    (mark("Keys", "In a meeting"), _IN_A_MEETING),
    (mark("Keys", "With fingers and pen"), _WITH_FINGERS),
)


@dataclass(frozen=True)
class KeyRow:
    """One thing that can be done, with what, and more words for it."""

    text: str
    keys: str
    tip: str = ""

    def holds(self, wanted: str) -> bool:
        """Whether a text (case folded) is in it."""
        return wanted in f"{self.text} {self.keys} {self.tip}".casefold()


def translated(context: str, text: str) -> str:
    """Return a text in the language in force."""
    return QCoreApplication.translate(context, text) if text else ""


def sheet(say: Callable[[str, str], str] = translated, *, native: bool = True) -> list[tuple[str, list[KeyRow]]]:
    """Return the groups in the order of the menus, mouse and lists after them; ``say`` puts a text into words."""
    groups = []
    for title, members in MENUS:
        rows = []
        for key in members:
            if key is not None:
                spec = SPECS[key]
                keys = "  ".join(_written(one) if native else one for one in spec.shortcuts)
                rows.append(KeyRow(say("Actions", spec.text).rstrip("…"), keys, say("Actions", spec.tip)))
        groups.append((say("Actions", title), rows))
    for title, pairs in _OTHER_GROUPS:
        groups.append((say("Keys", title), [KeyRow(say("Keys", text), say("Keys", keys)) for text, keys in pairs]))
    return groups


def as_html(title: str) -> str:
    """Return the sheet for a printer."""
    parts = [f"<h2>{html.escape(title)}</h2>"]
    for heading, rows in sheet():
        lines = "".join(
            f"<tr><td width='60%'>{html.escape(row.text)}</td><td>{html.escape(row.keys)}</td></tr>"
            for row in rows
            if row.keys
        )
        parts.append(f"<h3>{html.escape(heading)}</h3><table width='100%' cellpadding='2'>{lines}</table>")
    return "".join(parts)


def as_markdown() -> str:
    """Return the sheet in English for docs/keys.md."""
    lines = [
        "# Keys and mouse",
        "",
        "Made from the table of actions: `python -m tests.tools.keys`. In the window: Ctrl+/.",
        "",
    ]
    for heading, rows in sheet(lambda _context, text: text, native=False):
        lines += [f"## {heading}", "", "| what | keys |", "|---|---|"]
        lines += [f"| {row.text} | {_marked_up(row.keys)} |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def _written(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _marked_up(keys: str) -> str:
    is_words = any(letter.islower() for letter in keys) and " " in keys.strip() and "  " not in keys
    return keys if is_words else ", ".join(f"`{one}`" for one in keys.split("  ") if one)
