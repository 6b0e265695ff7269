"""Completeness with its parts, ages, and the search by capability."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from layers.inventory import scoring
from layers.inventory.catalogue import Catalogue
from layers.inventory.model import Item, StockKind, StockRow
from layers.inventory.privacy import masked, without_phones
from layers.inventory.scoring import ASKED, Age
from layers.inventory.searching import search
from tests.layers.inventory.rows import NAMES, ON, A, B, C, row

FULL = row(
    "pump.fire", A, 3, holder="库", mobilise_min=10.0, contact="赵", phone="1", callsign="甲", channel="1", backup="钱",
    checked="2026-04-01",
)  # fmt: skip


def test_completeness_is_the_mean_of_its_parts() -> None:
    assert scoring.missing(FULL) == () and len(ASKED) == 11
    bare = StockRow(item="tent", county=A)
    assert set(scoring.missing(bare)) == set(ASKED) - {"county"}
    score = scoring.score([FULL, bare], ON, 180)
    assert score.parts["county"] == 1.0 and score.parts["phone"] == 0.5
    assert score.total == pytest.approx((1.0 + 10 * 0.5) / 11) == pytest.approx(sum(score.parts.values()) / 11)
    # The wholes follow from the parts: rows of both counties together, weighted by how many there are.
    several = [FULL, bare, replace(FULL, county=B, phone=""), replace(bare, county=B), replace(bare, county=B)]
    by_county = scoring.by_county(several, NAMES, ON, 180)
    weighed = sum(one.total * one.rows for one in by_county.values() if one.total is not None) / len(several)
    assert weighed == pytest.approx(scoring.score(several, ON, 180).total)
    by_holder = scoring.by_holder(several, ON, 180)
    assert sum(one.rows for one in by_holder.values()) == len(several) and by_holder[(A, "库")].total == 1.0
    assert by_county[C].total is None and by_county[C].rows == 0, "no rows: unknown, not zero"


def test_zero_is_said_and_a_backup_is_a_name_or_a_number() -> None:
    assert "quantity" not in scoring.missing(replace(FULL, quantity=0.0))
    assert "backup" not in scoring.missing(replace(FULL, backup="", backup_phone="2"))
    assert "backup" in scoring.missing(replace(FULL, backup=""))


@pytest.mark.parametrize(
    ("days", "limit", "expected"),
    [(180, 180, Age.FRESH), (181, 180, Age.STALE), (31, 30, Age.STALE), (-3, 180, Age.FRESH), (None, 180, Age.NEVER)],
)
def test_stale_is_more_than_so_many_days(days: int | None, limit: int, expected: Age) -> None:
    checked = "" if days is None else (ON - timedelta(days=days)).isoformat()
    assert scoring.age(replace(FULL, checked=checked), ON, limit) is expected
    assert scoring.age_days(replace(FULL, checked="昨天"), ON) is None


OWN = Item("own.x", StockKind.EQUIPMENT, "排烟机", "台", ("排烟",))
ROWS = [
    row("pump.fire", A, 20),
    row("pump.drain", B, 6),
    row("team.diver", A, 8, "人"),
    row("robot.water", B, 1),
    row("own.x", A, 2),
    row("blower", A, None),
    StockRow(uid="free", name="龙吸水排涝车", county=B, note="可抽水"),
]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("水泵", ["pump.fire", "pump.drain"]),
        ("排涝", ["pump.drain", ""]),  # a capability, and a name that holds it
        ("蛙人", ["team.diver"]),
        ("潜水员", ["team.diver"]),  # a synonym
        ("机器人", ["robot.water"]),
        ("shuibeng", ["pump.fire", "pump.drain"]),
        ("waren", ["team.diver"]),
        ("大功率水泵", ["pump.fire", "pump.drain"]),  # holds a name that is known
        ("ROV", ["robot.water"]),
        ("Divers", ["team.diver"]),
        ("排烟", ["own.x"]),
        ("水泵 供水", ["pump.fire"]),  # both
        ("直升机", []),
    ],
)
def test_search_by_capability(text: str, items: list[str]) -> None:
    assert [one.item for one in search(text, ROWS, Catalogue([OWN]))] == items


def test_the_most_come_first_and_unknown_last_and_nothing_asked_gives_all() -> None:
    rows = [row("pump.fire", A, None), row("pump.fire", B, 3), row("pump.fire", A, 9)]
    assert [one.quantity for one in search("水泵", rows, Catalogue())] == [9, 3, None]
    assert search("  ", rows, Catalogue()) == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三 138 0000 0000", "张三 ***"),
        ("010-0000-0000 或 13800000000", "*** 或 ***"),
        ("(010) 6123 4567", "***"),
        ("2026.5.1 3000 m 水带", "2026.5.1 3000 m 水带"),
        ("2026-05-01 盘点 300 把", "2026-05-01 盘点 300 把"),
        ("20260501", "20260501"),
        ("频道 151.250 MHz", "频道 151.250 MHz"),
    ],
)
def test_numbers_in_remarks_are_taken_out_too(text: str, expected: str) -> None:
    assert masked(text) == expected
    cleared = without_phones(replace(FULL, note=text, phone="138", backup_phone="139"))
    assert (cleared.note, cleared.phone, cleared.backup_phone, cleared.quantity) == (expected, "", "", 3)
