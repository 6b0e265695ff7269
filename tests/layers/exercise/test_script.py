from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from app.sheets.words import load_words
from layers.exercise.checks import RULES, Verdict
from layers.exercise.evaluation import ITEMS, Outcome, evaluate
from layers.exercise.injects import AT_ONCE_MIN, injects, renewed
from layers.exercise.model import FACTS, NUMBERS, Exercise, Inject, Logged, Party, Physics, Purpose, SiteKind
from layers.exercise.programme import new_exercise, phases, phases_of, phases_text
from layers.exercise.rows import exercise_frame, exercises_of, inject_frame, injects_of, site_frame, sites_of
from layers.exercise.running import Coming, Run
from layers.exercise.telling import ddm, dms, expected, sentence
from layers.export.coordinates import format_ddm
from tests.layers.exercise.builders import EAST, EPSG, EXERCISE, WEST, ground, site

NAMES = {WEST: "怀柔区", EAST: "丰宁满族自治县"}
SITES = (site(SiteKind.IGNITION, 3_000.0, 3_000.0, "火"), site(SiteKind.STAGING, 1_000.0, 3_000.0, "集"))


def run(*comings: Coming, margin: float = 30.0) -> Run:
    return Run(Physics.FIRE, WEST, comings, lambda x, _y: np.full(np.shape(x), np.inf), EPSG, {}, margin_min=margin)


def county(minutes: float) -> Coming:
    return Coming("county", "", NAMES[EAST], EAST, minutes, math.nan, 116.6, 40.7)


def village(name: str, minutes: float, people: float = 80.0) -> Coming:
    return Coming("place", "settlement", name, EAST, minutes, people, 116.61, 40.7)


def test_the_neighbour_is_told_the_margin_before_and_comes_from_then_on() -> None:
    made = {one.code: one for one in injects(EXERCISE, SITES, run(county(90.0)), ground())}
    assert made["crosses"].minute == 90.0 and made["crosses"].to == (EAST,)
    assert made["tell_county"].due_min == 60.0 and made["tell_county"].minute == 55.0 and made["tell_county"].by == WEST
    assert made["tell_home"].due_min == AT_ONCE_MIN and made["begin"].minute == 0.0
    arrivals = {one.by: one for one in injects(EXERCISE, SITES, run(county(90.0)), ground()) if one.code == "arrive"}
    assert arrivals[WEST].minute == AT_ONCE_MIN + 20.0  # the response engine's 20 minutes, from when it was told
    assert arrivals[EAST].minute == 60.0 + 45.0
    assert arrivals[EAST].facts["site"] == "集"


def test_who_is_reached_at_once_is_told_at_once() -> None:
    made = {one.code: one for one in injects(EXERCISE, SITES, run(county(12.0)), ground())}
    assert made["tell_county"].due_min == AT_ONCE_MIN and made["tell_county"].minute == 0.0


def test_villages_are_warned_before_and_many_are_told_of_together() -> None:
    found = injects(EXERCISE, SITES, run(*(village(f"村{at:02d}", 100.0 + at) for at in range(23))), ground())
    assert sum(one.code == "reaches" for one in found) == 20
    more = next(one for one in found if one.code == "more_places")
    assert more.facts["count"] == 3 and more.minute == 120.0
    warned = next(one for one in found if one.code == "warn_place" and one.facts["name"] == "村05")
    assert warned.due_min == 75.0 and warned.to == (EAST,)
    assert [one.minute for one in found] == sorted(one.minute for one in found)


def test_without_a_run_there_is_a_frame_to_write_in() -> None:
    codes = [one.code for one in injects(EXERCISE, (), None, None)]
    assert codes == ["begin", "tell_home", "recover", "end"]


def test_working_out_again_keeps_hands_and_logs() -> None:
    first = injects(EXERCISE, SITES, run(county(90.0), village("东村", 100.0)), ground())
    told = [replace(one, told_min=50.0, items=("time",)) if one.code == "tell_county" else one for one in first]
    told = [replace(one, text="改过", is_edited=True) if one.code == "reaches" else one for one in told]
    hand = Inject("h", EXERCISE.uid, 33.0, text="手写", is_edited=True)
    again = renewed([*told, hand], injects(EXERCISE, SITES, run(county(80.0), village("东村", 95.0)), ground()))
    by_code = {one.code: one for one in again}
    assert by_code["tell_county"].told_min == 50.0 and by_code["tell_county"].due_min == 50.0  # the new time
    assert by_code["tell_county"].uid == next(one.uid for one in first if one.code == "tell_county")
    assert by_code["reaches"].text == "改过" and by_code["reaches"].minute == 100.0  # a hand's stays where it was
    assert sum(one.code == "reaches" for one in again) == 1 and by_code["hand"].text == "手写"
    assert len(again) == len(first) + 1


def test_the_sheet_counts_what_was_logged_and_nothing_else() -> None:
    def line(
        uid: str, code: str, due: float, done: float, items: tuple[str, ...] = (), minutes: float = 30.0
    ) -> Inject:
        return Inject(uid, "e", 0.0, code, {"minutes": minutes}, due_min=due, told_min=done, items=items)

    script = [
        line("a", "tell_county", 60.0, 60.0, ITEMS),
        line("b", "warn_place", 70.0, 70.5, ITEMS[:3]),
        line("c", "tell_home", 5.0, math.nan),
        line("d", "arrive", 40.0, 50.0),  # ten minutes of grace
        line("e", "arrive", 140.0, 160.0, minutes=100.0),  # a fifth of 100
        line("f", "arrive", 140.0, 161.0, minutes=100.0),
        line("g", "crosses", 90.0, math.nan),
    ]
    found = evaluate(script)
    assert (found.notices, found.notices_open, found.arrivals, found.arrivals_open) == (3, 1, 3, 0)
    assert found.notice_share == 0.5 and found.arrival_share == pytest.approx(2 / 3)
    assert found.items_share == pytest.approx((6 + 3) / 12)
    assert [one.outcome for one in found.tasks] == [
        Outcome.IN_TIME,
        Outcome.LATE,
        Outcome.OPEN,
        Outcome.IN_TIME,
        Outcome.IN_TIME,
        Outcome.LATE,
    ]
    empty = evaluate([line("c", "tell_home", 5.0, math.nan)])
    assert math.isnan(empty.notice_share) and math.isnan(empty.arrival_share) and math.isnan(empty.items_share)


def test_rows_come_back_as_they_were() -> None:
    made = replace(
        new_exercise("怀柔–丰宁", (WEST, EAST), NAMES, Physics.FLOOD, "zh_CN"),
        day="2026-10-15",
        purpose=Purpose.SHOWING,
        numbers={"wind_ms": 6.0, "flame_m": 2.5},
        log=(Logged(12.0, "会商", WEST), Logged(40.0, "", "", "team")),
        parties=(Party(WEST, "怀柔区", "lead"), Party("", "气象局", "support")),
    )
    assert exercises_of(exercise_frame([made])) == [made]
    sites = [site(SiteKind.LANDING, 10.0, 20.0, "机", pad_slope_percent=1.0), SITES[0]]
    assert sites_of(site_frame(sites)) == sites
    lines = injects(EXERCISE, SITES, run(county(90.0)), ground())
    for one, again in zip(lines, injects_of(inject_frame(lines)), strict=True):
        assert repr(one) == repr(again)  # nan is not itself
    assert exercises_of(exercise_frame([])) == [] and injects_of(inject_frame([])) == []


def test_rows_that_make_no_sense_are_left_at_their_defaults() -> None:
    frame = exercise_frame([Exercise(uid="x", counties=(WEST, EAST))])
    frame["physics"], frame["numbers"], frame["phases"] = "meteor", [{"wind_ms": 900.0, "hours": "viel"}], [None]
    (found,) = exercises_of(frame)
    assert found.physics is Physics.FIRE and found.numbers == {} and found.phases == ()
    sites = site_frame([SITES[0]])
    sites["kind"] = "castle"
    assert sites_of(sites) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_programmes_have_three_phases_seven_subjects_and_ten_scenes_and_can_be_typed(language: str) -> None:
    for physics in Physics:
        found = phases(physics, language)
        assert len(found) == 3 and sum(len(one.subjects) for one in found) == 7
        assert sum(len(subject.scenes) for one in found for subject in one.subjects) >= 10
        assert phases_of(phases_text(found)) == found
    assert phases_of("- 科目\n-- 场景")[0].subjects[0].scenes == ("场景",)
    assert phases_of("") == ()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_code_has_words(language: str) -> None:
    words = load_words(language)
    for kind, rules in RULES.items():
        assert words[f"exercise_site.{kind.value}"] and words[f"exercise_sign.{kind.value}"]
        for rule, _ in rules:
            assert words[f"exercise_rule.{rule.code}"] and words[f"exercise_source.{rule.source}"]
            assert words[f"exercise_sense.{rule.sense.value}"]
    for verdict in Verdict:
        assert words[f"exercise_verdict.{verdict.value}"]
    for name in (*NUMBERS, *()):
        assert words[f"exercise_number.{name}"]
    for facts in FACTS.values():
        assert all(words[f"exercise_fact.{fact.name}"] for fact in facts)
    assert all(words[f"exercise_item.{item}"] for item in ITEMS)
    every = injects(EXERCISE, SITES, run(county(90.0), *(village(f"{at}", 95.0) for at in range(22))), ground())
    for one in every:
        for text in (sentence(one, EXERCISE, NAMES, words), expected(one, EXERCISE, NAMES, words)):
            assert text and "{" not in text, one.code


def test_degrees_and_decimal_minutes_as_pilots_read_them() -> None:
    assert format_ddm(40.75141, axis="lat") == "40°45.085′N"
    assert format_ddm(116.999999999, axis="lon") == "117°00.000′E"
    assert format_ddm(-0.5, axis="lat") == "0°30.000′S" and format_ddm(-0.5) == "-0°30.000′"
    one = replace(SITES[0], lon=116.5, lat=40.25)
    assert ddm(one) == "40°15.000′N 116°30.000′E" and dms(one) == "116°30′00.0″E 40°15′00.0″N"
