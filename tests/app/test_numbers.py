"""Numbers look the same wherever the window shows them, stay on one line with their unit, and count in the singular."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import findings, i18n, qtcore, words
from app.canvas.decorations import scale_bar
from app.counting import counted
from app.messages import finding_text
from app.numbers import GROUPED_BY, grouped, number, scale, unbroken
from app.widgets.basics import WrappedLink
from layers.attributes.conditions import _number
from layers.patrol.corner_table import parse_places
from layers.plates.scales import typed_scale
from tests.tools import translations

ROOT = Path(__file__).resolve().parents[2] / "app"
#: What is written into files and onto consoles has rules of its own.
OWN_RULES = ("headless/", "sheets/plate.py", "sheets/small_plate.py")


def test_one_helper_groups_the_digits() -> None:
    assert number(14813.25, 1) == f"14{GROUPED_BY}813.2" and scale(50_000) == f"1:50{GROUPED_BY}000"
    assert scale_bar(20_000.0)[1] == f"2{GROUPED_BY}000 km"
    others = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if path.name != "numbers.py" and re.search(r":[+]?,(\.|\}|d)", path.read_text(encoding="utf-8"))
    ]
    assert [one for one in others if not one.startswith(OWN_RULES)] == []


def test_what_the_window_shows_can_be_typed_again() -> None:
    assert typed_scale(scale(50_000)) == 50_000
    assert parse_places(f"{number(4502055.8, 1)}\t{number(457290.6, 1)}") == [(4502055.8, 457290.6)]
    assert _number(number(14813.5, 1)) == 14813.5


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    assert unbroken("共 26 757.0 hm²") == f"共 26{GROUPED_BY}757.0\u00a0hm²"
    assert unbroken("3 m, 5 mm") == "3\u00a0m, 5 mm"


def test_links_of_fixes_do_not_break_within_a_number(qtbot) -> None:
    link = WrappedLink("Clip to the counties: 26 757.0 hm² less", lambda: None)
    qtbot.addWidget(link)
    assert link.words.text() == f"Clip to the counties: 26{GROUPED_BY}757.0\u00a0hm² less"
    assert link.text() == link.accessibleName() == "Clip to the counties: 26 757.0 hm² less"


def test_sentences_of_documents_are_grouped_in_the_window() -> None:
    assert grouped("3604 m within the band, 12345.6 hm², in 2026") == (
        f"3{GROUPED_BY}604 m within the band, 12{GROUPED_BY}345.6 hm², in 2026"
    )


@pytest.fixture
def english(qapp):
    i18n.install(qapp, "en")
    yield
    i18n.install(qapp, "zh_CN")


def test_what_counts_takes_its_plural(english) -> None:
    told = [finding_text({"code": "outside_china", "count": count}) for count in (1, 2, 12345)]
    assert told == [
        "1 shape lies outside China.",
        "2 shapes lie outside China.",
        f"12{GROUPED_BY}345 shapes lie outside China.",
    ]


def test_the_command_line_counts_too() -> None:
    text = findings.FINDINGS["outside_china"]
    for language, told in (("en", "1 shape lies outside China."), ("zh_CN", "1 个图形位于中国以外。")):
        qtcore.install_catalogue(language)
        assert counted(qtcore.translate, "Findings", text, {"count": 1}) == told


def test_no_text_leaves_the_plural_to_the_reader() -> None:
    either = [key for key, one in translations.sources().items() if "(s)" in one.text and not one.is_plural]
    assert either == []
    for (context, text), forms in translations.read_catalogue(translations.ENGLISH).items():
        assert not any("(s)" in form or "(es)" in form for form in forms), (context, text)


def test_words_and_numbers_are_the_same(qapp) -> None:
    assert words.number is number and words.unbroken is unbroken
