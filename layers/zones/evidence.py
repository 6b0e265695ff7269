"""What each group of hazard pieces holds, touches and reaches, by county: the input of the truth table.

A group is one hazard object at first, a whole zone later; both are judged by the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.borders.partition import CountyPartition
from layers.hazards.model import HazardResult
from layers.kinds import Role
from layers.zones.classification import Classification
from layers.zones.judging import Found, Reached, judge
from layers.zones.model import Parameters

if TYPE_CHECKING:
    from layers.zones.reach import Contacts, Reach

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pieces:
    """Hazard pieces of one hazard inside the counties, as arrays of one length, metric CRS."""

    uid: Objects  # object uid
    name: Objects
    county: Integers  # index into the partition
    border: Objects
    amount: Floats
    reach_type: Objects
    legal_band: NDArray[np.bool_]
    shape: Objects

    def __len__(self) -> int:
        return len(self.uid)

    def take(self, at: NDArray[np.int64] | NDArray[np.bool_]) -> Pieces:
        """Return some pieces."""
        return Pieces(*(getattr(self, name)[at] for name in self.__dataclass_fields__))

    def connected(self) -> tuple[Pieces, Integers]:
        """Return every connected part as a piece, and the piece it comes from; amounts are divided by size."""
        parts, source = shapely.get_parts(self.shape, return_index=True)
        fresh = self.take(source)
        dimension = shapely.get_dimensions(parts)
        size = shapely.area(parts) + shapely.length(parts) * (dimension == 1) + (dimension == 0)
        whole = np.bincount(source, weights=size, minlength=len(self))
        return replace(fresh, shape=parts, amount=fresh.amount * size / whole[source]), source.astype(np.int64)


def pieces_of(result: HazardResult, partition: CountyPartition) -> Pieces:
    """Return the pieces of a hazard that lie in a county, in an order that their content gives."""
    frame = result.pieces
    index = {str(code): k for k, code in enumerate(partition.codes)}
    county = _indices(frame["county"], index)
    shape = np.asarray(frame.geometry.array, dtype=object)
    pieces = Pieces(
        frame["object_uid"].to_numpy(dtype=object),
        frame["name"].fillna("").to_numpy(dtype=object),
        county,
        frame["border"].fillna("").to_numpy(dtype=object),
        frame["amount"].to_numpy(dtype=np.float64),
        frame["reach_type"].to_numpy(dtype=object),
        frame["legal_band"].to_numpy(dtype=bool),
        shape,
    )
    bounds = shapely.bounds(shape)
    order = np.lexsort([bounds[:, 1], bounds[:, 0], pieces.border.astype(str), county, pieces.uid.astype(str)])
    order = order[(county[order] >= 0) & ~shapely.is_empty(shape[order])]
    return pieces.take(order)


def _indices(codes: pd.Series, index: Mapping[str, int]) -> Integers:
    """Return the index of each county code, −1 for a code that is not there."""
    return np.array([index.get(str(code), -1) for code in codes.to_numpy(dtype=object)], dtype=np.int64)


@dataclass(frozen=True)
class Places:
    """Assets as arrays: metric points, county index (−1 outside), people (nan unknown), whose people count."""

    point: Objects
    county: Integers
    people: Floats
    villages: NDArray[np.bool_]  # settlements
    lives: NDArray[np.bool_]  # settlement or population: a missing figure is unknown people
    counted: NDArray[np.bool_]

    @property
    def is_unknown(self) -> NDArray[np.bool_]:
        """Places where people live in unknown number."""
        return self.lives & self.counted & np.isnan(self.people)


def places_of(frame: gpd.GeoDataFrame, partition: CountyPartition) -> Places:
    """Return a frame of :func:`layers.exposure.places` as arrays."""
    index = {str(code): k for k, code in enumerate(partition.codes)}
    metric = frame.to_crs(partition.crs) if len(frame) else frame
    role = frame["role"].astype(str).to_numpy()
    return Places(
        np.asarray(metric.geometry.array, dtype=object),
        _indices(frame["county"], index),
        frame["people"].to_numpy(dtype=np.float64),
        role == Role.SETTLEMENT.value,
        np.isin(role, [Role.SETTLEMENT.value, Role.POPULATION.value]),
        frame["counted"].to_numpy(dtype=bool) if "counted" in frame.columns else np.ones(len(frame), dtype=bool),
    )


@dataclass(frozen=True)
class Evidence:
    """What the truth table read for one group, and its answer.

    Shares are by county code, None unknown.  ``found`` is all they follow from, as it is stored.
    """

    classification: Classification
    found: Found
    hazard_share: Mapping[str, float | None]
    exposure_share: Mapping[str, float | None]

    @property
    def hazard_amount(self) -> Mapping[str, float]:
        """In the unit of the hazard, by county."""
        return self.found.hazard_amount

    @property
    def unknown_places(self) -> dict[str, int]:
        """How many places within reach have no figure, by county."""
        return {code: what.unknown for code, what in self.found.reached.items() if what.unknown}


@dataclass(frozen=True)
class Setting:
    """What stays the same for all groups of one hazard."""

    hazard: str
    partition: CountyPartition
    places: Places
    parameters: Parameters
    reach: Reach
    touch_m: float  # a hazard this close to a silent county may go on there
    silent_hazard: frozenset[str]
    silent_places: frozenset[str]


def weigh(pieces: Pieces, group: Integers, contacts: Contacts, setting: Setting) -> list[Evidence]:
    """Classify every group of pieces.

    Parameters
    ----------
    group : ndarray of int, one per piece
        0 … g−1.

    Returns
    -------
    list of Evidence, one per group
    """
    count = int(group.max(initial=-1)) + 1
    codes = [str(code) for code in setting.partition.codes]
    amounts: list[dict[str, float]] = [{} for _ in range(count)]
    order = np.lexsort([pieces.county, group])
    for at, county, amount in zip(
        group[order].tolist(), pieces.county[order].tolist(), pieces.amount[order].tolist(), strict=True
    ):
        of_group = amounts[at]
        of_group[codes[county]] = of_group.get(codes[county], 0.0) + amount
    exposed = _exposed(contacts, setting, codes)
    silent_h, silent_e, silent_f = (
        _by_group(pairs, codes) for pairs in (contacts.silent_hazard, contacts.silent_places, contacts.silent_fuel)
    )
    nobody: frozenset[str] = frozenset()
    found = [
        Found(amount, exposed.get(at, {}), silent_h.get(at, nobody), silent_e.get(at, nobody), silent_f.get(at, nobody))
        for at, amount in enumerate(amounts)
    ]
    return [evidence_of(one, setting.hazard, setting.parameters) for one in found]


def evidence_of(found: Found, hazard: str, parameters: Parameters) -> Evidence:
    """Return what follows from what was found, by the truth table."""
    judged = judge(found, hazard, parameters)
    return Evidence(judged.classification, found, judged.hazard_share, judged.exposure_share)


def _exposed(contacts: Contacts, setting: Setting, codes: list[str]) -> dict[int, dict[str, Reached]]:
    if len(contacts.place) == 0:
        return {}
    places = setting.places
    county = places.county[contacts.place]
    inside = county >= 0
    group, place, county = contacts.group[inside], contacts.place[inside], county[inside]
    key = group * len(codes) + county
    distinct, at = np.unique(key, return_inverse=True)
    unknown = places.is_unknown[place]
    known = places.counted[place] & ~np.isnan(places.people[place]) & ~unknown
    # Of nothing numpy counts whole numbers, weights or not.
    people = np.bincount(at[known], weights=places.people[place[known]], minlength=len(distinct)).astype(np.float64)
    without = np.bincount(at[unknown], minlength=len(distinct))
    assets = np.bincount(at, minlength=len(distinct))
    result: dict[int, dict[str, Reached]] = {}
    for one, *figures in zip(distinct.tolist(), people.tolist(), without.tolist(), assets.tolist(), strict=True):
        of_group, of_county = divmod(one, len(codes))
        result.setdefault(of_group, {})[codes[of_county]] = Reached(*figures)
    return result


def _by_group(pairs: tuple[Integers, Integers], codes: list[str]) -> dict[int, frozenset[str]]:
    result: dict[int, set[str]] = {}
    for county, group in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
        result.setdefault(group, set()).add(codes[county])
    return {group: frozenset(named) for group, named in result.items()}
