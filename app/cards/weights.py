"""What the rank weighs: weights to move, and at once who comes first then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import rank_words, words
from app.cards.base import MapCard
from app.widgets.basics import button, label
from app.widgets.weight_form import WeightForm
from layers.zones.model import Parameters

#: How many of the first zones are named.
_FIRST = 5


@dataclass(frozen=True)
class Placed:
    """A zone in the order the weights of the card give: name, new and kept rank."""

    name: str
    rank: int
    was: int


class WeightsCard(MapCard):
    """Sliders, the first zones under them, and what is kept."""

    moved = Signal()  # the weights in the form are others
    kept = Signal(object)  # weights

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("What the rank weighs"), width_px=384)
        self._stored: dict[str, float] = {}
        self._is_read_only = False
        self.body.addWidget(
            label(
                self.tr("The list of zones follows at once. Only the ratios count; what is unknown weighs nothing."),
                "small",
                wrap=True,
            )
        )
        self.form = WeightForm()
        self.form.changed.connect(self._on_changed)
        self.body.addWidget(self.form)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.unknown = label("", "small", wrap=True)
        self.body.addWidget(self.unknown)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.default_button = button(self.tr("Defaults"), lambda: self.form.show_weights(Parameters().weights))
        self.default_button.setToolTip(self.tr("Our proposal; agree on weights with your neighbour"))
        self.back_button = button(self.tr("As kept"), lambda: self.form.show_weights(self._stored))
        self.back_button.setToolTip(self.tr("Put the weights of the plan back into the form"))
        self.keep_button = button(self.tr("Keep"), self._keep, kind="primary")
        self.keep_button.setToolTip(self.tr("Rank the zones of the plan by these weights (Enter); it can be undone"))
        row.addWidget(self.default_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        self.body.addLayout(row)

    @property
    def weights(self) -> dict[str, float]:
        """The weights as they stand in the form."""
        return self.form.weights

    @property
    def is_moved(self) -> bool:
        """Whether the form says something else than the plan."""
        return self.weights != {code: round(self._stored.get(code, 0.0), 4) for code in self.weights}

    def show_stored(self, weights: Mapping[str, float], *, is_read_only: bool) -> None:
        """Show the weights of the plan."""
        self._stored, self._is_read_only = dict(weights), is_read_only
        self.form.show_weights(weights)
        self._refresh()

    def show_order(self, placed: Sequence[Placed], unknown: Mapping[str, int], zones: int) -> None:
        """Say who comes first under the weights in the form, and which parts are not known of how many zones."""
        moved = sum(one.rank != one.was for one in placed)
        lines = []
        if not placed:
            lines.append(self.tr("No zone was derived yet: the weights are kept for when it is."))
        elif self.is_moved:
            lines.append(self.tr("%n zone(s) change their rank", "", moved))
        first = sorted(placed, key=lambda one: one.rank)[:_FIRST]
        for one in first:
            text = "{rank}  {name}" if one.rank == one.was else self.tr("{rank}  {name} (was {was})")
            lines.append(text.format(rank=one.rank, name=one.name, was=one.was))
        self.found.setText("\n".join(lines))
        self.found.setVisible(bool(lines))
        texts = [f"{rank_words.part_name(code)} {words.number(count)}" for code, count in unknown.items() if count]
        said = self.tr("Not known, of {zones} zones: {parts}")
        self.unknown.setText(said.format(zones=words.number(zones), parts=words.joined(texts)))
        self.unknown.setVisible(bool(texts))
        self._refresh()

    def show_refused(self, text: str) -> None:
        """Say why these weights rank nothing."""
        self.found.setText(text)
        self.found.setVisible(True)
        self._refresh()

    def text(self) -> str:
        """Return weights and order as a spreadsheet takes them."""
        rows = [f"{rank_words.part_name(code)}\t{weight:g}" for code, weight in self.weights.items()]
        return "\n".join([self.title.text(), *rows, "", self.found.text(), self.unknown.text()]).rstrip()

    def _on_changed(self) -> None:
        self._refresh()
        self.moved.emit()

    def _refresh(self) -> None:
        can_keep = self.is_moved and not self._is_read_only and any(self.weights.values())
        self.keep_button.setEnabled(can_keep)
        self.back_button.setEnabled(self.is_moved)
        self.default_button.setEnabled(self.weights != {c: round(w, 4) for c, w in Parameters().weights.items()})
        self.place()

    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            self.kept.emit(self.weights)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        super().keyPressEvent(event)
