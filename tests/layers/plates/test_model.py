"""What a planner chooses: kept and read back, whatever was kept; scales and codes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.plates import Paper, PlateCode, PlateSpec, Series, Subject, SubjectKind, layout_of, plate_size_mm
from layers.plates.code import plate_id
from layers.plates.scales import SCALES, fitting_scale, next_scale, typed_scale


def test_a_plate_comes_back_as_it_was_kept():
    spec = PlateSpec(
        uid="u", name="图一", subject=Subject(SubjectKind.BORDER, "110116|130826"), series=Series.GRID, paper=Paper.A2,
        portrait=True, scale=25_000, center=(116.5, 40.5), title="题", layers={"b": False, "a": True}, gaps="forest",
        grid=False, grey=True, overlap=0.1, most=7, language="en",
    )  # fmt: skip
    assert PlateSpec.of(spec.as_dict(), uid="u", name="图一") == spec


@pytest.mark.parametrize(
    "values",
    [
        {"paper": "A9", "series": 3, "subject": "nothing:", "scale": "x", "center": [1], "overlap": "nan", "layers": 4},
        {"scale": 10**40, "center": [500.0, 0.0], "overlap": math.inf, "most": "many", "title": None},
    ],
)
def test_what_makes_no_sense_takes_its_default(values):
    assert PlateSpec.of(values) == PlateSpec()


ANYTHING = st.one_of(st.none(), st.text("aA4:1", max_size=5), st.floats(), st.lists(st.integers(-200, 200), max_size=3))


@given(st.dictionaries(st.sampled_from(sorted(PlateSpec().as_dict())), ANYTHING, max_size=8))
def test_anything_kept_gives_a_plate(values):
    spec = PlateSpec.of(values)
    assert PlateSpec.of(spec.as_dict()) == spec


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1:50 000", 50_000), ("1：5万", 50_000), ("50000", 50_000), ("2.5万", 25_000), ("1:12,345", 12_345),
        ("", None), ("1:", None), ("abc", None), ("1:10", None), ("1:99999999999", None), ("nan", None), ("inf", None),
    ],
)  # fmt: skip
def test_typed_scales(text, scale):
    assert typed_scale(text) == scale


def test_the_scale_is_the_largest_round_one_that_shows_all():
    # 10 km on 100 mm with a quarter around: 1:125 000 exactly.
    assert fitting_scale(10_000.0, 1.0, (100.0, 100.0)) == 125_000
    assert fitting_scale(10_001.0, 1.0, (100.0, 100.0)) == 150_000
    assert fitting_scale(1e9, 1.0, (100.0, 100.0), around=1.0) == 1e10  # beyond the round ones: what is needed
    assert (next_scale(50_000, 1), next_scale(50_000, -1), next_scale(51_000, -1)) == (60_000, 40_000, 50_000)
    assert next_scale(SCALES[0], -1) == SCALES[0] and next_scale(SCALES[-1], 1) == SCALES[-1]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("portrait", [False, True])
def test_nothing_on_a_sheet_lies_over_another(paper, portrait):
    width, height = plate_size_mm(paper, portrait)
    layout = layout_of(width, height)
    assert (width > height) is not portrait
    assert layout.width * layout.factor == pytest.approx(width)
    assert layout.map_mm[0] * layout.map_mm[1] > 0.55 * width * height
    boxes = [layout.map, layout.side, layout.foot]
    for box in boxes:
        assert box.x > 0 and box.y > 0 and box.right < layout.width and box.bottom < layout.height
    for one, other in ((0, 1), (0, 2), (1, 2)):
        a, b = boxes[one], boxes[other]
        assert a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y


def test_a_code_says_plan_and_plate_in_the_close_packing_of_qr():
    code = PlateCode("ab" * 32, plate_id("area", "u1"), 3, 12, 50_000)
    assert PlateCode.parse(code.text) == code
    assert PlateCode.parse(f"  {code.text.lower()}\n") == code
    assert set(code.text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    for text in ("", "https://example.org", code.text[:-1] + "x", code.text.replace(":1:", ":2:", 1)):
        assert PlateCode.parse(text) is None
    assert plate_id("area", "u1") != plate_id("area", "u2")
