"""Every test of the window runs without a display, whatever machine it is on."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if "CI" not in os.environ:  # there Hypothesis does so by itself
    settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("here")  # a busy machine is no fault of what is tested


#: What a test waits for comes at once or never: a busy machine is given time, and no test is slower for it.
_PATIENCE_MS = 60_000


def _patient(wait: Any) -> Any:
    def waited(self: QtBot, what: Any, *args: Any, timeout: int = _PATIENCE_MS, **named: Any) -> Any:
        if named.get("raising", True) is not False:  # else it waits for what must not come
            timeout = max(timeout, _PATIENCE_MS)
        return wait(self, what, *args, timeout=timeout, **named)

    return waited


for _name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed"):
    setattr(QtBot, _name, _patient(getattr(QtBot, _name)))

#: Files of few tests that take long: whichever worker gets one last would work on while the others rest.
_LONG = (
    *("test_demo.py", "test_kill.py", "test_spread_reach.py", "test_random_sessions.py", "test_rederivation.py"),
    *("test_power_cut.py", "test_block_workflow.py", "test_golden.py", "test_whole_meeting.py", "test_figures.py"),
)


def pytest_configure(config: pytest.Config) -> None:
    """Let workers take files in the order below; by itself ``--dist loadfile`` takes those of few tests last."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where workers share the tests, begin with the long files, then those of most tests."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path.name not in _LONG, -tests[item.path], item.path))


gc.disable()  # else the windows of earlier tests are destroyed in whichever thread happens to allocate


@pytest.fixture(scope="session")
def analysed_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the analysed sample (``tests.shared_sample``), to be copied and not to be written to."""
    from tests.shared_sample import analysed_sample

    folder = tmp_path_factory.getbasetemp()  # each worker has one of its own, side by side in that of the run
    return analysed_sample(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


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


@pytest.fixture(autouse=True)
def _no_log_left_behind() -> Iterator[None]:
    """A command that a test ran began a log; it is that test's alone."""
    yield
    logs = sys.modules.get("app.logs")
    if logs is not None:
        logs.stop()
