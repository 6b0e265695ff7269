"""The foot of a zone card: each group of figures worked out again on demand, and whether it still holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.figure_words import FigureWords
from app.widgets.basics import button, label, repolish
from layers.zones.figures import GROUPS, Figure

#: Figures that do not hold are told one by one up to this many.
_MOST = 6


class FigureAsker(Protocol):
    """Who works figures out again."""

    def words(self) -> FigureWords:
        """Return the words of the language in force."""
        ...

    def known(self, uid: str) -> Mapping[str, Sequence[Figure]]:
        """Return what came out for a zone, by group."""
        ...

    def running(self, uid: str) -> Collection[str]:
        """Return the groups of a zone that are worked out now."""
        ...

    def check(self, uid: str, groups: tuple[str, ...]) -> None:
        """Work groups of a zone's figures out again."""
        ...


class FigureChecks(QWidget):
    """A row for each group: its name, what came out, and the link that works it out again."""

    def __init__(
        self,
        words: FigureWords,
        known: Mapping[str, Sequence[Figure]],
        running: Collection[str],
        asked: Callable[[tuple[str, ...]], object],
    ) -> None:
        """``known`` are figures by group as they came out before; ``running`` the groups that are worked out now."""
        super().__init__()
        self.setAccessibleName(self.tr("Whether the figures still hold"))
        self._words = words
        self._said: dict[str, QLabel] = {}
        self.links: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Do the figures still hold?"), "heading"), 1)
        self.every = button(self.tr("Re-derive all"), lambda: asked(tuple(GROUPS)), kind="link")
        self.every.setToolTip(
            self.tr("Work every figure of this zone out again from its outline, its evidence and the layers of now")
        )
        head.addWidget(self.every)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, group in enumerate(GROUPS):
            name = label(words.group(group), "small", wrap=True)
            name.setFixedWidth(72)
            said = label("", wrap=True, selectable=True)
            link = button(self.tr("Re-derive"), partial(asked, (group,)), kind="link")
            link.setAccessibleName(self.tr("Re-derive: {group}").format(group=words.group(group)))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(link, row, 2, Qt.AlignmentFlag.AlignTop)
            self._said[group], self.links[group] = said, link
        column.addLayout(grid)
        for group in GROUPS:
            self.show_group(group, known.get(group, ()), is_running=group in running)

    def show_group(self, group: str, figures: Sequence[Figure], *, is_running: bool = False) -> None:
        """Say what came out for a group, or that it is worked out now."""
        said = self._said[group]
        differing = [figure for figure in figures if not figure.holds]
        if is_running:
            text, kind = self.tr("working it out…"), "muted"
        elif not figures:
            text, kind = "", "muted"
        elif not differing:
            text, kind = "✓ " + self.tr("%n figure(s) hold", "", len(figures)), "success"
        else:
            shown = [self._words.sentence(figure) for figure in _worst(differing)[:_MOST]]
            if len(differing) > _MOST:
                shown.append(self.tr("and %n more", "", len(differing) - _MOST))
            text, kind = "\n".join(shown), "warning"
        said.setText(text)
        said.setProperty("kind", kind if kind != "success" else "muted")
        repolish(said)
        said.setStyleSheet(f"color: {theme.tokens().success};" if kind == "success" else "")
        self.links[group].setEnabled(not is_running)

    def text(self, group: str) -> str:
        """Return what is said of a group."""
        return self._said[group].text()


def checks_of(asker: FigureAsker, uid: str) -> FigureChecks:
    """Return the rows of one zone, with what is known of it."""
    ask = lambda groups: asker.check(uid, groups)  # noqa: E731
    return FigureChecks(asker.words(), asker.known(uid), asker.running(uid), ask)


def _worst(figures: Sequence[Figure]) -> list[Figure]:
    """Return figures of the whole zone before those of its parts."""
    return sorted(figures, key=lambda figure: bool(figure.county))
