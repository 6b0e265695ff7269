"""Agreements, mechanisms, bodies, contacts, meetings and drills: the register, and which agreement covers which border.

``vocabulary.py`` holds the closed lists, ``parties.py`` what division codes say, ``coverage.py`` the coverage rule and
the state of a border, ``register.py`` the columns and checks of an agreement, ``books.py`` those of every table of the
register.  From them come the gap map (``gaps.py``), the four-dimension matrix (``dimensions.py``), the health of
agreements and where they clash (``health.py``), and the responsibility list (``duty_list.py``); ``celltext.py`` is how
a value stands in a cell of a workbook.
"""

from layers.agreements.books import BOOKS, Book, normal
from layers.agreements.coverage import (
    BorderCover,
    PartyGap,
    applies_to,
    border_state,
    covering,
    how_covered,
    in_force,
    non_adjacent_parties,
    state_alone,
)
from layers.agreements.dimensions import DIMENSIONS, matrix
from layers.agreements.gaps import GapReport, gap_report
from layers.agreements.health import clashes, health_of
from layers.agreements.parties import party
from layers.agreements.register import (
    AGREEMENT_COLUMNS,
    CONTACT_COLUMNS,
    LIST_COLUMNS,
    RegisterProblem,
    agreement_uid,
    normalised,
    problems,
)

__all__ = [
    "AGREEMENT_COLUMNS",
    "BOOKS",
    "CONTACT_COLUMNS",
    "DIMENSIONS",
    "LIST_COLUMNS",
    "Book",
    "BorderCover",
    "GapReport",
    "PartyGap",
    "RegisterProblem",
    "agreement_uid",
    "applies_to",
    "border_state",
    "clashes",
    "covering",
    "gap_report",
    "health_of",
    "how_covered",
    "in_force",
    "matrix",
    "non_adjacent_parties",
    "normal",
    "normalised",
    "party",
    "problems",
    "state_alone",
]
