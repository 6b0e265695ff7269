"""The window of the inventory: what is held, need against holding, hazard sources, and how complete the data are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from app.dialogs.inventory_balance import BalancePage
from app.dialogs.inventory_hazards import HazardPage
from app.dialogs.inventory_score import ScorePage
from app.dialogs.inventory_stock import Name, StockPage
from layers.inventory.view import Inventory

#: The pages by key, in their order.
PAGES = ("stock", "balance", "hazards", "score")


class InventoryWindow(QDialog):
    """Stays beside the map; undo and redo are those of the plan."""

    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget, county_name: Name) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Inventory of both sides"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.resize(1180, 680)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.stock, self.balance = StockPage(county_name), BalancePage(county_name)
        self.hazards, self.score = HazardPage(county_name), ScorePage(county_name)
        for page, title in (
            (self.stock, self.tr("Inventory")),
            (self.balance, self.tr("Need and shortfall")),
            (self.hazards, self.tr("Hazard sources")),
            (self.score, self.tr("Completeness")),
        ):
            self.tabs.addTab(page, title)
        layout.addWidget(self.tabs)
        for keys, wish in (
            ("Ctrl+Z", self.undo_asked),
            ("Ctrl+Y", self.redo_asked),
            ("Ctrl+Shift+Z", self.redo_asked),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(wish.emit)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.ready_to_find)

    def show_inventory(self, inventory: Inventory, *, is_read_only: bool) -> None:
        """Show what the plan holds now on every page."""
        for page in (self.stock, self.balance, self.hazards, self.score):
            page.show_inventory(inventory, is_read_only=is_read_only)

    def show_page(self, key: str) -> None:
        """Bring a page forward."""
        self.tabs.setCurrentIndex(PAGES.index(key))

    def ready_to_find(self) -> None:
        """Be ready to type what somebody must be able to do."""
        self.show_page("stock")
        self.stock.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.stock.search.selectAll()

    @property
    def current(self) -> str:
        """Which page is in front."""
        return PAGES[self.tabs.currentIndex()]
