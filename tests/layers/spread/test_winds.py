"""A rose of winds is the mean of its winds; scenarios are held against the first; the workbook says the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from app.sheets.words import load_words
from layers.plan import PlanStore
from layers.spread.choices import rose_winds
from layers.spread.fire_land import FireLand, LandSettings, fire_land
from layers.spread.matrix_book import notes_of
from layers.spread.rates import Spread, Weather
from layers.spread.scenario_book import FIGURES, difference, figures_of, write_scenarios
from layers.spread.winds import sending

WEST_WIND, EAST_WIND = Weather(4.0, 4.0, 270.0), Weather(4.0, 4.0, 90.0)
NAMES = {"110116": "怀柔", "130826": "丰宁"}


@pytest.fixture
def land(store: PlanStore) -> FireLand:
    return fire_land(store, LandSettings(cell_m=100.0))


def run(land: FireLand, *winds, memory=None):
    return sending(land, winds, Spread(), 3.0, 500.0, memory=memory)


def test_a_rose_is_the_mean_of_its_winds_and_names_the_worst(land: FireLand) -> None:
    memory: dict = {}
    west, east = run(land, (WEST_WIND, 1.0), memory=memory), run(land, (EAST_WIND, 1.0), memory=memory)
    assert len(memory) == 4, "each on the lattice and on one of twice the step"
    known = dict(memory)
    both = run(land, (WEST_WIND, 0.75), (EAST_WIND, 0.25), memory=memory)
    assert memory == known and all(memory[key] is known[key] for key in known), "nothing was run again"
    for value in ("area_ha", "people"):
        mean = 0.75 * west.fine.sent[value] + 0.25 * east.fine.sent[value]
        assert both.fine.sent[value] == pytest.approx(mean, abs=1e-12)
    assert west.fine.sent["area_ha"][0, 1] > west.fine.sent["area_ha"][1, 0]
    assert both.across_ha == (west.across_ha[0], east.across_ha[0])
    assert both.worst == (WEST_WIND if west.across_ha[0] > east.across_ha[0] else EAST_WIND)
    assert both.coarse.step_m == 2 * both.fine.step_m == 1000.0
    again = run(land, *rose_winds(Weather(4.0, 4.0), (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 3.0, 0.0)))
    assert again.fine.sent["area_ha"] == pytest.approx(both.fine.sent["area_ha"], abs=1e-12)


def test_figures_and_their_differences_follow_from_the_matrices(land: FireLand, tmp_path: Path) -> None:
    calm, windy = run(land, (Weather(4.0), 1.0)), run(land, (WEST_WIND, 1.0))
    first, second = figures_of(calm), figures_of(windy)
    matrix = windy.fine.sent["area_ha"]
    assert second.burnt_ha == pytest.approx(matrix.sum())
    assert second.across_ha == pytest.approx(matrix.sum() - np.trace(matrix))
    assert second.across_share == pytest.approx(second.across_ha / second.burnt_ha)
    more, part = difference(second, first, "burnt_ha")
    assert more == pytest.approx(matrix.sum() - calm.fine.sent["area_ha"].sum()) and more > 0
    assert part == pytest.approx(more / first.burnt_ha)
    assert np.isnan(difference(second, first, "across_share")[1])

    words = load_words("zh_CN").group("matrix")
    notes = notes_of(words, "无风; 西风", [(calm.fine, calm.coarse), (windy.fine, windy.coarse)], 100.0, land.used)
    titles = ["无风[甲]", "西风"]
    path = write_scenarios(tmp_path / "对比.xlsx", titles, ["a", "b"], [calm, windy], NAMES, words, notes)
    book = openpyxl.load_workbook(path)
    rows = list(book["情景对比"].iter_rows(values_only=True))
    assert rows[0][:2] == ("情景", "气象") and [row[0] for row in rows[1:]] == titles
    burnt = rows[0].index("每次起火烧掉 hm²")
    assert rows[2][burnt] == pytest.approx(second.burnt_ha, abs=1e-5)
    assert rows[2][burnt + 1] == pytest.approx(more, abs=1e-5) and rows[2][burnt + 2] == pytest.approx(part, abs=1e-5)
    assert rows[1][burnt + 1] == 0.0
    assert len(rows[0]) == 2 + 3 * len(FIGURES) - 2, "shares have no part of themselves"
    less = next(name for name in book.sheetnames if name.startswith("2 − 1") and "面积" in name)
    cells = [row[1:] for row in book[less].iter_rows(min_row=2, values_only=True)]
    assert np.array(cells, dtype=float) == pytest.approx(matrix - calm.fine.sent["area_ha"], abs=1e-5)
    said = "\n".join(str(row[1]) for row in book["说明"].iter_rows(values_only=True))
    assert "每 500 m 一个起火点" in said and said.count("起火点减半") == 2 and "forest" in said
