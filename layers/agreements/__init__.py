"""Agreements, mechanisms and contacts: the register, and which agreement covers which border.

``vocabulary.py`` holds the closed lists, ``parties.py`` what division codes say, ``coverage.py`` the coverage
rule and the state of a border, ``register.py`` the columns and the checks of a row.
"""

from layers.agreements.coverage import (
    BorderCover,
    PartyGap,
    applies_to,
    border_state,
    covering,
    in_force,
    non_adjacent_parties,
)
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
    "CONTACT_COLUMNS",
    "LIST_COLUMNS",
    "BorderCover",
    "PartyGap",
    "RegisterProblem",
    "agreement_uid",
    "applies_to",
    "border_state",
    "covering",
    "in_force",
    "non_adjacent_parties",
    "normalised",
    "party",
    "problems",
]
