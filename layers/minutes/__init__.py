"""Minutes: what was said and accepted while a meeting ran, entry by entry, and the paper made of it.

Who met, where and when, who took part, and what was decided with owner and due date stay in the register's row of the
meeting (:mod:`layers.agreements`); :mod:`layers.minutes_workflow` keeps the two together.
"""

from layers.minutes.model import (
    LISTED,
    SPOKEN,
    About,
    AboutKind,
    Minute,
    MinuteKind,
    Picture,
    ShapeAct,
    is_running,
    of_meeting,
    running_meeting,
    standing,
)

__all__ = [
    "LISTED",
    "SPOKEN",
    "About",
    "AboutKind",
    "Minute",
    "MinuteKind",
    "Picture",
    "ShapeAct",
    "is_running",
    "of_meeting",
    "running_meeting",
    "standing",
]
