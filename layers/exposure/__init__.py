"""What can be hurt: villages, people, buildings, installations and water intakes, each in one county.

``places`` gathers them into one frame of points; ``summarise`` counts them inside areas;
``silent_counties`` names the counties for which nobody has said where people live.
"""

from layers.exposure.counting import SUMMARY_COLUMNS, summarise, total
from layers.exposure.location import county_of, representative_points, speaking_counties
from layers.exposure.places import ASSET_ROLES, PLACE_COLUMNS, places, silent_counties

__all__ = [
    "ASSET_ROLES",
    "PLACE_COLUMNS",
    "SUMMARY_COLUMNS",
    "county_of",
    "places",
    "representative_points",
    "silent_counties",
    "speaking_counties",
    "summarise",
    "total",
]
