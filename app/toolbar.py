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
#: Who leaves first where there is no room even for icons: the rarest, and what has a key that every hand knows.
#: What is not among them stays: the menu, search, export and *Derive zones*.
_LEAVE_FIRST = (
    *("following", "zoom_full", "parameters", "shape", "measure", "redo", "identify", "edit_vertices", "blocks"),
    *("add_layers", "snapping", "record", "undo", "draw", "pan", "select"),
)
#: Whose words are kept before a rarer button keeps its place.
_WORDS_STAY = ("analyse", "export")
_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly


class Toolbar(QToolBar):
    """Menu, drawing tools, undo and view on the left; search, export and *Analyse* on the right."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(self.tr("Tools"))
        self._actions = actions
        self.setObjectName("main")
        self.setMovable(False)
        self.setIconSize(QSize(theme.px(20), theme.px(20)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._by_key: dict[str, QToolButton] = {}
        self._places: list[tuple[str, QAction]] = []  # in their order; separators have no key
        self._place("menu", self._menu_button())
        for key in ("add_layers", "", "select", "pan", "identify", "measure", ""):
            self._place(key)
        draw = self._place("draw", bar_button(self, actions[DRAW_KEYS[0]]))
        give_choice(draw, [actions[key] for key in DRAW_KEYS])
        for key in DRAW_KEYS:  # the button has the words of the one used last
            actions[key].toggled.connect(lambda _on: self.fit(self.width()))
        self._place("record", self._record_button([actions[key] for key in RECORD_KEYS]))
        for key in ("blocks", "edit_vertices"):
            self._place(key)
        self._place("shape", menu_button("shapes", self.tr("Shape"), [actions[key] for key in SHAPE_KEYS]))
        kinds = [actions[key] for key in SNAP_KEYS]
        give_options(self._place("snapping"), [*kinds, None, actions["together"]])
        for key in ("following", "", "undo", "redo", "", "zoom_full"):
            self._place(key)
        self._more = menu_button("chevrons-right", self.tr("More"), [])
        self._more_place = self.addWidget(self._more)
        self._more_place.setVisible(False)
        self._more.menu().aboutToShow.connect(self._fill_more)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        for key in ("search", "parameters", "export"):
            self._place(key)
        analyse = PrimaryToolButton(actions["analyse"], SPECS["analyse"].icon)
        analyse.setMinimumHeight(30)
        self._place("analyse", analyse)

    def _place(self, key: str, button: QToolButton | None = None) -> QToolButton:
        """Put a button at the end of the row, of the action of its key unless told otherwise; no key is a line."""
        if not key:
            self._places.append((key, self.addSeparator()))
            return QToolButton()
        made = bar_button(self, self._actions[key]) if button is None else button
        if made.parent() is not self:
            self.addWidget(made)
        self._places.append((key, self.actions()[-1]))
        self._by_key[key] = made
        return made

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
        return self._more if key in self._away() else self._by_key[key]

    def _away(self) -> list[str]:
        return [key for key, place in self._places if key and not place.isVisible()]

    def fit(self, width_px: int) -> None:
        """Give words to as many buttons as there is room for; what has no room even as an icon goes behind *More*."""
        for one in (*self._by_key.values(), self._more):
            one.ensurePolished()  # larger letters come with it
            one.setToolButtonStyle(_ICON)
        for key in _WORDS_STAY:
            self._by_key[key].setToolButtonStyle(_BESIDE)
        self._more.setToolButtonStyle(_BESIDE)
        away: set[str] = set()
        self._send_away(away)
        for key in _LEAVE_FIRST:
            if self._needed() <= width_px:
                break
            away.add(key)
            self._send_away(away)
        for one in (self._more, *(self._by_key[key] for key in reversed(_WORDS_STAY))):
            if self._needed() > width_px:  # hardly wider than those that stay
                one.setToolButtonStyle(_ICON)
        taken = self._needed()
        for one in (self._by_key[key] for key in _WORDS_FIRST if key not in away):
            as_icon = one.sizeHint().width()
            before = one.toolButtonStyle()
            one.setToolButtonStyle(_BESIDE)
            more = one.sizeHint().width() - as_icon
            if taken + more <= width_px:
                taken += more
            else:
                one.setToolButtonStyle(before)

    def _needed(self) -> int:
        """Return how wide the row is with what it shows."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        return self.sizeHint().width()

    def _send_away(self, away: set[str]) -> None:
        """Take buttons out of the row, and every line that would stand beside another."""
        is_open = False  # whether a button stands since the last line
        line: QAction | None = None
        for key, place in self._places:
            if not key:
                line = place if is_open else line
                place.setVisible(False)
                is_open = False
                continue
            place.setVisible(key not in away)
            if key not in away:
                if line is not None:
                    line.setVisible(True)
                line, is_open = None, True
        self._more_place.setVisible(bool(away))

    def _fill_more(self) -> None:
        """List what had no room, in the order of the row."""
        menu = self._more.menu()
        menu.clear()
        for key in self._away():
            button = self._by_key[key]
            own = button.menu()
            if own is None or key == "snapping":
                menu.addAction(self._actions[key])
            if own is not None:
                own.setTitle(translate("Snapping") if key == "snapping" else button.accessibleName())
                own.setIcon(button.icon())
                menu.addMenu(own)

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
