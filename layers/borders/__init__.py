"""County polygons → shared border segments, meeting points, what does not fit, and what straddles."""

from layers.borders.coverage import clean_counties
from layers.borders.levels import county_level
from layers.borders.model import ISSUE_COLUMNS, SEGMENT_COLUMNS, BorderNetwork
from layers.borders.network import build_network

__all__ = [
    "ISSUE_COLUMNS",
    "SEGMENT_COLUMNS",
    "BorderNetwork",
    "build_network",
    "clean_counties",
    "county_level",
]
