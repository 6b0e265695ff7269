"""GPX tracks with their times: what GDAL spreads over five layers becomes waypoints, routes and tracks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Layers of GDAL's driver that become layers here; the points of routes and tracks are in their lines already.
LAYERS = ("waypoints", "routes", "tracks")
POINTS = "track_points"


def times_of(columns: dict[str, NDArray[Any]], count: int) -> dict[str, list[str | None]]:
    """Return when each track began and ended, ISO 8601 in UTC as GPX has it, from the points of all tracks."""
    begin: list[str | None] = [None] * count
    end: list[str | None] = [None] * count
    tracks = columns["track_fid"].astype(np.int64)
    times = columns["time"].astype("datetime64[ms]")
    known = ~np.isnat(times) & (tracks >= 0) & (tracks < count)
    # One pass, however many tracks there are: a file of fifty thousand would take minutes track by track.
    own, when = tracks[known], times[known].astype(np.int64)
    first, last = np.full(count, np.iinfo(np.int64).max), np.full(count, np.iinfo(np.int64).min)
    np.minimum.at(first, own, when)
    np.maximum.at(last, own, when)
    for track in np.unique(own).tolist():
        begin[track], end[track] = (iso(np.datetime64(int(ends[track]), "ms")) for ends in (first, last))
    return {"time_begin": begin, "time_end": end}


def tidy(attributes: pd.DataFrame) -> pd.DataFrame:
    """Return attributes without columns that are empty throughout; times become ISO 8601 text in UTC."""
    out = attributes.dropna(axis=1, how="all").copy()
    for column in out.columns:
        if np.issubdtype(np.asarray(out[column]).dtype, np.datetime64):
            values = np.asarray(out[column]).astype("datetime64[ms]")
            out[column] = pd.Series([None if np.isnat(one) else iso(one) for one in values], dtype=object)
    return out


def iso(time: np.datetime64) -> str:
    """Return a time as ``2024-05-06T01:02:03Z``."""
    return f"{np.datetime_as_string(time, unit='s')}Z"
