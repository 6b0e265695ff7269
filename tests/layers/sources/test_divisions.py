"""County codes and names against the built-in list."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.kinds import Role
from layers.sources.divisions import check_codes
from layers.sources.fields import map_fields


def found(*rows: tuple[str, str]) -> dict[str, list[str]]:
    problems = check_codes([code for code, _ in rows], [name for _, name in rows], field="DM")
    return {problem.code: list(problem.facts["examples"]) for problem in problems}


def test_what_agrees_is_not_told() -> None:
    assert found(("110116", "怀柔区"), ("110119", "延庆"), ("130826", "河北省丰宁县"), ("110118", ""), ("", "x")) == {}


def test_the_code_of_one_county_and_the_name_of_another() -> None:
    assert found(("110116", "延庆区")) == {"code_name_differ": ["110116 怀柔区 ≠ 延庆区"]}
    assert found(("110116", "Huairou"), ("110116", "某某林场")) == {}, "a name nobody knows contradicts nothing"


def test_codes_of_old_are_told_with_their_successors() -> None:
    assert found(("110228", "密云县")) == {"codes_superseded": ["110228 密云县 → 110118 密云区"]}
    assert found(("110228", "")) == {"codes_unlisted": ["110228"]}


@pytest.mark.parametrize(("code", "name"), [("110000", "北京市"), ("130100", "石家庄市"), ("710000", "台湾省")])
def test_provinces_and_cities_are_told_as_such(code: str, name: str) -> None:
    assert found((code, name)) == {"codes_of_larger": [f"{code} {name}"]}


def test_cities_without_counties_and_the_special_regions_are_counties() -> None:
    assert found(("441900", "东莞市"), ("620200", "嘉峪关市"), ("820000", "澳门"), ("810101", "中西区")) == {}


def test_a_development_zone_is_no_old_county() -> None:
    assert found(("130372", "北戴河新区")) == {"codes_unlisted": ["130372 北戴河新区"]}


def test_codes_of_four_digits_are_those_of_cities_and_no_codes_of_counties() -> None:
    mapped = map_fields(pd.DataFrame({"DM": [1308, 1307], "MC": ["承德市", "张家口市"]}), Role.COUNTY)
    assert mapped.canonical["code"].tolist() == ["", ""]
    (found,) = mapped.problems
    assert (found.code, found.facts["examples"]) == ("codes_of_larger", ["1308 承德市", "1307 张家口市"])
    assert map_fields(pd.DataFrame({"id": [1001, 1002]}), Role.COUNTY).problems == []
