from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.kinds import Role
from layers.sources.fields import ALIASES, NUMBERS, canonical_columns, map_fields


def test_every_role_has_its_canonical_columns_whatever_the_source_holds() -> None:
    for role in Role:
        mapped = map_fields(pd.DataFrame({"whatever": [1, 2]}), role)
        assert tuple(mapped.canonical.columns) == canonical_columns(role)
        assert mapped.rest.columns.tolist() == ["whatever"]


def test_settlement_columns_in_chinese() -> None:
    frame = pd.DataFrame(
        {"村名": ["甲村", "乙村"], "常住人口": ["1,200人", None], "类型": ["行政村", "自然村"], "备注": ["", "x"]}
    )
    mapped = map_fields(frame, Role.SETTLEMENT)
    assert mapped.canonical["name"].tolist() == ["甲村", "乙村"]
    assert mapped.canonical["people"].tolist()[0] == 1200.0
    assert math.isnan(mapped.canonical["people"].tolist()[1])
    assert mapped.canonical["kind"].tolist() == ["行政村", "自然村"]
    assert mapped.rest.columns.tolist() == ["常住人口", "备注"]  # text was turned into numbers: kept beside
    assert {"people_unknown"} == {p.code for p in mapped.problems}


def test_missing_people_are_unknown_never_zero_and_zero_stays_zero() -> None:
    frame = pd.DataFrame({"name": list("abcde"), "people": ["", None, "未知", 0, -5]}, dtype=object)
    mapped = map_fields(frame, Role.SETTLEMENT)
    people = mapped.canonical["people"]
    assert people.isna().tolist() == [True, True, True, False, True]
    assert people[3] == 0.0
    unreadable = next(p for p in mapped.problems if p.code == "numbers_unreadable")
    assert unreadable.facts["count"] == 2


def test_no_population_column_means_unknown_for_all() -> None:
    mapped = map_fields(pd.DataFrame({"name": ["a", "b"]}), Role.SETTLEMENT)
    assert mapped.canonical["people"].isna().all()


def test_chinese_names_first_then_others() -> None:
    frame = pd.DataFrame({"name": ["Zhuozhou", "Zhuangtou"], "name_zh": ["涿州", None]})
    mapped = map_fields(frame, Role.SETTLEMENT)
    assert mapped.canonical["name"].tolist() == ["涿州", "Zhuangtou"]


def test_county_codes_from_numbers_and_tianditu() -> None:
    for values in ([110116, 110228], [110116.0, 110228.0], ["156110116", "156110228"], [156110116, 156110228]):
        mapped = map_fields(pd.DataFrame({"gb": values, "NAME": ["怀柔区", "密云县"]}), Role.COUNTY)
        assert mapped.canonical["code"].tolist() == ["110116", "110228"]
        assert "codes_mended" in {p.code for p in mapped.problems}


def test_a_code_column_is_told_by_its_values_not_its_name() -> None:
    frame = pd.DataFrame({"code": [1, 2], "gbcode": [61010, 61010], "ADCODE99": [110116, 110228]})
    mapped = map_fields(frame, Role.COUNTY)
    assert mapped.canonical["code"].tolist() == ["110116", "110228"]
    assert mapped.sources["code"] == "ADCODE99"


def test_river_direction_is_three_valued() -> None:
    mapped = map_fields(pd.DataFrame({"directed": ["是", "0", None, "?"]}, dtype=object), Role.RIVER)
    assert mapped.canonical["directed"].tolist()[:2] == [True, False]
    assert mapped.canonical["directed"].isna().tolist() == [False, False, True, True]
    assert str(mapped.canonical["directed"].dtype) == "boolean"


def test_columns_that_differ_only_in_case_or_are_reserved_get_other_names() -> None:
    frame = pd.DataFrame({"name": ["a"], "NAME": ["b"], "fid": [7], "Geom": ["x"], "UID": ["u"]})
    mapped = map_fields(frame, Role.LAKE)
    names = [name.lower() for name in [*mapped.canonical.columns, *mapped.rest.columns, "uid", "geometry"]]
    assert len(names) == len(set(names))
    assert mapped.rest["fid_source"].tolist() == [7]


def test_what_the_planner_said_is_done_and_told() -> None:
    frame = pd.DataFrame({"名称": ["甲", "乙"], "NAME_1": ["子", ""], "常住人口": [1, 2], "户籍": ["3人", "不详"]})
    mapped = map_fields(frame, Role.SETTLEMENT, given={"name": "NAME_1", "people": "户籍", "kind": None})
    assert mapped.canonical["name"].tolist() == ["子", ""], "what is empty in the column chosen stays empty"
    assert mapped.canonical["people"].tolist()[0] == 3 and math.isnan(mapped.canonical["people"].tolist()[1])
    assert mapped.rest.columns.tolist() == ["名称", "常住人口", "户籍"]
    assert [(note.code, dict(note.facts)) for note in mapped.told()] == [
        ("field_given", {"field": "NAME_1", "canonical": "name"}),
        ("field_given", {"field": "户籍", "canonical": "people"}),
        ("field_none", {"canonical": "kind"}),
    ]
    assert {problem.code for problem in mapped.problems} == {"numbers_unreadable", "people_unknown"}


def test_none_on_purpose_is_not_looked_for() -> None:
    mapped = map_fields(pd.DataFrame({"name": ["甲"], "人口": [5]}), Role.SETTLEMENT, given={"people": None})
    assert mapped.canonical["people"].isna().all() and "people" not in mapped.sources
    assert mapped.rest.columns.tolist() == ["人口"]


def test_a_column_that_is_not_there_is_named_and_the_proposal_stands() -> None:
    mapped = map_fields(pd.DataFrame({"name": ["甲"]}), Role.LAKE, given={"name": "XMC"})
    assert mapped.canonical["name"].tolist() == ["甲"]
    (missing,) = mapped.problems
    assert (missing.code, dict(missing.facts)) == ("field_missing", {"field": "XMC", "canonical": "name"})


def test_the_stock_of_a_hectare_is_no_stock_of_a_patch() -> None:
    frame = pd.DataFrame({"XIAO_BAN": ["1"], "HUO_LMGQXJ": [48.5]})
    mapped = map_fields(frame, Role.FOREST)
    assert mapped.canonical["stock_m3"].isna().all()
    assert [dict(problem.facts) for problem in mapped.problems] == [{"field": "HUO_LMGQXJ"}]
    insisted = map_fields(frame, Role.FOREST, given={"stock_m3": "HUO_LMGQXJ"})
    assert insisted.canonical["stock_m3"].isna().all() and insisted.rest.columns.tolist() == ["HUO_LMGQXJ"]


def test_contradicting_codes_and_names_are_found_on_the_way_in() -> None:
    frame = pd.DataFrame({"XZQDM": ["110116"], "XZQMC": ["延庆区"]})
    assert [problem.code for problem in map_fields(frame, Role.COUNTY).problems] == ["code_name_differ"]


_CELLS = st.one_of(st.none(), st.text(max_size=6), st.integers(-5, 10**13), st.floats(), st.booleans())
_NAMES = st.sampled_from([*sum(ALIASES.values(), ()), "NAME_1", "人口（万人）", "geom", "uid", "fid", "x", ""])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(_NAMES, st.lists(_CELLS, min_size=3, max_size=3), max_size=6), st.sampled_from(list(Role)))
def test_whatever_is_in_a_table_it_is_mapped_and_nothing_is_lost(table: dict[str, list[object]], role: Role) -> None:
    frame = pd.DataFrame(table, dtype=object)
    mapped = map_fields(frame, role)
    assert tuple(mapped.canonical.columns) == canonical_columns(role)
    names = [str(name).lower() for name in (*mapped.canonical.columns, *mapped.rest.columns)]
    assert len(names) == len(set(names)), "a table can store them side by side"
    assert len(frame.columns) - len(mapped.rest.columns) <= len(mapped.sources)
    for name in set(canonical_columns(role)) & NUMBERS - {"order"}:
        assert not (mapped.canonical[name] < 0).any()


def test_depot_text_fields() -> None:
    frame = pd.DataFrame(
        {"库名": ["甲库"], "联系人": ["张三"], "电话": [13800000000.0], "物资": ["风力灭火机"], "级别": ["县级"]}
    )
    mapped = map_fields(frame, Role.DEPOT)
    assert mapped.canonical.iloc[0].to_dict() == {
        "name": "甲库",
        "kind": "",
        "level": "县级",
        "contact": "张三",
        "phone": "13800000000",
        "items": "风力灭火机",
    }


def test_nothing_is_invented_for_empty_frames() -> None:
    mapped = map_fields(pd.DataFrame({"村名": [], "人口": []}), Role.SETTLEMENT)
    assert len(mapped.canonical) == 0
    assert mapped.canonical["people"].dtype == np.float64
