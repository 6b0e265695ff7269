"""Both languages say everything, with the same blanks."""

import re
from dataclasses import fields
from types import SimpleNamespace

import pytest

from app.sheets.words import LANGUAGES, load_words
from layers.agreements.vocabulary import CoverageKind, Phase
from layers.export.reasons import reason_sentence
from layers.kinds import Hazard, ReachType, Role, ZoneClass, ZoneStatus
from layers.patrol.duties import BASES, TIME_LIMITS, tasks
from layers.zones.model import Parameters
from layers.zones.reasons import REASON_CODES

BLANK = re.compile(r"{(\w+)")


def test_the_languages_have_the_same_texts_with_the_same_blanks():
    chinese, english = (load_words(language) for language in LANGUAGES)
    assert set(chinese) == set(english)
    for key in chinese:
        assert set(BLANK.findall(chinese[key])) == set(BLANK.findall(english[key])), key
        assert chinese[key] or key in ("punctuation.after_sentence", "exercise.blank", "exercise_expected.hand")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("role", Role),
        ("zone_class", ZoneClass),
        ("hazard", Hazard),
        ("status", ZoneStatus),
        ("reach_type", ReachType),
        ("agreement_how", CoverageKind),
    ],
)
def test_every_code_has_words(language, group, codes):
    assert set(codes) <= set(load_words(language).group(group))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_has_words(language):
    words = load_words(language)
    names = {item.name for item in fields(Parameters)} - {"weights", "fuel_ks", "hazard_numbers"}
    assert names == set(words.group("parameter"))
    assert set(Parameters().weights) == set(words.group("parameter_weight"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "codes"), [("task", tasks()), ("time_limit", TIME_LIMITS), ("basis", BASES), ("phase", list(Phase))]
)
def test_every_code_of_the_responsibility_list_has_words_and_no_others_are_left(language, group, codes):
    assert set(codes) == set(load_words(language).group(group))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence_that_uses_its_facts(language):
    sentences = load_words(language).group("reason")
    assert set(REASON_CODES) == set(sentences)
    for code, facts in REASON_CODES.items():
        assert set(BLANK.findall(sentences[code])) == set(facts), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_unknown_for_want_of_a_layer_are_not_said_to_be_in_no_places(language):
    speaker = SimpleNamespace(words=load_words(language), county_names={}, county_name=str)
    bare = reason_sentence(speaker, {"code": "people_unknown", "places": 0})
    assert "0" not in bare
    assert bare in (load_words(language)["reason_no_places.people_unknown"],)
    assert "3" in reason_sentence(speaker, {"code": "people_unknown", "places": 3})


def test_english_reasons_are_sentences_of_their_own():
    for sentence in load_words("en").group("reason").values():
        assert sentence[0] in "{" or sentence[0].isupper(), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_is_quoted_word_for_word(language):
    law = load_words(language).group("basis_text")
    assert "有关地方人民政府应当确定联防区域，制定联防制度，建立联防机制。" in law["forest_regulation_7"]
    assert "国务院令第822号" in law["forest_regulation_7"]
    assert "由有关行政区域共同的上一级人民政府负责" in law["emergency_law_18"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legal_sentence_is_there_word_for_word(language):
    assert "本图联防区域不作为行政区域界线依据" in load_words(language)["legal.line"]
    assert "界线示意，不作划界依据" in load_words(language)["legal.indicative"]
    assert "示例数据" in load_words(language)["legal.sample"]


def test_a_missing_fact_stays_visible_and_an_unknown_code_is_printed():
    words = load_words("zh_CN")
    assert "{plan}" in words.text("document.subtitle")
    assert words.code("role", "nonsense") == "nonsense"


def test_an_unknown_language_gets_english():
    assert load_words("fr").language == "en"
