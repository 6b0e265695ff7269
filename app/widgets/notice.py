"""A line above the map that stays as long as its cause does, with the ways out as links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.widgets.basics import button, label, repolish

Way = tuple[str, Callable[[], object]]


class NoticeBar(QFrame):
    """One notice at a time; ``kind`` is ``tint`` (quiet), ``banner`` (look here) or ``alert`` (act now)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notice"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 4, 8, 4)
        self._layout.setSpacing(4)
        self.setMinimumHeight(30)  # the same with and without links
        self._text = label("", wrap=True)
        self._layout.addWidget(self._text, 1)
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; "" while nothing is."""
        return "" if self.isHidden() else self._text.text()

    def show_notice(self, text: str, ways: Sequence[Way] = (), *, kind: str = "tint") -> None:
        """Show a notice with its ways out; an empty text hides the bar."""
        if (text, kind, [name for name, _ in ways]) == (
            self._text.text(),
            self.property("kind"),
            [one.text() for one in self.buttons],
        ):
            self.setVisible(bool(text))
            return
        for old in self.buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [button(name, way, kind="link") for name, way in ways]
        for one in self.buttons:
            self._layout.addWidget(one)
        self._text.setText(text)
        self.setProperty("kind", kind)
        repolish(self)
        repolish(self._text)
        self.setVisible(bool(text))
