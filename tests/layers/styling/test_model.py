"""Styles as a plan stores them: short, read with care; and which feature belongs to which row."""

import numpy as np
import pandas as pd
import pytest

from layers.kinds import Role
from layers.styling.classify import Method
from layers.styling.members import Members, columns_of, kinds_of, members
from layers.styling.model import LabelChoice, LayerStyle, Look, Mode, Row, read_style, write_style
from layers.styling.presets import (
    DANGER,
    class_title,
    danger_style,
    default_style,
    reclassified,
    style_by,
    title_of,
    with_breaks,
)

BLUE = "#4477AA"


@pytest.mark.parametrize(
    "style",
    [
        LayerStyle(),
        LayerStyle(look=Look(BLUE)),
        LayerStyle(Mode.SINGLE, Look(BLUE, 0.3, "", "#000000", 2.5, "dot", "square", 12.0)),
        LayerStyle(labels=LabelChoice("kind", 14.0)),
        LayerStyle(labels=LabelChoice(shown=False)),
        LayerStyle(
            Mode.CATEGORIES,
            column="kind",
            rows=(Row("a", "甲", Look(BLUE)), Row("b", shown=False)),
            others=Row("", "其余", shown=False),
        ),
        LayerStyle(Mode.CLASSES, column="n", rows=(Row("0"), Row("1")), breaks=(2.5,), method=Method.QUANTILE),
        LayerStyle(classification="clcd"),
    ],
)
def test_a_style_comes_back_as_it_was_stored(style):
    assert read_style(write_style(style)) == style


def test_only_what_differs_is_stored_and_foreign_keys_stay():
    assert write_style(LayerStyle()) == {}
    assert write_style(read_style({"color": BLUE, "of_another_program": [1]})) == {
        "color": BLUE,
        "of_another_program": [1],
    }


@pytest.mark.parametrize(
    "broken",
    [
        {"color": "no colour", "width": "wide", "opacity": True, "pattern": "stripes", "symbol": 3, "size": None},
        {"mode": "pie", "rows": "none", "breaks": 3, "labels": [], "others": 1},
        {"mode": 7, "column": 7, "method": "guess", "ramp": "rainbow", "reverse": "yes", "classification": 1},
    ],
)
def test_what_makes_no_sense_is_left_out(broken):
    assert read_style(broken) == LayerStyle()


def test_numbers_are_kept_within_what_can_be_drawn():
    look = read_style({"width": 1e9, "size": -4, "opacity": 7, "mode": "single"}).look
    assert (look.width_px, look.size_px, look.opacity) == (12.0, 2.0, 1.0)


def test_classes_have_one_row_more_than_breaks_whatever_is_stored():
    style = read_style({"mode": "classes", "column": "n", "breaks": [5, 1], "rows": [{"value": "9", "title": "x"}]})
    assert style.breaks == (1.0, 5.0)
    assert [(row.value, row.title) for row in style.rows] == [("0", "x"), ("1", ""), ("2", "")]


def test_a_row_takes_from_the_layer_what_it_leaves_open():
    assert Look(BLUE, pattern="").over(Look("#000000", 0.5, "dots", width_px=3.0)) == Look(BLUE, 0.5, "", width_px=3.0)


# -- members ------------------------------------------------------------------------------------------


def test_values_find_their_rows_and_unknown_is_no_value():
    frame = pd.DataFrame({"kind": ["a", "b", None, "", "c", " a ", np.nan]})
    style = LayerStyle(Mode.CATEGORIES, column="kind", rows=(Row("a"), Row("b")))
    u, o = Members.UNKNOWN, Members.OTHERS
    assert members(style, frame).row.tolist() == [0, 1, u, u, o, 0, u]


def test_numbers_are_kinds_without_a_point():
    frame = pd.DataFrame({"level": [3.0, 1.0, np.nan, 2.5]})
    assert kinds_of(frame["level"]) == [("1", 1), ("2.5", 1), ("3", 1)]
    style = LayerStyle(Mode.CATEGORIES, column="level", rows=(Row("3"),))
    assert members(style, frame).row.tolist() == [0, Members.OTHERS, Members.UNKNOWN, Members.OTHERS]


def test_zero_is_a_value_and_unknown_is_not_zero():
    frame = pd.DataFrame({"n": [0.0, np.nan, 5.0]})
    style = LayerStyle(Mode.CLASSES, column="n", breaks=(0.0,), rows=(Row("0"), Row("1")))
    assert members(style, frame).row.tolist() == [0, Members.UNKNOWN, 1]


def test_a_column_that_is_gone_makes_all_unknown():
    style = LayerStyle(Mode.CATEGORIES, column="gone", rows=(Row("a"),))
    assert (members(style, pd.DataFrame({"x": [1, 2]})).row == Members.UNKNOWN).all()


def test_columns_tell_what_they_hold():
    frame = pd.DataFrame(
        {"uid": ["1", "2"], "name": ["a", ""], "n": [1.0, np.nan], "empty": [None, None], "m": ["1", "x"]}
    )
    found = {column.name: (column.is_number, column.kinds, column.unknown) for column in columns_of(frame)}
    assert found == {"name": (False, 1, 1), "n": (True, 1, 1), "m": (False, 2, 0)}


# -- looks that come by themselves ----------------------------------------------------------------------


def test_hazard_maps_have_danger_levels_by_default():
    frame = pd.DataFrame({"name": ["a"] * 5, "hazard_class": [4.0, 1.0, 2.0, 3.0, np.nan]})
    style = default_style(Role.HAZARD_MAP, frame)
    assert [row.look.color for row in style.rows] == [level.look.color for level in DANGER]
    assert [title_of(style, row, chinese=True)[0] for row in style.rows] == list("蓝黄橙红")
    assert members(style, frame).row.tolist() == [3, 0, 1, 2, Members.UNKNOWN]


def test_words_of_danger_are_recognised_and_bare_digits_are_not():
    words = danger_style(pd.DataFrame({"风险等级": ["重大风险", "低风险", "一般风险", "较大风险", None]}))
    assert [row.value for row in words.rows] == ["低风险", "一般风险", "较大风险", "重大风险"]
    assert [row.look.color for row in words.rows] == [level.look.color for level in DANGER]
    colours = danger_style(pd.DataFrame({"风险等级": ["红", "蓝", "黄", "橙"]}))
    assert [row.value for row in colours.rows] == ["蓝", "黄", "橙", "红"]
    assert danger_style(pd.DataFrame({"风险等级": [1, 2, 3, 4]})) is None, "which end is high is not said"
    assert default_style(Role.HAZARD_MAP, pd.DataFrame({"hazard_class": [np.nan]})) is None


def test_three_levels_take_blue_red_and_one_between():
    style = danger_style(pd.DataFrame({"风险等级": ["高", "中", "低"]}))
    assert [row.look.color for row in style.rows] == [DANGER[0].look.color, DANGER[2].look.color, DANGER[3].look.color]


def test_conifers_and_broadleaves_have_hues_of_their_own():
    frame = pd.DataFrame({"species": ["油松", "落叶松", "白桦", "山杨×白桦", "油松"]})
    rows = {row.value: row.look.color for row in style_by(frame, "species", Mode.CATEGORIES).rows}
    assert len(set(rows.values())) == 4
    red_less_blue = {name: int(c[1:3], 16) - int(c[5:7], 16) for name, c in rows.items()}
    assert max(red_less_blue["油松"], red_less_blue["落叶松"]) < red_less_blue["白桦"]


def test_fuels_are_ordered_by_how_they_run_and_named():
    frame = pd.DataFrame({"fuel": ["pasture", "woodland", "none"]})
    style = style_by(frame, "fuel", Mode.CATEGORIES)
    assert [row.value for row in style.rows] == ["none", "woodland", "pasture"]
    assert [title_of(style, row, chinese=False) for row in style.rows][1] == "Woodland"


def test_land_cover_polygons_have_the_colours_of_their_classification():
    frame = pd.DataFrame({"DLBM": ["0101", "0301", "0301", "1101"]})
    style = default_style(Role.LAND_COVER, frame)
    assert style.classification == "gbt21010" and style.column == "DLBM"
    assert {title_of(style, row, chinese=True) for row in style.rows} == {"水田", "乔木林地", "河流水面"}


def test_classes_follow_method_and_number_and_typed_breaks_stay():
    frame = pd.DataFrame({"n": [1, 2, 3, 20, 21, 22, 50, 51]})
    style = style_by(frame, "n", Mode.CLASSES)
    three = reclassified(style, frame, Method.NATURAL, 3)
    assert three.breaks == (3.0, 22.0) and len(three.rows) == 3
    typed = with_breaks(three, (10.0, 30.0))
    assert reclassified(typed, frame, Method.MANUAL, 5).breaks == (10.0, 30.0)
    assert [title_of(typed, row, chinese=True) for row in typed.rows] == ["≤ 10", "10 – 30", "> 30"]
    assert class_title((-1500.0, 0.5), 1) == "−1,500 – 0.5"
