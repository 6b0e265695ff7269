"""The look: design tokens, one style sheet built from them, and the palette behind it.

Everything sits on an 8-px grid, text is 13 px, rows are 28 px, and one accent (deep teal) marks
what can be acted on.  Status colours are for status only.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from app import icons

_PIXELS = re.compile(r"\b(\d+(?:\.\d+)?)px\b")
ROW_PX = 28
TEXT_PX = 13


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, each named for its use."""

    name: str
    window: str  # behind everything
    surface: str  # panels, tables, fields
    raised: str  # headers, hovered rows
    border: str
    border_strong: str
    outline: str  # around what is filled in or ticked: 3:1 against the ground
    text: str
    muted: str
    faint: str  # disabled text and icons
    accent: str
    accent_hover: str
    accent_soft: str  # selection, checked tools
    on_accent: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    shadow: str

    @property
    def is_dark(self) -> bool:
        """Whether text is light on dark."""
        return self.name == "dark"


LIGHT = Tokens(
    name="light",
    window="#F2F4F3",
    surface="#FFFFFF",
    raised="#F6F8F7",
    border="#DFE4E2",
    border_strong="#C3CBC8",
    outline="#818D8A",
    text="#1D2B2A",
    muted="#5B6866",
    faint="#A3ADAA",
    accent="#00796B",
    accent_hover="#00695C",
    accent_soft="#E0F2EE",
    on_accent="#FFFFFF",
    danger="#B3261E",
    danger_soft="#FBE9E7",
    warning="#8A5300",
    warning_soft="#FFF3DC",
    success="#2E7D32",
    shadow="#33000000",
)

DARK = Tokens(
    name="dark",
    window="#14181A",
    surface="#1C2124",
    raised="#242A2D",
    border="#30383B",
    border_strong="#475155",
    outline="#75827F",
    text="#E4EAE8",
    muted="#9CA9A6",
    faint="#5E6A68",
    accent="#4DB6A6",
    accent_hover="#6CC9BB",
    accent_soft="#1E3F3A",
    on_accent="#06211D",
    danger="#FF8A80",
    danger_soft="#3F2422",
    warning="#F2B84B",
    warning_soft="#3A3020",
    success="#81C784",
    shadow="#80000000",
)

_current = LIGHT
_text_scale = 1.0


def tokens() -> Tokens:
    """Return the tokens of the theme in force."""
    return _current


def text_scale() -> float:
    """Return how many times as large as usual letters are."""
    return _text_scale


def px(pixels: float) -> int:
    """Return a length that goes with the letters, in logical pixels, from what it is at the usual size."""
    return round(pixels * _text_scale)


def px_size(width: float, height: float) -> QSize:
    """Return a size that goes with the letters, as of an icon."""
    return QSize(px(width), px(height))


def text_px() -> int:
    """Return the height of text."""
    return px(TEXT_PX)


def row_px() -> int:
    """Return the height of a row of a list or table."""
    return px(ROW_PX)


def resolve(preference: str) -> Tokens:
    """Return the tokens for a preference: light, dark, or as the system says."""
    if preference == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    return DARK if preference == "dark" else LIGHT


#: Set on an application that has the style already.
_DRESSED = "lianfang_style"


def apply(application: QApplication, preference: str, scale: float = 1.0) -> Tokens:
    """Dress the application, with letters so many times as large as usual; returns the tokens now in force."""
    global _current, _text_scale
    _current, _text_scale = resolve(preference), scale
    sheet = style_sheet(_current, scale)
    if application.styleSheet() == sheet:  # dressing every widget again takes as long as making it
        return _current
    if not application.property(_DRESSED):  # once: every style that is set leaves an object behind
        application.setStyle("Fusion")
        application.setProperty(_DRESSED, True)
    application.setPalette(_palette(_current))
    font = application.font()
    font.setPixelSize(text_px())
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    # Figures of one width line up in columns; fonts without the feature ignore it.
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)
    application.setStyleSheet(sheet)
    return _current


def icon(name: str, *, color: str = "") -> QIcon:
    """Return an icon in the colours of the theme."""
    return icons.icon(name, color or _current.text, _current.faint, _current.accent)


def icon_on_accent(name: str) -> QIcon:
    """Return an icon for a filled accent button."""
    return icons.icon(name, _current.on_accent, _current.faint)


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, t.window),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.raised),
        (role.Text, t.text),
        (role.PlaceholderText, t.muted),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.ToolTipBase, t.text),
        (role.ToolTipText, t.surface),
        (role.Highlight, t.accent_soft),
        (role.HighlightedText, t.text),
        (role.Link, t.accent),
        (role.Mid, t.border),
        (role.Dark, t.border_strong),
        (role.Accent, t.accent),
    ):
        palette.setColor(which, QColor(color))
    for which in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.faint))
    return palette


def style_sheet(t: Tokens, scale: float = 1.0) -> str:
    """Return the one style sheet of the program; ``scale`` makes everything in it larger, for a wall."""
    values = {name: getattr(t, name) for name in Tokens.__dataclass_fields__}
    sheet = (files("resources") / "styles" / "window.qss").read_text(encoding="utf-8")
    if scale != 1.0:
        sheet = _PIXELS.sub(lambda found: f"{round(float(found[1]) * scale)}px", sheet)
    for name, value in {**values, **_pictures(t)}.items():
        sheet = sheet.replace(f"@{name}@", value)
    return sheet


#: Pictures that style sheets can only take as files: name → icon, colour token.
_SHEET_PICTURES = {
    "arrow": ("chevron-down", "muted"),
    "arrow_left": ("chevron-left", "muted"),
    "arrow_right": ("chevron-right", "muted"),
    "arrow_up": ("chevron-up", "muted"),
    "tick": ("check", "on_accent"),
}


@cache
def _picture_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that lasts as long as the process."""
    return tempfile.TemporaryDirectory(prefix="lianfang-look-")


def _pictures(t: Tokens) -> dict[str, str]:
    folder = Path(_picture_folder().name)
    paths = {}
    for key, (name, token) in _SHEET_PICTURES.items():
        path = folder / f"{t.name}-{key}.svg"
        if not path.exists():
            path.write_text(icons.svg(name, getattr(t, token), stroke=2.5), encoding="utf-8")
        paths[key] = path.as_posix()
    return paths
