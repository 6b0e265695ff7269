"""Minutes from those who set out to everywhere, from a place to them and back.

A vehicle drives along roads and is left once: then one walks.  So the way falls into two parts, each a shortest path of
its own, and the second begins where the first can end, with its minutes; together they are exact on this graph of two
layers.  The way back is the same graph with its edges turned: walking down a slope is not walking up it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.progress import Cancelled
from layers.response import foot
from layers.response.land import CellLinks, ResponseLand, RoadLinks, road_links
from layers.response.roads import Exits, Positions, RoadGraph, driven
from layers.response.settings import RoadClass

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Window:
    """A part of the grid: ``top:bottom`` rows, ``left:right`` columns."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top, self.right - self.left

    def own(self, cell: Integers, columns: int) -> Integers:
        """Return the flat index in the window of flat cells of the grid; −1 outside."""
        row, column = np.divmod(np.asarray(cell), columns)
        inside = (row >= self.top) & (row < self.bottom) & (column >= self.left) & (column < self.right)
        found = (row - self.top) * (self.right - self.left) + column - self.left
        return np.where(inside, found, -1).astype(np.int64)


@dataclass(frozen=True)
class First:
    """Who comes first, second, … to each cell of a window or each place.

    Attributes
    ----------
    minutes : float64, (n, k)
        In ascending order; inf where nobody more comes within the limit.
    who : int32, (n, k)
        Rows of the responders; −1 for nobody.
    """

    minutes: Floats
    who: NDArray[np.int32]


@dataclass(frozen=True)
class Coming:
    """One responder on the way to a place, or all of them: arrays by responder.

    ``minutes`` is inf where nobody comes within the limit; ``turnout_min + access_min + road_min + foot_min`` is
    ``minutes``; ``back_min`` the way back, without turn-out.
    """

    minutes: Floats
    turnout_min: Floats
    access_min: Floats
    road_min: Floats
    foot_min: Floats
    back_min: Floats


@dataclass(frozen=True)
class Target:
    """Where one wants to get to, in metres of the land's CRS: any of these cells and places on roads will do."""

    cells: Integers
    cell_metres: Floats
    roads: Positions
    road_metres: Floats


@dataclass(frozen=True)
class Travel:
    """A land under some closures, ready for any number of questions.

    Attributes
    ----------
    land : ResponseLand
    closed : ndarray of shapely geometry
        Beside what is recorded: what-if.
    """

    land: ResponseLand
    closed: NDArray[np.object_] = field(default_factory=lambda: np.zeros(0, dtype=object))
    stop: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(1, dtype=np.uint8))

    @cached_property
    def graph(self) -> RoadGraph:
        """The open roads."""
        every = np.concatenate([self.land.closed.geometry.to_numpy(), self.closed])
        return driven(self.land.roads, self.land.settings.speeds_kmh, every, self.land.settings.closed_m)

    @cached_property
    def exit_nodes(self) -> tuple[Integers, Integers, Floats, Floats]:
        """Nodes and minutes to them from each exit."""
        return self.graph.nodes_near(self.land.exits.at)

    @cached_property
    def turnout_min(self) -> Floats:
        """Minutes until each responder sets out; float64, (S,)."""
        return np.asarray(self.land.who["turnout_min"], dtype=np.float64)

    @cached_property
    def pace(self) -> float:
        """Minutes per metre on foot on level ground."""
        return foot.level_pace_min_m(self.land.settings)

    @cached_property
    def access_pace(self) -> float:
        """Minutes per metre from a depot to its road: driven as a forest track, or walked where those are shut."""
        kmh = float(self.land.settings.speeds_kmh.get(RoadClass.FOREST, 0.0))
        return min(60.0 / (kmh * 1000.0), self.pace) if kmh > 0.0 else self.pace

    @cached_property
    def by_node(self) -> NDArray[np.float32]:
        """Minutes from each responder to each node of the roads, turn-out included; float32, (S, N); inf beyond."""
        graph, links = self.graph, self.land.by_road
        out = np.full((len(self.land.who), graph.nodes), np.inf, dtype=np.float32)
        tail, head, back, on = graph.nodes_near(links.at)
        driver = _Driver(graph)
        for one in range(len(out)):
            if self.stop[0]:
                raise Cancelled
            mine = np.flatnonzero((links.place == one) & (tail >= 0))
            if len(mine) == 0:
                continue
            begin = self.turnout_min[one] + links.metres[mine] * self.access_pace
            starts = np.concatenate([tail[mine], head[mine]])
            delays = np.concatenate([begin + back[mine], begin + on[mine]])
            out[one] = driver.run(starts, delays, self.land.settings.limit_min)[0]
        return out

    # -- from everybody to everywhere ----------------------------------------------------------------

    def window(self, cells: Bools | Integers) -> Window:
        """Return the part of the grid in which every walk to some cells lies: exact, for nobody walks further."""
        grid = self.land.grid
        if cells.dtype == bool:
            rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
        else:
            rows, columns = np.divmod(cells, grid.columns)
        if len(rows) == 0:
            return Window(0, 0, 0, 0)
        return self._grown(int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max()))

    def _grown(self, top: int, bottom: int, left: int, right: int) -> Window:
        grid = self.land.grid
        margin = int(foot.fastest_m_min(self.land.settings) * self.land.settings.limit_min / grid.cell_m) + 2
        return Window(
            max(top - margin, 0), min(bottom + margin + 1, grid.rows),
            max(left - margin, 0), min(right + margin + 1, grid.columns),
        )  # fmt: skip

    def distant(self, cells: Integers, window: Window) -> NDArray[np.float32]:
        """Return the least minutes on foot from each cell of a window to the nearest of some cells of the grid."""
        from scipy.ndimage import distance_transform_edt

        away = np.ones(window.shape, dtype=bool)
        away.ravel()[window.own(cells, self.land.grid.columns)] = False
        metres = distance_transform_edt(away) * self.land.grid.cell_m
        return np.asarray(metres.ravel() / foot.fastest_m_min(self.land.settings), dtype=np.float32)

    def first(self, chosen: Integers, window: Window, k: int, far: NDArray[np.float32] | None = None) -> First:
        """Return the first k of some responders in every cell of a window; with ``far`` where it is 0.

        Parameters
        ----------
        chosen : int64
            Rows of the responders.
        window : Window
        k : int
        """
        land = self.land
        columns = land.grid.columns
        mine = window.own(land.exits.cell, columns)
        at = np.flatnonzero((mine >= 0) & (self.exit_nodes[0] >= 0))
        minutes, who = self._at_exits(chosen, at, k)
        walk = (land.exits.metres[at] * self.pace)[:, None]
        on_foot = np.flatnonzero(np.isin(land.by_foot.place, chosen))
        own = window.own(land.by_foot.cell[on_foot], columns)
        on_foot, own = on_foot[own >= 0], own[own >= 0]
        setting_out = land.by_foot.place[on_foot]
        starts = np.concatenate([np.repeat(mine[at], minutes.shape[1]), own])
        delays = np.concatenate(
            [(minutes + walk).ravel(), self.turnout_min[setting_out] + land.by_foot.metres[on_foot] * self.pace]
        )
        labels = np.concatenate([who.ravel(), setting_out.astype(np.int32)])
        return self.walked(window, starts, delays, labels.astype(np.int32), k, is_reverse=False, far=far)

    def first_at(self, chosen: Integers, around: First, window: Window, ways: PlaceWays, k: int) -> First:
        """Return the first k of some responders at places: over the cells around them, or straight from a road.

        ``around`` is what :meth:`first` gave for the same responders and window.
        """
        count = ways.count
        own = window.own(ways.cells.cell, self.land.grid.columns)
        there = np.flatnonzero(own >= 0)
        minutes = around.minutes[own[there]] + (ways.cells.metres[there] * self.pace)[:, None]
        who = around.who[own[there]]
        place = np.repeat(ways.cells.place[there], around.minutes.shape[1])
        road_minutes, road_who = self._at_positions(chosen, ways.roads.at, k)
        road_minutes = road_minutes + (ways.roads.metres * self.pace)[:, None]
        return _merged(
            np.concatenate([place, np.repeat(ways.roads.place, road_minutes.shape[1])]),
            np.concatenate([minutes.ravel(), road_minutes.ravel()]),
            np.concatenate([who.ravel(), road_who.ravel()]),
            count,
            k,
            self.land.settings.limit_min,
        )

    def _at_exits(self, chosen: Integers, at: Integers, k: int) -> tuple[Floats, Integers]:
        tail, head, back, on = self.exit_nodes
        return self._soonest(chosen, tail[at], head[at], back[at], on[at], k)

    def _at_positions(self, chosen: Integers, at: Positions, k: int) -> tuple[Floats, Integers]:
        tail, head, back, on = self.graph.nodes_near(at)
        return self._soonest(chosen, tail, head, back, on, k)

    def _soonest(
        self, chosen: Integers, tail: Integers, head: Integers, back: Floats, on: Floats, k: int
    ) -> tuple[Floats, Integers]:
        """Return minutes and rows of the first k of some responders at places on roads, (n, k)."""
        k = min(k, len(chosen))
        if k == 0 or len(tail) == 0 or self.graph.nodes == 0:
            return np.full((len(tail), max(k, 1)), np.inf), np.full((len(tail), max(k, 1)), -1)
        every = self.by_node[chosen]
        minutes = np.full((len(tail), k), np.inf)
        who = np.full((len(tail), k), -1)
        step = max(1, 4_000_000 // len(chosen))
        for begin in range(0, len(tail), step):
            part = slice(begin, begin + step)
            here = np.minimum(every[:, tail[part]] + back[part], every[:, head[part]] + on[part])
            here[:, tail[part] < 0] = np.inf
            best = np.argpartition(here, k - 1, axis=0)[:k] if k < len(chosen) else np.argsort(here, axis=0)
            minutes[part] = np.take_along_axis(here, best, axis=0).T
            who[part] = chosen[best].T
        return minutes, who

    def walked(
        self,
        window: Window,
        starts: Integers,
        delays: Floats,
        labels: NDArray[np.int32],
        k: int,
        *,
        is_reverse: bool,
        far: NDArray[np.float32] | None = None,
    ) -> First:
        """Walk over a window from some of its cells with delays; with ``is_reverse`` minutes are those to the cells.

        ``far`` (cells of the window) are the least minutes to where somebody asks: elsewhere not all is followed.
        """
        from layers.response import kernel

        rows, columns = window.shape
        cells = rows * columns
        minutes, who = np.full(cells * k, np.inf), np.full(cells * k, -1, dtype=np.int32)
        ready = np.isfinite(delays)
        part = (slice(window.top, window.bottom), slice(window.left, window.right))
        over = self.land.ground
        height, is_rough = over.height_m, over.height_m is not None
        slow, limit = foot.slope_times(self.land.settings)
        done = kernel.walk(
            starts[ready],
            delays[ready],
            labels[ready],
            k,
            float(self.land.settings.limit_min),
            is_reverse,
            minutes,
            who,
            np.full(cells * k, -1, dtype=np.int32),
            np.empty(cells * k, dtype=np.int32),
            np.zeros(cells, dtype=np.int16),
            np.ascontiguousarray(over.shut[part]),
            np.zeros(cells, dtype=np.float32) if far is None else far,
            np.zeros((1, 1), dtype=np.float32) if height is None else np.ascontiguousarray(height[part]),
            is_rough,
            over.around.rows,
            over.around.columns,
            over.around.length * self.land.grid.cell_m,
            self.pace,
            slow,
            limit,
            float(slow.min()),
            self.stop,
        )
        if not done:
            raise Cancelled
        by_cell, first = minutes.reshape(cells, k), who.reshape(cells, k)
        if k > 1:
            order = np.lexsort((first, by_cell), axis=-1)
            by_cell, first = np.take_along_axis(by_cell, order, axis=1), np.take_along_axis(first, order, axis=1)
        first[~np.isfinite(by_cell)] = -1
        return First(by_cell, first)

    # -- from one place to everybody -----------------------------------------------------------------

    def target_at(self, x_m: float, y_m: float) -> Target:
        """Return a place as a target."""
        ways = self.ways([shapely.Point(x_m, y_m)])
        return Target(ways.cells.cell, ways.cells.metres, ways.roads.at, ways.roads.metres)

    def ways(self, points: Sequence[shapely.Geometry] | NDArray[np.object_]) -> PlaceWays:
        """Return how places are reached: from the middles of cells, and straight from roads."""
        shapes = np.asarray(points, dtype=object)
        xy = shapely.get_coordinates(shapes).reshape(-1, 2)
        cells = CellLinks(*self.land.ground.links(xy[:, 0], xy[:, 1]))
        roads = road_links(self.land.roads.lines, self.land.ground, shapes, self.land.settings.access_m)
        return PlaceWays(len(shapes), cells, roads)

    def coming(self, target: Target, *, with_back: bool = True) -> Coming:
        """Return when each responder is at a target, with the parts of the way, and the way back from it."""
        minutes, parts = self._to(target, is_reverse=True)
        back = self._to(target, is_reverse=False)[0] - self.turnout_min if with_back else np.full(len(minutes), np.nan)
        return Coming(minutes, *parts, back)

    def _to(self, target: Target, *, is_reverse: bool) -> tuple[Floats, tuple[Floats, Floats, Floats, Floats]]:
        """Return minutes with turn-out by responder, and turn-out, access, road, foot."""
        land, limit = self.land, self.land.settings.limit_min
        window = self.window(target.cells)
        own = window.own(target.cells, land.grid.columns)
        labels = np.zeros(len(own), dtype=np.int32)
        if len(own):
            walked = self.walked(window, own, target.cell_metres * self.pace, labels, 1, is_reverse=is_reverse)
            on_foot = walked.minutes[:, 0]
        else:
            on_foot = np.zeros(0)
        # Roads can be left at exits, and straight for the target.
        tail, head, back, on = self.exit_nodes
        cell = window.own(land.exits.cell, land.grid.columns)
        at = np.flatnonzero((cell >= 0) & (tail >= 0))
        left = on_foot[cell[at]] + land.exits.metres[at] * self.pace
        t_tail, t_head, t_back, t_on = self.graph.nodes_near(target.roads)
        direct = target.road_metres * self.pace
        starts = np.concatenate([tail[at], head[at], t_tail, t_head])
        walks = np.concatenate([left, left, direct, direct])
        delays = walks + np.concatenate([back[at], on[at], t_back, t_on])
        ready = np.isfinite(delays) & (starts >= 0)
        starts, walks, delays = starts[ready], walks[ready], delays[ready]
        by_node, origin = _Driver(self.graph).run(starts, delays, limit)
        links = land.by_road
        nodes = self._node_of(links.at)
        node_min = np.where(nodes >= 0, by_node[nodes] if len(by_node) else np.inf, np.inf)
        access = links.metres * self.access_pace
        best = np.full((len(land.who), 4), np.inf)
        order = np.argsort(node_min + access, kind="stable")[::-1]  # the soonest is written last
        order = order[np.isfinite(node_min[order])]
        who = links.place[order]
        walked_min = walks[origin[nodes[order]]] if len(order) else np.zeros(0)
        best[who, 0] = node_min[order] + access[order]
        best[who, 1], best[who, 2], best[who, 3] = access[order], node_min[order] - walked_min, walked_min
        # All the way on foot.
        cell = window.own(land.by_foot.cell, land.grid.columns)
        here = np.flatnonzero(cell >= 0)
        alone = on_foot[cell[here]] + land.by_foot.metres[here] * self.pace if len(on_foot) else np.zeros(0)
        for who_one, minutes in zip(land.by_foot.place[here].tolist(), alone.tolist(), strict=False):
            if minutes < best[who_one, 0]:
                best[who_one] = (minutes, 0.0, 0.0, minutes)
        total = best[:, 0] + self.turnout_min
        total[total > limit] = np.inf
        gone = ~np.isfinite(total)
        parts = [self.turnout_min.copy(), best[:, 1], best[:, 2], best[:, 3]]
        for one in parts:
            one[gone] = np.nan
        return total, (parts[0], parts[1], parts[2], parts[3])

    def _node_of(self, at: Positions) -> Integers:
        """Return the node at each position where somebody sets out; −1 where the road is closed."""
        tail, head, back, on = self.graph.nodes_near(at)
        # Such a position is a junction: one end of its piece is it.
        return np.where(tail < 0, -1, np.where(back <= on, tail, head))


@dataclass(frozen=True)
class PlaceWays:
    """How ``count`` places are reached."""

    count: int
    cells: CellLinks
    roads: RoadLinks


class _Driver:
    """Runs over one road graph again and again in the same memory."""

    def __init__(self, graph: RoadGraph) -> None:
        self._graph = graph
        self._heap = np.empty(max(graph.nodes, 1), dtype=np.int32)

    def run(self, starts: Integers, delays: Floats, limit_min: float) -> tuple[Floats, Integers]:
        """Return minutes to each node and the row of the start they come from; inf and −1 beyond the limit."""
        from layers.response import kernel

        nodes = self._graph.nodes
        time, origin = np.full(nodes, np.inf), np.full(nodes, -1, dtype=np.int64)
        place = np.full(nodes, -1, dtype=np.int32)
        graph = self._graph
        kernel.drive(
            np.asarray(starts, dtype=np.int64), np.asarray(delays, dtype=np.float64), graph.first, graph.to,
            graph.minutes, float(limit_min), time, origin, place, self._heap,
        )  # fmt: skip
        return time, origin


def _merged(place: Integers, minutes: Floats, who: Integers, count: int, k: int, limit_min: float) -> First:
    """Return the first k different responders of each place from a list of arrivals."""
    good = np.isfinite(minutes) & (minutes <= limit_min) & (who >= 0)
    place, minutes, who = place[good], minutes[good], who[good]
    order = np.lexsort((minutes, who, place))
    place, minutes, who = place[order], minutes[order], who[order]
    fresh = np.append(True, (np.diff(place) != 0) | (np.diff(who) != 0)) if len(place) else np.zeros(0, dtype=bool)
    place, minutes, who = place[fresh], minutes[fresh], who[fresh]
    order = np.lexsort((who, minutes, place))
    place, minutes, who = place[order], minutes[order], who[order]
    turn = np.arange(len(place)) - np.searchsorted(place, place)
    near = turn < k
    out_minutes, out_who = np.full((count, k), np.inf), np.full((count, k), -1, dtype=np.int32)
    out_minutes[place[near], turn[near]] = minutes[near]
    out_who[place[near], turn[near]] = who[near]
    return First(out_minutes, out_who)


__all__ = ["Coming", "Exits", "First", "PlaceWays", "Target", "Travel", "Window"]
