"""What was walked of the planned routes: tracks brought back by patrols against the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.routes.measuring import stations

#: A track that covers at least this share of a route counts as one round of it.
ROUND_SHARE = 0.8


@dataclass(frozen=True)
class Track:
    """One track; ``line`` in the routes' CRS, times as the device wrote them (ISO 8601, UTC) or ""."""

    name: str
    line: shapely.Geometry
    begin: str = ""
    end: str = ""


@dataclass(frozen=True)
class Visit:
    """A track that went along a route: which, when, and how much of it."""

    track: int
    begin: str
    share: float


@dataclass(frozen=True)
class Effort:
    """What was walked of one route.

    Attributes
    ----------
    covered : float
        Share of the length that at least one track went along.
    rounds : int
        Tracks that went along :data:`ROUND_SHARE` of it or more.
    last : str
        When the latest of these began; "" when no track says.
    missed : shapely geometry
        Stretches no track went along; empty when all was walked.
    visits : tuple of Visit
        Tracks that went along some of it, the earliest first.
    """

    covered: float
    rounds: int
    last: str
    missed: shapely.Geometry
    visits: tuple[Visit, ...]


def effort(line: shapely.LineString, tracks: Sequence[Track], *, near_m: float, step_m: float = 25.0) -> Effort:
    """Compare one route with tracks.

    Parameters
    ----------
    line : LineString
        Metric CRS.
    tracks : sequence of Track
        Those from :func:`within` a period, if only that period counts.
    near_m : float
        A stretch is walked when a track passes within this distance of its middle.
    step_m : float
        Stretches are this long at most.
    """
    along, _xy = stations(line, step_m)
    middles = shapely.line_interpolate_point(line, (along[1:] + along[:-1]) / 2.0)
    length = np.diff(along)
    walked = np.zeros(len(middles), dtype=bool)
    visits = []
    for row, track in enumerate(tracks):
        if track.line is None or track.line.is_empty or not track.line.dwithin(line, near_m):
            continue
        near = shapely.dwithin(middles, track.line, near_m)
        share = float(length[near].sum() / length.sum()) if length.sum() > 0.0 else 0.0
        if share > 0.0:
            visits.append(Visit(row, track.begin, share))
            walked |= near
    rounds = [one for one in visits if one.share >= ROUND_SHARE]
    return Effort(
        covered=float(length[walked].sum() / length.sum()) if length.sum() > 0.0 else 0.0,
        rounds=len(rounds),
        last=max((one.begin for one in rounds if one.begin), default=""),
        missed=_stretches(line, along, ~walked),
        visits=tuple(sorted(visits, key=lambda one: (one.begin == "", one.begin, one.track))),
    )


def within(tracks: Sequence[Track], first: str, last: str) -> list[Track]:
    """Return the tracks that began on days from ``first`` to ``last`` (ISO dates, both included).

    A track without a time belongs to no day and is left out; days are those of Beijing time (UTC+8).
    """
    from datetime import UTC, datetime, timedelta

    kept = []
    for one in tracks:
        if not one.begin:
            continue
        when = datetime.fromisoformat(one.begin.replace("Z", "+00:00"))
        when = when if when.tzinfo is None else when.astimezone(UTC)  # a device may write its own clock, +08:00
        day = (when + timedelta(hours=8)).date().isoformat()
        if first <= day <= last:
            kept.append(one)
    return kept


def _stretches(line: shapely.LineString, along: NDArray[np.float64], mask: NDArray[np.bool_]) -> shapely.Geometry:
    from shapely.ops import substring

    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    parts = [
        substring(line, float(along[start]), float(along[stop]))
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]
    return shapely.MultiLineString(parts) if parts else shapely.MultiLineString()
