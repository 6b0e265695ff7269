"""An exercise that was held, as a row of the register of drills: the gap map knows of it from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from layers.agreements.books import Book, new_row, normal, records, row_uid
from layers.exercise.model import Exercise, Physics
from layers.exercise.programme import phases_text

#: Codes of the register's hazards by what ran.
_HAZARDS: Mapping[Physics, list[str]] = {
    Physics.FIRE: ["natural", "forest"],
    Physics.FLOOD: ["natural", "river"],
    Physics.SPILL: ["accident"],
    Physics.PLUME: ["accident"],
}


def drill_rows(drills: pd.DataFrame, exercise: Exercise, names: Mapping[str, str]) -> tuple[pd.DataFrame, str]:
    """Return the register of drills with an exercise in it, and the uid of its row.

    Parameters
    ----------
    drills : DataFrame
        The register as it is; the row of the same exercise is replaced.
    exercise : Exercise
        With a date.
    names : mapping
        County code → name.
    """
    row: dict[str, Any] = new_row(Book.DRILL) | {
        "date": exercise.day,
        "name": exercise.title,
        "kind": exercise.kind,
        "scope": exercise.scope,
        "host": names.get(exercise.host, exercise.host),
        "parties": [{"code": code, "kind": "government"} for code in exercise.counties],
        "borders": ["|".join(sorted(exercise.counties))] if len(exercise.counties) == 2 else [],
        "hazards": _HAZARDS[exercise.physics],
        "content": phases_text(exercise.phases),
    }
    row["uid"] = exercise.drill or row_uid(Book.DRILL, row)
    others = [one for one in records(drills) if one["uid"] != row["uid"]]
    return normal(Book.DRILL, [*others, row]), str(row["uid"])
