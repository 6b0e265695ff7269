"""Words of the command line where Qt does not load."""

from __future__ import annotations

import sys

import pytest

from app.headless.console import finding_text


@pytest.fixture
def no_qt_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "app.messages", None)


def test_an_error_is_a_sentence_without_qt(no_qt_words: None) -> None:
    text = finding_text("source_no_geometry", {"path": "a.csv", "reason": "no coordinate columns were recognised"})
    assert text.startswith("a.csv: there are no usable shapes in it (no coordinate columns were recognised).")


def test_a_finding_keeps_its_facts_without_qt(no_qt_words: None) -> None:
    assert finding_text("dropped_empty", {"count": 3}) == "dropped_empty count=3"
