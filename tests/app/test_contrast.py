"""Contrast as WCAG 2.2 AA asks for: 4.5 for text, 3 for what must be seen to be used; both themes, and the map."""

from __future__ import annotations

import re
from importlib.resources import files

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabBar, QToolButton, QWidget

from app import theme
from app.application import Application
from app.canvas import styles
from app.fire_words import LEVEL_COLORS
from app.theme import DARK, LIGHT, Tokens

TEXT, SIGN = 4.5, 3.0
BOTH = pytest.mark.parametrize("t", [LIGHT, DARK], ids=lambda t: t.name)


def luminance(color: str | QColor) -> float:
    """Return the relative luminance of a colour, 0 for black to 1 for white (WCAG 2.2)."""
    one = QColor(color)
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: str | QColor, other: str | QColor) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # the standard's own example of just enough
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


# -- tokens ---------------------------------------------------------------------------------------

_GROUNDS = ("window", "surface", "raised", "accent_soft")
#: Text → grounds it is written on.  ``faint`` is for what is switched off, which the standard leaves out.
_WRITTEN = {
    **dict.fromkeys(("text", "muted", "accent", "accent_hover"), _GROUNDS),
    "danger": ("window", "surface", "raised", "danger_soft"),
    "warning": ("window", "surface", "raised", "warning_soft"),
    "success": ("window", "surface", "raised"),
    "on_accent": ("accent", "accent_hover"),
    "surface": ("text",),  # messages over the map, tips
    "accent_soft": ("text",),  # what can be done in a message
}
#: Signs → grounds: rings of the keyboard, frames of what is filled in, icons.
_SEEN = {
    "accent": (*_GROUNDS, "warning_soft", "danger_soft"),
    "outline": ("window", "surface", "raised"),
    "text": (*_GROUNDS, "window"),
    "muted": _GROUNDS,
    "warning": ("surface", "warning_soft"),
}


@BOTH
def test_tokens_stand_out_from_their_grounds(t: Tokens) -> None:
    for least, pairs in ((TEXT, _WRITTEN), (SIGN, _SEEN)):
        low = {
            f"{one} on {ground}": round(ratio(getattr(t, one), getattr(t, ground)), 2)
            for one, grounds in pairs.items()
            for ground in grounds
            if ratio(getattr(t, one), getattr(t, ground)) < least
        }
        assert low == {}, least


@BOTH
def test_placeholders_and_selected_text_are_read(t: Tokens, qapp: QApplication) -> None:
    palette = theme._palette(t)
    role = palette.ColorRole
    for one, ground in (
        (role.PlaceholderText, role.Base),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.HighlightedText, role.Highlight),
        (role.ButtonText, role.Button),
        (role.WindowText, role.Window),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
    ):
        assert ratio(palette.color(one), palette.color(ground)) >= TEXT, (one, ground)


def _rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return [
        (" ".join(names.split()), dict(re.findall(r"([\w-]+):\s*([^;]+);", body)))
        for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)
    ]


@BOTH
def test_rules_of_the_style_sheet_that_name_both_colours(t: Tokens) -> None:
    rules = _rules((files("resources") / "styles" / "window.qss").read_text(encoding="utf-8"))
    pairs = {
        names: (found["color"].strip("@"), found["background"].strip("@"))
        for names, found in rules
        if "disabled" not in names and {"color", "background"} <= found.keys() and "@" in found["background"]
    }
    assert len(pairs) > 8
    low = {
        names: round(ratio(getattr(t, one), getattr(t, ground)), 2)
        for names, (one, ground) in pairs.items()
        if ratio(getattr(t, one), getattr(t, ground)) < TEXT
    }
    assert low == {}


def test_what_takes_keys_shows_it() -> None:
    """Every kind that can have the focus has a rule that draws something for it: no rule may only change a ground."""
    rules = _rules((files("resources") / "styles" / "window.qss").read_text(encoding="utf-8"))
    drawn: dict[str, set[str]] = {}
    for names, found in rules:
        for name in names.split(","):
            if ":focus" in name:
                drawn.setdefault(name.strip().replace(":focus", ""), set()).update(found)
    for kind in (
        *("QToolButton", "QPushButton", "QLineEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit"),
        *("QPlainTextEdit", "QTextEdit", "QCheckBox", "QRadioButton", "QTableView::item", "QTreeView::item"),
        *("QListView::item", "QTabBar::tab", "QScrollArea", "QSlider::handle:horizontal", "QPushButton:default"),
        *(f'QPushButton[kind="{one}"]' for one in ("primary", "link", "heading_link", "row", "card", "reading")),
    ):
        assert drawn.get(kind, set()) & {"border", "border-color", "text-decoration"}, kind


# -- the map --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_names_on_the_map_stand_out_from_their_halo(name: str) -> None:
    looks = styles.theme(name)
    low = {
        key: round(ratio(style.label.color, style.label.halo or looks.halo), 2)
        for key, style in looks.styles.items()
        if style.label is not None
        and style.label.placement != "disc"
        and ratio(style.label.color, style.label.halo or looks.halo) < TEXT
    }
    assert low == {}
    for one in (looks.ink, looks.muted):
        assert ratio(one, looks.halo) >= TEXT
    assert ratio(looks.accent, looks.land) >= SIGN, "the frame of the map that has the keys"


def test_danger_levels_are_discs_beside_their_word() -> None:
    """Blue, yellow, orange and red are prescribed, and yellow cannot stand out from white: no text lies on them."""
    assert set(LEVEL_COLORS) == {"blue", "yellow", "orange", "red"}
    for color in LEVEL_COLORS.values():  # black could be written on each but blue and red, white on those
        assert max(ratio("#000000", color), ratio("#FFFFFF", color)) >= TEXT


# -- what is on the screen ------------------------------------------------------------------------


def _measured(picture: NDArray[np.uint32], place: QRect) -> float:
    """Return the contrast of the strongest ink in a part of a picture with its commonest colour."""
    part = picture[place.top() : place.bottom() + 1, place.left() : place.right() + 1]
    colors, counts = np.unique(part & 0xFFFFFF, return_counts=True)
    ground = QColor.fromRgb(int(colors[counts.argmax()]))
    return max(ratio(ground, QColor.fromRgb(int(one))) for one in colors)


@BOTH
def test_what_is_painted_stands_out(planned: Application, t: Tokens, qtbot) -> None:
    """Grabbed from the screen, so that a colour set beside the tokens is found."""
    planned.settings.set("theme", t.name)
    window = planned.window
    window.zones.table.selectRow(0)
    window.left.show_page("layers")
    qtbot.waitUntil(lambda: not planned.jobs.active)
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    picture = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    low = {}
    seen = 0
    for widget in window.findChildren(QWidget):
        is_read = isinstance(widget, QLabel | QPushButton | QToolButton | QTabBar | QLineEdit)
        if not is_read or not widget.isVisible() or not widget.isEnabled():
            continue
        if widget.visibleRegion().boundingRect() != widget.rect():  # half out of what scrolls
            continue
        if isinstance(widget, QLabel) and (not widget.text() or not widget.pixmap().isNull()):
            continue
        has_words = isinstance(widget, QLabel | QPushButton | QTabBar | QLineEdit)
        seen += 1
        found = _measured(picture, QRect(widget.mapTo(window, QPoint()), widget.size()))
        # Thin letters are never painted in their full colour: antialiasing takes some of it.
        if found < (TEXT if has_words else SIGN) * 0.85:
            low[f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"] = round(
                found, 2
            )
    planned.settings.set("theme", "light")
    assert low == {} and seen > 15
