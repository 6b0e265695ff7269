"""Looks of layers: the card that edits them, the legend on the map, and the map as other eyes see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.tasks.looks import LookTask
from app.widgets.map_legend import MapLegend
from app.widgets.sight_chip import SIGHTS, SightChip, sight_word
from layers.styling.colors import Sight

if TYPE_CHECKING:
    from app.cards.look import LookCard
    from app.window import MainWindow


class LookStyleControl(QObject):
    """Opens the card for the layer chosen in the list and keeps it in step with the list and the map."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = LookTask(window.document, window.jobs, self)
        self.task.failed.connect(window.show_error)
        self.card: LookCard
        self.legend: MapLegend
        self.chip: SightChip
        self._has_legend = False
        window.document.closed.connect(self._close)

    def attach(self) -> None:
        """Make the card of a new map and listen to the list of layers."""
        from app.cards.look import LookCard

        window = self._window
        self.card = LookCard(window.map, window.document, self.task)
        self.card.said.connect(lambda text: window.toast.say(text))
        self.card.closed.connect(self.task.forget)
        window.map.scene_changed.connect(self.card.set_scene)
        window.layers.card.look_asked.connect(self.style_layer)
        window.layers.chosen_changed.connect(self._follow)
        canvas = window.map.canvas
        self.legend = MapLegend(window.map, canvas, window.map.overview)
        self.legend.closed.connect(lambda: window.actions_["show_legend"].trigger())
        window.map.scene_changed.connect(lambda _scene: self.legend.refresh())
        if self._has_legend:  # the window was made anew in another language
            window.actions_["show_legend"].setChecked(True)
            self.legend.show_legend(True)
        self.chip = SightChip(window.map)
        self.chip.clicked.connect(lambda: canvas.set_sight(Sight.FULL))
        canvas.sight_changed.connect(self.chip.show_sight)

    def style_layer(self) -> None:
        """Open the look of the layer chosen in the list; again closes it."""
        if self.card.isVisible():
            self.card.close_card()
            self._window.map.canvas.setFocus()
            return
        if self._window.left.current != "layers" or self._window.left.is_collapsed:
            self._window.left.show_page("layers")
        self._window.layers.choose_some()
        if not self._show_chosen():
            return
        self.card.set_scene(self._window.map.canvas.scene)
        self.card.open_card()
        self.card.focus_first()

    def _show_chosen(self) -> bool:
        record, derived = self._window.layers.card.shown
        if record is None and not derived:
            return False
        self.card.show_layer(record, derived)
        return True

    def _follow(self) -> None:
        """Show another layer when another one is chosen; changes of the same one the card hears itself."""
        record, derived = self._window.layers.card.shown
        if self.card.isVisible() and (record.uid if record is not None else derived) != self.card.layer:
            self._show_chosen()

    def show_legend(self, on: bool) -> None:
        """Show the legend over the map, or not."""
        self._has_legend = on
        self.legend.show_legend(on)

    def preview_colours(self) -> None:
        """Offer to see the map as other eyes do."""
        canvas = self._window.map.canvas
        menu = self.sight_menu()
        menu.popup(canvas.mapToGlobal(canvas.rect().center() - QPoint(menu.sizeHint().width() // 2, 0)))

    def sight_menu(self) -> QMenu:
        """Return the ways to look at the map, the present one ticked; it goes away by itself."""
        canvas = self._window.map.canvas
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for sight in SIGHTS:
            action = menu.addAction(sight_word(sight))
            action.setCheckable(True)
            action.setChecked(sight is canvas.sight)
            action.triggered.connect(lambda _on=False, sight=sight: canvas.set_sight(sight))
            group.addAction(action)
        current = group.checkedAction()
        if current is not None:
            menu.setActiveAction(current)
        return menu

    def _close(self) -> None:
        self.task.forget()
        self.card.close_card()
        self._window.map.canvas.set_sight(Sight.FULL)
