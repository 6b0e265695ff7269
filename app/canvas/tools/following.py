"""Following lines while drawing: from the last corner to the cursor along what both lie on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.patrol.tracing import Trace, TraceNetwork

if TYPE_CHECKING:
    from app.canvas.snapping import Excludes, Snapper
    from app.canvas.view import Box

XY = tuple[float, float]

#: More edges than this around a trace are not looked at: the hand would wait for them.
MOST_EDGES = 10_000
#: Around corner and cursor this share of their distance is looked at too, for ways that swing out.
_MARGIN = 0.6
#: A corner or a cursor lies on a line when it is as near as this: what snapped is, but for the rounding of degrees.
_ON_LINE_M = 0.01


class Follower:
    """The network around a trace, made anew only when corner or cursor leave it."""

    def __init__(self) -> None:
        self.is_crowded = False  # there were too many lines last time
        self._network: TraceNetwork | None = None
        self._box: Box = (0.0, 0.0, -1.0, -1.0)
        self._trace: Trace | None = None
        self._start: XY | None = None

    def forget(self) -> None:
        """The lines, or what may be followed, are others."""
        self._network, self._box, self._trace, self._start = None, (0.0, 0.0, -1.0, -1.0), None, None
        self.is_crowded = False

    def way(self, start: XY, end: XY, snapper: Snapper, excludes: Excludes, reach_m: float) -> list[XY] | None:
        """Return the corners of the shortest way along lines, ``end`` last; None when there is none.

        ``reach_m`` is the least margin that is looked at around the two points.
        """
        if not (_holds(self._box, start) and _holds(self._box, end)):
            self._look_around(start, end, snapper, excludes, reach_m)
        if self._network is None:
            return None
        if start != self._start:
            self._trace, self._start = self._network.begin(start, _ON_LINE_M), start
        return self._trace.to(end, _ON_LINE_M) if self._trace is not None else None

    def _look_around(self, start: XY, end: XY, snapper: Snapper, excludes: Excludes, reach_m: float) -> None:
        margin = max(_MARGIN * max(abs(end[0] - start[0]), abs(end[1] - start[1])), reach_m)
        self._box = (
            min(start[0], end[0]) - margin,
            min(start[1], end[1]) - margin,
            max(start[0], end[0]) + margin,
            max(start[1], end[1]) + margin,
        )
        edges = snapper.edges_in(self._box, excludes=excludes)
        self._trace = self._start = None
        self.is_crowded = len(edges) > MOST_EDGES
        self._network = None if self.is_crowded or len(edges) == 0 else TraceNetwork(edges)


def _holds(box: Box, point: XY) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
