"""What each group of hazard pieces holds, touches and reaches, by county: the input of the truth table.

A group is one hazard object at first, a whole zone later; both are judged by the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.borders.partition import CountyPartition
from layers.hazards.model import HazardResult
from layers.kinds import Hazard, Role, ZoneClass
from layers.parallel import query_pairs
from layers.zones.classification import Classification, classify
from layers.zones.model import Parameters

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
        size = shapely.area(parts) + shapely.length(parts) * (shapely.get_dimensions(parts) == 1)
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
        np.isin(role, [Role.SETTLEMENT.value, Role.POPULATION.value]),
        frame["counted"].to_numpy(dtype=bool) if "counted" in frame.columns else np.ones(len(frame), dtype=bool),
    )


@dataclass(frozen=True)
class Evidence:
    """What the truth table read for one group, and its answer.

    Shares are by county code, None unknown.  ``reached`` are indices into the places.
    """

    classification: Classification
    hazard_amount: Mapping[str, float]
    hazard_share: Mapping[str, float | None]
    exposure_share: Mapping[str, float | None]
    unknown_places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What stays the same for all groups of one hazard."""

    hazard: Hazard
    partition: CountyPartition
    places: Places
    parameters: Parameters
    reach_m: float
    touch_m: float  # a hazard this close to a silent county may go on there
    silent_hazard: frozenset[str]
    silent_places: frozenset[str]


@dataclass(frozen=True)
class Contacts:
    """Which pieces reach which places, and which come near counties that say nothing."""

    place: Integers  # pairs (place, place_piece)
    place_piece: Integers
    silent_hazard: tuple[Integers, Integers]  # county, piece
    silent_places: tuple[Integers, Integers]


def contacts_of(pieces: Pieces, setting: Setting) -> Contacts:
    """Find all contacts of some pieces: places within reach, silent counties touched or within reach."""
    tree = shapely.STRtree(pieces.shape)
    place, piece = query_pairs(tree, setting.places.point, "dwithin", distance=setting.reach_m)
    return Contacts(
        place,
        piece,
        _near_counties(tree, setting, setting.silent_hazard, setting.touch_m),
        _near_counties(tree, setting, setting.silent_places, setting.reach_m),
    )


def _near_counties(
    tree: shapely.STRtree, setting: Setting, codes: frozenset[str], within_m: float
) -> tuple[Integers, Integers]:
    chosen = np.flatnonzero(np.isin(setting.partition.codes.astype(str), sorted(codes)))
    if len(chosen) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    at, piece = query_pairs(tree, setting.partition.polygons[chosen], "dwithin", distance=within_m)
    return chosen[at], piece


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
    exposed = _exposed(group, contacts, setting, codes)
    silent_h = _silent(group, contacts.silent_hazard, codes)
    silent_e = _silent(group, contacts.silent_places, codes)
    least = setting.parameters.forest_min_ha if setting.hazard is Hazard.FOREST else setting.parameters.river_min_m
    result = []
    for at, amount_by_county in enumerate(amounts):
        reached = exposed.get(at)
        if reached is None and at not in silent_h and at not in silent_e and len(amount_by_county) == 1:
            result.append(_local(amount_by_county, least))
        else:
            result.append(
                _weighed(amount_by_county, reached or {}, silent_h.get(at, set()), silent_e.get(at, set()), setting)
            )
    return result


@dataclass
class _Reached:
    people: float = 0.0
    unknown: int = 0
    assets: int = 0


def _exposed(group: Integers, contacts: Contacts, setting: Setting, codes: list[str]) -> dict[int, dict[str, _Reached]]:
    if len(contacts.place) == 0:
        return {}
    places = setting.places
    pairs = np.unique(np.stack([group[contacts.place_piece], contacts.place]), axis=1)
    result: dict[int, dict[str, _Reached]] = {}
    unknown = places.is_unknown
    for at, place in pairs.T.tolist():
        county = places.county[place]
        if county < 0:
            continue
        reached = result.setdefault(at, {}).setdefault(codes[county], _Reached())
        reached.assets += 1
        if unknown[place]:
            reached.unknown += 1
        elif places.counted[place] and not np.isnan(places.people[place]):
            reached.people += float(places.people[place])
    return result


def _silent(group: Integers, near: tuple[Integers, Integers], codes: list[str]) -> dict[int, set[str]]:
    result: dict[int, set[str]] = {}
    for county, piece in zip(near[0].tolist(), near[1].tolist(), strict=True):
        result.setdefault(int(group[piece]), set()).add(codes[county])
    return result


def _local(amount: dict[str, float], least: float) -> Evidence:
    ((code, value),) = amount.items()
    enough = value >= least - 1e-9
    classification = Classification(
        ZoneClass.LOCAL if enough else None, code, (code,) if enough else (), (code,) if enough else (), ()
    )
    return Evidence(classification, amount, {code: 1.0}, {code: 0.0})


def _weighed(
    amount: dict[str, float],
    reached: dict[str, _Reached],
    silent_h: set[str],
    silent_e: set[str],
    setting: Setting,
) -> Evidence:
    hazard_share = _with_unknown(amount, silent_h)
    unknown_e = silent_e | {code for code, what in reached.items() if what.unknown}
    people = {code: what.people + what.unknown for code, what in reached.items()}
    if sum(people.values()) <= 0.0:  # nobody lives there: things are what is exposed
        people = {code: float(what.assets) for code, what in reached.items()}
    for code in amount:
        people.setdefault(code, 0.0)
    exposure_share = _with_unknown(people, unknown_e)
    parameters = setting.parameters
    enough = {
        code: max(people[code], float(what.assets))
        if people[code] >= parameters.people_min or what.assets >= parameters.assets_min
        else 0.0
        for code, what in reached.items()
    }
    if not unknown_e:
        exposure_amount = {code: enough.get(code, 0.0) for code in people}
    else:
        exposure_amount = {code: people[code] if enough.get(code) else 0.0 for code in people}
    classification = classify(hazard_share, exposure_share, amount, exposure_amount, parameters, hazard=setting.hazard)
    return Evidence(
        classification,
        amount,
        hazard_share,
        exposure_share,
        {code: what.unknown for code, what in reached.items() if what.unknown},
    )


def _with_unknown(amount: Mapping[str, float], unknown: set[str]) -> dict[str, float | None]:
    """Return shares of what is known, None for unknown counties: nothing is summed across them."""
    total = sum(value for code, value in amount.items() if code not in unknown)
    shares: dict[str, float | None] = {}
    for code in sorted({*amount, *unknown}):
        known = total > 0.0 and code not in unknown
        shares[code] = None if code in unknown else (amount[code] / total if known else 0.0)
    return shares
