"""What a scene asks of a plan, and how columns of its frames are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.plan.model import LayerLook, LayerRecord, PlanInfo


class Reads(Protocol):
    """What a scene needs to know: a plan store and the open document both answer.

    They also answer ``parts()``, the sides of zones by county; it is asked for only where it exists.
    """

    def info(self) -> PlanInfo:
        """Return the plan's own facts."""
        ...

    def layers(self) -> list[LayerRecord]:
        """Return the layer records."""
        ...

    def frame(self, layer_uid: str, /) -> gpd.GeoDataFrame:
        """Return the features of a layer."""
        ...

    def zones(self) -> gpd.GeoDataFrame:
        """Return the zones."""
        ...

    def straddling(self) -> gpd.GeoDataFrame:
        """Return the straddling patches."""
        ...

    def reaches(self) -> gpd.GeoDataFrame:
        """Return the river reaches."""
        ...

    def borders(self) -> gpd.GeoDataFrame:
        """Return the border segments."""
        ...

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return the patrol areas."""
        ...


#: How a layer that no file holds is shown.
Look = LayerLook


def looks_of(reads: Reads) -> Mapping[str, Look]:
    """Return the looks of derived layers that a plan keeps; an excerpt of a plan may come without."""
    read = getattr(reads, "looks", None)
    return {} if read is None else read()


def numbers_of(frame: gpd.GeoDataFrame, name: str) -> NDArray[np.float64]:
    """Return a column as numbers; nan where there are none."""
    if name not in frame:
        return np.full(len(frame), np.nan)
    return pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float)


def texts_of(frame: gpd.GeoDataFrame, name: str) -> list[str]:
    """Return a column as text; "" where there is none."""
    if name not in frame:
        return [""] * len(frame)
    return ["" if value is None or value != value else str(value) for value in frame[name]]
