"""The method book is what the program computes: its numbers are run, what it names is there, its sources are listed."""

from __future__ import annotations

import doctest
import importlib
import re

from tests.docs.markdown import ROOT, code
from tests.tools import method_sources

BOOK = ROOT / "docs" / "method" / "README.md"
_NAMED = re.compile(r"^(layers(?:\.\w+)+)(?::(\w+))?$")


def test_numbers_are_those_of_the_program() -> None:
    result = doctest.testfile(str(BOOK), module_relative=False, encoding="utf-8", verbose=False)
    assert result.attempted > 30 and result.failed == 0


def test_what_is_named_is_there() -> None:
    named = [found.groups() for found in map(_NAMED.match, code(BOOK)) if found]
    assert len(named) > 30
    for module, name in named:
        found = importlib.import_module(module)
        assert not name or hasattr(found, name), f"{module}:{name}"


def test_the_list_of_sources_is_current() -> None:
    assert method_sources.TARGET.read_text(encoding="utf-8") == method_sources.page(), (
        "run python -m tests.tools.method_sources"
    )


def test_sources_are_found_where_they_are_cited() -> None:
    text = (
        '"""Rates after Anderson (1983) and 王正非 1983; GB/T 2260 codes.\n\n'
        'See 森林草原防灭火条例第七条, Luo and\nWang 2003.\n"""\n'
    )
    assert list(method_sources.cited(text + "x = 'Smith 1999'  # Horn 1981\n")) == [
        "Anderson 1983",
        "王正非 1983",
        "GB/T 2260",
        "森林草原防灭火条例",
        "Luo and Wang 2003",
        "Horn 1981",
    ]
