"""The minutes over the map: begin a meeting, write down what is decided and said, see all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import minutes_words, theme
from app.cards.base import MapCard
from app.cards.minutes_begin import BeginPage
from app.cards.minutes_parts import Entries, Pages, Words
from app.widgets.basics import button, label, tool_button
from layers.minutes.model import LISTED, SPOKEN, About, MinuteKind
from layers.minutes_workflow import Said

_UID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Draft:
    """What the fields say."""

    kind: MinuteKind
    text: str
    county: str
    speaker: str
    about: About
    owner: str
    due: str


class MinutesCard(MapCard):
    """A page to begin, a page for what is said."""

    recorded = Signal(object)  # Draft
    corrected = Signal(str, object)  # uid, Draft
    removal_asked = Signal(str)
    done_asked = Signal(str, bool)
    shown_asked = Signal(str)  # uid: where it was said
    close_asked = Signal()
    reopen_asked = Signal()
    write_asked = Signal()
    other_asked = Signal()  # another meeting
    tells_all = False

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Minutes"), width_px=456)
        self.pages = Pages()
        self.begin, self.running = BeginPage(), QWidget()
        for page in (self.begin, self.running):
            self.pages.add(page)
        self.body.addWidget(self.pages)
        self._correcting = ""
        self._aside: Draft | None = None  # what was being written when an entry was taken to be corrected
        self._picked: About | None = None  # taken from the list by hand: it holds until something else is chosen
        self._kind = MinuteKind.DECISION
        self._said: Sequence[Said] = ()
        self._is_running = False
        column = QVBoxLayout(self.running)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.head = label("", "muted", wrap=True)
        column.addWidget(self.head)
        self._form = QWidget()
        self._add_form()
        column.addWidget(self._form)
        self._add_list(column)
        self._add_foot(column)
        self.show_kind(self._kind)

    # -- parts ----------------------------------------------------------------------------------

    def _add_form(self) -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.kinds: dict[MinuteKind, QToolButton] = {}
        group = QButtonGroup(self)
        for kind in SPOKEN:
            made = QToolButton()
            made.setText(minutes_words.kind(kind))
            made.setIcon(theme.icon(minutes_words.ICONS[kind]))
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            made.setCheckable(True)
            made.setAccessibleName(minutes_words.kind(kind))
            made.setToolTip(self.tr("{kind} (Ctrl+↑ and Ctrl+↓ while you write)").format(kind=minutes_words.kind(kind)))
            made.clicked.connect(lambda _on, which=kind: self.show_kind(which))
            group.addButton(made)
            row.addWidget(made, 1)
            self.kinds[kind] = made
        column.addLayout(row)
        self.input = Words(self)
        column.addWidget(self.input)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.county, self.speaker = QComboBox(), QLineEdit()
        self.speaker.setPlaceholderText(self.tr("Name or role, optional"))
        self.about = QComboBox()
        self.about.activated.connect(lambda _at: self._pick())
        self.owner, self.due = QComboBox(), QLineEdit()
        self.owner.setEditable(True)
        self.due.setPlaceholderText(self.tr("2026-05-01"))
        for combo in (self.county, self.about, self.owner):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._rows: list[tuple[QWidget, ...]] = []
        for at, (text, widgets) in enumerate(
            (
                (self.tr("Says"), (self.county, self.speaker)),
                (self.tr("About"), (self.about,)),
                (self.tr("By whom"), (self.owner, self.due)),
            )
        ):
            named = label(text)
            named.setBuddy(widgets[0])
            inner = QWidget()
            line = QHBoxLayout(inner)
            line.setContentsMargins(0, 0, 0, 0)
            for widget in widgets:
                line.addWidget(widget, 1)
            grid.addWidget(named, at, 0)
            grid.addWidget(inner, at, 1)
            self._rows.append((named, inner))
        self.county.setAccessibleName(self.tr("Which county says it"))
        self.speaker.setAccessibleName(self.tr("Who says it"))
        self.about.setAccessibleName(self.tr("What it is about"))
        self.owner.setAccessibleName(self.tr("Who does it"))
        self.due.setAccessibleName(self.tr("By which day"))
        for field in (self.speaker, self.due):
            field.returnPressed.connect(self.confirm)
        column.addLayout(grid)
        foot = QHBoxLayout()
        self.said = label("", "warning", wrap=True)
        foot.addWidget(self.said, 1)
        self.cancel = button(self.tr("Cancel"), self.stop_correcting)
        self.keep = button(self.tr("Record"), self.confirm, kind="primary")
        self.keep.setToolTip(self.tr("Write it down with the time and, for a decision, the map (Enter)"))
        foot.addWidget(self.cancel)
        foot.addWidget(self.keep)
        self.cancel.hide()
        column.addLayout(foot)

    def _add_list(self, column: QVBoxLayout) -> None:
        self.list = Entries(self)
        self.list.setAccessibleName(self.tr("What was written down"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.row_px() * 3)
        self.list.itemActivated.connect(lambda _item: self.correct())
        self.list.itemClicked.connect(lambda item: self.shown_asked.emit(str(item.data(_UID))))
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.correct_button = tool_button(icon="pencil", name=self.tr("Correct it (Enter)"), size_px=16)
        self.remove_button = tool_button(icon="trash-2", name=self.tr("Take it away (Delete)"), size_px=16)
        self.done_button = tool_button(icon="check", name=self.tr("It is done, or open again"), size_px=16)
        self.correct_button.clicked.connect(self.correct)
        self.remove_button.clicked.connect(self.remove)
        self.done_button.clicked.connect(self._toggle_done)
        for made in (self.correct_button, self.remove_button, self.done_button):
            row.addWidget(made)
        self.counts = label("", "small")
        row.addWidget(self.counts, 1)
        column.addLayout(row)

    def _add_foot(self, column: QVBoxLayout) -> None:
        foot = QHBoxLayout()
        self.other = button(self.tr("Other meeting…"), self.other_asked.emit, kind="flat")
        foot.addWidget(self.other)
        foot.addStretch(1)
        self.write = button(self.tr("Write…"), self.write_asked.emit, icon="file-output")
        self.write.setToolTip(self.tr("Write the minutes as DOCX and PDF"))
        foot.addWidget(self.write)
        self.close_button = button(self.tr("Close the meeting"), self.close_asked.emit)
        self.reopen = button(self.tr("Reopen"), self.reopen_asked.emit)
        foot.addWidget(self.close_button)
        foot.addWidget(self.reopen)
        column.addLayout(foot)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def kind(self) -> MinuteKind:
        """What is being written."""
        return self._kind

    def show_kind(self, kind: MinuteKind) -> None:
        """Ask what this kind needs."""
        self._kind = kind
        self.kinds[kind].setChecked(True)
        for widget in self._rows[2]:
            widget.setVisible(kind in LISTED)
        self.input.setPlaceholderText(minutes_words.hint(kind))
        self.said.setText("")
        self._fit()

    def step_kind(self, step: int) -> None:
        """Go to the kind before or after."""
        self.show_kind(SPOKEN[(SPOKEN.index(self._kind) + step) % len(SPOKEN)])

    def show_choices(
        self, counties: Mapping[str, str], abouts: Sequence[tuple[About, str]], owners: Sequence[str]
    ) -> None:
        """Offer who speaks, what about (the first is meant unless another is chosen), and who does it."""
        _refill(self.county, [(self.tr("The meeting"), ""), *((name, code) for code, name in counties.items())])
        if not self._correcting:
            self._fill_about(abouts, self._picked or (abouts[0][0] if abouts else About()))
        text = self.owner.currentText()
        self.owner.clear()
        self.owner.addItems(list(owners))
        self.owner.setCurrentText(text)

    def follow(self) -> None:
        """Something was chosen on the map: that is what entries are about."""
        self._picked = None

    def _pick(self) -> None:
        about = self.about.currentData()
        self._picked = about if isinstance(about, About) else None

    def _fill_about(self, abouts: Sequence[tuple[About, str]], chosen: About) -> None:
        self.about.clear()
        for about, text in abouts:
            self.about.addItem(text, about)
        wanted = (chosen.kind, chosen.key)
        at = next((at for at, (about, _text) in enumerate(abouts) if (about.kind, about.key) == wanted), 0)
        self.about.setCurrentIndex(at)

    def show_minutes(
        self, head: str, said: Sequence[Said], text_of: Callable[[Said], str], *, is_running: bool, is_editable: bool
    ) -> None:
        """List what was written down; the entry chosen stays chosen, a fresh one is shown."""
        chosen, before = self.current, len(self._said)
        self._said, self._is_running = list(said), is_running and is_editable
        self._keep_words_of_what_is_gone()
        self.head.setText(head)
        self.list.clear()
        for one in said:
            at = datetime.fromisoformat(one.minute.at).astimezone()
            item = QListWidgetItem(theme.icon(minutes_words.ICONS[one.minute.kind]), f"{at:%H:%M}  {text_of(one)}")
            item.setData(_UID, one.minute.uid)
            item.setToolTip(item.text())
            self.list.addItem(item)
            if one.minute.uid == chosen:
                self.list.setCurrentItem(item)
        if len(said) > before:
            self.list.scrollToBottom()
        self._form.setVisible(self._is_running)
        self.close_button.setVisible(is_running)
        self.close_button.setEnabled(is_editable)
        self.reopen.setVisible(not is_running and is_editable)
        open_tasks = sum(one.state == "open" for one in said)
        self.counts.setText(self.tr("{count} entries, {open} open").format(count=len(said), open=open_tasks))
        self._enable()
        self._fit()

    @property
    def current(self) -> str:
        """Uid of the entry chosen; "" for none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_UID))

    def choose(self, uid: str) -> None:
        """Choose an entry."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_UID) == uid:
                self.list.setCurrentRow(row)

    def entry(self, uid: str) -> Said | None:
        """Return an entry that is listed."""
        return next((one for one in self._said if one.minute.uid == uid), None)

    def text_lines(self) -> list[str]:
        """Return the entries as they are listed."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def text(self) -> str:
        """Return what is copied: the meeting and its entries."""
        return "\n".join([self.head.text(), *self.text_lines()])

    def _enable(self) -> None:
        one = self.entry(self.current)
        is_spoken = one is not None and one.minute.kind in SPOKEN
        self.correct_button.setEnabled(self._is_running and is_spoken)
        self.remove_button.setEnabled(
            self._is_running and one is not None and (is_spoken or one.minute.kind is MinuteKind.SHAPE)
        )
        self.done_button.setEnabled(one is not None and bool(one.state))

    def _fit(self) -> None:
        if self.isVisible():
            self.place()

    # -- writing --------------------------------------------------------------------------------

    def focus_text(self) -> None:
        """Put the cursor where one writes."""
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> Draft:
        """Return what the fields say."""
        is_listed = self._kind in LISTED
        about = self.about.currentData()
        return Draft(
            self._kind,
            self.input.toPlainText().strip(),
            str(self.county.currentData() or ""),
            self.speaker.text().strip(),
            about if isinstance(about, About) else About(),
            self.owner.currentText().strip() if is_listed else "",
            self.due.text().strip() if is_listed else "",
        )

    def confirm(self) -> None:
        """Write it down, or save the correction; what is missing is said."""
        draft = self.draft()
        problem = self._problem(draft)
        self.said.setText(problem)
        if problem:
            self._fit()
            return
        if self._correcting:
            uid = self._correcting
            self.stop_correcting()
            self.corrected.emit(uid, draft)
        else:
            self._clear()
            self._take_up()
            self.recorded.emit(draft)
        self.focus_text()

    def _problem(self, draft: Draft) -> str:
        if not draft.text:
            return self.tr("Write what was said first.")
        if draft.due:
            try:
                date.fromisoformat(draft.due)
            except ValueError:
                return self.tr("“{day}” is no day: write it as 2026-05-01.").format(day=draft.due)
        return ""

    def correct(self) -> None:
        """Take the entry chosen into the fields."""
        one = self.entry(self.current)
        if one is None or not self.correct_button.isEnabled():
            return
        self._put_aside()
        self._correcting = one.minute.uid
        self.show_kind(one.minute.kind)
        self.input.setPlainText(one.text)
        self.county.setCurrentIndex(max(self.county.findData(one.minute.county), 0))
        self.speaker.setText(one.minute.speaker)
        self.owner.setCurrentText(one.owner)
        self.due.setText(one.due)
        about = one.minute.about
        known = [(self.about.itemData(at), self.about.itemText(at)) for at in range(self.about.count())]
        if about.key not in [other.key for other, _text in known]:
            known.append((about, about.title or about.key[:8]))
        self._fill_about(known, about)
        self.keep.setText(self.tr("Save"))
        self.cancel.show()
        self.focus_text()

    def put_back(self, draft: Draft, uid: str = "") -> None:
        """What could not be written is in the fields again, as a correction of ``uid`` where it was one."""
        self._put_aside()
        self.show_kind(draft.kind)
        self.input.setPlainText(draft.text)
        self.county.setCurrentIndex(max(self.county.findData(draft.county), 0))
        self.speaker.setText(draft.speaker)
        self.owner.setCurrentText(draft.owner)
        self.due.setText(draft.due)
        if uid:
            self._correcting = uid
            self.keep.setText(self.tr("Save"))
            self.cancel.show()

    def _keep_words_of_what_is_gone(self) -> None:
        """An entry that is being corrected was taken away: its words become those of a new one."""
        if self._correcting and self.entry(self._correcting) is None:
            self._correcting = ""
            self.keep.setText(self.tr("Record"))
            self.cancel.hide()

    def stop_correcting(self) -> None:
        """Leave the entry as it is."""
        self._correcting = ""
        self.keep.setText(self.tr("Record"))
        self.cancel.hide()
        self._clear()
        self.said.setText("")
        self._take_up()

    def forget(self) -> None:
        """Another plan: nothing is being written or corrected."""
        self._aside = None
        self.stop_correcting()

    def typed(self) -> tuple[MinuteKind, str, Draft | None, About | None]:
        """Return what is being written, besides its words: they are in the fields."""
        return self._kind, self._correcting, self._aside, self._picked

    def take_typed(self, told: tuple[MinuteKind, str, Draft | None, About | None]) -> None:
        """Go on writing it; its words come next."""
        kind, correcting, aside, self._picked = told
        self.show_kind(kind)
        if correcting and self.entry(correcting) is not None:
            self.choose(correcting)
            self.correct()
        self._aside = aside

    def _put_aside(self) -> None:
        """Keep what is being written while an entry is corrected: it is in the fields again afterwards."""
        draft = self.draft()
        if not self._correcting and draft.text:
            self._aside = draft

    def _take_up(self) -> None:
        aside, self._aside = self._aside, None
        if aside is not None:
            self.put_back(aside)

    def _clear(self) -> None:
        self.input.clear()
        self.owner.setCurrentText("")
        self.due.clear()

    def remove(self) -> None:
        """Take the entry chosen away."""
        if self.current and self.remove_button.isEnabled():
            self.removal_asked.emit(self.current)

    def _toggle_done(self) -> None:
        one = self.entry(self.current)
        if one is not None and one.state:
            self.done_asked.emit(one.minute.uid, not one.is_done)


def _refill(combo: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
    """Offer other choices; the one made stays where it still is one."""
    kept = combo.currentData()
    combo.clear()
    for text, data in rows:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(combo.findData(kept), 0))
