"""What controls of cards share: a place shown beside the card, marks over the map, names of counties."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject

from app.canvas.marks import Marks
from app.control.late import put_away
from layers.crs import STORAGE_CRS, transform

if TYPE_CHECKING:
    from app.cards.base import MapCard
    from app.window import MainWindow


class BesideControl(QObject):
    """A card, and the marks it lays over the map."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.marks: Marks | None = None
        window.document.closed.connect(lambda *_unused: self.close_card())

    @cached_property
    def card(self) -> MapCard:
        """The card over the map; a subclass makes it when it is first wanted."""
        raise NotImplementedError

    def close_card(self) -> None:
        """Put the card away."""
        put_away(self)

    def names(self) -> dict[str, str]:
        """Return county code → short name."""
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def metric(self, shape: Any) -> Any:
        """Return a stored shape, or an array of them, in the metres of the map."""
        return transform(shape, STORAGE_CRS, f"EPSG:{self._window.map.canvas.scene.metric_epsg}")

    def lay(self, marks: Marks | None) -> None:
        """Lay marks over the map, or take away those that are there."""
        canvas = self._window.map.canvas
        if marks is not None or (self.marks is not None and canvas.over is self.marks):
            canvas.lay_over(marks)
        self.marks = marks

    def choose(self, shape: shapely.Geometry) -> None:
        """Mark one shape, in metres, above the others and bring it into sight."""
        if self.marks is None:
            self.marks = Marks()
        self.marks.chosen = shape
        self._window.map.canvas.lay_over(self.marks)
        self.show_box(shape.bounds)

    def show_all(self) -> None:
        """Bring all marks into sight."""
        if self.marks is not None and self.marks.extent is not None:
            self.show_box(self.marks.extent)

    def show_box(self, box: tuple[float, float, float, float], least_m: float = 3_000.0) -> None:
        """Show a box beside the card, not under it."""
        self.card.show_beside(box, least_m=least_m)
