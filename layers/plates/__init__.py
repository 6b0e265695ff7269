"""Map plates without the drawing: what is put on paper, at what scale, on how many sheets, and the code on them.

``model`` is what a planner chooses, ``layout`` where things lie on a sheet, ``sheets`` which ground each sheet of a
series shows and what adjoins it, ``code`` the text of the QR code, ``material`` what is read from a plan.  All drawing
is in ``app.sheets``.
"""

from layers.plates.code import PlateCode
from layers.plates.layout import Layout, layout_of
from layers.plates.model import PAPERS_MM, Paper, PlateSpec, Series, Subject, SubjectKind, plate_size_mm
from layers.plates.scales import SCALES, fitting_scale, next_scale
from layers.plates.sheets import Sheet

__all__ = [
    "PAPERS_MM",
    "SCALES",
    "Layout",
    "Paper",
    "PlateCode",
    "PlateSpec",
    "Series",
    "Sheet",
    "Subject",
    "SubjectKind",
    "fitting_scale",
    "layout_of",
    "next_scale",
    "plate_size_mm",
]
