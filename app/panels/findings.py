"""One list of everything the program noticed: in the sources, along the lines, and what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app import messages, theme, words
from app.document import Change, Document
from app.widgets.area_checks import AreaChecks
from app.widgets.asks import Ask, AskCard
from app.widgets.basics import EmptyState
from layers.kinds import Role

#: Notes of a source that a planner should confirm; the others stay on the layer's card.
_SHOWN = frozenset({"warning", "error"})
#: The largest gaps and overlaps are named here; all of them have a list of their own.
_MOST_ISSUES = 20


@dataclass(frozen=True)
class Finding:
    """One line of the list: what, and where to look."""

    text: str
    layer: str = ""
    shape: Any = None
    asks_for_slivers: bool = False  # leads to the list of gaps and overlaps
    is_warning: bool = True


class _WholeText(QStyledItemDelegate):
    """Rows as high as their words need: beside the padding of the style sheet, Qt's own guess cuts the last line."""

    _BESIDE_PX = 56  # icon, gaps and padding
    _AROUND_PX = 8

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room that the whole text takes at the width of the list."""
        view = self.parent()
        assert isinstance(view, QListWidget)
        width = max(view.viewport().width() - self._BESIDE_PX, 40)
        text = view.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(view.viewport().width() - 8, text.height() + self._AROUND_PX)


class FindingsPanel(QWidget):
    """Click a line to see where it is."""

    layer_chosen = Signal(str)
    place_chosen = Signal(object)
    slivers_asked = Signal()
    count_changed = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Findings"))
        self._document = document
        self._found: list[Finding] = []
        self.asks: list[AskCard] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Findings"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setItemDelegate(_WholeText(self.list))
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(theme.px_size(16, 16))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self.checks = AreaChecks()
        self.pages = QStackedWidget()
        self.pages.addWidget(
            EmptyState(
                "circle-check",
                self.tr("Nothing to confirm. What the program mends or misses in your files is listed here."),
            )
        )
        self.pages.addWidget(self.list)
        self._ask_column = QVBoxLayout()
        self._ask_column.setSpacing(6)
        self._ask_column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._ask_area = QScrollArea()
        self._ask_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        self._ask_area.setWidgetResizable(True)
        self._ask_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("kind", "page")
        holder.setLayout(self._ask_column)
        self._ask_area.setWidget(holder)
        self._ask_area.hide()
        layout.addWidget(self._ask_area)
        layout.addWidget(self.checks, 2)
        layout.addWidget(self.pages, 1)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self._found) + len(self.asks) + self.checks.count

    def set_asks(self, asks: Sequence[Ask]) -> None:
        """Show, above what was only noticed, what waits for an answer."""
        if len(asks) == len(self.asks) and all(
            new.says_the_same(card.ask) for new, card in zip(asks, self.asks, strict=True)
        ):
            return
        for card in self.asks:
            self._ask_column.removeWidget(card)
            card.hide()
            card.deleteLater()  # one of its own buttons may have been pressed
        self.asks = [AskCard(ask) for ask in asks]
        for card in self.asks:
            self._ask_column.addWidget(card)
        self._show_pages()
        self.count_changed.emit(self.count)

    def show_counts(self) -> None:
        """The findings about patrol areas are others."""
        self._show_pages()
        self.count_changed.emit(self.count)

    def _show_pages(self) -> None:
        self._ask_area.setVisible(bool(self.asks))
        self.pages.setVisible(bool(self._found) or not (self.asks or self.checks.count))
        self.pages.setCurrentIndex(1 if self._found else 0)

    def refresh(self) -> None:
        """Gather what was noticed."""
        self._found = self._gather() if self._document.is_open else []
        self.list.clear()
        for finding in self._found:
            item = QListWidgetItem(finding.text)
            item.setIcon(theme.icon("triangle-alert", color=theme.tokens().warning))
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setToolTip(finding.text)
            self.list.addItem(item)
        self._show_pages()
        self.count_changed.emit(self.count)

    def _gather(self) -> list[Finding]:
        found = []
        counties = set(self._document.county_names())
        for record in self._document.layers():
            for note in record.source.notes:
                if note.get("severity") in _SHOWN:
                    text = self.tr("{layer}: {finding}").format(
                        layer=words.layer_title(record), finding=messages.finding_text(note)
                    )
                    found.append(Finding(text, layer=record.uid))
            silent = counties - set(record.speaks_for)
            if record.role in {Role.FOREST, Role.RIVER, Role.SETTLEMENT, Role.DEPOT} and silent:
                names = words.joined([self._document.short_county_name(code) for code in sorted(silent)[:4]])
                more = self.tr("{names} and {count} more").format(names=names, count=len(silent) - 4)
                text = self.tr("{layer} says nothing about {counties}: unknown there, not zero").format(
                    layer=words.layer_title(record), counties=more if len(silent) > 4 else names
                )
                found.append(Finding(text, layer=record.uid))
        return found + self._border_findings()

    def _border_findings(self) -> list[Finding]:
        kinds = {
            "gap": self.tr("Gap between {counties}: {area} m², {width} m wide"),
            "overlap": self.tr("Overlap of {counties}: {area} m², {width} m wide"),
        }
        issues = self._document.border_issues().sort_values("area_m2", ascending=False)
        many = self.tr("{count} gaps and overlaps between the counties' lines. Open the list to say whose line holds.")
        head = [Finding(many.format(count=words.number(len(issues))), asks_for_slivers=True)] if len(issues) else []
        return head + [
            Finding(
                kinds[issue.kind].format(
                    counties=words.joined([self._document.short_county_name(code) for code in issue.counties]),
                    area=words.number(issue.area_m2),
                    width=words.number(issue.width_m, 1),
                ),
                shape=issue.geometry,
            )
            for issue in issues.head(_MOST_ISSUES).itertuples(index=False)
        ]

    def _on_item(self, item: QListWidgetItem) -> None:
        finding: Finding = item.data(Qt.ItemDataRole.UserRole)
        if finding.asks_for_slivers:
            self.slivers_asked.emit()
        elif finding.layer:
            self.layer_chosen.emit(finding.layer)
        elif finding.shape is not None:
            self.place_chosen.emit(finding.shape)

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer", "border_issue"):
            self.refresh()
