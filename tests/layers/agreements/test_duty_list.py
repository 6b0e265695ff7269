"""The responsibility list: filled from the zones, and a person's word is never overwritten in silence."""

from __future__ import annotations

import pandas as pd
import pytest

from app.sheets.words import load_words
from layers.agreements.books import Book, normal, records
from layers.agreements.duty_list import filled_again, from_zones, kept, taken

A, B = "110116", "130826"
NAMES = {A: "怀柔", B: "丰宁"}


def zones(lead=A, *, first_min=90.0, uid="z1"):
    links = [{"from": A, "to": B, "first_min": first_min}, {"from": B, "to": A, "first_min": 20.0}]
    return pd.DataFrame(
        [
            {
                "uid": uid,
                "zone_class": "S1",
                "hazard": "forest",
                "counties": [A, B],
                "lead": lead,
                "supports": [B if lead == A else A],
                "rotation": False,
                "legal_band": False,
                "links": links,
            }
        ]
    )


PARTS = pd.DataFrame(
    [
        {"zone_uid": "z1", "county": A, "depots_unknown": False, "depot_own": "怀北库", "depot_own_km": 12.0,
         "depot_across": "丰宁库", "depot_across_county": B, "depot_across_km": 8.0},
        {"zone_uid": "z1", "county": B, "depots_unknown": True, "depot_own": "", "depot_own_km": float("nan"),
         "depot_across": "", "depot_across_county": "", "depot_across_km": float("nan")},
    ]
)  # fmt: skip


def fresh(lead=A, **more):
    return from_zones(zones(lead, **more), PARTS, NAMES, load_words("zh_CN"), margin_min=30.0)


def empty():
    return normal(Book.DUTY, [])


def row(frame, county=A, phase="warning"):
    return next(one for one in records(frame) if (one["county"], one["phase"]) == (county, phase))


def edited(frame, uid, **values):
    return normal(Book.DUTY, [{**one, **values} if one["uid"] == uid else one for one in records(frame)])


def test_a_row_for_each_part_and_phase():
    made = fresh()
    assert len(made) == 2 * 5 and made["uid"].is_unique
    one = row(made)
    assert (one["lead"], one["supports"]) == ("怀柔", "丰宁")
    assert one["basis"].startswith("突发事件应对法") and one["evidence"].startswith("Z-")


def test_by_when_to_tell_follows_from_the_lead_time():
    assert "60 分钟内通报丰宁" in row(fresh())["time_limit"]  # 90 - 30
    assert "立即通报怀柔" in row(fresh(), B)["time_limit"]  # 20 < 30
    assert "____" in row(fresh(first_min=float("nan")))["time_limit"]


def test_the_first_there_is_named_from_either_side_and_unknown_stays_empty():
    said = row(fresh(), A, "response")["remark"]
    assert "怀北库" in said and "丰宁库" in said and "8.0 km" in said
    assert row(fresh(), B, "response")["remark"] == ""


def test_filling_twice_changes_nothing():
    once = filled_again(empty(), fresh())
    assert (once.added, once.renewed, once.differing, once.gone) == (10, 0, 0, 0)
    again = filled_again(once.rows, fresh())
    assert (again.added, again.renewed, again.differing, again.gone) == (0, 0, 0, 0)
    pd.testing.assert_frame_equal(again.rows, once.rows)


def test_rows_nobody_touched_follow_the_zones():
    again = filled_again(filled_again(empty(), fresh()).rows, fresh(B))
    assert (again.renewed, again.differing) == (10, 0)
    assert row(again.rows)["lead"] == "丰宁"


def test_a_persons_word_stays_and_the_difference_is_marked():
    first = filled_again(empty(), fresh()).rows
    mine = edited(first, row(first)["uid"], lead="怀柔、丰宁共同")
    again = filled_again(mine, fresh(B))
    one = row(again.rows)
    assert one["lead"] == "怀柔、丰宁共同" and one["filled"]["now"] == {"lead": "丰宁"}
    assert one["supports"] == "怀柔"  # what nobody touched in the same row follows
    assert again.differing == 1
    assert row(filled_again(again.rows, fresh(B)).rows)["filled"]["now"] == {"lead": "丰宁"}  # still open


def test_what_is_signed_is_left_and_told_of():
    first = filled_again(empty(), fresh()).rows
    short = first[first["county"] == A]
    zone = str(first["zone"].iloc[0])
    again = filled_again(short, fresh(B), signed={zone})
    assert again.added == 0 and again.renewed == 0 and again.differing == len(short)
    columns = [name for name in short if name != "filled"]
    pd.testing.assert_frame_equal(again.rows[columns], short[columns].reset_index(drop=True))
    assert row(again.rows)["filled"]["now"]["lead"] == "丰宁"


def test_either_word_can_be_decided_for():
    first = filled_again(empty(), fresh()).rows
    mine = edited(first, row(first)["uid"], lead="共同")
    open_row = row(filled_again(mine, fresh(B)).rows)
    assert taken(open_row)["lead"] == "丰宁" and "now" not in taken(open_row)["filled"]
    stays = kept(open_row)
    assert stays["lead"] == "共同"
    after = filled_again(normal(Book.DUTY, [stays]), fresh(B))
    assert "now" not in row(after.rows)["filled"] and row(after.rows)["lead"] == "共同"


def test_rows_whose_zone_is_gone_stay_and_say_so():
    first = filled_again(empty(), fresh()).rows
    again = filled_again(first, fresh(uid="z2"))
    assert (again.added, again.gone, len(again.rows)) == (10, 10, 20)
    assert row(again.rows)["filled"]["gone"] is True


def test_rows_written_by_hand_are_left_alone():
    mine = normal(Book.DUTY, [{"zone": "z1", "county": A, "phase": "warning", "task": "自拟", "lead": "林场"}])
    again = filled_again(mine, fresh())
    assert records(again.rows)[0]["lead"] == "林场" and again.added == 10


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_words_in_both_languages(language):
    made = from_zones(zones(), PARTS, NAMES, load_words(language), margin_min=30.0)
    assert not made["task"].str.contains("_").any()
