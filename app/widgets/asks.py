"""A thing that waits for the planner: what is the matter, and the ways out as links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.widgets.basics import button, label


@dataclass(frozen=True)
class Ask:
    """What is said about a layer, and what can be done; ``blocked`` says why nothing can be done now."""

    layer: str
    text: str
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    is_warning: bool = True
    tip: str = ""
    blocked: str = ""

    def says_the_same(self, other: Ask | None) -> bool:
        """Whether a card of the other would look like a card of this."""
        return other is not None and self._shown() == other._shown()

    def _shown(self) -> tuple[object, ...]:
        words = tuple(text for text, _act in self.actions)
        return self.layer, self.text, self.is_warning, self.tip, self.blocked, words


class AskCard(QFrame):
    """Shows one :class:`Ask`."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = ask
        self.setProperty("kind", "banner" if ask.is_warning else "tint")
        self.setAccessibleName(ask.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.setSpacing(2)
        text = label(_breakable(ask.text), wrap=True)
        text.setToolTip(ask.tip)
        text.setMinimumWidth(1)
        layout.addWidget(text)
        self.buttons = [button(words, act, kind="link") for words, act in ask.actions]
        for made in self.buttons:
            made.setEnabled(not ask.blocked)
            made.setToolTip(ask.blocked)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            layout.addWidget(made, alignment=Qt.AlignmentFlag.AlignLeft)


def _breakable(text: str) -> str:
    """Return a text whose long file names may go on in the next line: a narrow panel would cut them off."""
    return re.sub(r"([_./\\-]|\w{18}(?=\w))", "\\1\u200b", text)
