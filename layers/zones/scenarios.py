"""One analysis under several sets of numbers — winds of a rose, return periods — and what stays the same under all.

A set changes parameters; its weight is how often it holds.  What comes out is how many people across which line are
reached under each set, and how far the sets agree on the class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.kinds import ZoneClass, ZoneStatus
from layers.memory import Memory
from layers.progress import Progress, part, silent
from layers.zones.identity import kept_from
from layers.zones.model import Parameters, ZoneInputs

if TYPE_CHECKING:
    from layers.zones.model import ZoneResult

#: Columns of :func:`outcomes`: one row per set, hazard and border.
OUTCOME_COLUMNS = (
    "scenario",
    "weight",
    "hazard",
    "border",  # "110116|130826"
    "zones",  # int, shared ones
    "classes",  # list[str], distinct, sorted
    "people",  # float, known people reached outside the origin; nan where nothing is known
    "area_ha",  # float
)
#: Columns of :func:`summary`: one row per hazard and border.
SUMMARY_COLUMNS = (
    "hazard",
    "border",
    "shared_share",  # weight of the sets under which it is shared at all, 0–1
    "classes",  # dict[class, weight share], of the sets under which it is shared
    "people_least",
    "people_expected",  # mean over all sets by weight, 0 where it is not shared; nan where a set knows nothing
    "people_most",
    "worst",  # name of the set with most people
)

#: Columns of :func:`standing`: one row per zone that some set gives, the firmest first.
STANDING_COLUMNS = (
    "hazard",
    "border",
    "counties",  # list[str]
    "names",  # list[str], of its objects
    "classes",  # dict[set, class]: "L" or "" under the sets that give no shared zone there
    "people",  # dict[set, float], reached outside the origin; nan unknown
    "holds",  # weight of the sets under which it is shared, 0–1
    "always",  # bool: shared under every set
    "same_class",  # bool: always, and of one class
    "geometry",  # of all sets that give it, EPSG:4490
)


@dataclass(frozen=True)
class Scenario:
    """One set: changes of ``Parameters`` fields, changes of hazards' own numbers, and how often it holds."""

    name: str
    weight: float = 1.0
    changes: Mapping[str, Any] = field(default_factory=dict)
    hazard_numbers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def applied(self, parameters: Parameters) -> Parameters:
        """Return parameters with the changes of this set.

        Raises
        ------
        TypeError
            A change names no parameter.
        """
        own = {code: dict(values) for code, values in parameters.hazard_numbers.items()}
        for code, values in self.hazard_numbers.items():
            own[code] = {**own.get(code, {}), **values}
        return replace(parameters, **{**self.changes, "hazard_numbers": own})


def wind_rose(weights: Sequence[float], wind_ms: float) -> tuple[Scenario, ...]:
    """Return one set for each direction of a rose, clockwise from north: fires and releases go with that wind.

    Raises
    ------
    ValueError
        A weight is below 0, or none is above.
    """
    if any(not weight >= 0.0 for weight in weights) or not sum(weights) > 0.0:
        raise ValueError("A wind rose needs weights not below 0, one of them above.")
    step = 360.0 / len(weights)
    return tuple(
        Scenario(
            f"{at * step:g}°",
            weight,
            {"wind_from_deg": at * step, "wind_ms": wind_ms},
            {"plume": {"direction": "wind", "wind_from_deg": at * step, "wind_ms": wind_ms}},
        )
        for at, weight in enumerate(weights)
        if weight > 0.0
    )


def run(
    inputs: ZoneInputs,
    parameters: Parameters,
    scenarios: Sequence[Scenario],
    *,
    progress: Progress = silent,
) -> tuple[tuple[Scenario, ZoneResult], ...]:
    """Derive the zones under every set; what does not depend on a change is worked out once.

    Raises
    ------
    ValueError
        There is no set, two have one name, or weights are not above 0.
    """
    from layers.zones.derivation import derive

    names = [one.name for one in scenarios]
    if not names or len(set(names)) != len(names) or any(not one.weight > 0.0 for one in scenarios):
        raise ValueError(f"Sets need names of their own and weights above 0: {names}.")
    memory = Memory()
    found = []
    for at, one in enumerate(scenarios):
        step = part(progress, at / len(scenarios), (at + 1) / len(scenarios))
        found.append((one, derive(inputs, one.applied(parameters), memory=memory, progress=step)))
    return tuple(found)


def outcomes(results: Sequence[tuple[Scenario, ZoneResult]]) -> pd.DataFrame:
    """Return what each set gives by hazard and border: ``OUTCOME_COLUMNS``."""
    rows: list[dict[str, Any]] = []
    for one, result in results:
        zones = result.zones
        shared = zones[zones["zone_class"] != ZoneClass.LOCAL.value]
        for (hazard, border), group in shared.groupby(["hazard", "border"], sort=True):
            rows.append(
                {
                    "scenario": one.name,
                    "weight": one.weight,
                    "hazard": hazard,
                    "border": border,
                    "zones": len(group),
                    "classes": sorted(set(group["zone_class"])),
                    "people": sum(_reached_outside(zone) for zone in group.to_dict("records")),
                    "area_ha": float(group["area_ha"].sum()),
                }
            )
    return pd.DataFrame(rows, columns=list(OUTCOME_COLUMNS))


def _reached_outside(zone: Mapping[Any, Any]) -> float:
    """Return known people reached outside the county most of the hazard lies in; nan where one is unknown."""
    found = zone["evidence"]
    amounts = found["hazard_amount"]
    origin = min(amounts, key=lambda code: (-amounts[code], code)) if amounts else ""
    across = {code: what for code, what in found["reached"].items() if code != origin}
    silent_codes = {*found["silent_places"], *found["silent_fuel"]} - {origin}
    if silent_codes or any(what["unknown"] for what in across.values()):
        return float("nan")
    return float(sum(what["people"] for what in across.values()))


def summary(results: Sequence[tuple[Scenario, ZoneResult]]) -> pd.DataFrame:
    """Return how far the sets agree, by hazard and border: ``SUMMARY_COLUMNS``."""
    table = outcomes(results)
    total = sum(one.weight for one, _ in results)
    rows: list[dict[str, Any]] = []
    for (hazard, border), group in table.groupby(["hazard", "border"], sort=True):
        weights = group["weight"].to_numpy(dtype=float)
        people = group["people"].to_numpy(dtype=float)
        known = group.dropna(subset=["people"])
        classes: dict[str, float] = {}
        for weight, found in zip(weights, group["classes"], strict=True):
            for name in found:
                classes[name] = classes.get(name, 0.0) + weight / weights.sum()
        is_always = len(group) == len(results)
        rows.append(
            {
                "hazard": hazard,
                "border": border,
                "shared_share": float(weights.sum() / total),
                "classes": dict(sorted(classes.items())),
                "people_least": float(people.min()) if is_always else 0.0 if len(known) == len(group) else float("nan"),
                "people_expected": float((weights * people).sum() / total),
                "people_most": float(known["people"].max()) if len(known) else float("nan"),
                "worst": str(known["scenario"].iloc[int(known["people"].argmax())]) if len(known) else "",
            }
        )
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))


def standing(results: Sequence[tuple[Scenario, ZoneResult]]) -> gpd.GeoDataFrame:
    """Return which shared zones hold under which sets: ``STANDING_COLUMNS``.

    Zones of two sets are one by greatest overlap within a hazard (:func:`layers.zones.identity.kept_from`): a wind
    moves an outline, not the plant inside it.
    """
    total = sum(one.weight for one, _ in results)
    found: dict[str, dict[str, Any]] = {}
    for one, result in results:
        shared = result.zones[result.zones["zone_class"] != ZoneClass.LOCAL.value].reset_index(drop=True)
        matched = _matched(found, shared, f"EPSG:{result.metric_epsg}")
        for at, zone in enumerate(shared.to_dict("records")):
            row = found.setdefault(matched.get(at, f"{one.name}\n{zone['uid']}"), _blank(zone))
            row["geometry"] = shapely.union(row["geometry"], zone["geometry"])
            row["counties"] |= set(zone["counties"])
            row["classes"][one.name] = str(zone["zone_class"])
            row["people"][one.name] = _reached_outside(zone)
            row["holds"] += one.weight / total
    rows = []
    for row in found.values():
        always = len(row["classes"]) == len(results)
        same = always and len(set(row["classes"].values())) == 1
        rows.append({**row, "counties": sorted(row["counties"]), "always": always, "same_class": same})
    rows.sort(key=lambda row: (-round(row["holds"], 9), row["hazard"], row["border"], row["names"]))
    return gpd.GeoDataFrame(rows, columns=list(STANDING_COLUMNS), geometry="geometry", crs=STORAGE_CRS)


def _matched(found: Mapping[str, Mapping[str, Any]], zones: gpd.GeoDataFrame, crs: str) -> dict[int, str]:
    """Return which rows of zones are known from an earlier set."""
    if not found or len(zones) == 0:
        return {}
    known = gpd.GeoDataFrame(
        {
            "uid": list(found),
            "hazard": [row["hazard"] for row in found.values()],
            "status": next(iter(ZoneStatus)).value,
        },
        geometry=[row["geometry"] for row in found.values()],
        crs=STORAGE_CRS,
    )
    shapes = transform(np.asarray(zones.geometry.array, dtype=object), STORAGE_CRS, crs)
    return {at: uid for at, (uid, _) in kept_from(known, zones["hazard"].to_numpy(), shapes, crs).items()}


def _blank(zone: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "hazard": str(zone["hazard"]),
        "border": str(zone["border"]),
        "counties": set(),
        "names": list(zone["names"]),
        "classes": {},
        "people": {},
        "holds": 0.0,
        "geometry": zone["geometry"],
    }
