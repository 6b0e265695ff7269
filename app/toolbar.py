"""The one row of tools above the map, with the menu at its head."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from app import theme
from app.action_table import DRAW_KEYS, MENUS, RECORD_KEYS, SHAPE_KEYS, SNAP_KEYS, SPECS
from app.actions import Actions, translate
from app.widgets.basics import PrimaryToolButton, bar_button, give_choice, give_options, menu_button, tool_button

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
        for key in ("add_layers", None, "select", "pan", "identify", "measure", None):
            if key is None:
                self.addSeparator()
                continue
            bar_button(self, actions[key], _BESIDE if key in {"add_layers", "select", "pan"} else None)
        give_choice(bar_button(self, actions[DRAW_KEYS[0]], _BESIDE), [actions[key] for key in DRAW_KEYS])
        self.addWidget(self._record_button([actions[key] for key in RECORD_KEYS]))
        bar_button(self, actions["blocks"])
        bar_button(self, actions["edit_vertices"])
        self.addWidget(menu_button("shapes", self.tr("Shape"), [actions[key] for key in SHAPE_KEYS]))
        kinds = [actions[key] for key in SNAP_KEYS]
        give_options(bar_button(self, actions["snapping"]), [*kinds, None, actions["together"]])
        bar_button(self, actions["following"])
        self.addSeparator()
        for key in ("undo", "redo", None, "zoom_full"):
            self.addSeparator() if key is None else bar_button(self, actions[key])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        bar_button(self, actions["search"], _BESIDE)
        bar_button(self, actions["parameters"])
        bar_button(self, actions["export"], _BESIDE)
        analyse = PrimaryToolButton(actions["analyse"], SPECS["analyse"].icon)
        analyse.setMinimumHeight(30)
        self.addWidget(analyse)

    def _record_button(self, kinds: list[QAction]) -> QToolButton:
        """Return the list of what can be recorded; it stays down while something is."""
        made = menu_button("map-pin", self.tr("Record"), kinds)
        made.setCheckable(True)
        for action in kinds:
            action.toggled.connect(lambda _on: made.setChecked(any(one.isChecked() for one in kinds)))
        made.clicked.connect(lambda: made.setChecked(any(one.isChecked() for one in kinds)))
        return made

    def fit(self, width_px: int, *, is_compact: bool) -> None:
        """Show as many words as there is room for: what derives the zones must not fall off the end."""
        self.set_compact(is_compact)
        wanted = self.sizeHint().width()
        if is_compact or wanted <= width_px:
            return
        for key in ("select", "pan", "add_layers"):  # their icons are known
            one = self.widgetForAction(self._actions[key])
            if isinstance(one, QToolButton):
                before = one.sizeHint().width()
                one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                wanted -= before - one.sizeHint().width()  # the bar itself hears of it later
        if wanted > width_px:
            self.set_compact(True)

    def set_compact(self, is_compact: bool) -> None:
        """Show icons alone where there is little room; what still has none is behind the button at the end."""
        for one in self.findChildren(QToolButton):
            kept = one.property("roomy_style")
            if kept is None:
                kept = one.toolButtonStyle()
                one.setProperty("roomy_style", kept)
            has_icon = not one.icon().isNull()
            one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if is_compact and has_icon else kept)
        more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if more is not None:
            more.setIcon(theme.icon("chevrons-right"))
            more.setIconSize(QSize(12, 12))  # Qt gives it 12 pixels
            more.setStyleSheet("padding: 0; margin: 0; border: 0;")
            more.setToolTip(self.tr("More"))
            more.setAccessibleName(self.tr("More"))

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
