"""What a scene asks of a plan, and how columns of its frames are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.flat import FlatShapes
from layers.flat_later import LaterFlat
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


@dataclass(frozen=True, eq=False)
class Rows:
    """Features of a read layer: the columns, and shapes as arrays or, of an excerpt of a plan, as they are.

    ``facts_key`` is where a plan may keep what is known of the features without their vertices; "" where it has that
    or cannot.
    """

    table: pd.DataFrame
    shapes: FlatShapes | LaterFlat | NDArray[np.object_]
    facts_key: str = ""

    def __len__(self) -> int:
        return len(self.table)

    def dimensions(self) -> NDArray[np.integer]:
        """Return 2, 1 or 0 for each feature."""
        if isinstance(self.shapes, LaterFlat):
            return self.shapes.facts.dimension
        return self.shapes.dimensions() if isinstance(self.shapes, FlatShapes) else shapely.get_dimensions(self.shapes)

    def take(self, members: NDArray[np.intp]) -> Rows:
        """Return some of them, ascending."""
        if len(members) == len(self):
            return self
        shapes = self.shapes[members] if isinstance(self.shapes, np.ndarray) else self.shapes.subset(members)
        return Rows(self.table.iloc[members], shapes)


def rows_of(frame: gpd.GeoDataFrame) -> Rows:
    """Return the features of a frame."""
    return Rows(frame, np.asarray(frame.geometry.values, dtype=object))


#: How a layer that no file holds is shown.
Look = LayerLook


def looks_of(reads: Reads) -> Mapping[str, Look]:
    """Return the looks of derived layers that a plan keeps; an excerpt of a plan may come without."""
    read = getattr(reads, "looks", None)
    return {} if read is None else read()


def numbers_of(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Return a column as numbers; nan where there are none."""
    if name not in frame:
        return np.full(len(frame), np.nan)
    return pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float)


def texts_of(frame: pd.DataFrame, name: str) -> list[str]:
    """Return a column as text; "" where there is none."""
    if name not in frame:
        return [""] * len(frame)
    # A column of pandas' text type hands out its values one by one only slowly.
    values = frame[name].astype(object).tolist()
    return ["" if value is None or value != value else str(value) for value in values]
