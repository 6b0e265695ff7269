"""Joint-patrol areas (联防区): live numbers while drawing, checks, and the report that documents print.

``division`` cuts an area by county so that parts sum to the whole; ``duties`` is the responsibility
list as codes.  ``shaping`` changes the shape of an area, ``forms`` makes rectangles, circles and freehand outlines.
"""

from layers.patrol.checks import FINDING_CODES, Finding, check_area
from layers.patrol.division import CountyIndex, Division
from layers.patrol.duties import BASES, DUTY_COLUMNS, TIME_LIMITS, evidence_number, responsibility, tasks
from layers.patrol.live import LiveIndex, LiveNumbers
from layers.patrol.model import PATROL_COLUMNS, AreaShare, PatrolReport
from layers.patrol.reporting import PatrolArea, corners, report

__all__ = [
    "BASES",
    "DUTY_COLUMNS",
    "FINDING_CODES",
    "PATROL_COLUMNS",
    "TIME_LIMITS",
    "AreaShare",
    "CountyIndex",
    "Division",
    "Finding",
    "LiveIndex",
    "LiveNumbers",
    "PatrolArea",
    "PatrolReport",
    "check_area",
    "corners",
    "evidence_number",
    "report",
    "responsibility",
    "tasks",
]
