"""Every code of ``layers`` has words, with its facts in them."""

from __future__ import annotations

import inspect
import re
import string
from pathlib import Path

import pytest

from app import change_words, error_words, findings, i18n, messages, words
from app.dialogs.parameters import WORDS
from app.error_words import ERRORS
from layers import errors
from layers.kinds import BorderLevel, Hazard, ReachType, Role, Shape, ZoneClass, ZoneStatus
from layers.sources import PROBLEM_CODES, REASONS
from layers.sources.fields import CANONICAL
from layers.zones.model import Parameters
from layers.zones.reasons import REASON_CODES, SCORE_CODES

ROOT = Path(__file__).resolve().parents[2]


def error_classes() -> list[type[errors.LianfangError]]:
    found = [kind for _name, kind in inspect.getmembers(errors, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, errors.LianfangError)]


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_error_has_title_and_remedy(kind, language: str, qapp) -> None:
    i18n.install(qapp, language)
    assert kind.code in ERRORS
    facts = {name: f"<{name}>" for _t, name, _s, _c in string.Formatter().parse(kind.sentence) if name}
    facts.pop("missing", None)
    message = messages.error_message(kind(path="/数据/森林.shp", **{k: v for k, v in facts.items() if k != "path"}))
    assert message.title and message.remedy
    if issubclass(kind, errors.SourceError | errors.PlanError | errors.ExportError):
        assert "森林.shp" in message.sentence
    has_chinese = re.search(r"[\u4e00-\u9fff]{3,}", message.sentence.replace("森林.shp", "").replace("数据", ""))
    assert bool(has_chinese) is (language == "zh_CN")


def test_the_reason_inside_an_error_is_translated() -> None:
    error = errors.NotAPlan(path="/x/a.gpkg", reason="the content is not a GeoPackage", reason_code="not_sqlite")
    reason = messages.error_message(error).reason
    assert "GeoPackage" in reason and reason.endswith("。")


def test_an_empty_plan_is_not_offered_as_a_layer(qapp) -> None:
    i18n.install(qapp, "en")
    message = messages.error_message(errors.NotAPlan(path="/x/a.gpkg", reason="the file is empty", reason_code="empty"))
    assert "a.gpkg" in message.title and "earlier version" in message.remedy


def test_an_unforeseen_error_points_to_the_log() -> None:
    message = messages.error_message(ZeroDivisionError("division by zero"), log="/var/log/x")
    assert "ZeroDivisionError" in message.reason and "/var/log/x" in message.remedy


def test_a_missing_role_is_named() -> None:
    assert "县级行政区" in messages.error_message(errors.AnalysisError(missing="county")).reason


@pytest.mark.parametrize("code", sorted(PROBLEM_CODES))
def test_every_finding_has_words_with_its_facts(code: str) -> None:
    facts = {name: f"<{name}>" for name in PROBLEM_CODES[code] if name != "reason_code"}
    text = messages.finding_text({"code": code, "severity": "warning", **facts})
    assert text and text != code
    table = findings.FINDINGS.get(code)
    for name in facts if table else ():
        if "{" + name + "}" in table:
            assert f"<{name}>" in text
    assert "{" not in text


def test_every_reason_of_a_refused_source_has_words() -> None:
    assert set(REASONS) <= set(findings.REASONS)


def test_every_reason_code_used_in_the_code_has_words() -> None:
    used = set()
    for path in (ROOT / "layers").rglob("*.py"):
        used |= set(re.findall(r'reason_code="([a-z_]+)"', path.read_text(encoding="utf-8")))
    whole = {key.partition(".")[2] for key in error_words.ERRORS}  # reasons that have a message of their own
    assert used and used <= set(findings.REASONS) | whole


def test_every_step_reported_in_the_code_has_words() -> None:
    steps = set()
    for folder in ("layers", "app"):
        for path in (ROOT / folder).rglob("*.py"):
            steps |= set(
                re.findall(
                    r'(?:progress|report|writing|step)\([^"()]*, "([a-z_]+)"\)', path.read_text(encoding="utf-8")
                )
            )
    assert len(steps) > 10
    missing = {step for step in steps if not messages.step_text(step)} - {"done", "step", "undo", "redo"}
    assert missing == set()


def test_every_change_made_in_the_code_has_words() -> None:
    made = set()
    for folder in ("layers", "app"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            made |= set(re.findall(r'(?:\.change|_edit|_update_layer|_update_patrol)\(\s*"([a-z_]+)"', text))
    assert {"layers_added", "analysed", "patrol_area_added"} <= made
    assert made <= set(change_words.CHANGES)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (words.ROLES, Role),
        (words.SHAPES, Shape),
        (words.HAZARDS, Hazard),
        (words.CLASSES, ZoneClass),
        (words.CLASS_SHORT, ZoneClass),
        (words.STATUSES, ZoneStatus),
        (words.REACHES, ReachType),
        (words.LEVELS, BorderLevel),
    ],
)
def test_every_closed_list_has_words(table, values) -> None:
    assert set(table) == set(values)


def test_every_reason_of_a_zone_reads_as_a_sentence(qapp) -> None:
    from app import reasons

    facts = {"counties": ["110116", "130826"], "county": "110116", "origin": "110116", "depot_county": "130826"}
    for language in i18n.LANGUAGES:
        i18n.install(qapp, language)
        for code, names in REASON_CODES.items():
            reason = {"code": code, **{name: facts.get(name, "forest" if name == "role" else 3) for name in names}}
            (text,) = reasons.sentences([reason], {"110116": "怀柔区", "130826": "丰宁县"})
            assert text != code and "{" not in text, code


def test_every_part_of_the_score_has_a_name() -> None:
    from app.rank_words import SCORE_PARTS

    assert set(SCORE_PARTS) == set(SCORE_CODES) == set(Parameters().weights)


def test_every_parameter_has_a_name_and_a_source() -> None:
    assert {*WORDS, "weights", "fuel_ks", "hazards", "hazard_numbers"} == set(Parameters.__dataclass_fields__)


def test_every_column_the_program_knows_has_a_word() -> None:
    known = {column for columns in CANONICAL.values() for column in columns}
    assert known <= set(findings.FIELDS)


def test_a_recognised_column_is_told_by_its_meaning() -> None:
    text = messages.finding_text({"code": "field_mapped", "field": "RKS", "canonical": "people"})
    assert "RKS" in text and "人口" in text and "people" not in text


def test_a_full_disk_is_named_and_not_called_a_mishap(qapp) -> None:
    import errno

    from app import messages

    told = messages.error_message(OSError(errno.ENOSPC, "No space left on device", "/tmp/x")).sentence
    assert told.startswith("磁盘已满") and "No space" not in told
