"""Every test of the window runs without a display, whatever machine it is on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _no_words_left_behind() -> Iterator[None]:
    """A command that a test ran spoke Chinese in this process; the next test begins with plain English again."""
    yield
    words = sys.modules.get("app.qtcore")
    if words is not None:
        words.install_catalogue("en")
