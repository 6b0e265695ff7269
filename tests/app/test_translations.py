"""Every string the program shows is translated, none is stale, and blanks survive translation."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from tests.tools import translations


def test_nothing_is_untranslated_or_stale() -> None:
    assert translations.problems() == []


def test_compiled_catalogues_are_those_of_the_sources(tmp_path: Path) -> None:
    for source in (translations.CHINESE, translations.ENGLISH):
        fresh = tmp_path / f"{source.stem}.qm"
        translations.compile_catalogue(source, fresh)
        stored = source.with_suffix(".qm").read_bytes()
        assert fresh.read_bytes() == stored, "run: python -m tests.tools.translations update"


def blanks(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("catalogue", [translations.CHINESE, translations.ENGLISH])
def test_blanks_survive(catalogue: Path) -> None:
    for (_context, source), forms in translations.read_catalogue(catalogue).items():
        for form in forms:
            assert blanks(form) == blanks(source), source
            assert ("%n" in form) == ("%n" in source) or form == "The only area", source


def test_a_string_no_tool_can_find_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text('class A:\n    def f(self, n):\n        return self.tr(f"{n} zones")\n', encoding="utf-8")
    with pytest.raises(translations.UnusableCall, match=r"bad\.py:3"):
        translations.sources(tmp_path)


def test_strings_are_found_in_every_form(tmp_path: Path) -> None:
    path = tmp_path / "good.py"
    path.write_text(
        "from PySide6.QtCore import QCoreApplication, QT_TRANSLATE_NOOP\n"
        'X = QT_TRANSLATE_NOOP("Table", "row")\n'
        "def say(text):\n"
        '    return QCoreApplication.translate("Said", text)\n'
        "class A:\n"
        "    def f(self, n):\n"
        '        say("hello")\n'
        '        return self.tr("%n zone(s)", "", n)\n',
        encoding="utf-8",
    )
    found = translations.sources(tmp_path)
    assert set(found) == {("Table", "row"), ("Said", "hello"), ("A", "%n zone(s)")}
    assert found[("A", "%n zone(s)")].is_plural


def test_plurals_read_right_in_both_languages(qapp) -> None:
    from PySide6.QtCore import QCoreApplication

    from app import i18n

    def say(n: int) -> str:
        return QCoreApplication.translate("WorkControl", "%n shared-responsibility zone(s)", "", n)

    i18n.install(qapp, "en")
    assert say(1) == "1 shared-responsibility zone" and say(3) == "3 shared-responsibility zones"
    i18n.install(qapp, "zh_CN")
    assert say(3) == "推导出 3 个共同责任区"


def test_qt_itself_speaks_chinese(qapp) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
