"""Every test of the window runs without a display, whatever machine it is on."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if "CI" not in os.environ:  # there Hypothesis does so by itself
    settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("here")  # a busy machine is no fault of what is tested


gc.disable()  # else the windows of earlier tests are destroyed in whichever thread happens to allocate


@pytest.fixture(autouse=True)
def _collect_in_this_thread() -> Iterator[None]:
    """Do what ``app.collector`` does in the program."""
    yield
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


@pytest.fixture(autouse=True)
def _no_words_left_behind() -> Iterator[None]:
    """A command that a test ran spoke Chinese in this process; the next test begins with plain English again."""
    yield
    words = sys.modules.get("app.qtcore")
    if words is not None:
        words.install_catalogue("en")
