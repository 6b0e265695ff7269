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
#: Who is given words first where there is no room for all: what a plan is made with, then what icons say well enough.
_WORDS_FIRST = (
    *("analyse", "export", "draw", "record", "search", "shape", "blocks"),
    *("add_layers", "edit_vertices", "identify", "measure", "select", "pan"),
)


class Toolbar(QToolBar):
    """Menu, drawing tools, undo and view on the left; search, export and *Analyse* on the right."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(self.tr("Tools"))
        self._actions = actions
        self.setObjectName("main")
        self.setMovable(False)
        self.setIconSize(QSize(theme.px(20), theme.px(20)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        buttons: dict[str, QToolButton] = {"menu": self._menu_button()}
        self.addWidget(buttons["menu"])
        for key in ("add_layers", None, "select", "pan", "identify", "measure", None):
            if key is None:
                self.addSeparator()
            else:
                buttons[key] = bar_button(self, actions[key])
        buttons["draw"] = bar_button(self, actions[DRAW_KEYS[0]])
        give_choice(buttons["draw"], [actions[key] for key in DRAW_KEYS])
        buttons["record"] = self._record_button([actions[key] for key in RECORD_KEYS])
        self.addWidget(buttons["record"])
        for key in ("blocks", "edit_vertices"):
            buttons[key] = bar_button(self, actions[key])
        buttons["shape"] = menu_button("shapes", self.tr("Shape"), [actions[key] for key in SHAPE_KEYS])
        self.addWidget(buttons["shape"])
        kinds = [actions[key] for key in SNAP_KEYS]
        give_options(bar_button(self, actions["snapping"]), [*kinds, None, actions["together"]])
        bar_button(self, actions["following"])
        self.addSeparator()
        for key in ("undo", "redo", None, "zoom_full"):
            self.addSeparator() if key is None else bar_button(self, actions[key])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        buttons["search"] = bar_button(self, actions["search"])
        bar_button(self, actions["parameters"])
        buttons["export"] = bar_button(self, actions["export"])
        analyse = buttons["analyse"] = PrimaryToolButton(actions["analyse"], SPECS["analyse"].icon)
        analyse.setMinimumHeight(30)
        self.addWidget(analyse)
        self._by_key = buttons
        self._buttons = [buttons[key] for key in _WORDS_FIRST]

    def _record_button(self, kinds: list[QAction]) -> QToolButton:
        """Return the list of what can be recorded; it stays down while something is."""
        made = menu_button("map-pin", self.tr("Record"), kinds)
        made.setCheckable(True)
        for action in kinds:
            action.toggled.connect(lambda _on: made.setChecked(any(one.isChecked() for one in kinds)))
        made.clicked.connect(lambda: made.setChecked(any(one.isChecked() for one in kinds)))
        return made

    def button(self, key: str) -> QToolButton:
        """Return the button of a key, or the one behind which it went for want of room."""
        wanted = self._by_key[key]
        rest = self.findChild(QToolButton, "qt_toolbar_ext_button")
        return rest if rest is not None and rest.isVisible() and not wanted.isVisible() else wanted

    def fit(self, width_px: int) -> None:
        """Give words to as many buttons as there is room for; what has no room even as an icon is behind the last."""
        layout = self.layout()
        for one in self._buttons:
            one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        if layout is not None:
            layout.invalidate()
        taken = self.sizeHint().width()
        for one in self._buttons:
            as_icon = one.sizeHint().width()
            one.setToolButtonStyle(_BESIDE)
            more = one.sizeHint().width() - as_icon
            if taken + more <= width_px:
                taken += more
            else:
                one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._dress_rest()

    def _dress_rest(self) -> None:
        rest = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if rest is not None:
            rest.setIcon(theme.icon("chevrons-right"))
            rest.setIconSize(QSize(12, 12))  # Qt gives it 12 pixels
            rest.setStyleSheet("padding: 0; margin: 0; border: 0;")
            rest.setToolTip(self.tr("More"))
            rest.setAccessibleName(self.tr("More"))

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
