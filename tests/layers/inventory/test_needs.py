"""Need against holding, worked by hand; parts sum to wholes."""

from __future__ import annotations

import itertools

import pytest

from layers.inventory.catalogue import Catalogue, in_unit
from layers.inventory.gathering import with_crews
from layers.inventory.model import InventorySettings, Need
from layers.inventory.needs import Balance, balances
from layers.inventory.rules import Basis, quantity_of, rules
from tests.layers.inventory.rows import A, B, C, row

CATALOGUE, SETTINGS = Catalogue(), InventorySettings()


def counted(rows, needs, parties=(A, B), settings=SETTINGS, bases=None) -> dict[str, Balance]:
    return {one.item: one for one in balances(rows, needs, parties, CATALOGUE, settings, bases or {})}


def need(item: str, county: str, quantity: float | None = None, **more) -> Need:
    return Need(f"{item}{county}", item, county, quantity, **more)


def test_ratios_and_shortfalls_by_hand() -> None:
    # 怀柔 needs 31 pumps and has 20: 20/31 and 11 short.  丰宁 needs 22 and has 6: 16 short.  Together 26 of 53: 27.
    rows = [row("pump.fire", A, 12, holder="x"), row("pump.fire", A, 8, holder="y"), row("pump.fire", B, 6)]
    one = counted(rows, [need("pump.fire", A, 31), need("pump.fire", B, 22)])["pump.fire"]
    assert (one.cells[A].held, one.cells[A].short) == (20, 11) and one.cells[A].ratio == pytest.approx(20 / 31)
    assert (one.cells[B].held, one.cells[B].short) == (6, 16)
    assert (one.joint.need, one.joint.held, one.joint.short) == (53, 26, 27)
    assert one.joint.ratio == pytest.approx(26 / 53) and one.saved == 0


def test_sharing_saves_what_one_side_has_too_much() -> None:
    # 怀柔 lacks 180 tents, 丰宁 has 200 more than it needs: nothing is short together, 180 are saved.
    one = counted([row("tent", A, 120, "顶"), row("tent", B, 400, "顶")], [need("tent", A, 300), need("tent", B, 200)])[
        "tent"
    ]
    assert [one.cells[code].short for code in (A, B)] == [180, 0]
    assert one.joint.short == 0 and one.joint.ratio == pytest.approx(520 / 500) and one.saved == 180


def test_the_joint_is_the_sum_of_the_singles_whatever_the_order() -> None:
    rows = [row("tent", code, quantity, "顶") for code, quantity in ((A, 7), (B, 11), (C, 13.5), (A, 2))]
    needs = [need("tent", code, quantity) for code, quantity in ((A, 20), (B, 3), (C, 14))]
    seen = set()
    for some in itertools.permutations(rows):
        for parties in itertools.permutations((A, B, C)):
            one = counted(some, needs, parties)["tent"]
            assert one.joint.held == sum(cell.held for cell in one.cells.values()) == 33.5
            assert one.joint.need == sum(cell.need for cell in one.cells.values()) == 37
            assert one.joint.short <= sum(cell.short for cell in one.cells.values())
            seen.add((one.joint.short, one.saved))
    assert seen == {(3.5, 8.0)}  # singly 11 + 0 + 0.5


def test_unknown_is_never_zero() -> None:
    needs = [need("pump.fire", A, 4), need("pump.fire", C, 4)]
    # 赤城 has no list at all: what it holds is unknown, and so is the joint figure.
    one = counted([row("pump.fire", A, 3)], needs, (A, C))["pump.fire"]
    assert (one.cells[A].short, one.cells[C].held, one.cells[C].short, one.cells[C].ratio) == (1, None, None, None)
    assert one.joint.held is None and one.joint.waits_for == (C,) and one.saved is None and not one.joint.is_short
    # A list without the item says that there is none, unless it is said to be incomplete.
    rows = [row("pump.fire", A, 3), row("tent", C, 1, "顶")]
    assert counted(rows, needs, (A, C))["pump.fire"].cells[C].short == 4
    partial = InventorySettings(partial=frozenset({C}))
    assert counted(rows, needs, (A, C), partial)["pump.fire"].cells[C].held is None
    # A row without a figure is counted apart: at least 3, not 3 and nothing.
    one = counted([row("pump.fire", A, 3), row("pump.fire", A, None)], needs, (A,))["pump.fire"]
    assert (one.cells[A].held, one.cells[A].uncounted) == (3, 1)
    assert counted([row("pump.fire", A, None)], needs, (A,))["pump.fire"].cells[A].held is None
    # Zero that was typed is zero.
    assert counted([row("pump.fire", A, 0)], needs, (A,))["pump.fire"].cells[A].ratio == 0


def test_a_county_without_a_need_on_record_makes_no_ratio() -> None:
    one = counted([row("tent", A, 5, "顶"), row("tent", B, 5, "顶")], [need("tent", A, 4)])["tent"]
    assert one.cells[A].ratio == 1.25 and one.cells[B].need is None and one.joint.need is None
    assert one.joint.held == 10 and one.joint.waits_for == (B,)


def test_units_are_added_up_only_where_they_measure_the_same() -> None:
    assert in_unit(2, "吨", "千克") == 2000 and in_unit(1500, "m", "千米") == 1.5 and in_unit(3, "部", "台") == 3
    assert in_unit(3, "箱", "件") is None and in_unit(3, "", "件") == 3
    one = counted(
        [row("absorbent", A, 2, "吨"), row("absorbent", A, 500, "公斤"), row("absorbent", A, 9, "箱")],
        [need("absorbent", A, 3000)],
        (A,),
    )["absorbent"]
    assert (one.unit, one.cells[A].held, one.cells[A].uncounted, one.cells[A].short) == ("千克", 2500, 1, 500)


def test_needs_by_rule_are_whole_things_with_their_source() -> None:
    rule = rules()["fighters_sichuan_2016"]
    assert rule.basis is Basis.FOREST_HA and "1000" in rule.source("zh_CN") and "Sichuan" in rule.source("en")
    bases = {A: {"forest_ha": 101_876.5}, B: {"border_km": 310.0}}
    assert quantity_of(need("team.fire", A, rule=rule.code), bases) == 102  # 101.8765 people, and people come whole
    assert quantity_of(need("team.fire", A, rule=rule.code, per=0.002), bases) == 204
    assert quantity_of(need("team.fire", A, rule=rule.code, basis=3000.0), bases) == 3
    assert quantity_of(need("team.fire", A, 7, rule=rule.code), bases) == 7, "typed counts before the rule"
    assert quantity_of(need("team.fire", C, rule=rule.code), bases) is None, "nobody knows the forest of 赤城"
    assert quantity_of(need("pump.fire", B, rule="pumps_per_border"), bases) == 31, "0.1 × 310 is 31, not 32"
    assert quantity_of(need("tent", A, rule="tents_per_relocated"), bases) is None, "must be typed"


def test_every_rule_and_synonym_leads_to_an_item() -> None:
    assert all(CATALOGUE.get(rule.item) is not None for rule in rules().values())
    codes = [item.code for item in CATALOGUE.items]
    assert len(codes) == len(set(codes))
    for item in CATALOGUE.items:
        assert CATALOGUE.named(item.name) is item, item.name


def test_crews_are_teams_that_fight_fire() -> None:
    rows = [
        row("team.fire", A, 51, "人", kind="team"),
        row("team.semi", A, 21, "人", kind="team"),
        row("team.ranger", A, 280, "人", kind="team"),
        row("team.fire", B, 25, "人", kind="team"),
        row("team.semi", B, None, "人", kind="team"),
    ]
    found = with_crews({A: {"forest_ha": 1.0}}, rows, CATALOGUE)
    assert found[A] == {"forest_ha": 1.0, "crew_members": 72.0}
    assert B not in found, "a crew of unknown size makes the sum unknown"
