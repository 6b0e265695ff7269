"""One field that finds commands, layers, counties, zones, patrol areas and places (Ctrl+K)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from app import theme, words
from app.action_table import SPECS
from app.actions import translate
from layers.kinds import Role

if TYPE_CHECKING:
    from app.window import MainWindow

_MOST = 12
_MOST_OF_A_KIND = 5


@dataclass(frozen=True)
class Entry:
    """Something that can be found."""

    text: str
    detail: str
    icon: str
    act: Callable[[], object]
    also: str = ""  # other words that lead here

    def rank(self, text: str) -> tuple[int, int]:
        """Return how well a text (case folded) leads here, the best first; the first figure is 3 for not at all."""
        name = self.text.casefold()
        how = 0 if name.startswith(text) else 1 if text in name else 2 if text in self.also.casefold() else 3
        return how, len(name)


class SearchPopup(QFrame):
    """Type, choose with the arrows, Enter goes there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(560)
        self._window = window
        self._entries = list(self._gather())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find commands, layers, counties, zones, places"))
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setMinimumHeight(32)
        self.field.textChanged.connect(lambda _text: self._fill())
        self.field.returnPressed.connect(self._go)
        self.field.installEventFilter(self)
        layout.addWidget(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setIconSize(QSize(18, 18))
        self.list.itemClicked.connect(lambda _item: self._go())
        layout.addWidget(self.list)
        self._fill()

    def open_centred(self) -> None:
        """Show below the top of the window, ready to type."""
        top = self._window.mapToGlobal(QPoint((self._window.width() - self.width()) // 2, 56))
        self.move(top)
        self.show()
        self.field.setFocus()

    def _gather(self) -> Iterator[Entry]:
        window = self._window
        for key, action in window.actions_:
            if action.isEnabled() and key != "search":
                spec = SPECS[key]
                # The English name and what the tooltip says are found too: "version", "backup" and so on.
                also = " ".join((spec.text, spec.tip, translate(spec.tip) if spec.tip else ""))
                name = action.text().rstrip("…")
                yield Entry(name, self.tr("command"), spec.icon or "arrow-right", action.trigger, also)
        document = window.document
        if not document.is_open:
            return
        for zone in document.zones().itertuples(index=False):
            yield Entry(
                document.zone_name(zone),
                f"{words.zone_class_short(zone.zone_class)} · {self.tr('zone')}",
                "shield",
                partial(window.hands.go_to, "zones", zone.uid),
            )
        for area in document.patrol_areas().itertuples(index=False):
            yield Entry(
                area.name,
                self.tr("patrol area"),
                "waypoints",
                partial(window.hands.go_to, "patrol_areas", area.uid),
            )
        for scene in document.scenes():
            yield Entry(scene.name, self.tr("scene"), "bookmark", partial(window.scenes.go_to, scene.uid))
        for record in document.layers():
            yield Entry(record.title, self.tr("layer"), "layers", partial(window.map.zoom_to_layer, record.uid))
            if record.role in {Role.COUNTY, Role.SETTLEMENT, Role.TOWNSHIP, Role.DEPOT} and record.table:
                frame = document.frame(record.uid)
                for uid, name in zip(frame["uid"], frame["name"].fillna("").astype(str), strict=True):
                    if name:
                        yield Entry(
                            name,
                            words.role(record.role),
                            "map-pin",
                            partial(window.hands.go_to, record.uid, uid),
                        )

    def _fill(self) -> None:
        text = self.field.text().strip().casefold()
        found = [entry for entry in self._entries if entry.rank(text)[0] < 3]
        found.sort(key=lambda entry: entry.rank(text))
        kinds: Counter[str] = Counter()
        shown = []
        for entry in found:  # a few of each kind, so that zones do not crowd out the county itself
            kinds[entry.icon] += 1
            if kinds[entry.icon] <= _MOST_OF_A_KIND or not text:
                shown.append(entry)
        self.list.clear()
        for entry in shown[:_MOST]:
            item = QListWidgetItem(theme.icon(entry.icon), f"{entry.text}    {entry.detail}")
            item.setData(Qt.ItemDataRole.UserRole, entry)
            self.list.addItem(item)
        if not shown:
            nothing = QListWidgetItem(self.tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(1, self.list.count()) * theme.ROW_PX + 6)
        self.adjustSize()

    def _go(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(Qt.ItemDataRole.UserRole) is not None:
            entry: Entry = item.data(Qt.ItemDataRole.UserRole)
            self.close()
            entry.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return False
