"""Checks, sites and injects in words, for window and papers alike; the words are ``[exercise…]`` of the templates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from layers.exercise.checks import Check, Verdict
from layers.exercise.evaluation import clock
from layers.exercise.model import FACTS, Exercise, Inject, Physics, Site, SiteKind
from layers.export.coordinates import format_ddm, format_dms
from layers.export.words import Words


def site_kind(kind: SiteKind, physics: Physics, words: Words) -> str:
    """Return what a kind of site is called; what starts is called after what runs."""
    if kind is SiteKind.IGNITION and physics is not Physics.FIRE:
        return words[f"exercise_site.ignition_{physics.value}"]
    return words[f"exercise_site.{kind.value}"]


def number(value: float, unit: str, words: Words) -> str:
    """Return a number with its unit; unknown and never in words."""
    if math.isnan(value):
        return words["exercise.unknown"]
    if math.isinf(value):
        return words["exercise.never"] if unit == "min" else "> 5 km" if unit == "m" else "∞"
    size = abs(value)
    text = f"{value:.0f}" if size >= 100 or float(value).is_integer() else f"{value:.1f}"
    gap = "" if unit in ("°", "%", "") else " "
    return f"{text}{gap}{unit}"


def value_text(check: Check, words: Words) -> str:
    """Return what was measured."""
    if check.rule.sense.value == "yes" and not math.isnan(check.value):
        return words["exercise.yes" if check.value >= 1.0 else "exercise.no"]
    return number(check.value, check.rule.unit, words)


def limit_text(check: Check, words: Words) -> str:
    """Return what is asked for."""
    return words.text(f"exercise_sense.{check.rule.sense.value}", limit=number(check.limit, check.rule.unit, words))


def why_text(check: Check, names: Mapping[str, str], words: Words) -> str:
    """Return how it was measured, or why it is not known."""
    if "minutes" in check.facts and isinstance(check.facts["minutes"], Mapping):
        return words.join(
            [
                words.text(
                    "exercise_why.by_county",
                    county=names.get(code, code),
                    minutes=f"{minutes:.0f}" if math.isfinite(minutes) else words["exercise.never"],
                )
                for code, minutes in check.facts["minutes"].items()
            ]
        )
    code, no = f"exercise_why.{check.code}", f"exercise_why.{check.code}_no"
    if check.verdict is Verdict.UNKNOWN:
        return words[no] if no in words else words[code] if code in words and "{" not in words[code] else ""
    if code not in words or "{" not in words[code]:
        return str(check.facts.get("name", "")) if code != "exercise_why.wind_side" else words[code]
    facts = {name: _fact(value, words) for name, value in check.facts.items()}
    if "far" in check.facts:
        facts["far"] = f"{float(check.facts['far']) / 1000.0:.1f}"
    return words.text(code, **facts)


def _fact(value: object, words: Words) -> str:
    if isinstance(value, list):
        return words.join([f"{one:.0f}" for one in value]) if value else words["exercise_kit.ring_none"]
    if isinstance(value, float):
        return number(value, "", words)
    return str(value)


def source_text(check: Check, words: Words) -> str:
    """Return where a rule comes from."""
    return words[f"exercise_source.{check.rule.source}"]


def fact_text(name: str, value: float, words: Words) -> str:
    """Return a typed fact of a site in words."""
    label = words[f"exercise_fact.{name}"]
    if name == "pad_surface":
        return f"{label}{words['punctuation.colon']}{words.code('exercise_surface', int(value))}"
    if name == "signal":
        return f"{label}{words['punctuation.colon']}{words['exercise.yes' if value >= 1 else 'exercise.no']}"
    unit = next((fact.unit for facts in FACTS.values() for fact in facts if fact.name == name), "")
    return f"{label}{words['punctuation.colon']}{number(value, unit, words)}"


def dms(site: Site) -> str:
    """Return a site's place in degrees, minutes and seconds."""
    return f"{format_dms(site.lon, axis='lon', digits=1)} {format_dms(site.lat, axis='lat', digits=1)}"


def ddm(site: Site) -> str:
    """Return a site's place in degrees and decimal minutes, as pilots read it: latitude first."""
    return f"{format_ddm(site.lat, axis='lat')} {format_ddm(site.lon, axis='lon')}"


def sentence(inject: Inject, exercise: Exercise, names: Mapping[str, str], words: Words) -> str:
    """Return what happens: a person's words, else those of the code."""
    if inject.text:
        return inject.text
    return words.code("exercise_inject", inject.code, **_facts(inject, exercise, names, words))


def expected(inject: Inject, exercise: Exercise, names: Mapping[str, str], words: Words) -> str:
    """Return what is expected to be done."""
    if inject.expected:
        return inject.expected
    key = f"exercise_expected.{inject.code}"
    return words.text(key, **_facts(inject, exercise, names, words)) if key in words else ""


def _facts(inject: Inject, exercise: Exercise, names: Mapping[str, str], words: Words) -> dict[str, str]:
    facts = inject.facts
    county = str(facts.get("county", ""))
    minutes = facts.get("minutes")
    people = facts.get("people")
    return {
        "county": names.get(county, county) or words["exercise.unknown"],
        "home": names.get(str(facts.get("home", "")), "") or words["exercise.unknown"],
        "physics": words[f"exercise_physics.{exercise.physics.value}"],
        "name": str(facts.get("name", "")) or words["punctuation.unnamed"],
        "minutes": f"{minutes:.0f}" if isinstance(minutes, int | float) else words["exercise.unknown"],
        "clock": clock(exercise, float(minutes)) if isinstance(minutes, int | float) else "",
        "people": f"{people:.0f}" if isinstance(people, int | float) and people > 0 else words["exercise.unknown"],
        "due": clock(exercise, inject.due_min),
        "site": str(facts.get("site", "")),
        "count": str(facts.get("count", "")),
    }


def day_text(exercise: Exercise, words: Words) -> str:
    """Return an exercise's date and time, or that it is open."""
    try:
        day = date.fromisoformat(exercise.day)
    except ValueError:
        return f"{words['exercise.day_open']} {exercise.start}"
    return f"{words.text('exercise.day_text', year=day.year, month=day.month, day=day.day)} {exercise.start}"


def border_text(exercise: Exercise, names: Mapping[str, str], words: Words) -> str:
    """Return the counties of the border."""
    return words["punctuation.pair"].join(names.get(code, code) for code in exercise.counties)


def title_text(exercise: Exercise, words: Words) -> str:
    """Return the title, also of an exercise that has none yet."""
    return exercise.title or words["exercise.untitled"]
