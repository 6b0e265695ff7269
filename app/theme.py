"""The look: design tokens, one style sheet built from them, and the palette behind it.

Everything sits on an 8-px grid, text is 13 px, rows are 28 px, and one accent (deep teal) marks
what can be acted on.  Status colours are for status only.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from app import icons

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
    text="#1D2B2A",
    muted="#5B6866",
    faint="#A3ADAA",
    accent="#00796B",
    accent_hover="#00695C",
    accent_soft="#DCEFEB",
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


def tokens() -> Tokens:
    """Return the tokens of the theme in force."""
    return _current


def resolve(preference: str) -> Tokens:
    """Return the tokens for a preference: light, dark, or as the system says."""
    if preference == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    return DARK if preference == "dark" else LIGHT


def apply(application: QApplication, preference: str) -> Tokens:
    """Dress the application; returns the tokens now in force."""
    global _current
    _current = resolve(preference)
    application.setStyle("Fusion")
    application.setPalette(_palette(_current))
    font = application.font()
    font.setPixelSize(TEXT_PX)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    # Figures of one width line up in columns; fonts without the feature ignore it.
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)
    application.setStyleSheet(style_sheet(_current))
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
        (role.PlaceholderText, t.faint),
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


def style_sheet(t: Tokens) -> str:
    """Return the one style sheet of the program."""
    values = {name: getattr(t, name) for name in Tokens.__dataclass_fields__}
    return _SHEET.format(**values, **_pictures(t))


#: Pictures that style sheets can only take as files: name → icon, colour token.
_SHEET_PICTURES = {
    "arrow": ("chevron-down", "muted"),
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


_SHEET = """
* {{ font-size: 13px; }}
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {text}; color: {surface}; border: 0; padding: 6px 8px; }}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: 15px; font-weight: 600; }}
QLabel[kind="hero"] {{ font-size: 26px; font-weight: 600; }}
QLabel[kind="muted"] {{ color: {muted}; }}
QLabel[kind="small"] {{ color: {muted}; font-size: 12px; }}
QLabel[kind="heading"] {{ color: {muted}; font-size: 12px; font-weight: 600; }}
QLabel[kind="warning"] {{ color: {warning}; }}
QLabel[kind="danger"] {{ color: {danger}; }}
QLabel[kind="number"] {{ font-size: 20px; font-weight: 600; }}

QToolBar#main {{ background: {surface}; border: 0; border-bottom: 1px solid {border}; spacing: 2px; padding: 3px 6px; }}
QToolBar#main::separator {{ width: 1px; background: {border}; margin: 6px 5px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 7px; color: {text}; }}
QToolButton:hover {{ background: {raised}; border-color: {border}; }}
QToolButton:pressed {{ background: {accent_soft}; }}
QToolButton:checked {{ background: {accent_soft}; color: {accent}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {faint}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[kind="flat"] {{ padding: 3px; }}

QPushButton {{ background: {surface}; border: 1px solid {border_strong}; border-radius: 6px; padding: 5px 14px; min-height: 18px; color: {text}; }}
QPushButton:hover {{ background: {raised}; border-color: {accent}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:disabled {{ color: {faint}; border-color: {border}; background: {raised}; }}
QPushButton:default, QPushButton[kind="primary"], QToolButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; }}
QPushButton:default:hover, QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover {{ background: {accent_hover}; }}
QPushButton:default:disabled, QPushButton[kind="primary"]:disabled, QToolButton[kind="primary"]:disabled {{ background: {raised}; color: {faint}; border-color: {border}; }}
QPushButton[kind="link"] {{ background: transparent; border: 0; color: {accent}; padding: 2px 4px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="row"] {{ background: transparent; border: 0; border-radius: 6px; padding: 6px 10px; text-align: left; }}
QPushButton[kind="row"]:hover, QPushButton[kind="row"]:focus {{ background: {accent_soft}; }}
QPushButton[kind="card"] {{ background: {surface}; border: 1px solid {border}; border-radius: 10px; padding: 14px 16px; text-align: left; }}
QPushButton[kind="card"]:hover {{ border-color: {accent}; background: {raised}; }}

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QPlainTextEdit {{ background: {surface}; border: 1px solid {border_strong}; border-radius: 6px; padding: 3px 8px; min-height: 20px; selection-background-color: {accent}; selection-color: {on_accent}; color: {text}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {{ color: {faint}; background: {raised}; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({arrow}); width: 12px; height: 12px; margin-right: 6px; }}
QDateEdit::drop-down {{ border: 0; width: 20px; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{ border: 0; width: 18px; background: transparent; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({arrow_up}); width: 10px; height: 10px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({arrow}); width: 10px; height: 10px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border_strong}; selection-background-color: {accent_soft}; selection-color: {text}; outline: 0; }}
QComboBox[kind="quiet"] {{ border-color: transparent; background: transparent; }}
QComboBox[kind="quiet"]:hover {{ border-color: {border}; background: {raised}; }}

QAbstractItemView {{ background: {surface}; border: 0; outline: 0; alternate-background-color: {raised}; selection-background-color: {accent_soft}; selection-color: {text}; }}
QTableView {{ gridline-color: transparent; }}
QTableView::item {{ padding: 0 6px; border-bottom: 1px solid {raised}; }}
QTreeView::item, QListView::item {{ min-height: 28px; padding: 0 4px; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{ background: {accent_soft}; color: {text}; }}
QTreeView::item:hover:!selected, QListView::item:hover:!selected {{ background: {raised}; }}
QHeaderView {{ background: {surface}; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: 0; border-bottom: 1px solid {border}; padding: 4px 4px 4px 6px; font-size: 12px; }}
QHeaderView::down-arrow {{ image: url({arrow}); width: 9px; height: 9px; }}
QHeaderView::up-arrow {{ image: url({arrow_up}); width: 9px; height: 9px; }}
QHeaderView::section:hover {{ color: {text}; background: {raised}; }}
QAbstractItemView[kind="framed"] {{ border: 1px solid {border}; border-radius: 6px; }}

QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; }}
QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{ width: 14px; height: 14px; border: 1px solid {border_strong}; border-radius: 4px; background: {surface}; }}
QCheckBox::indicator:hover, QTreeView::indicator:hover, QListView::indicator:hover {{ border-color: {accent}; }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {{ background: {accent}; border-color: {accent}; image: url({tick}); }}
QCheckBox::indicator:disabled {{ background: {raised}; border-color: {border}; }}
QTreeView::branch:has-children:closed {{ image: url({arrow_right}); }}
QTreeView::branch:has-children:open {{ image: url({arrow}); }}
QSplitter::handle {{ background: {border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollArea {{ border: 0; background: {surface}; }}
QScrollArea > QWidget > QWidget[kind="page"] {{ background: {surface}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {border_strong}; border-radius: 4px; margin: 2px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QMenu {{ background: {surface}; border: 1px solid {border_strong}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}

QStatusBar {{ background: {surface}; border-top: 1px solid {border}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QToolButton {{ padding: 1px 8px; border-radius: 4px; color: {muted}; font-size: 12px; }}
QStatusBar QToolButton:hover {{ color: {text}; }}
QStatusBar QLabel {{ color: {muted}; font-size: 12px; padding: 0 6px; }}
QProgressBar {{ background: {raised}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QSlider::groove:horizontal {{ height: 4px; background: {border}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: {accent}; }}

QFrame[kind="panel"], QWidget[kind="panel"] {{ background: {surface}; }}
QFrame[kind="card"] {{ background: {surface}; border: 1px solid {border}; border-radius: 10px; }}
QFrame[kind="tint"] {{ background: {raised}; border: 0; border-radius: 6px; }}
QFrame[kind="banner"] {{ background: {warning_soft}; border: 0; border-radius: 6px; }}
QFrame[kind="banner"] QLabel {{ color: {warning}; }}
QFrame[kind="alert"] {{ background: {danger_soft}; border: 0; border-radius: 6px; }}
QFrame[kind="alert"] QLabel {{ color: {danger}; }}
QFrame[kind="toast"] {{ background: {text}; border: 0; border-radius: 8px; }}
QFrame[kind="toast"] QLabel {{ color: {surface}; }}
QFrame[kind="toast"] QPushButton {{ background: transparent; border: 0; color: {accent_soft}; font-weight: 600; padding: 2px 8px; }}
QFrame[kind="drop"] {{ border: 2px dashed {border_strong}; border-radius: 10px; background: transparent; }}
QFrame[kind="drop"][active="true"] {{ border-color: {accent}; background: {accent_soft}; }}
QFrame[kind="live"] {{ background: {accent_soft}; border: 0; }}
QFrame[kind="line"] {{ background: {border}; border: 0; max-height: 1px; min-height: 1px; }}

QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: 8px 6px 7px 6px; border: 0; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {accent}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {border}; }}
QGroupBox {{ border: 0; margin-top: 20px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; color: {muted}; }}
"""
