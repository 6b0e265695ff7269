"""The exercise below the map: five steps, set up, sites, script, play, evaluate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.widgets.basics import ElidedLabel, button, label, tool_button
from app.widgets.exercise_evaluation import EvaluationPage
from app.widgets.exercise_play import PlayPage
from app.widgets.exercise_script import ScriptPage
from app.widgets.exercise_setup import SetupPage
from app.widgets.exercise_sites import SitesPage
from layers.exercise.model import Exercise
from layers.exercise.telling import title_text
from layers.export.words import Words

STEPS = ("setup", "sites", "script", "play", "evaluation")


class _Pages(QStackedWidget):
    """Asks for the room of the page in front: a short one has no scroll bar for the sake of a long one."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Return what the page in front would like."""
        page = self.currentWidget()
        return super().sizeHint() if page is None else page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return what the page in front needs."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint().expandedTo(page.minimumSize())


class ExercisePanel(QFrame):
    """One exercise at a time; the list above says which."""

    chosen = Signal(str)  # uid of an exercise
    step_changed = Signal(str)
    new_asked = Signal()
    remove_asked = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._words = words
        self.setMinimumHeight(120)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        self.heading = label(self.tr("Exercise"), "title")
        head.addWidget(self.heading)
        self.exercises = QComboBox()
        self.exercises.setAccessibleName(self.tr("Exercises of the plan"))
        self.exercises.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.exercises.setMinimumContentsLength(18)
        self.exercises.activated.connect(lambda _at: self.chosen.emit(str(self.exercises.currentData() or "")))
        head.addWidget(self.exercises)
        self.new_button = button(self.tr("New"), self.new_asked.emit, icon="plus")
        self.remove_button = button(self.tr("Remove"), self.remove_asked.emit, icon="trash-2")
        self._words_of = {one: one.text() for one in (self.new_button, self.remove_button)}
        for one, text in self._words_of.items():  # said and shown in a tip where only the picture has room
            one.setAccessibleName(text)
        head.addWidget(self.new_button)
        head.addWidget(self.remove_button)
        self.steps = QTabBar()
        self.steps.setExpanding(False)
        self.steps.setDrawBase(False)
        self.steps.setUsesScrollButtons(False)
        self.steps.setElideMode(Qt.TextElideMode.ElideNone)
        titles = (self.tr("Set up"), self.tr("Sites"), self.tr("Script"), self.tr("Play"), self.tr("Evaluate"))
        for at, title in enumerate(titles, start=1):
            self.steps.addTab(f"{at} {title}")
        head.addWidget(self.steps)
        self.state = ElidedLabel("", "small")
        head.addWidget(self.state, 1)
        self.close_button = tool_button(icon="x", name=self.tr("Close the exercise"))
        self.close_button.clicked.connect(self.closed.emit)
        head.addWidget(self.close_button)
        outer.addLayout(head)
        self._head = head
        # On a small window the page scrolls instead of making the window larger; steps and the way out stay.
        self.pages = _Pages()
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setProperty("kind", "panel")
        area.setWidget(self.pages)
        self.setup, self.sites, self.script = SetupPage(words), SitesPage(words), ScriptPage(words)
        self.play, self.evaluation = PlayPage(words), EvaluationPage(words)
        for page in (self.setup, self.sites, self.script, self.play, self.evaluation):
            self.pages.addWidget(page)
        self.empty = QWidget()
        column = QVBoxLayout(self.empty)
        column.addStretch(1)
        told = label(
            self.tr(
                "An exercise is laid out on a border: its start, posts and landing sites are checked against the "
                "rules, and what the fire, flood or plume does when becomes its script."
            ),
            "muted",
            wrap=True,
        )
        column.addWidget(told)
        row = QHBoxLayout()
        self.begin_button = button(self.tr("New exercise"), self.new_asked.emit, kind="primary", icon="plus")
        row.addWidget(self.begin_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        column.setContentsMargins(24, 0, 24, 0)
        self.pages.addWidget(self.empty)
        outer.addWidget(area, 1)
        self.steps.currentChanged.connect(self._on_step)

    def say(self, text: str) -> None:
        """Say beside the steps what holds for the day of the exercise."""
        self.state.full_text = text
        self.state.setToolTip(text)
        self.state.refit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words of the head where there is no room: the steps and the way out stay whole."""
        super().resizeEvent(event)
        self.heading.show()
        for one, text in self._words_of.items():
            one.setText(text)
            one.setToolTip("")
        if self._head.minimumSize().width() > self.width():
            self.heading.hide()
            for one, text in self._words_of.items():
                one.setText("")
                one.setToolTip(text)

    @property
    def step(self) -> str:
        """The step in front."""
        return STEPS[max(self.steps.currentIndex(), 0)]

    def show_step(self, step: str) -> None:
        """Bring a step forward."""
        self.steps.setCurrentIndex(STEPS.index(step))

    def _on_step(self, at: int) -> None:
        if self.exercises.count():
            self.pages.setCurrentIndex(at)
        self.step_changed.emit(STEPS[at])

    def show_exercises(self, every: Sequence[Exercise], chosen: str, *, is_read_only: bool) -> None:
        """Show which exercises there are."""
        self.exercises.clear()
        for one in every:
            self.exercises.addItem(title_text(one, self._words), one.uid)
        self.exercises.setCurrentIndex(max(self.exercises.findData(chosen), 0))
        self.exercises.setVisible(bool(every))
        self.steps.setVisible(bool(every))
        self.remove_button.setVisible(bool(every))
        self.new_button.setVisible(bool(every))
        for made in (self.new_button, self.remove_button, self.begin_button):
            made.setEnabled(not is_read_only)
        self.pages.setCurrentIndex(self.steps.currentIndex() if every else self.pages.count() - 1)
