"""Help on what is in hand: F1 and the small buttons open the page about it; pages lead back into the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.cards.base import MapCard

if TYPE_CHECKING:
    from app.help.viewer import HelpViewer
    from app.window import MainWindow


class HelpControl(QObject):
    """Finds the page and shows it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._viewer: HelpViewer | None = None
        self._text_px = 0  # as it was left; 0 is that of the program

    def attach(self) -> None:
        """Reach windows beside this one too; speak the language in force."""
        self._window.actions_["context_help"].setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        viewer = self.viewer
        if viewer is not None:
            page, is_shown = viewer.page, viewer.isVisible()
            viewer.deleteLater()
            self._viewer = None
            if is_shown:
                QTimer.singleShot(0, self, lambda: self.show_page(page))

    @property
    def viewer(self) -> HelpViewer | None:
        """The window with the help, if there is one."""
        if self._viewer is not None and not shiboken6.isValid(self._viewer):
            self._viewer = None
        return self._viewer

    # -- actions ------------------------------------------------------------------------------

    def context_help(self) -> None:
        """Show the page about what has the focus, or what is under the mouse."""
        self.show_page(self.page_here())

    def help_contents(self) -> None:
        """Show the help from its beginning."""
        from app.help.topics import FIRST

        viewer = self.viewer
        self.show_page(viewer.page if viewer is not None and viewer.page else FIRST)

    # -- finding the page ---------------------------------------------------------------------

    def page_here(self) -> str:
        """Return the page about the focus, what is under the mouse, the card or the tool in hand: the first known."""
        from app.help.topics import FIRST

        window = self._window
        focus = QApplication.focusWidget()
        canvas, viewer = window.map.canvas, self.viewer
        if viewer is not None and focus is not None and viewer.isAncestorOf(focus):
            return viewer.page
        if focus is not None and focus is not canvas and focus is not window:
            page = page_about(focus)
            if page and page != "window":
                return page
        under = QApplication.widgetAt(QCursor.pos())
        if under is not None and under is not canvas and under.window() is QApplication.activeWindow():
            page = page_about(under)
            if page and page != "window":
                return page
        if not window.document.is_open:
            return FIRST
        return self._page_on_the_map()

    def _page_on_the_map(self) -> str:
        from app.help.topics import page_of

        window = self._window
        tool = page_of(type(window.map.canvas.tool))
        if window.map.canvas.tool.key not in {"select", "pan"}:
            return tool
        cards = [card for card in window.map.findChildren(MapCard) if card.isVisible()]
        return next((page for card in cards if (page := page_of(type(card)))), tool)

    def show_for(self, widget: QWidget) -> None:
        """Show the page about a widget, or about what it stands in."""
        self.show_page(page_about(widget))

    # -- showing ------------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Show a page; over a modal dialog in a window of the dialog's own, for it keeps all others shut."""
        from app import theme
        from app.help.viewer import HelpViewer

        host: QWidget = QApplication.activeModalWidget() or self._window
        viewer = self.viewer
        if viewer is not None and viewer.parent() is not host:
            viewer.deleteLater()
            viewer = None
        if viewer is None:
            viewer = self._viewer = HelpViewer(host, self._text_px or theme.text_px())
            viewer.run_asked.connect(self.run)
            viewer.sized.connect(self._keep_size)
        viewer.open(page)
        viewer.show()
        viewer.raise_()
        viewer.activateWindow()

    def _keep_size(self, text_px: int) -> None:
        self._text_px = text_px

    def run(self, key: str) -> None:
        """Do what a page leads to, or say why it cannot be done now."""
        window, viewer = self._window, self.viewer
        why = ""
        if QApplication.activeModalWidget() is not None:
            why = self.tr("Close the dialog first.")
        elif not window.actions_[key].isEnabled():
            why = window.actions_.reason(key)
        if viewer is not None:
            viewer.say(why)
        if not why:
            window.activateWindow()
            QTimer.singleShot(0, self, window.actions_[key].trigger)


def page_about(widget: QWidget) -> str:
    """Return the page about a widget, or about the nearest that it stands in; "" when none is known."""
    from app.help.topics import page_of

    one: QObject | None = widget
    while one is not None:
        page = page_of(type(one))
        if page:
            return page
        one = one.parent()
    return ""
