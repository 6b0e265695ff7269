"""Weights of the rank: the card, the list that follows it, and the one gesture that keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer

from app.control.carrying import carry_card
from app.control.late import forget, is_shown, put_away
from app.document import Change
from app.jobs import Job
from layers.zones.reranking import require_weights, reranked, score_table

if TYPE_CHECKING:
    import pandas as pd

    from app.cards.weights import WeightsCard
    from app.window import MainWindow
    from layers.progress import Progress

#: A slider that moves is followed this often.
_FOLLOW_MS = 40
#: More zones than this are ranked in a job: a hundred of them take 2.5 ms.
_AT_ONCE = 2000


@dataclass(frozen=True)
class Ranked:
    """Stored zones, what other weights make of them, and of how many each part is not known."""

    zones: pd.DataFrame
    found: pd.DataFrame
    unknown: Mapping[str, int]


class WeightControl(QObject):
    """Nothing is derived again: ranks follow from the stored parts of the scores."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._is_due = False
        self._timer = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._timer.timeout.connect(self._follow)
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(lambda *_unused: put_away(self))

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)

    @cached_property
    def card(self) -> WeightsCard:
        """The card over the map."""
        from app.cards.weights import WeightsCard

        card = WeightsCard(self._window.map)
        card.moved.connect(self._timer.start)
        card.kept.connect(self._window.document.set_weights)
        card.closed.connect(self._leave)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with the weights as they were moved."""

        def reopen() -> None:
            self._show_stored()
            self.card.open_card()

        return carry_card(self._window, self, reopen, self._follow)

    def weights(self, _checked: bool = True) -> None:
        """Show the card beside the list of zones."""
        self._window.right.show_page("zones")
        self._show_stored()
        self.card.open_card()
        self._follow()

    def _show_stored(self) -> None:
        document = self._window.document
        self.card.show_stored(document.parameters().weights, is_read_only=document.is_read_only)

    def _follow(self) -> None:
        """Rank the zones by the weights in the form, on screen only."""
        if not is_shown(self) or not self._window.document.is_open:
            return
        zones, weights = self._window.document.zones(), self.card.weights
        try:
            require_weights(weights)
        except ValueError:
            self._window.zones.show_preview(None)
            self.card.show_refused(self.tr("All weights are 0: give one of them a weight."))
            return
        if len(zones) <= _AT_ONCE:
            self._show(_rank(zones, weights))
        elif self._job is None:
            self._job = Job(_rank_in_job, zones, weights, title=self.tr("Ranking zones"))
            self._job.finished.connect(self._show)
            self._job.ended.connect(self._on_ended)
            self._window.jobs.start(self._job)
        else:
            self._is_due = True

    def _on_ended(self) -> None:
        self._job = None
        if self._is_due:
            self._is_due = False
            self._timer.start()

    def _show(self, ranked: Ranked) -> None:
        from app.cards.weights import Placed

        document = self._window.document
        if not is_shown(self) or not document.is_open or ranked.zones is not document.zones():
            return
        found = ranked.found
        self._window.zones.show_preview(found if self.card.is_moved else None)
        names = [document.zone_name(zone) for zone in ranked.zones.itertuples(index=False)]
        rows = zip(names, found["rank"].tolist(), ranked.zones["rank"].tolist(), strict=True)
        self.card.show_order([Placed(*row) for row in rows], ranked.unknown, len(names))

    def _on_changed(self, change: Change) -> None:
        if is_shown(self) and change.touches("zone", "parameter"):
            self._show_stored()
            self._follow()

    def _leave(self, *_unused: Any) -> None:
        self._timer.stop()
        self._window.zones.show_preview(None)


def _rank(zones: pd.DataFrame, weights: Mapping[str, float]) -> Ranked:
    table = score_table(zones)
    unknown = dict(zip(table.codes, np.sum(~table.known, axis=0).tolist(), strict=True))
    return Ranked(zones, reranked(zones, weights, table=table), unknown)


def _rank_in_job(zones: pd.DataFrame, weights: Mapping[str, float], *, progress: Progress) -> Ranked:
    found = _rank(zones, weights)
    progress(1.0, "ranking")
    return found
