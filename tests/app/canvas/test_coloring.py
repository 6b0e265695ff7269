"""A layer in a colour of the planner's choice: on the map, in the legend, on paper."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor

from app.canvas import styles
from app.canvas.building import build_scene
from app.canvas.coloring import mixed, recolored, visible_on
from app.canvas.legend import legend_entries
from app.canvas.reads import Look
from app.canvas.styles import THEMES, Style
from layers.kinds import Role
from layers.styling.model import color_of

BLUE = "#4477AA"


def test_only_colours_change(qapp) -> None:
    style = Style(
        fill="#CFE3C4",
        pattern="hatch",
        pattern_color="#665E9248",
        line="#000000",
        width=2.5,
        dash=(4.0, 2.0),
        core="#FFFFFF",
    )
    made = recolored(style, BLUE, "#FFFFFF")
    changed = {field.name for field in fields(Style) if getattr(made, field.name) != getattr(style, field.name)}
    assert changed == {"fill", "pattern_color", "line"}
    assert made.line == BLUE and made.pattern_color == "#664477AA", "as transparent as it was"
    assert made.fill == mixed(BLUE, "#FFFFFF", 0.4), "an opaque area stays pale enough to read on"


def test_what_is_not_drawn_stays_so(qapp) -> None:
    assert recolored(Style(line="#000000"), BLUE, "#FFFFFF").fill == ""
    assert recolored(Style(fill="#000000"), BLUE, "#FFFFFF").line == ""


def test_what_shows_through_takes_the_colour_whole(qapp) -> None:
    assert recolored(Style(fill="#000000", fill_opacity=0.3), BLUE, "#FFFFFF").fill == BLUE


def test_a_point_keeps_its_symbol(qapp) -> None:
    style = Style(symbol="square", glyph="depot", fill="#455A64", keyline="#FFFFFF")
    made = recolored(style, BLUE, "#FFFFFF")
    assert (made.symbol, made.glyph, made.keyline, made.fill) == ("square", "depot", "#FFFFFF", BLUE)


def test_a_pale_casing_stays_and_a_coloured_band_follows(qapp) -> None:
    assert recolored(Style(line="#000000", band="#FFFDF8"), BLUE, "#FFFFFF").band == "#FFFDF8"
    assert recolored(Style(line="#000000", band="#A9808F"), BLUE, "#FFFFFF").band == BLUE


@pytest.mark.parametrize("color", ["#000000", "#332288", "#882255", "#117733"])
def test_dark_colours_stand_out_on_dark_land(qapp, color: str) -> None:
    made = QColor(visible_on("#1E2326", color))
    assert made.lightnessF() > 0.55
    assert color == "#000000" or abs(made.hslHueF() - QColor(color).hslHueF()) < 0.02
    assert visible_on("#F7F6F2", color) == color


def test_mixing_is_by_share(qapp) -> None:
    assert mixed("#FF0000", "#0000FF", 1.0) == "#FF0000"
    assert mixed("#FF0000", "#0000FF", 0.0) == "#0000FF"
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ({}, ""),
        ({"color": ""}, ""),
        ({"color": None}, ""),
        ({"color": "no colour"}, ""),
        ({"color": 7}, ""),
        ({"color": "#4477aa"}, BLUE),
        ({"color": BLUE, "width": 3}, BLUE),
    ],
)
def test_a_stored_colour_is_read_with_care(qapp, style: dict[str, object], expected: str) -> None:
    assert color_of(style) == expected


@pytest.mark.parametrize("theme", THEMES)
def test_every_look_of_every_theme_takes_a_colour(qapp, theme: str) -> None:
    looks = styles.theme(theme)
    for key, style in looks.styles.items():
        made = recolored(style, BLUE, looks.land)
        assert made.pattern == style.pattern and made.fill_opacity == style.fill_opacity, key
        if style.line or style.fill or style.pattern_color:
            assert made != style, f"{key} would look as before"


# -- from the plan to the picture --------------------------------------------------------------------


@pytest.fixture
def colored(document):
    """The small plan with a blue forest, a red-wine border, and hidden reaches."""
    forest = next(record for record in document.layers() if record.role is Role.FOREST)
    document.set_layer_color(forest.uid, BLUE)
    document.set_derived_look("borders", color="#882255")
    document.set_derived_look("reaches", visible=False)
    document.set_derived_look("zones", opacity=0.5)
    document.set_derived_look("zones", color=BLUE)
    return document, forest


def test_a_scene_takes_colours_and_looks_from_the_plan(colored) -> None:
    document, forest = colored
    with document.store.reader() as reader:
        scene = build_scene(reader)
    assert scene.layer(forest.uid).parts[0].style.line == BLUE
    assert {part.style.line for part in scene.layer("borders").parts} == {"#882255"}
    assert not scene.layer("reaches").visible and scene.layer("zones").opacity == 0.5
    assert scene.layer("zones").color == "", "the colours of zones say their class"
    shapes = scene.layer(forest.uid).parts[0].shapes
    document.set_layer_color(forest.uid, "")
    with document.store.reader() as reader:
        again = build_scene(reader, previous=scene)
    assert again.layer(forest.uid).parts[0].style.line != BLUE
    assert again.layer(forest.uid).parts[0].shapes is shapes, "a colour costs no shape"


def test_looks_given_take_the_place_of_the_plans(colored) -> None:
    document, _forest = colored
    with document.store.reader() as reader:
        scene = build_scene(reader, derived={"zones": Look(visible=False)})
    assert scene.layer("reaches").visible and not scene.layer("zones").visible


def test_the_legend_tells_a_coloured_layer_by_its_name(colored) -> None:
    document, forest = colored
    with document.store.reader() as reader:
        scene = build_scene(reader)
    own = {entry.own_name: entry for entry in legend_entries(scene) if entry.own_name}
    assert list(own) == [forest.title] and own[forest.title].style.line == BLUE


def test_on_paper_the_county_lines_are_never_left_out(colored) -> None:
    from types import SimpleNamespace

    from app.sheets.plate import plate_scene
    from app.sheets.words import load_words

    document, _forest = colored
    document.set_derived_look("borders", visible=False)
    job = SimpleNamespace(words=load_words("zh_CN"))
    with document.store.reader() as reader:
        scene = plate_scene(job, reader)
    assert scene.layer("borders").visible and not scene.layer("reaches").visible
    assert scene.layer("zones").opacity == 0.5
