"""What can be hurt: villages, people, buildings, installations and water intakes, each in one county.

``places`` gathers them into one frame of points; ``summarise`` counts them inside areas;
``silent_counties`` names the counties for which nobody has said where people live.  The townships
of the user's own file are told apart for an area or a zone by ``townships_inside``.
"""

from layers.exposure.counting import SUMMARY_COLUMNS, summarise, total
from layers.exposure.location import county_of, representative_points, speaking_counties
from layers.exposure.places import ASSET_ROLES, PLACE_COLUMNS, places, silent_counties
from layers.exposure.townships import gather_townships, misplaced_townships, townships_inside

__all__ = [
    "ASSET_ROLES",
    "PLACE_COLUMNS",
    "SUMMARY_COLUMNS",
    "county_of",
    "gather_townships",
    "misplaced_townships",
    "places",
    "representative_points",
    "silent_counties",
    "speaking_counties",
    "summarise",
    "total",
    "townships_inside",
]
