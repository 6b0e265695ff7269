"""Every code, column and parameter of the lists about rivers has words in both languages."""

from __future__ import annotations

import math

import pytest

from app.sheets.words import load_words
from layers.rivers.along_lines import BAND_COLUMNS, BASIN_COLUMNS, DEPARTURE_COLUMNS
from layers.rivers.directions import Evidence
from layers.rivers.problems import PROBLEM_COLUMNS, Problem
from layers.rivers.screening import COUNTY_COLUMNS, How
from layers.rivers.sections import BORDERING_COLUMNS, SECTION_COLUMNS
from layers.rivers.settings import PARAMETERS, Method, RiverSettings, Stage
from layers.rivers.standards import MISMATCH_COLUMNS, Severity

COLUMNS = {
    *(*BAND_COLUMNS, *BASIN_COLUMNS, *DEPARTURE_COLUMNS, *PROBLEM_COLUMNS, *COUNTY_COLUMNS, *MISMATCH_COLUMNS),
    *(*SECTION_COLUMNS, *BORDERING_COLUMNS),
} - {"geometry", "start_m"}
GROUPS = {
    "river_problem": list(Problem),
    "river_severity": list(Severity),
    "river_how": list(How),
    "river_column": sorted(COLUMNS),
    "river_parameter": [one.name for one in PARAMETERS],
    "river_source": [one.source for one in PARAMETERS],
    "spill_evidence": list(Evidence),
    "spill_stage": list(Stage),
    "spill_method": list(Method),
}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_code_has_words(group, language):
    words = load_words(language)
    assert [code for code in GROUPS[group] if f"{group}.{code}" not in words] == []
    assert len(set(words.group(group).values())) >= len(set(GROUPS[group])) - 4


def test_every_number_has_limits_that_hold_its_default():
    values = RiverSettings().as_dict()
    numbers = {name for name, value in values.items() if name not in ("method", "stage", "verdicts")}
    assert {one.name for one in PARAMETERS} == numbers
    for one in PARAMETERS:
        value = values[one.name]
        assert value is None or (one.least <= value <= one.most and math.isfinite(value))
