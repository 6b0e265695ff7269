"""Words of the command line where Qt does not load."""

from __future__ import annotations

import os
import subprocess
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


@pytest.mark.parametrize("platform", [None, ""])
def test_a_platform_that_is_set_but_empty_is_none(platform: str | None) -> None:
    """``QT_QPA_PLATFORM= python main.py demo`` has no screen either, and Qt ends the process that asks for one."""
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    }
    if platform is not None:
        surroundings["QT_QPA_PLATFORM"] = platform
    ask = (
        "from app.headless.console import start_qt\n"
        "assert start_qt('en') == ''\n"
        "from PySide6.QtGui import QGuiApplication\n"
        "print(QGuiApplication.platformName())"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "offscreen"), done.stderr[-500:]
