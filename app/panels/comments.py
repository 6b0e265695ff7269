"""Comments: the list of threads, the one in hand with its replies, and what is being written."""

from __future__ import annotations

import html
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app import register_words, theme
from app.actions import Actions
from app.ages import ago
from app.document import Change, Document
from app.settings import Settings
from app.widgets.basics import EmptyState, button, label, line, tool_button
from app.widgets.table import Column, RowTable
from layers.comments import Comment, CommentState, Thread

#: State is told by more than colour: each has a sign of its own.
SIGNS = {CommentState.OPEN: "●", CommentState.ANSWERED: "◐", CommentState.SETTLED: "✓"}
_ORDER = {CommentState.OPEN: 0, CommentState.ANSWERED: 1, CommentState.SETTLED: 2}
_INPUT_PX = 64
_THREAD_PX = 150
_LEAST_WIDTH_PX = 324


class CommentsPanel(QWidget):
    """List, thread and a field to write in."""

    thread_chosen = Signal(str)
    thread_zoomed = Signal(str)
    written = Signal(str, str, str)  # text, author, county: of the comment that is being pinned
    replied = Signal(str, str, str, str)  # thread, text, author, county
    state_asked = Signal(str, object)  # thread, CommentState
    removal_asked = Signal(str)
    given_up = Signal()
    shown_changed = Signal(object)  # list of Thread: what the map shows

    def __init__(self, document: Document, actions: Actions, settings: Settings) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Comments"))
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self._document, self._settings = document, settings
        self._about = ""  # what is being commented on; "" when a thread is in hand
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.pages = QStackedWidget()
        self.empty = EmptyState(
            "message-square",
            self.tr(
                "Questions and remarks are pinned to a place or a shape. They travel with the plan, the neighbour "
                "replies, and they are never printed in an annex."
            ),
            actions["new_comment"],
        )
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar(actions))
        self.table = RowTable(self._columns(), self.tr("Comments"), key=lambda thread: thread.uid)
        self.table.show_as_given()
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(lambda thread: self.thread_zoomed.emit(thread.uid))
        column.addWidget(self.table, 1)
        column.addWidget(line())
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.body)
        layout.addWidget(self.pages, 1)
        self.card = self._make_card()
        layout.addWidget(self.card)
        document.changed.connect(self._on_changed)
        document.opened.connect(self._on_opened)
        document.closed.connect(self.refresh)
        self.refresh()

    # -- building -----------------------------------------------------------------------------

    def _make_bar(self, actions: Actions) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 6, 6, 4)
        row.setSpacing(4)
        self.state_box = QComboBox()
        self.state_box.setAccessibleName(self.tr("Which comments"))
        words = register_words.words()
        self.state_box.addItem(self.tr("All"), None)
        self.state_box.addItem(self.tr("Not settled"), "unsettled")
        for state in CommentState:
            self.state_box.addItem(words.code("comment_state", state.value), state)
        self.state_box.currentIndexChanged.connect(self._filter)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Text, author, what it is about"))
        self.search.setAccessibleName(self.tr("Find in the comments"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        row.addWidget(self.state_box)
        row.addWidget(self.search, 1)
        row.addWidget(tool_button(actions["new_comment"]))
        return holder

    def _columns(self) -> list[Column]:
        def tip(thread: Thread) -> str:
            return f"{thread.first.text}\n{self._who(thread.first)}"

        def color(thread: Thread) -> QColor | None:
            tokens = theme.tokens()
            return QColor(tokens.warning if thread.state is CommentState.OPEN else tokens.muted)

        return [
            Column(
                "",
                lambda thread: _ORDER[thread.state],
                text=lambda thread: SIGNS[thread.state],
                tip=lambda thread: register_words.words().code("comment_state", thread.state.value),
                color=color,
                width_px=28,
            ),
            Column(
                self.tr("Comment"),
                lambda thread: " ".join(thread.first.text.split()),
                tip=tip,
                width_px=110,
                stretch=True,
            ),
            Column(self.tr("About"), self._about_text, tip=tip, width_px=78),
            Column(
                self.tr("Last"),
                lambda thread: thread.changed_at,
                text=lambda thread: _age(thread.changed_at),
                tip=lambda thread: _clock(thread.changed_at),
                width_px=72,
            ),
            Column(
                self.tr("Replies"),
                lambda thread: len(thread.replies),
                tip=tip,
                is_number=True,
                width_px=48,
                is_extra=True,
            ),
        ]

    def _make_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "panel")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        self.title = label("", "heading", wrap=True)
        layout.addWidget(self.title)
        self.said = QTextBrowser()
        self.said.setAccessibleName(self.tr("What was said"))
        self.said.setFrameShape(QFrame.Shape.NoFrame)
        self.said.setMinimumHeight(_THREAD_PX)
        self.said.setOpenLinks(False)
        layout.addWidget(self.said, 1)
        self.input = QPlainTextEdit()
        self.input.setAccessibleName(self.tr("Comment"))
        self.input.setFixedHeight(_INPUT_PX)
        self.input.setTabChangesFocus(True)
        self.input.textChanged.connect(self._enable)
        layout.addWidget(self.input)
        names = QHBoxLayout()
        names.setSpacing(6)
        self.author = QLineEdit(self._settings.judging("name"))
        self.author.setPlaceholderText(self.tr("Your name"))
        self.author.setAccessibleName(self.tr("Your name"))
        self.author.textChanged.connect(self._enable)
        self.county = QComboBox()
        self.county.setAccessibleName(self.tr("For which county"))
        self.county.currentIndexChanged.connect(self._enable)
        names.addWidget(self.author, 1)
        names.addWidget(self.county, 1)
        layout.addLayout(names)
        self.hint = label("", "muted", wrap=True)
        layout.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.remove_button = tool_button(icon="trash-2", name=self.tr("Remove this comment and its replies"))
        self.remove_button.clicked.connect(lambda: self.removal_asked.emit(self.chosen))
        self.zoom_button = tool_button(icon="crosshair", name=self.tr("Show it on the map"))
        self.zoom_button.clicked.connect(lambda: self.thread_zoomed.emit(self.chosen))
        self.settle_button = button("", self._settle)
        self.cancel_button = button(self.tr("Cancel"), self._give_up)
        self.keep_button = button("", self._keep, kind="primary")
        row.addWidget(self.remove_button)
        row.addWidget(self.zoom_button)
        row.addStretch(1)
        for one in (self.settle_button, self.cancel_button, self.keep_button):
            row.addWidget(one)
        layout.addLayout(row)
        send = QShortcut(QKeySequence("Ctrl+Return"), card, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        send.activated.connect(self._keep)
        card.hide()
        return card

    # -- content ------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """Uid of the thread in hand; "" when there is none, or a comment is being written."""
        rows = self.table.selected_rows()
        return rows[0].uid if len(rows) == 1 and not self._about else ""

    @property
    def open_count(self) -> int:
        """How many threads wait for an answer."""
        return sum(one.state is CommentState.OPEN for one in self.table.rows_model.all_rows)

    def choose(self, uid: str) -> None:
        """Take a thread in hand; "" none."""
        self._about = ""
        if uid and not any(one.uid == uid for one in self.table.visible_rows()):
            self.state_box.setCurrentIndex(0)
            self.search.clear()
        self.table.select_keys({uid} if uid else set())
        self._show_card()

    def write_about(self, about: str) -> None:
        """Let a new comment be written on something."""
        self._about = about
        self.table.select_keys(set())
        self._show_card()
        self.input.setFocus()

    def put_back(self, text: str, about: str = "") -> None:
        """The words could not be kept: have them in hand again, of a new comment with what it is about."""
        self._about = about
        self.input.setPlainText(text)
        self._show_card()

    def refresh(self) -> None:
        """Show the plan's comments."""
        is_open = self._document.is_open
        threads = self._document.comment_threads() if is_open else []
        self._fill_counties()
        self.table.set_rows(threads)
        self._filter()
        self.pages.setCurrentWidget(self.body if threads else self.empty)
        self._show_card()

    def _fill_counties(self) -> None:
        kept = self.county.currentData() or self._settings.judging("county")
        names = self._document.county_names() if self._document.is_open else {}
        self.county.blockSignals(True)
        self.county.clear()
        self.county.addItem(self.tr("Your county"), "")
        for code, name in sorted(names.items()):
            self.county.addItem(name, code)
        if kept and kept not in names:
            self.county.addItem(kept, kept)
        self.county.setCurrentIndex(max(self.county.findData(kept), 0))
        self.county.blockSignals(False)

    def _filter(self, *_news: object) -> None:
        wanted, part = self.state_box.currentData(), self.search.text().strip().casefold()

        def shows(thread: Thread) -> bool:
            is_wanted = (
                wanted is None
                or thread.state == wanted
                or (wanted == "unsettled" and thread.state is not CommentState.SETTLED)
            )
            texts = [*(f"{one.text} {self._who(one)}" for one in (thread.first, *thread.replies))]
            return is_wanted and part in " ".join([*texts, self._about_text(thread)]).casefold()

        self.table.set_filter(shows)
        self.shown_changed.emit(self.table.visible_rows())
        self._show_card()

    def _about_text(self, thread: Thread) -> str:
        first = thread.first
        return first.target_title or register_words.words().code("comment_target", first.target_kind.value)

    def _who(self, one: Comment) -> str:
        document = self._document
        county = document.short_county_name(one.county) if document.is_open and one.county else one.county
        return " ".join(text for text in (county, one.author) if text)

    # -- the card -----------------------------------------------------------------------------

    def _show_card(self) -> None:
        thread = self._document.comment_thread(self.chosen) if self._document.is_open and self.chosen else None
        self.card.setVisible(self._document.is_open and (bool(self._about) or thread is not None))
        is_read_only = self._document.is_read_only
        is_new = bool(self._about)
        self.said.setVisible(not is_new)
        of_thread: tuple[QWidget, ...] = (self.remove_button, self.zoom_button, self.settle_button)
        of_writing: tuple[QWidget, ...] = (self.input, self.author, self.county, self.keep_button)
        for one in of_thread:
            one.setVisible(not is_new)
        for one in of_writing:
            one.setVisible(not is_read_only)
        self.cancel_button.setVisible(is_new)
        self.remove_button.setEnabled(not is_read_only)
        self.settle_button.setEnabled(not is_read_only)
        if is_new:
            self.title.setText(self.tr("Comment on {what}").format(what=self._about))
            self.input.setPlaceholderText(self.tr("What is to be settled here?"))
            self.keep_button.setText(self.tr("Pin it"))
        elif thread is not None:
            self.title.setText(self._about_text(thread))
            self.said.setHtml(self._html(thread))
            self.said.verticalScrollBar().setValue(self.said.verticalScrollBar().maximum())
            self.input.setPlaceholderText(self.tr("Reply…"))
            self.keep_button.setText(self.tr("Reply"))
            is_settled = thread.state is CommentState.SETTLED
            self.settle_button.setText(self.tr("Open again") if is_settled else self.tr("Settled"))
        self._enable()

    def _html(self, thread: Thread) -> str:
        tokens = theme.tokens()
        parts = []
        for one in (thread.first, *thread.replies):
            text = html.escape(one.text).replace("\n", "<br>")
            head = html.escape(f"{self._who(one)} · {_clock(one.created_at)}")
            parts.append(
                f'<p style="margin:0 0 2px 0;color:{tokens.muted}">{head}</p><p style="margin:0 0 8px 0">{text}</p>'
            )
        state = register_words.words().code("comment_state", thread.state.value)
        parts.append(f'<p style="margin:0;color:{tokens.muted}">{SIGNS[thread.state]} {html.escape(state)}</p>')
        return "".join(parts)

    def _enable(self) -> None:
        """Nothing is kept without a text, a name and a county; what is missing is said."""
        missing = [
            text
            for text, is_there in (
                (self.tr("your name"), bool(self.author.text().strip())),
                (self.tr("your county"), bool(self.county.currentData()) or self.county.count() <= 1),
            )
            if not is_there
        ]
        has_text = bool(self.input.toPlainText().strip())
        self.keep_button.setEnabled(has_text and not missing)
        self.hint.setVisible(bool(missing) and has_text)
        self.hint.setText(self.tr("Still missing: {what}. They are remembered.").format(what=", ".join(missing)))

    def _keep(self) -> None:
        if not self.keep_button.isEnabled() or not self.card.isVisible():
            return
        text, author = self.input.toPlainText().strip(), self.author.text().strip()
        county = str(self.county.currentData() or "")
        self._settings.set_judging("name", author)
        self._settings.set_judging("county", county)
        self.input.clear()
        if self._about:
            self._about = ""
            self.written.emit(text, author, county)
        else:
            self.replied.emit(self.chosen, text, author, county)

    def _settle(self) -> None:
        thread = self._document.comment_thread(self.chosen)
        if thread is not None:
            is_settled = thread.state is CommentState.SETTLED
            self.state_asked.emit(thread.uid, CommentState.OPEN if is_settled else CommentState.SETTLED)

    def _give_up(self) -> None:
        self._about = ""
        self.input.clear()
        self._show_card()
        self.given_up.emit()

    def _on_row(self, thread: Thread | None) -> None:
        self._about = ""
        self._show_card()
        self.thread_chosen.emit(thread.uid if thread is not None else "")

    def _on_opened(self) -> None:
        self._about = ""
        self.input.clear()  # what was typed was for the plan before
        self.refresh()

    def _on_changed(self, change: Change) -> None:
        if change.touches("comment", "layer"):
            self.refresh()


def _age(stamp: str) -> str:
    try:
        return ago(datetime.fromisoformat(stamp))
    except ValueError:
        return stamp


def _clock(stamp: str) -> str:
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stamp
