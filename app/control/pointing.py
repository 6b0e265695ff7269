"""A point on the map: its coordinates in several notations, what lies there, and the views gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from app import record_words, theme, words
from app.canvas.scene import PATROL
from layers.crs import STORAGE_CRS, transformer

if TYPE_CHECKING:
    from app.window import MainWindow


class PointControl(QObject):
    """The menu of a right click, and back and forward."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu: QMenu | None = None

    def attach(self) -> None:
        """Listen to a new map."""
        self._window.map.canvas.context_requested.connect(self.show_menu)

    def view_back(self) -> None:
        """Show the map as it was before."""
        self._window.map.canvas.history.back()

    def view_forward(self) -> None:
        """Show the map as it was after."""
        self._window.map.canvas.history.forward()

    def notations(self, x: float, y: float) -> list[tuple[str, str]]:
        """Return a point in metres in every notation: what it is called, and the coordinates."""
        epsg = self._window.document.info().metric_epsg or self._window.map.canvas.scene.metric_epsg
        lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
        zone = words.metric_crs_short(epsg)
        return [
            (self.tr("degrees, minutes, seconds"), f"{words.dms(lon, 'E', 'W')} {words.dms(lat, 'N', 'S')}"),
            (self.tr("longitude, latitude"), f"{lon:.6f}, {lat:.6f}"),
            (self.tr("latitude, longitude"), f"{lat:.6f}, {lon:.6f}"),
            (self.tr("X (north), Y (east) · {zone}").format(zone=zone), f"X {y:.2f} Y {x:.2f}"),
            (self.tr("with zone number"), f"X {y:.2f} Y {_zone_number(epsg)}{x:09.2f}"),
        ]

    def show_menu(self, at: QPointF, x: float, y: float) -> None:
        """Offer the coordinates to copy, and what can be done at the point."""
        window = self._window
        if not window.document.is_open:
            return
        menu = QMenu(window)
        menu.setToolTipsVisible(True)
        menu.addSection(self.tr("Copy coordinates"))
        for name, text in self.notations(x, y):
            entry = menu.addAction(theme.icon("copy"), f"{text}    {name}")
            entry.triggered.connect(lambda _checked=False, text=text: QGuiApplication.clipboard().setText(text))
        menu.addSeparator()
        self._offer_changes(menu, x, y)
        here = menu.addAction(theme.icon("mouse-pointer-click"), self.tr("What is here"))
        here.triggered.connect(lambda _checked=False: window.looking.ask_at(x, y))
        centre = menu.addAction(theme.icon("crosshair"), self.tr("Centre the map here"))
        centre.triggered.connect(lambda _checked=False: window.map.canvas.center_on(x, y))
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(window.map.canvas.mapToGlobal(at.toPoint()))

    def _offer_changes(self, menu: QMenu, x: float, y: float) -> None:
        """Offer to change what lies at the point: a record, a patrol area."""
        window, document = self._window, self._window.document
        found = window.map.canvas.feature_at(x, y)
        if found is None or document.is_read_only:
            return
        layer, uid = found.layer_uid, found.feature_uid
        row = document.record_row(layer, uid)
        if row is not None:
            what = record_words.titled(row.kind, row.name)
            change = menu.addAction(theme.icon("pencil"), self.tr("Change: {what}").format(what=what))
            change.triggered.connect(lambda _checked=False: window.recording.edit(layer, uid))
        elif layer == PATROL:
            text = self.tr("Edit vertices: {area}").format(area=document.patrol_name(uid))
            change = menu.addAction(theme.icon("pencil"), text)
            change.triggered.connect(lambda _checked=False: self._edit_area(uid))

    def _edit_area(self, uid: str) -> None:
        self._window.hands.choose_clicked(PATROL, uid)
        self._window.actions_["edit_vertices"].trigger()


def _zone_number(epsg: int) -> int:
    """Return the number of a 3° zone from its EPSG code without prefix, 4534–4554."""
    return epsg - 4534 + 25
