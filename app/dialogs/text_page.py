"""The page of the import dialog that shows a layer's names in every encoding they may be in: one click chooses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app import words
from app.dialogs.layer_pages import ImportRow, LayerPage
from app.reading_words import encoding_name, reasons
from app.widgets.basics import ElidedLabel, button, label
from app.widgets.text_size import measured
from layers.sources.readings import Court, Reading, is_same

_CARD_PX, _NAMES_SHOWN, _REASONS_SHOWN = 196, 5, 2
#: Why a choice stands without having been made in this dialog.
FILE, FOLDER = "file", "folder"


class ReadingCard(QPushButton):
    """One reading: its encoding, the same names in it, and why it is likely or not."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading
        self.setProperty("kind", "reading")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        title = encoding_name(reading.encoding)
        told = reasons(reading)
        names = [_shown(name) for name in reading.names[:_NAMES_SHOWN]]
        self.setAccessibleName(f"{title}: {words.joined(names)}")
        self.setToolTip("\n".join([title, *told]))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(ElidedLabel(title, "heading"))
        for name in names:
            column.addWidget(ElidedLabel(name))
        if reading.fields:
            fields = words.joined([_shown(name) for name in reading.fields])
            column.addWidget(ElidedLabel(self.tr("Columns: {names}").format(names=fields), "small"))
        column.addSpacing(6)
        for reason in told[:_REASONS_SHOWN]:
            column.addWidget(label(reason, "small", wrap=True))
        column.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumWidth(_CARD_PX)
        self.setMaximumWidth(_CARD_PX * 8 // 5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the room its lines need; a button by itself only knows its text."""
        layout = self.layout()
        return QSize(_CARD_PX, 0 if layout is None else layout.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the least room, as above."""
        return self.sizeHint()


class TextPage(LayerPage):
    """Candidate readings of a layer's text side by side, the best first."""

    chosen = Signal(object, str)  # the row, and the encoding chosen for it

    def __init__(self, recall: Callable[[ImportRow], tuple[str, str]], forget: Callable[[ImportRow], None]) -> None:
        """``recall`` returns what was chosen before for a row, and for what; ``forget`` forgets that."""
        super().__init__()
        self._recall, self._forget = recall, forget
        self._row: ImportRow | None = None
        self._recalled: dict[int, str] = {}  # rows whose answer is of an earlier time → FILE or FOLDER
        self.clicked: set[int] = set()  # rows answered in this dialog
        self._trouble: dict[int, str] = {}  # rows that are no layer as they are read now → why
        frame = QFrame()
        frame.setProperty("kind", "tint")
        self.head = label("", "question", wrap=True)
        self.text = label("", wrap=True)
        self.again = button(self.tr("Ask again"), self._ask_again, kind="link")
        self._cards = QHBoxLayout()
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        self._cards.setAlignment(Qt.AlignmentFlag.AlignLeft)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.text, 1)
        line.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.head)
        inside.addLayout(line)
        inside.addWidget(_Sideways(self._cards), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    @property
    def cards(self) -> list[ReadingCard]:
        """The readings shown, the best first."""
        found = [self._cards.itemAt(place).widget() for place in range(self._cards.count())]
        return [one for one in found if isinstance(one, ReadingCard)]

    def title(self) -> str:
        """Return the tab's text."""
        return self.tr("Text")

    def applies(self, row: ImportRow) -> bool:
        """Return True for a layer with text, beyond ASCII, of which there is more than one reading."""
        court = court_of(row)
        return court is not None and len(court.readings) > 1

    def asks(self, row: ImportRow) -> bool:
        """Return True when the bytes do not say for certain, and nobody has."""
        court = court_of(row)
        return self.applies(row) and court is not None and not court.is_conclusive and "encoding" not in row.decisions

    def unanswered(self, row: ImportRow) -> str:
        """Return the question of a layer whose names may be read in several ways."""
        if self.applies(row) and id(row) in self._trouble:
            return self.tr("{layer}: read like this, it is no layer").format(layer=row.summary.name)
        if self.asks(row):
            return self.tr("{layer}: choose first which names are right").format(
                layer=words.source_layer(row.summary.name)
            )
        return ""

    def show_row(self, row: ImportRow) -> None:
        """Show the readings of a layer's text."""
        self._row = row
        court = court_of(row)
        if court is None:
            return
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        taken = taken_of(row)
        for reading in court.readings:
            card = ReadingCard(reading)
            card.setChecked(not self.asks(row) and is_same(reading.encoding, taken))
            card.clicked.connect(partial(self._take, reading.encoding))
            self._cards.addWidget(card, 1)
        self.head.setText(self.tr("{layer}: which names are right?").format(layer=words.source_layer(row.summary.name)))
        self.text.setText(self._told(row, court, taken))
        self.again.setVisible("encoding" in row.decisions)

    def recall(self, row: ImportRow) -> None:
        """Take the answer given for this text, or for others of its folder, at an earlier time."""
        encoding, why = self._recall(row)
        court = court_of(row)
        if not encoding or court is None or court.reading(encoding) is None:
            return
        self._recalled[id(row)] = why
        self._decide(row, encoding)

    def take_from_folder(self, row: ImportRow, encoding: str) -> None:
        """Take for a row what was chosen for another file of its folder."""
        self._recalled[id(row)] = FOLDER
        self._decide(row, encoding)

    def tell_trouble(self, row: ImportRow, trouble: str | None) -> None:
        """Say that a row is no layer as it is read now, and why; None when it is one again."""
        if trouble is None:
            self._trouble.pop(id(row), None)
        else:
            self._trouble[id(row)] = trouble

    def _told(self, row: ImportRow, court: Court, taken: str) -> str:
        if id(row) in self._trouble:
            return self.tr("Read like this, it is no layer. {why}").format(why=self._trouble[id(row)]).strip()
        if "encoding" in row.decisions:
            why = self._recalled.get(id(row), "")
            if why == FILE:
                text = self.tr("Read as {encoding}, as you chose when this text was added before.")
            elif why == FOLDER:
                text = self.tr("Read as {encoding}, as you chose for another file of this folder.")
            else:
                text = self.tr("Read as {encoding}, as you chose.")
        elif court.is_conclusive:
            text = self.tr("The text shows it is {encoding}. If its names look wrong, click those that are right.")
        else:
            text = self.tr("The file does not say for certain. Click the names that are right; the choice is kept.")
        return text.format(encoding=encoding_name(taken))

    def _take(self, encoding: str) -> None:
        row = self._row
        if row is None:
            return
        self._recalled.pop(id(row), None)
        self.clicked.add(id(row))
        self._decide(row, encoding)
        self.show_row(row)
        self.changed.emit()

    def _decide(self, row: ImportRow, encoding: str) -> None:
        before = taken_of(row)
        row.decisions["encoding"] = encoding
        if not is_same(before, encoding):
            self.chosen.emit(row, encoding)

    def _ask_again(self) -> None:
        row, court = self._row, None if self._row is None else court_of(self._row)
        if row is None or court is None:
            return
        before = taken_of(row)
        self._forget(row)
        self._recalled.pop(id(row), None)
        self.clicked.discard(id(row))
        row.decisions.pop("encoding", None)
        if not is_same(before, court.best.encoding):
            self.chosen.emit(row, "")
        self.show_row(row)
        self.changed.emit()


class _Sideways(QScrollArea):
    """Cards in a row; more of them than there is room for scroll sideways."""

    def __init__(self, cards: QHBoxLayout) -> None:
        super().__init__()
        self.setProperty("kind", "bare")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cards take it, and are scrolled to
        page = QWidget()
        page.setLayout(cards)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the cards need."""
        super().resizeEvent(event)
        needed = self.widget().minimumSizeHint().height()
        bar = self.horizontalScrollBar()
        measured(self).setMinimumHeight(needed + (bar.sizeHint().height() if bar.maximum() > 0 else 0))


def court_of(row: ImportRow) -> Court | None:
    """Return the readings of a row's text; None where all of it is ASCII."""
    found: Any = getattr(row.summary, "text", None)
    return found if isinstance(found, Court) else None


def taken_of(row: ImportRow) -> str:
    """Return the encoding a row is read in as things stand."""
    court = court_of(row)
    best = "" if court is None else court.best.encoding
    return str(row.decisions.get("encoding") or best)


def _shown(text: str) -> str:
    """Return text whose characters all show as something, on one line."""
    return "".join(character if character.isprintable() else "▯" for character in text) or "▯"
