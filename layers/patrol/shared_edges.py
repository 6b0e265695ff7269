"""Edges that patrol areas share: when a corner of one is moved, inserted or deleted, its neighbours move along.

What an edit did is read off the outlines before and after it, so a drag, a box of corners and a table of typed
coordinates all come through :meth:`SharedEdges.follow`.  Coordinates that were not touched keep every bit; those that
were are the same bits in all areas, so that along a shared edge there can be neither gap nor overlap.

Where one area has a corner on the edge of another that has none there (a T-junction), the corner is first given to
both; then both bend alike.  Edges are straight in the plan's metric CRS, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transformer
from layers.patrol.shaping import SAME_M

_FLOAT = NDArray[np.float64]
#: Corners of one outline before and after an edit are the same when both coordinates differ by no more, degrees.
SAME_DEG = 1e-9


@dataclass(frozen=True)
class Together:
    """What an edit of one area comes to.

    Attributes
    ----------
    changed : mapping of uid to Polygon or MultiPolygon, EPSG:4490
        The edited area first, then those that move along.
    broken : tuple of str
        Uids of those among ``changed`` whose sides would cross or that would lose all land.
    holding : tuple of str
        Uids of neighbours that need a corner which is to be deleted: it is where their shared side ends, or where three
        areas meet.  Without it the shared side would come apart.
    """

    changed: Mapping[str, shapely.Geometry]
    broken: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()

    @property
    def can_be(self) -> bool:
        """Whether all areas stay sound and joined."""
        return not self.broken and not self.holding

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Return the uids of the areas that move along."""
        return tuple(self.changed)[1:]


@dataclass
class _Ring:
    """A ring without its closing corner: degrees to the bit, the same in metres, and what happens to each corner."""

    lonlat: _FLOAT
    xy: _FLOAT

    def insert(self, after: int, lonlat: _FLOAT, xy: _FLOAT) -> None:
        self.lonlat = np.insert(self.lonlat, after + 1, lonlat, axis=0)
        self.xy = np.insert(self.xy, after + 1, xy, axis=0)


@dataclass
class _Area:
    rings: list[_Ring]
    owners: list[int]
    has_changed: bool = False

    def shape(self) -> shapely.Geometry:
        parts = []
        for number in dict.fromkeys(self.owners):
            shell, *holes = [
                ring.lonlat for ring, owner in zip(self.rings, self.owners, strict=True) if owner == number
            ]
            parts.append(shapely.Polygon(shell, holes))
        return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


@dataclass
class _Places:
    """Corners that are touched: where they are, and where they go; nan for those that go away."""

    xy: _FLOAT = field(default_factory=lambda: np.zeros((0, 2)))
    goal: _FLOAT = field(default_factory=lambda: np.zeros((0, 2)))  # degrees
    goal_xy: _FLOAT = field(default_factory=lambda: np.zeros((0, 2)))

    def add(self, xy: _FLOAT, goal: _FLOAT, goal_xy: _FLOAT) -> bool:
        """Add a place unless it is known; return whether it was not."""
        if len(self.xy) and self.at(xy) >= 0:
            return False
        self.xy, self.goal = np.vstack([self.xy, xy]), np.vstack([self.goal, goal])
        self.goal_xy = np.vstack([self.goal_xy, goal_xy])
        return True

    def at(self, xy: _FLOAT) -> int:
        """Return which place a point is; −1 for none."""
        if len(self.xy) == 0:
            return -1
        off = np.hypot(*(self.xy - xy).T)
        nearest = int(np.argmin(off))
        return nearest if off[nearest] <= SAME_M else -1

    def of(self, xy: _FLOAT) -> NDArray[np.intp]:
        """Return for each corner of a ring which place it is; −1 for none."""
        found = np.full(len(xy), -1, dtype=np.intp)
        if len(self.xy) == 0:
            return found
        low, high = self.xy.min(axis=0) - SAME_M, self.xy.max(axis=0) + SAME_M
        for k in np.flatnonzero(((xy >= low) & (xy <= high)).all(axis=1)):
            found[k] = self.at(xy[k])
        return found


@dataclass(frozen=True)
class _Edit:
    """What was done to one ring: corners moved (old index → degrees), deleted, inserted after an old index."""

    moved: Mapping[int, _FLOAT]
    deleted: frozenset[int]
    inserted: tuple[tuple[int, _FLOAT], ...]


class SharedEdges:
    """The areas of a plan, ready to follow edits of one of them.

    Parameters
    ----------
    areas : mapping of uid to Polygon or MultiPolygon, EPSG:4490
        As they are stored; all are looked at, those far away cost nothing.
    uid : str
        The area that is being edited.
    epsg : int
        The plan's metric CRS.
    """

    def __init__(self, areas: Mapping[str, shapely.Geometry], uid: str, *, epsg: int) -> None:
        self.uid = uid
        self._to_metres = transformer(STORAGE_CRS, f"EPSG:{epsg}")
        self._to_degrees = transformer(f"EPSG:{epsg}", STORAGE_CRS)
        # Moving a corner can only bend what touches the area, or what touches that: the boxes say which.
        reach = {one: shapely.box(*shape.bounds).buffer(1e-7) for one, shape in areas.items() if not shape.is_empty}
        near, front = {uid}, [uid] if uid in reach else []
        while front:
            here = front.pop()
            for other, box in reach.items():
                if other not in near and box.intersects(reach[here]):
                    near.add(other)
                    front.append(other)
        self._shapes = {one: areas[one] for one in (uid, *(other for other in areas if other != uid)) if one in near}
        self._rings = {one: self._area(shape) for one, shape in self._shapes.items()}

    def shared_by(self, lonlat: tuple[float, float]) -> tuple[str, ...]:
        """Return the uids of the other areas that have a corner, or an edge, at a place (degrees)."""
        point = shapely.Point(self._metres(np.array([lonlat]))[0])
        return tuple(
            one
            for one, area in self._rings.items()
            if one != self.uid and any(shapely.linearrings(ring.xy).distance(point) <= SAME_M for ring in area.rings)
        )

    def follow(self, edited: shapely.Geometry) -> Together:
        """Return what an edited outline of the area (EPSG:4490) does to it and to its neighbours.

        An outline that was drawn anew, so that its corners cannot be told from the old ones, changes no neighbour.
        """
        edits = self._edits(edited)
        if edits is None:
            return Together({self.uid: edited}, () if _is_sound(edited) else (self.uid,))
        work = {
            one: _Area([_Ring(r.lonlat, r.xy) for r in area.rings], area.owners) for one, area in self._rings.items()
        }
        places = _Places()
        self._begin(work[self.uid], edits, places)
        deleted = {place for place in range(len(places.xy)) if np.isnan(places.goal[place, 0])}
        self._join(work, places)
        beside = self._beside(work[self.uid], places, deleted)
        holding = self._holding(work, places, beside)
        changed = {self.uid: work[self.uid]}
        for one, area in work.items():
            for ring in area.rings:
                if self._apply(ring, places, beside, is_own=one == self.uid):
                    area.has_changed = True
            if area.has_changed:
                changed[one] = area
        if any(len(ring.lonlat) < 3 for area in changed.values() for ring in area.rings):
            flat = tuple(one for one, area in changed.items() if any(len(ring.lonlat) < 3 for ring in area.rings))
            kept = {one: self._shapes[one] if one in flat else area.shape() for one, area in changed.items()}
            return Together(kept, flat, holding)
        shapes = {one: area.shape() for one, area in changed.items()}
        return Together(shapes, tuple(one for one, shape in shapes.items() if not _is_sound(shape)), holding)

    # -- what was done ----------------------------------------------------------------------------

    def _edits(self, edited: shapely.Geometry) -> list[_Edit] | None:
        area, new = self._rings[self.uid], self._area(edited)
        if new.owners != area.owners:
            return None
        edits = []
        for old, now in zip(area.rings, new.rings, strict=True):
            edit = _edit_of(old.lonlat, now.lonlat)
            if edit is None:
                return None
            edits.append(edit)
        return edits

    def _begin(self, area: _Area, edits: Sequence[_Edit], places: _Places) -> None:
        """Note the places an edit touches; corners that are new come into the area on the side they were drawn from."""
        for ring, edit in zip(area.rings, edits, strict=True):
            for k, goal in edit.moved.items():
                places.add(ring.xy[k], goal, self._metres(goal[None])[0])
            for k in edit.deleted:
                places.add(ring.xy[k], np.full(2, np.nan), np.full(2, np.nan))
            count = len(ring.xy)
            after: dict[int, list[_FLOAT]] = {}
            for k, goal in edit.inserted:
                after.setdefault(k, []).append(goal)
            for k in sorted(after, reverse=True):
                start, end = ring.xy[k], ring.xy[(k + 1) % count]
                for number in range(len(after[k]), 0, -1):
                    middle = start + (end - start) * (number / (len(after[k]) + 1))
                    goal = after[k][number - 1]
                    ring.insert(k, self._degrees(middle[None])[0], middle)
                    places.add(middle, goal, self._metres(goal[None])[0])
                area.has_changed = True

    # -- T-junctions ------------------------------------------------------------------------------

    def _join(self, work: Mapping[str, _Area], places: _Places) -> None:
        """Give corners that lie on a side that will bend to both areas, until none is missing."""
        is_new = True
        while is_new:
            is_new = False
            moving = [one for one, area in work.items() if any((places.of(ring.xy) >= 0).any() for ring in area.rings)]
            for one in moving:
                for other in work:
                    if other != one:
                        is_new |= self._take_corners(work[one], work[other], places)
                        is_new |= self._give_corners(work[one], work[other], places)

    def _take_corners(self, area: _Area, other: _Area, places: _Places) -> bool:
        """Give an area the corners of another that lie on those of its sides that bend."""
        corners = np.vstack([ring.xy for ring in other.rings])
        degrees = np.vstack([ring.lonlat for ring in other.rings])
        is_new = False
        for ring in area.rings:
            touched = places.of(ring.xy)
            ends = np.roll(touched, -1)
            # From the last side to the first, so that what is inserted does not move those still to come.
            for k in np.flatnonzero((touched >= 0) | (ends >= 0))[::-1]:
                start, end = ring.xy[k].copy(), ring.xy[(k + 1) % len(ring.xy)].copy()
                share = _on_side(corners, start, end)
                found = np.flatnonzero(~np.isnan(share))
                for number in found[np.argsort(share[found])][::-1]:
                    nxt = ring.xy[(k + 1) % len(ring.xy)]
                    if np.hypot(*(corners[number] - nxt)) <= SAME_M:
                        continue
                    ring.insert(int(k), degrees[number], corners[number])
                    area.has_changed = is_new = True
                    self._carry(places, corners[number], int(touched[k]), int(ends[k]), float(share[number]))
        return is_new

    def _carry(self, places: _Places, xy: _FLOAT, first: int, last: int, share: float) -> None:
        """A corner on a side whose ends both move goes along in proportion; else it stays where it is."""
        if first < 0 or last < 0 or np.isnan(places.goal[[first, last], 0]).any():
            return
        shifts = places.goal_xy[[first, last]] - places.xy[[first, last]]
        goal_xy = xy + shifts[0] * (1.0 - share) + shifts[1] * share
        places.add(xy, self._degrees(goal_xy[None])[0], goal_xy)

    def _give_corners(self, area: _Area, other: _Area, places: _Places) -> bool:
        """Give another area the ends of those sides of this one that bend and lie on one of its own sides."""
        is_new = False
        for ring in area.rings:
            touched = places.of(ring.xy) >= 0
            for k in np.flatnonzero(touched | np.roll(touched, -1)):
                ends = (int(k), int((k + 1) % len(ring.xy)))
                middle = (ring.xy[ends[0]] + ring.xy[ends[1]]) / 2.0
                for theirs in other.rings:
                    if not _touches(theirs.xy, middle):
                        continue
                    for end in ends:
                        is_new |= _put_corner(theirs, ring.lonlat[end], ring.xy[end], other)
        return is_new

    # -- what comes of it -------------------------------------------------------------------------

    @staticmethod
    def _beside(area: _Area, places: _Places, deleted: set[int]) -> dict[int, tuple[_FLOAT, _FLOAT]]:
        """Return for each place that goes away the corners that stay before and after it."""
        beside = {}
        for ring in area.rings:
            of = places.of(ring.xy)
            count = len(of)
            for k in np.flatnonzero(of >= 0):
                if int(of[k]) in deleted:
                    before = next((j for j in range(1, count) if int(of[(k - j) % count]) not in deleted), 1)
                    after = next((j for j in range(1, count) if int(of[(k + j) % count]) not in deleted), 1)
                    beside[int(of[k])] = (ring.xy[(k - before) % count], ring.xy[(k + after) % count])
        return beside

    def _holding(
        self, work: Mapping[str, _Area], places: _Places, beside: Mapping[int, tuple[_FLOAT, _FLOAT]]
    ) -> tuple[str, ...]:
        """Return the neighbours that share a side at a corner that is to go, and cannot do without the corner."""
        if not beside:
            return ()
        middles: dict[int, list[_FLOAT]] = {}
        for ring in work[self.uid].rings:
            for k, place in enumerate(places.of(ring.xy)):
                if int(place) in beside:
                    ends = (ring.xy[k - 1], ring.xy[(k + 1) % len(ring.xy)])
                    middles[int(place)] = [(ring.xy[k] + end) / 2.0 for end in ends]
        found = []
        for one, area in work.items():
            if one == self.uid:
                continue
            for ring in area.rings:
                of = places.of(ring.xy)
                gone = set(_leaving(ring, of, beside))
                stay = [int(of[k]) for k in np.flatnonzero(of >= 0) if int(of[k]) in beside and int(k) not in gone]
                if any(_touches(ring.xy, middle) for place in stay for middle in middles[place]):
                    found.append(one)
                    break
        return tuple(found)

    @staticmethod
    def _apply(ring: _Ring, places: _Places, beside: Mapping[int, tuple[_FLOAT, _FLOAT]], *, is_own: bool) -> bool:
        """Move and take away corners of a ring; from a neighbour one goes only where both its sides are shared."""
        of = places.of(ring.xy)
        if not (of >= 0).any():
            return False
        lonlat = ring.lonlat.copy()
        for k in np.flatnonzero(of >= 0):
            if int(of[k]) not in beside:
                lonlat[k] = places.goal[int(of[k])]
        gone = (
            [int(k) for k in np.flatnonzero(of >= 0) if int(of[k]) in beside] if is_own else _leaving(ring, of, beside)
        )
        if not gone and np.array_equal(lonlat, ring.lonlat):
            return False
        ring.lonlat = np.delete(lonlat, gone, axis=0)
        ring.xy = np.delete(ring.xy, gone, axis=0)
        return True

    # -- coordinates ------------------------------------------------------------------------------

    def _area(self, shape: shapely.Geometry) -> _Area:
        rings, owners = [], []
        for number, part in enumerate(shapely.get_parts(shape)):
            for line in (part.exterior, *part.interiors):
                lonlat = shapely.get_coordinates(line)[:-1]
                rings.append(_Ring(lonlat, self._metres(lonlat)))
                owners.append(number)
        return _Area(rings, owners)

    def _metres(self, lonlat: _FLOAT) -> _FLOAT:
        return np.column_stack(self._to_metres.transform(lonlat[:, 0], lonlat[:, 1]))

    def _degrees(self, xy: _FLOAT) -> _FLOAT:
        return np.column_stack(self._to_degrees.transform(xy[:, 0], xy[:, 1]))


def _leaving(ring: _Ring, of: NDArray[np.intp], beside: Mapping[int, tuple[_FLOAT, _FLOAT]]) -> list[int]:
    """Return the corners that go from a neighbour's ring: those between the same two corners as in the edited area."""
    going = {int(k) for k in np.flatnonzero(of >= 0) if int(of[k]) in beside}
    gone, count = [], len(of)
    for k in going:
        before = next((ring.xy[(k - j) % count] for j in range(1, count) if (k - j) % count not in going), None)
        after = next((ring.xy[(k + j) % count] for j in range(1, count) if (k + j) % count not in going), None)
        if _are_same((before, after), beside[int(of[k])]):
            gone.append(k)
    return sorted(gone)


def _edit_of(old: _FLOAT, new: _FLOAT) -> _Edit | None:
    """Return what was done to a ring; None when it was drawn anew."""
    if len(new) == len(old):
        moved = np.flatnonzero((np.abs(new - old) > SAME_DEG).any(axis=1))
        return _Edit({int(k): new[k] for k in moved}, frozenset(), ())
    few, many = (old, new) if len(new) > len(old) else (new, old)
    extra = _extra(few, many)
    if extra is None:
        return None
    if len(new) < len(old):
        return _Edit({}, frozenset(extra), ())
    chosen, inserted, kept = set(extra), [], -1
    for k in range(len(new)):
        if k in chosen:
            inserted.append((kept if kept >= 0 else len(old) - 1, new[k]))
        else:
            kept += 1
    return _Edit({}, frozenset(), tuple(inserted))


def _extra(few: _FLOAT, many: _FLOAT) -> list[int] | None:
    """Return which corners the longer of two rings has more than the shorter; None when that does not explain it."""
    extra, k = [], 0
    head = min(len(few), len(many))
    same = (np.abs(few[:head] - many[:head]) <= SAME_DEG).all(axis=1)
    k = head if same.all() else int(np.argmin(same))  # a long ring is compared at once up to the first difference
    for n in range(k, len(many)):
        if k < len(few) and (np.abs(few[k] - many[n]) <= SAME_DEG).all():
            k += 1
        else:
            extra.append(n)
            if len(extra) > len(many) - len(few):
                return None
    return extra if k == len(few) else None


def _on_side(points: _FLOAT, start: _FLOAT, end: _FLOAT) -> _FLOAT:
    """Return how far along a side each point lies, 0 to 1; nan for those beside it and at its ends."""
    along = end - start
    squared = float(along @ along)
    if squared == 0.0:
        return np.full(len(points), np.nan)
    share = (points - start) @ along / squared
    off = np.hypot(*(points - (start + np.clip(share, 0.0, 1.0)[:, None] * along)).T)
    at_end = np.minimum(np.hypot(*(points - start).T), np.hypot(*(points - end).T)) <= SAME_M
    return np.where((off <= SAME_M) & ~at_end, share, np.nan)


def _touches(ring: _FLOAT, point: _FLOAT) -> bool:
    """Return whether a point lies on a ring."""
    after = np.roll(ring, -1, axis=0)
    low, high = np.minimum(ring, after) - SAME_M, np.maximum(ring, after) + SAME_M
    near = np.flatnonzero(((point >= low) & (point <= high)).all(axis=1))
    return any(_distance(point, ring[k], after[k]) <= SAME_M for k in near)


def _distance(point: _FLOAT, start: _FLOAT, end: _FLOAT) -> float:
    along = end - start
    squared = float(along @ along)
    share = 0.0 if squared == 0.0 else min(max(float((point - start) @ along) / squared, 0.0), 1.0)
    return float(np.hypot(*(point - start - share * along)))


def _put_corner(ring: _Ring, lonlat: _FLOAT, xy: _FLOAT, area: _Area) -> bool:
    """Give a ring a corner where a point lies on one of its sides; return whether it had none there."""
    if (np.hypot(*(ring.xy - xy).T) <= SAME_M).any():
        return False
    after = np.roll(ring.xy, -1, axis=0)
    low, high = np.minimum(ring.xy, after) - SAME_M, np.maximum(ring.xy, after) + SAME_M
    for k in np.flatnonzero(((xy >= low) & (xy <= high)).all(axis=1)):
        if _distance(xy, ring.xy[k], after[k]) <= SAME_M:
            ring.insert(int(k), lonlat, xy)
            area.has_changed = True
            return True
    return False


def _are_same(ours: tuple[_FLOAT | None, _FLOAT | None], theirs: tuple[_FLOAT, _FLOAT]) -> bool:
    """Return whether two pairs of places are the same, in either order."""
    first, second = ours
    if first is None or second is None:
        return False

    def is_at(one: _FLOAT, other: _FLOAT) -> bool:
        return float(np.hypot(*(one - other))) <= SAME_M

    a, b = theirs
    return (is_at(first, a) and is_at(second, b)) or (is_at(first, b) and is_at(second, a))


def _is_sound(shape: shapely.Geometry) -> bool:
    return bool(shape.is_valid and shape.area > 0.0)
