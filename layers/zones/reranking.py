"""Other weights, other ranks: from the stored parts of the scores alone, without deriving anything again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.kinds import ZoneClass
from layers.zones.edits import KEPT, as_derived, edits_of
from layers.zones.stability import KEPT as KEPT_LAST
from layers.zones.stability import ScoreTable, group_of

#: Columns of :func:`reranked`.
RANK_COLUMNS = ("uid", "rank", "score", "score_parts", "stability")


def tie_of(hazard: str, border: str, number: int, uid: str) -> tuple[str, str, int, str]:
    """Return what decides between equal scores: hazard, counties, number along their border, uid."""
    return hazard, border, int(number), uid


def score_table(zones: pd.DataFrame) -> ScoreTable:
    """Return the parts of the scores of stored zones: ``uid``, ``hazard``, ``border``, ``number``, ``zone_class``,
    ``score_parts``, and where hands changed something ``edited``, of ``ZONE_COLUMNS``.
    """
    columns = (zones[name] for name in ("hazard", "border", "number", "uid"))
    ties = [tie_of(*row) for row in zip(*columns, strict=True)]
    return ScoreTable.of(list(zones["score_parts"]), [_group(row) for row in _judged(zones)], ties)


def _judged(zones: pd.DataFrame) -> list[dict[str, Any]]:
    """Return class and edits of zones."""
    edited = zones["edited"] if "edited" in zones else [None] * len(zones)
    return [{"zone_class": one, "edited": edits} for one, edits in zip(zones["zone_class"], edited, strict=True)]


def _group(row: Mapping[str, Any]) -> int:
    """Return where a zone stands whatever its score: by its class as derived; one that a hand kept comes last."""
    return KEPT_LAST if KEPT in edits_of(row) else group_of(ZoneClass(as_derived(row)["zone_class"]))


def reweighted(parts: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the parts of a score with other weights; what is unknown (``raw`` None) keeps weight 0."""
    return [
        {**part, "weight": 0.0 if part["raw"] is None else float(weights.get(str(part["code"]), 0.0))} for part in parts
    ]


def reranked(zones: pd.DataFrame, weights: Mapping[str, float], *, table: ScoreTable | None = None) -> pd.DataFrame:
    """Return rank, score, its parts and its stability of stored zones under other weights.

    Parameters
    ----------
    zones : DataFrame
        As :func:`score_table` takes them.
    weights : mapping of part code → weight, not below 0
        Only their ratios count; a part that is not named weighs nothing.
    table : ScoreTable, optional
        That of the zones, where it was read before.

    Returns
    -------
    DataFrame
        :data:`RANK_COLUMNS`, in the order of ``zones``: what :func:`layers.zones.derive` gives for the same inputs and
        these weights.

    Raises
    ------
    ValueError
        A weight is below 0 or not a number, or all are 0.
    """
    require_weights(weights)
    table = table or score_table(zones)
    scores = table.scores(table.weights(weights)[None, :])
    stability = [{"weights": one.as_dict()} for one in table.stabilities(weights)]
    return pd.DataFrame(
        {
            "uid": zones["uid"].to_numpy(dtype=object),
            "rank": table.ranks(scores)[0],
            "score": scores[0],
            "score_parts": _objects([reweighted(of_zone, weights) for of_zone in zones["score_parts"]]),
            "stability": _objects(stability),
        },
        columns=list(RANK_COLUMNS),
    )


def require_weights(weights: Mapping[str, float]) -> None:
    """Refuse weights that rank nothing.

    Raises
    ------
    ValueError
        A weight is below 0 or not a number, or all are 0.
    """
    for code, weight in weights.items():
        if not 0.0 <= float(weight) < float("inf"):
            raise ValueError(f"weight of {code} is {weight}: it must be 0 or more")
    if not any(float(weight) > 0.0 for weight in weights.values()):
        raise ValueError("all weights are 0: nothing would be ranked; give one of them a weight")


def _objects(values: Sequence[Any]) -> NDArray[np.object_]:
    """Return an array that holds lists and dicts as they are."""
    found = np.empty(len(values), dtype=object)
    for at, value in enumerate(values):
        found[at] = value
    return found
