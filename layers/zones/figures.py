"""Every stored figure of a zone again, and whether it still holds: from its outline, its evidence and today's layers.

What the outline itself is, or which pieces it was made of, needs an analysis: :mod:`layers.zones.comparing`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.progress import Progress, part, silent
from layers.zones.causes import Basis, Cause, Changes, cause, changes
from layers.zones.edits import KEPT, as_derived, edits_of
from layers.zones.evidence import Evidence, evidence_of
from layers.zones.frames import cover_of
from layers.zones.judging import Found
from layers.zones.model import Parameters, ZoneInputs
from layers.zones.parts import people_together
from layers.zones.ranking import ZoneFacts, score, score_parts
from layers.zones.rederivation import can_rederive, rederive
from layers.zones.remeasuring import AREA_FIGURES, DEPOT_FIGURES, PEOPLE_FIGURES, measured
from layers.zones.reranking import reranked
from layers.zones.responsibility import NOBODY

#: Group → figures, columns of zones and of their parts.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "area": AREA_FIGURES,
    "people": PEOPLE_FIGURES,
    "response": DEPOT_FIGURES,
    "class": ("zone_class", "counties", "hazard_share", "exposure_share"),
    "lead": ("lead", "supports", "rotation", "responsibility"),
    "score": ("score", "rank"),
}
#: What two ways of measuring may differ by: share of the figure, and least amount.
TOLERANCE: Mapping[str, tuple[float, float]] = {
    "area_ha": (2e-5, 0.01),
    "forest_ha": (1e-4, 0.02),
    "river_m": (1e-6, 0.5),
    "people": (1e-9, 1e-6),
    "depot_own_km": (1e-6, 1e-3),
    "depot_across_km": (1e-6, 1e-3),
    "response": (1e-6, 1e-3),
    "score.people": (1e-9, 1e-3),
    "score.response": (1e-6, 1e-3),
}
#: Shares and scores are stored to six decimals.
SHARE_TOLERANCE = 2e-6
#: Part of the score → what else of the plan it is read from, beside the stored zone.
_PART_FROM = {"people": "people", "response": "response"}


Row = Mapping[Any, Any]
#: Figures that another outline changes.
_ON_OUTLINE = frozenset({*AREA_FIGURES, *PEOPLE_FIGURES, *DEPOT_FIGURES, "geometry", "zone", "rank"})


@dataclass(frozen=True)
class Figure:
    """One stored figure and what it comes to now.

    Attributes
    ----------
    group : str
        A key of :data:`GROUPS`; where a fresh analysis is compared, ``outline`` and ``fire`` too.
    name : str
        Column; of the score its parts too, as ``score.people``.
    county : str
        Of a part; "" for the zone.
    stored, now : object
        As the column has it; None and nan are unknown.
    causes : tuple of dict
        Why it differs (:data:`layers.zones.causes.CAUSE_CODES`), the most likely first; () while it holds.
    """

    group: str
    name: str
    county: str
    stored: Any
    now: Any
    causes: tuple[Cause, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it comes to what is stored."""
        return not self.causes

    @property
    def is_open(self) -> bool:
        """Whether nothing can be said about it."""
        return any(one["code"] == "not_kept" for one in self.causes)


@dataclass(frozen=True)
class ZoneCheck:
    """All figures of one zone that were looked at."""

    uid: str
    figures: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        """Whether all of them hold."""
        return all(figure.holds for figure in self.figures)

    def of_group(self, group: str) -> tuple[Figure, ...]:
        """Return the figures of one group."""
        return tuple(figure for figure in self.figures if figure.group == group)


@dataclass(frozen=True)
class Stored:
    """What a plan holds of its zones, and what they were made from."""

    zones: gpd.GeoDataFrame
    parts: gpd.GeoDataFrame
    basis: Basis
    metric_epsg: int
    aside: frozenset[str] = frozenset()  # uids of zones that a planner set aside


def check(
    stored: Stored,
    inputs: ZoneInputs,
    now: Basis,
    *,
    uids: Collection[str] | None = None,
    groups: Collection[str] = tuple(GROUPS),
    progress: Progress = silent,
) -> list[ZoneCheck]:
    """Work figures of stored zones out again.

    Parameters
    ----------
    stored : Stored
    inputs : ZoneInputs
        The layers, agreements and reference date of the plan as they are now.
    now : Basis
        What an analysis would be made from now; its parameters are those the figures are worked out with.
    uids : collection of str, optional
        Which zones; all by default.
    groups : collection of str
        Keys of :data:`GROUPS`.

    Returns
    -------
    list of ZoneCheck, in the order of the zones
    """
    changed = changes(stored.basis, now)
    zones = stored.zones if uids is None else stored.zones[stored.zones["uid"].isin(set(uids))]
    parts = stored.parts[stored.parts["zone_uid"].isin(set(zones["uid"]))].reset_index(drop=True)
    columns = [name for group in groups for name in GROUPS[group]]
    if "score" in groups:
        columns += [*PEOPLE_FIGURES, *DEPOT_FIGURES]
    told = part(progress, 0.0, 0.8)
    fresh = measured(parts, inputs, stored.metric_epsg, told, figures=columns, parameters=now.parameters)
    rows: dict[str, list[int]] = {}
    for at, uid in enumerate(parts["zone_uid"]):
        rows.setdefault(uid, []).append(at)
    old, new = parts.drop(columns="geometry").to_dict("records"), fresh.to_dict("records")
    found: list[ZoneCheck] = []
    scored: dict[str, list[dict[str, Any]]] = {}
    for zone in zones.drop(columns="geometry").to_dict("records"):
        mine = rows.get(zone["uid"], [])
        before, after = [old[at] for at in mine], [{**old[at], **new[at]} for at in mine]
        figures = list(_measured_figures(zone, before, after, groups, changed))
        figures += _judged_figures(zone, stored.basis.parameters, now.parameters, groups, changed)
        if "score" in groups:
            some, scored[zone["uid"]] = _score_figures(zone, after, inputs, now.parameters, changed)
            figures += some
        found.append(ZoneCheck(zone["uid"], tuple(figures)))
    progress(0.9, "figures")
    if "score" in groups:
        found = _with_ranks(found, stored.zones, scored, now.parameters, changed)
    progress(1.0, "figures")
    return found


def is_same(name: str, stored: Any, now: Any) -> bool:
    """Return whether two values of a column say the same, to what it is stored and measured to."""
    if isinstance(now, Mapping):
        return (
            isinstance(stored, Mapping)
            and set(stored) == set(now)
            and all(is_same(name, stored[key], value) for key, value in now.items())
        )
    if isinstance(now, tuple | list):
        return len(now) == len(stored or ()) and all(is_same(name, *pair) for pair in zip(stored, now, strict=True))
    if is_unknown(stored) or is_unknown(now):
        return is_unknown(stored) and is_unknown(now)
    if isinstance(now, bool | str) or isinstance(stored, bool | str):
        return bool(stored == now)
    share, least = TOLERANCE.get(name, (0.0, SHARE_TOLERANCE))
    return math.isclose(float(stored), float(now), rel_tol=share, abs_tol=least)


def is_unknown(value: Any) -> bool:
    """Return whether a value is not known: None or nan."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def why(zone: Row, name: str, found: Iterable[Cause], changed: Changes) -> tuple[Cause, ...]:
    """Return why a figure differs: a hand, then what was found, then another program, else that nothing explains it."""
    edited = edits_of(zone)
    of_outline = name in _ON_OUTLINE or name.startswith("score")
    by_hand = name in edited or KEPT in edited or ("geometry" in edited and of_outline)
    causes: list[Cause] = [cause("by_hand")] if by_hand else []
    causes += [one for one in found if one not in causes]
    if not causes and "program" in changed.others:
        causes.append(changed.others["program"])
    return tuple(causes) or (cause("unexplained"),)


def _measured_figures(
    zone: Row,
    before: Sequence[Row],
    after: Sequence[Row],
    groups: Collection[str],
    changed: Changes,
) -> Iterable[Figure]:
    for group in ("area", "people", "response"):
        if group not in groups:
            continue
        for name in GROUPS[group]:
            causes = (*changed.of_layers(name), *changed.of_parameters(name))
            for old, new in zip(before, after, strict=True):
                yield _figure(zone, group, name, old["county"], old[name], new[name], causes, changed)
            if group != "response" and name in zone:
                values = [new[name] for new in after]
                whole = people_together(values) if name == "people" else sum(values)
                yield _figure(zone, group, name, "", zone[name], whole, causes, changed)


def _judged_figures(
    zone: Row, was: Parameters, now: Parameters, groups: Collection[str], changed: Changes
) -> Iterable[Figure]:
    wanted = [(group, name) for group in ("class", "lead") if group in groups for name in GROUPS[group]]
    if wanted and not can_rederive(zone):
        return [Figure(group, name, "", zone[name], None, (cause("not_kept"),)) for group, name in wanted]
    if not wanted:
        return []
    zone = as_derived(zone)  # what a hand wrote is not derived
    fresh = rederive(zone, now)
    as_then = fresh if was == now else rederive(zone, was)
    figures = []
    for group, name in wanted:
        value = getattr(fresh, name)
        moved: Sequence[Cause] = ()
        if not is_same(name, zone[name], value) and is_same(name, zone[name], getattr(as_then, name)):
            moved = _moved_by(zone, name, was, now, changed.of_parameters(name))
        figures.append(_figure(zone, group, name, "", zone[name], value, moved, changed))
    return figures


def _moved_by(zone: Row, name: str, was: Parameters, now: Parameters, causes: Sequence[Cause]) -> Sequence[Cause]:
    """Return which changed parameters move a figure each by itself; all of them where only some together do."""
    alone = []
    for one in causes:
        parameter = str(one["name"])
        other = rederive(zone, replace(was, **{parameter: getattr(now, parameter)}))
        if not is_same(name, zone[name], getattr(other, name)):
            alone.append(one)
    return alone or causes


def _score_figures(
    zone: Row,
    parts: Sequence[Row],
    inputs: ZoneInputs,
    parameters: Parameters,
    changed: Changes,
) -> tuple[list[Figure], list[dict[str, Any]]]:
    """Return the parts of the score and the score, and the parts as they come out now."""
    stored = {str(one["code"]): one for one in zone["score_parts"]}
    if not can_rederive(zone):
        open_ = Figure("score", "score", "", zone["score"], None, (cause("not_kept"),))
        return [open_], [dict(one) for one in zone["score_parts"]]
    hazard = str(zone["hazard"])
    evidence = evidence_of(Found.from_dict(zone["evidence"]), hazard, parameters)
    fresh = score_parts(_facts(zone, hazard, evidence, parts, inputs), parameters.weights)
    figures: list[Figure] = []
    reasons: list[Cause] = []
    for one in fresh:
        code = str(one["code"])
        moved: list[Cause] = list(changed.of_layers(_PART_FROM.get(code, "")))
        if code == "agreement":
            moved = [changed.others[name] for name in ("register", "date") if name in changed.others]
        if code == "response":
            moved += changed.of_parameters("response")
        if code in ("hazard", "crossing"):
            moved += changed.of_parameters("exposure_share")
        before = stored.get(code, {}).get("raw")
        figure = _figure(zone, "score", f"score.{code}", "", before, one["raw"], moved, changed)
        if figure.holds and not is_same("score", stored.get(code, {}).get("value"), one["value"]):
            figure = replace(figure, causes=why(zone, f"score.{code}", moved, changed))
        figures.append(figure)
        reasons += [item for item in figure.causes if item not in reasons]
    whole = _figure(
        zone, "score", "score", "", zone["score"], score(fresh), [*reasons, *changed.of_parameters("score")], changed
    )
    return [*figures, whole], fresh


def _facts(zone: Row, hazard: str, evidence: Evidence, parts: Sequence[Row], inputs: ZoneInputs) -> ZoneFacts:
    """Return what ranking reads of a stored zone; what only its reasons need is left blank."""
    return ZoneFacts(
        hazard=hazard,
        evidence=evidence,
        responsibility=NOBODY,
        people=people_together([float(one["people"]) for one in parts]),
        people_unknown_places=sum(int(one["people_unknown_places"]) for one in parts),
        villages=sum(int(one["villages"]) for one in parts),
        parts=parts,
        cover=cover_of(inputs, hazard, evidence.classification.counties),
        reach_type=str(zone["reach_type"]),
        reach={},
        legal_band_m=0.0,
        cuts=len(zone["cuts"]),
        links=zone["links"] or (),
    )


def _with_ranks(
    found: list[ZoneCheck],
    zones: pd.DataFrame,
    scored: Mapping[str, list[dict[str, Any]]],
    parameters: Parameters,
    changed: Changes,
) -> list[ZoneCheck]:
    """Add the rank of each zone among all: with the scores as they come out now, the others as they are stored."""
    fresh = zones.drop(columns="geometry").assign(
        score_parts=pd.Series(
            [scored.get(uid, parts) for uid, parts in zip(zones["uid"], zones["score_parts"], strict=True)],
            index=zones.index,
            dtype=object,
        )
    )
    rank = dict(zip(zones["uid"], reranked(fresh, parameters.weights)["rank"].tolist(), strict=True))
    rows = {row["uid"]: row for row in fresh.to_dict("records")}
    result = []
    for one in found:
        zone = rows[one.uid]
        reasons = [item for figure in one.of_group("score") for item in figure.causes if item["code"] != "not_kept"]
        reasons += [item for item in changed.of_parameters("rank") if item not in reasons]
        figure = _figure(zone, "score", "rank", "", int(zone["rank"]), int(rank[one.uid]), reasons, changed)
        result.append(replace(one, figures=(*one.figures, figure)))
    return result


def _figure(
    zone: Row,
    group: str,
    name: str,
    county: str,
    stored: Any,
    now: Any,
    causes: Iterable[Cause],
    changed: Changes,
) -> Figure:
    if is_same(name, stored, now):
        return Figure(group, name, county, stored, now)
    return Figure(group, name, county, stored, now, why(zone, name, causes, changed))
