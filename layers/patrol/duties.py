"""The responsibility list (责任清单): who does what, in which phase, on which legal ground.

Rows carry codes; the document templates hold the words.  Outline of tasks after the agreements
between counties that are in public (prevention together, patrols, mutual notice, attack first and
notify, one command, investigation and cost), by phase 预防 / 监测 / 预警 / 处置 / 善后.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from layers.agreements.vocabulary import Phase
from layers.kinds import ZoneClass

#: Columns of the responsibility frame.
DUTY_COLUMNS = (
    "zone",  # uid
    "lead",  # county code; "" when the zone waits for a neighbour's data
    "supports",  # list[str], codes
    "rotation",  # bool: the lead rotates yearly (轮值)
    "phase",  # Phase value
    "task",  # TASKS code
    "time_limit",  # TIME_LIMITS code
    "basis",  # BASES code
    "evidence",  # evidence number, from the zone's uid
)

#: Legal grounds.
BASES = (
    "forest_regulation_7",  # 森林草原防灭火条例（国务院令第822号）第七条: joint area, system and mechanism
    "river_regulation_19",  # 河道管理条例第十九条: no works within 10 km of a provincial-boundary river alone
    "emergency_law_18",  # 突发事件应对法（2024）第十八条: several areas, joint response mechanism
    "emergency_law_39",  # 第三十九条: joint training and exercises
    "emergency_law_59",  # 第五十九条: sharing information across regions
    "emergency_law_62_64",  # 第六十二、六十四条: notify neighbouring areas that may be hurt
    "emergency_law_87_92",  # 第八十七、九十二条: assessment and summing up
)

#: Time limits; those with a blank are negotiated and stay visible until they are filled in.
TIME_LIMITS = (
    "before_season",  # before the fire-prevention or flood season
    "in_season_continuous",  # throughout the season
    "notify_blank",  # by voice within __ minutes of discovery, in writing within __ hours
    "at_once",  # at once: attack first, then notify
    "days_blank",  # within __ days of the end of the response
)


@dataclass(frozen=True)
class Duty:
    """What is to be done in one phase."""

    task: str
    time_limit: str
    basis: str


def tasks() -> tuple[str, ...]:
    """Return every task code: those of all hazards, and those of hazards without duties of their own."""
    from layers.hazards.kind import GENERAL_DUTIES
    from layers.hazards.registry import REGISTRY

    duties = [duty for kind in REGISTRY.values() for duty in (*kind.duties.values(), kind.legal_prevention)]
    return tuple(dict.fromkeys(duty[0] for duty in (*duties, *GENERAL_DUTIES.values()) if duty is not None))


def evidence_number(zone_uid: str) -> str:
    """Return the number under which a zone's shares, parameters and inputs are found again in the plan."""
    return f"Z-{zone_uid[:8].upper()}"


def responsibility(zones: pd.DataFrame) -> pd.DataFrame:
    """Return one row per shared zone and phase.

    Parameters
    ----------
    zones : DataFrame
        Columns ``ZONE_COLUMNS``.  Local zones are one county's own business and give no rows; a zone
        that waits for a neighbour's data has rows without lead.

    Returns
    -------
    DataFrame
        Columns :data:`DUTY_COLUMNS`, zones in the order given, phases in theirs.
    """
    rows = [
        _row(zone, phase, duty)
        for zone in zones.to_dict("records")
        if zone["zone_class"] != ZoneClass.LOCAL
        for phase, duty in _duties(zone).items()
    ]
    return pd.DataFrame(rows, columns=list(DUTY_COLUMNS), dtype=object)


def _duties(zone: Mapping[Any, Any]) -> dict[Phase, Duty]:
    from layers.hazards.registry import kind_of

    kind = kind_of(zone["hazard"])
    duties = {Phase(phase): Duty(*duty) for phase, duty in kind.duties.items()}
    if kind.legal_prevention and zone["legal_band"]:
        duties[Phase.PREVENTION] = Duty(*kind.legal_prevention)
    return duties


def _row(zone: Mapping[Any, Any], phase: Phase, duty: Duty) -> dict[str, Any]:
    return {
        "zone": str(zone["uid"]),
        "lead": str(zone["lead"]),
        "supports": list(zone["supports"]),
        "rotation": bool(zone["rotation"]),
        "phase": phase.value,
        "task": duty.task,
        "time_limit": duty.time_limit,
        "basis": duty.basis,
        "evidence": evidence_number(str(zone["uid"])),
    }
