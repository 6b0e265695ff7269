"""Who says it, for whom, and on which day: asked before an agreement, a signature or a withdrawal is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings
from app.widgets.basics import label
from layers.version_workflow import Person
from layers.versions.model import Act

_WIDTH_PX = 560


class ActDialog(QDialog):
    """One person for most acts; for signatures a line for each party, and a line left empty has not signed."""

    def __init__(
        self, act: Act, title: str, parties: Sequence[tuple[str, str]], settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        #: Writes down what was entered; returns why it could not, and then the form stays with what was typed.
        self.write: Callable[[], str] | None = None
        self._act, self._parties, self._settings = act, list(parties), settings
        heads = {
            Act.NEGOTIATED: self.tr("Negotiated: {what}"),
            Act.AGREED: self.tr("Agrees: {what}"),
            Act.DECLINED: self.tr("Declines: {what}"),
            Act.SIGNED: self.tr("Sign: {what}"),
            Act.WITHDRAWN: self.tr("Withdraw: {what}"),
        }
        notes = {
            Act.NEGOTIATED: self.tr(
                "It is kept whole as it is now. It can still be changed; what was agreed to does not follow."
            ),
            Act.AGREED: self.tr(
                "The party agrees to exactly what is there now. A later change is not agreed to by itself."
            ),
            Act.DECLINED: self.tr("Write down why, so that the other side can answer."),
            Act.SIGNED: self.tr(
                "From the first signature on it is frozen: it changes by an amendment only, and the signature cannot "
                "be undone. A line without a name has not signed yet and can be added later."
            ),
            Act.WITHDRAWN: self.tr(
                "It stays on record as withdrawn. The area or agreement can be changed again afterwards."
            ),
        }
        self.setWindowTitle(heads[act].format(what=title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(label(notes[act], "muted", wrap=True))
        self.names: list[QLineEdit] = []
        self.roles: list[QLineEdit] = []
        self.party = QComboBox()
        self.other = QLineEdit()
        layout.addLayout(self._signatures() if act is Act.SIGNED else self._one())
        form = QFormLayout()
        self.day = QDateEdit(QDate(date.today()))  # type: ignore[call-overload]
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(self.tr("On which day"))
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("Note"))
        form.addRow(self.tr("On which day"), self.day)
        form.addRow(self.tr("Note"), self.note)
        layout.addLayout(form)
        layout.addStretch(1)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = box.button(QDialogButtonBox.StandardButton.Ok)
        self.ok_button.setText(self.tr("Write it down"))
        self.ok_button.setProperty("kind", "primary")
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout.addWidget(box)
        self._enable()
        self.names[0].setFocus()
        self.resize(_WIDTH_PX, layout.totalHeightForWidth(_WIDTH_PX))

    def _signatures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, text in enumerate((self.tr("Party"), self.tr("Signed by"), self.tr("Post"))):
            grid.addWidget(label(text, "small"), 0, place)
        for row, (_code, party) in enumerate([*self._parties, ("", "")], start=1):
            if row <= len(self._parties):
                grid.addWidget(label(party), row, 0)
            else:
                self.other.setPlaceholderText(self.tr("Another body"))
                self.other.setAccessibleName(self.tr("Another body"))
                self.other.textChanged.connect(self._enable)
                grid.addWidget(self.other, row, 0)
                party = self.other.accessibleName()
            self._add_person(grid, row, party)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _one(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for place, text in enumerate((self.tr("For"), self.tr("Name"), self.tr("Post"))):
            grid.addWidget(label(text, "small"), 0, place)
        self.party.setEditable(True)
        self.party.setAccessibleName(self.tr("For"))
        for code, name in self._parties:
            self.party.addItem(name, code)
        own = self.party.findData(self._settings.judging("county"))
        self.party.setCurrentIndex(max(own, 0))
        self.party.editTextChanged.connect(self._enable)
        grid.addWidget(self.party, 1, 0)
        self._add_person(grid, 1, self.tr("Name"))
        self.names[0].setText(self._settings.judging("name"))
        self.roles[0].setText(self._settings.judging("role"))
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return grid

    def _add_person(self, grid: QGridLayout, row: int, party: str) -> None:
        name, role = QLineEdit(), QLineEdit()
        name.setAccessibleName(self.tr("{party}: name").format(party=party))
        role.setAccessibleName(self.tr("{party}: post").format(party=party))
        name.textChanged.connect(self._enable)
        grid.addWidget(name, row, 1)
        grid.addWidget(role, row, 2)
        self.names.append(name)
        self.roles.append(role)

    @property
    def people(self) -> list[Person]:
        """Who says it: those with a name."""
        if self._act is not Act.SIGNED:
            text = self.party.currentText().strip()
            code = next((code for code, name in self._parties if name == text), "")
            return [Person(self.names[0].text().strip(), code, text, self.roles[0].text().strip())]
        parties = [*self._parties, ("", self.other.text().strip())]
        return [
            Person(name.text().strip(), code, party, role.text().strip())
            for (code, party), name, role in zip(parties, self.names, self.roles, strict=True)
            if name.text().strip() and party
        ]

    @property
    def on(self) -> str:
        """The day, ISO 8601."""
        return self.day.date().toString("yyyy-MM-dd")

    def accept(self) -> None:
        """Write it down, and remember who it was, where it was one person."""
        if self.write is not None and (problem := self.write()):
            self.problem.setText(problem)
            self.problem.show()
            return
        if self._act is not Act.SIGNED:
            person = self.people[0]
            for key, value in (("name", person.name), ("county", person.county), ("role", person.role)):
                self._settings.set_judging(key, value)
        super().accept()

    def _enable(self, *_news: object) -> None:
        people = self.people if self.names else []
        is_enough = bool(people) and all(one.name and one.party for one in people)
        if hasattr(self, "ok_button"):
            self.ok_button.setEnabled(is_enough)
            self.ok_button.setToolTip("" if is_enough else self.tr("A name and a county or body are needed"))
