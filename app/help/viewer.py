"""The window with the help: contents, search, pages that lead to each other and to what they speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.fonts import packaged_family
from app.help import pages
from app.help.found_row import FoundRow
from app.help.topics import FIRST, PAGES, SECTIONS
from app.key_sheet import translated
from app.widgets.basics import label, tool_button

_KEY = Qt.ItemDataRole.UserRole
_LINE_PERCENT = 140
#: Steps by which the text of a page may be larger or smaller than the program's.
_SIZES_PX = (11, 12, 13, 15, 17, 20, 24)


class HelpViewer(QDialog):
    """Stays beside the map; ``run_asked`` names an action that a page leads to."""

    run_asked = Signal(str)
    sized = Signal(int)

    def __init__(self, parent: QWidget, text_px: int = theme.TEXT_PX) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(self.tr("Help"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        room = parent.window().size()
        self.resize(min(860, max(room.width() - 40, 320)), min(600, max(room.height() - 40, 260)))
        self._text_px = text_px
        self._past: list[str] = []
        self._ahead: list[str] = []
        self._page = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.setSpacing(6)
        outer.addLayout(self._head())
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self._contents())
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Page"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self.follow)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(14)
        self.split.addWidget(self.text)
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(lambda _at, _index: self._fit_found())
        self.split.setSizes([230, self.width() - 246])
        outer.addWidget(self.split, 1)
        self.said = label("", "muted", wrap=True)
        self.said.hide()
        outer.addWidget(self.said)
        self._keys()
        self.text.setFocus()

    # -- building -----------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)

        def add(icon: str, name: str, clicked: Callable[[], object]) -> QWidget:
            made = tool_button(icon=icon, name=name, size_px=18)
            made.clicked.connect(lambda: clicked())
            row.addWidget(made)
            return made

        add("list-tree", self.tr("Contents"), self.toggle_contents)
        self.back_button = add("arrow-left", self.tr("Back (Alt+Left)"), self.go_back)
        self.forward_button = add("arrow-right", self.tr("Forward (Alt+Right)"), self.go_forward)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search the help (Ctrl+F)"))
        self.field.setAccessibleName(self.tr("Search the help"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.search)
        self.field.returnPressed.connect(self._open_first)
        row.addWidget(self.field, 1)
        add("zoom-out", self.tr("Smaller text (Ctrl+-)"), lambda: self.resize_text(-1))
        add("zoom-in", self.tr("Larger text (Ctrl++)"), lambda: self.resize_text(1))
        add("copy", self.tr("Copy the page"), self.copy_page)
        add("printer", self.tr("Save for printing…"), self._save)
        return row

    def _contents(self) -> QWidget:
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(theme.px(12))
        self.tree.setAccessibleName(self.tr("Contents"))
        self._items: dict[str, QTreeWidgetItem] = {}
        for title, keys in SECTIONS:
            head = QTreeWidgetItem([translated("Help", title)])
            self.tree.addTopLevelItem(head)
            for key in keys:
                item = QTreeWidgetItem([pages.page(key).title])
                item.setToolTip(0, item.text(0))
                item.setData(0, _KEY, key)
                head.addChild(item)
                self._items[key] = item
        self.tree.itemClicked.connect(lambda item, _column: self._open_item(item))
        self.tree.itemActivated.connect(lambda item, _column: self._open_item(item))
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("Found"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.itemClicked.connect(self._open_found)
        self.found.itemActivated.connect(self._open_found)
        self.side = QStackedWidget()
        self.side.addWidget(self.tree)
        self.side.addWidget(self.found)
        self.side.setMinimumWidth(120)
        return self.side

    def _keys(self) -> None:
        for keys, slot in (
            ("Ctrl+F", self._to_field),
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("Ctrl++", lambda: self.resize_text(1)),
            ("Ctrl+=", lambda: self.resize_text(1)),
            ("Ctrl+-", lambda: self.resize_text(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # -- pages --------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._page

    def open(self, key: str = FIRST) -> None:  # type: ignore[override]  # a dialog's own is modal
        """Show a page; the one before can be gone back to."""
        if key not in PAGES:
            key = FIRST
        if self._page and key != self._page:
            self._past.append(self._page)
            self._ahead.clear()
        self._show(key)

    def _show(self, key: str) -> None:
        self._page = key
        document = self.text.document()
        document.setDefaultFont(self._font())
        document.setMarkdown(pages.page(key).markdown)
        self._space_lines()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(0)
        self._mark_found()
        self.say("")
        self.setWindowTitle(self.tr("{page} — help").format(page=pages.page(key).title))
        item = self._items[key]
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)
        self.back_button.setEnabled(bool(self._past))
        self.forward_button.setEnabled(bool(self._ahead))

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._text_px)
        return font

    def _space_lines(self) -> None:
        """Give lines, paragraphs and tables room to be read in."""
        document = self.text.document()
        document.setIndentWidth(1.5 * self._text_px)
        block = document.begin()
        while block.isValid():
            spaced = QTextBlockFormat()
            spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor = QTextCursor(block)
            if cursor.currentTable() is None:
                is_item = block.textList() is not None
                spaced.setTopMargin(0 if is_item else 0.4 * self._text_px)
                spaced.setBottomMargin((0.2 if is_item else 0.4) * self._text_px)
            cursor.mergeBlockFormat(spaced)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress(frame)

    def _dress(self, table: QTextTable) -> None:
        """Draw a hairline below each row, and the first one on a tint."""
        look = table.format()
        look.setBorder(0)
        look.setCellSpacing(0)
        look.setBorderCollapse(True)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(look)
        for row in range(table.rows()):
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                face = QTextTableCellFormat()
                face.setPadding(0.35 * self._text_px)
                face.setBottomBorder(1)
                face.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                face.setBottomBorderBrush(QColor(theme.tokens().border))
                if row == 0:
                    face.setBackground(QColor(theme.tokens().raised))
                cell.setFormat(face)

    def resize_text(self, by: int) -> None:
        """Make the text of pages larger or smaller by one step."""
        at = min(range(len(_SIZES_PX)), key=lambda place: abs(_SIZES_PX[place] - self._text_px))
        self._text_px = _SIZES_PX[min(max(at + by, 0), len(_SIZES_PX) - 1)]
        self._show(self._page)
        self.sized.emit(self._text_px)

    def go_back(self) -> None:
        """Show the page before."""
        if self._past:
            self._ahead.append(self._page)
            self._show(self._past.pop())

    def go_forward(self) -> None:
        """Show the page that was gone back from."""
        if self._ahead:
            self._past.append(self._page)
            self._show(self._ahead.pop())

    def follow(self, url: QUrl) -> None:
        """Follow a link: to a page, or to what the program does."""
        kind, _colon, target = url.toString().partition(":")
        if kind == "page":
            self.open(target)
        elif kind == "run":
            self.run_asked.emit(target)

    def say(self, text: str) -> None:
        """Show a line below the page, or take it away."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # -- finding ------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        """List the pages that hold a text; the contents come back when the field is empty."""
        self.found.clear()
        for hit in pages.find(text):
            item = QListWidgetItem()
            item.setData(_KEY, hit.page.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.page.title}: {hit.around}")
            self.found.addItem(item)
            shown = FoundRow(hit.page.title, hit.around)
            self.found.setItemWidget(item, shown)
            item.setSizeHint(shown.fitting(self.found.viewport().width()))
        is_searching = bool(text.strip())
        if is_searching and self.found.count() == 0:
            nothing = QListWidgetItem(self.tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(nothing)
        self.side.setCurrentWidget(self.found if is_searching else self.tree)
        if is_searching:
            self.side.show()
            QTimer.singleShot(0, self, self._fit_found)  # the list has its width by then
        self._mark_found()

    def _mark_found(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self.field.text().split():
            cursor = QTextCursor(self.text.document())
            while not (cursor := self.text.document().find(word, cursor)).isNull() and len(marks) < 200:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor  # type: ignore[attr-defined]
                mark.format.setBackground(QColor(theme.tokens().warning_soft))  # type: ignore[attr-defined]
                marks.append(mark)
        self.text.setExtraSelections(marks)
        if marks:
            first = QTextCursor(marks[0].cursor)  # type: ignore[attr-defined]
            first.clearSelection()
            self.text.setTextCursor(first)

    def _open_first(self) -> None:
        item = self.found.item(0)
        if item is not None and item.data(_KEY):
            self.found.setCurrentItem(item)
            self._open_found(item)

    def _open_found(self, item: QListWidgetItem) -> None:
        if item.data(_KEY):
            self.open(item.data(_KEY))

    def _open_item(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, _KEY)
        if key:
            self.open(key)
        else:
            item.setExpanded(not item.isExpanded())

    def _to_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def toggle_contents(self) -> None:
        """Give the page all room, or show the contents beside it."""
        self.side.setVisible(not self.side.isVisible())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let found rows be as high as their words need."""
        super().resizeEvent(event)
        self._fit_found()

    def _fit_found(self) -> None:
        for at in range(self.found.count()):
            item = self.found.item(at)
            shown = self.found.itemWidget(item)
            if isinstance(shown, FoundRow):
                item.setSizeHint(shown.fitting(self.found.viewport().width()))

    # -- taking out ---------------------------------------------------------------------------

    def copy_page(self) -> None:
        """Put the text of the page on the clipboard."""
        QGuiApplication.clipboard().setText(pages.page(self._page).plain)
        self.say(self.tr("The page was copied."))

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{pages.page(self._page).title}.pdf".replace("/", "-"))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save for printing"), proposed, "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen))
            self.say(self.tr("The page was written to {name}.").format(name=Path(chosen).name))

    def write(self, target: Path) -> None:
        """Write the page as PDF of A4, in the packaged font."""
        writer = QPdfWriter(str(target))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(20, 18, 20, 18), QPageLayout.Unit.Millimeter)
        writer.setTitle(pages.page(self._page).title)
        document = QTextDocument()
        document.setDefaultFont(QFont(packaged_family(), 10))
        document.setMarkdown(pages.page(self._page).markdown)
        document.print_(writer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a search first, then closes."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            self.text.setFocus()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return  # no button is the default one
        super().keyPressEvent(event)
