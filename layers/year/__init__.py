"""The year of a joint committee: what is due when, the plan of a year, the next year, what a year came to.

``days.py`` counts days, months and years; ``settings.py`` holds what a plan says of its seasons and numbers;
``recorded.py`` and ``due.py`` make entries out of the register and out of what is missing in it, ``own.py`` lays over
them what people entered, moved and left out, and ``calendar.py`` puts a year together.  ``confirming.py`` lists what
must be confirmed again, ``rolling.py`` makes the next year, ``evaluation.py`` counts what was done.
"""

from layers.year.calendar import calendar
from layers.year.confirming import confirmed, to_confirm
from layers.year.evaluation import Indicator, evaluate
from layers.year.material import Tick, YearMaterial
from layers.year.model import Entry, Kind, Standing
from layers.year.rolling import Rolled, roll
from layers.year.settings import Season, YearSettings

__all__ = [
    "Entry",
    "Indicator",
    "Kind",
    "Rolled",
    "Season",
    "Standing",
    "Tick",
    "YearMaterial",
    "YearSettings",
    "calendar",
    "confirmed",
    "evaluate",
    "roll",
    "to_confirm",
]
