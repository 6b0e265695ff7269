"""What must hold for the zones of any woods and villages along a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.zones import ZoneInputs, ZoneResult, derive
from tests.layers.shapes import box_km, counties, depots, forests, frame, rivers, settlements

A, B, C = "110116", "130826", "130827"
SHAPES = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 10), C: box_km(20, 10, 40, 20)}
_FEW = settings(max_examples=12, deadline=None)


@dataclass(frozen=True)
class Land:
    woods: list[Any]
    villages: list[tuple[tuple[float, float], float | None]]
    has_river: bool

    def layers(self) -> tuple[Any, ...]:
        people = [float("nan") if count is None else count for _, count in self.villages]
        places = settlements([at for at, _ in self.villages], people)
        river = (rivers([[(14, 3), (26, 4)]], names=["河"]),) if self.has_river else ()
        return (forests(self.woods), places, depots([(4, 4), (33, 16)]), *river)


_KM10 = st.integers(150, 250).map(lambda n: n / 10)
_WOODS = st.lists(
    st.tuples(_KM10, st.integers(5, 185), st.integers(2, 25), st.integers(2, 15)).map(
        lambda w: box_km(w[0], w[1] / 10, w[0] + w[2] / 10, w[1] / 10 + w[3] / 10)
    ),
    min_size=1,
    max_size=5,
)
_VILLAGES = st.lists(
    st.tuples(
        st.tuples(_KM10, st.integers(1, 199).map(lambda n: n / 10)),
        st.one_of(st.none(), st.integers(0, 900).map(float)),
    ),
    max_size=6,
    unique_by=lambda one: one[0],
)
lands = st.builds(Land, _WOODS, _VILLAGES, st.booleans())


def derived(land: Land, shapes: Any = SHAPES) -> ZoneResult:
    return derive(ZoneInputs(counties(shapes), land.layers()))


def said(result: ZoneResult) -> list[str]:
    """All that a result says, as bytes would."""
    found = []
    for name in ("zones", "parts", "straddling", "reaches", "borders"):
        table: gpd.GeoDataFrame = getattr(result, name)
        found.append(repr(table.drop(columns="geometry").to_dict("records")))
        found.append(repr(table.geometry.to_wkb().tolist()))
    return found


@_FEW
@given(lands)
def test_parts_make_the_whole(land: Land) -> None:
    result = derived(land)
    parts = result.parts.set_index("zone_uid")
    for zone in result.zones.itertuples():
        mine = parts.loc[[zone.uid]]
        for name in ("area_ha", "forest_ha", "river_m", "villages", "people_unknown_places"):
            assert getattr(zone, name) == pytest.approx(mine[name].sum(), rel=1e-12)
        known = mine["people"].dropna()
        if pd.notna(zone.people):
            assert zone.people == pytest.approx(known.sum())
        for shares in (zone.hazard_share, zone.exposure_share):
            values = [value for value in shares.values() if value is not None]
            assert sum(values) == pytest.approx(1.0) or sum(values) == 0.0
        if zone.responsibility:
            assert sum(zone.responsibility.values()) == 1.0
    for _, of_hazard in result.zones.to_crs(epsg=4548).groupby("hazard"):  # each place has one zone of each hazard
        shapes = of_hazard.geometry.to_numpy()
        for at, one in enumerate(shapes):
            assert all(shapely.intersection(one, other).area < 1.0 for other in shapes[at + 1 :])


@_FEW
@given(lands, st.randoms(use_true_random=False))
def test_neither_order_nor_a_second_run_matters(land: Land, chance: Any) -> None:
    seed = chance.randrange(2**31)
    layers = [
        replace(one, frame=one.frame.sample(frac=1, random_state=seed) if len(one.frame) else one.frame)
        for one in land.layers()
    ]
    chance.shuffle(layers)
    shuffled = derive(ZoneInputs(counties(SHAPES).sample(frac=1, random_state=seed), tuple(layers)))
    assert said(shuffled) == said(derived(land))


@_FEW
@given(lands, st.integers(1, 19))
def test_a_county_in_two_pieces_is_that_county(land: Land, at_km: int) -> None:
    """Its two halves carry the same code; the line between them is no line."""
    pieces = frame(
        [box_km(0, 0, 20, at_km), box_km(0, at_km, 20, 20), SHAPES[B], SHAPES[C]],
        code=[A, A, B, C],
        name=["a", "a", "b", "c"],
    )
    split, whole = derive(ZoneInputs(pieces, land.layers())), derived(land)
    assert len(split.zones) == len(whole.zones)
    columns = ["rank", "number", "border", "zone_class", "lead", "supports", "villages", "hazard"]
    assert split.zones[columns].to_dict("list") == whole.zones[columns].to_dict("list")
    for name in ("area_ha", "forest_ha", "river_m", "score"):
        assert split.zones[name].tolist() == pytest.approx(whole.zones[name].tolist(), rel=1e-6, abs=1e-6)
    assert set(split.borders["pair"]) == set(whole.borders["pair"])


@_FEW
@given(lands, st.permutations([A, B, C]))
def test_other_codes_are_the_same_land(land: Land, order: list[str]) -> None:
    """What counties are called decides who is named first where shares are equal, and nothing else."""
    fresh = dict(zip([A, B, C], order, strict=True))
    renamed = derived(land, {fresh[code]: shape for code, shape in SHAPES.items()})

    def facts(result: ZoneResult, names: dict[str, str]) -> list[Any]:
        rows = []
        for zone in result.zones.itertuples():
            shares = {names[code]: value for code, value in zone.hazard_share.items()}
            rows.append(
                (
                    round(zone.area_ha, 3),
                    zone.zone_class,
                    sorted(names[code] for code in zone.counties),
                    sorted((code, None if value is None else round(value, 6)) for code, value in shares.items()),
                    zone.villages,
                )
            )
        return sorted(rows, key=repr)

    assert facts(renamed, {code: code for code in order}) == facts(derived(land), fresh)
