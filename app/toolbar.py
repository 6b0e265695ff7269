"""The one row of tools above the map, with the menu at its head."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from app.actions import MENUS, SPECS, Actions, translate
from app.widgets.basics import PrimaryToolButton, tool_button

_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class Toolbar(QToolBar):
    """Menu, drawing tools, undo and view on the left; search, export and *Analyse* on the right."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(self.tr("Tools"))
        self._actions = actions
        self.setObjectName("main")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addWidget(self._menu_button())
        for key in ("add_layers", None, "select", "pan", "draw_patrol", "edit_vertices", "snapping", None):
            if key is None:
                self.addSeparator()
            else:
                self._tool(key, _ICON if key in {"edit_vertices", "snapping"} else _BESIDE)
        for key in ("undo", "redo", None, "zoom_full"):
            self.addSeparator() if key is None else self._tool(key)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self._tool("search", _BESIDE)
        self._tool("parameters")
        self._tool("export", _BESIDE)
        analyse = PrimaryToolButton(actions["analyse"], SPECS["analyse"].icon)
        analyse.setMinimumHeight(30)
        self.addWidget(analyse)

    def _tool(self, key: str, style: Qt.ToolButtonStyle = _ICON) -> None:
        made = tool_button(self._actions[key], size_px=20)
        made.setProperty("kind", "tool")
        made.setToolButtonStyle(style)
        made.setAccessibleName(self._actions[key].text().rstrip("…"))
        made.setMinimumHeight(30)
        self.addWidget(made)

    def _menu_button(self) -> QToolButton:
        made = tool_button(icon="menu", name=self.tr("Menu (F10)"), size_px=20)
        made.setShortcut("F10")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        for title, keys in MENUS:
            sub = menu.addMenu(translate(title))
            sub.setToolTipsVisible(True)
            for key in keys:
                sub.addSeparator() if key is None else sub.addAction(self._actions[key])
        made.setMenu(menu)
        return made
