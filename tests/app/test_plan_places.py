"""Real places where a plan cannot be written: nothing confirmed is lost, and each is told in a clear sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.messages import Message, error_message
from layers.errors import LianfangError
from tests.layers.plan.faults.places import SCENARIOS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, mounts and users")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_nothing_is_lost_and_it_is_told(scenario: Callable[[Path], list[LianfangError]], tmp_path: Path) -> None:
    for error in scenario(tmp_path):
        assert error.facts["reason_code"], error
        assert error.facts["path"], error
        assert_clear(error_message(error))


def assert_clear(message: Message) -> None:
    """Every part says something, and nothing that should be filled in is missing."""
    for part in (message.title, message.reason, message.remedy):
        assert part.strip(" .。"), message
        assert "{" not in part and "  " not in part and " ." not in part and "()" not in part, message
        assert not part.startswith((",", ";", ":")), message


def test_a_drive_that_goes_while_reading_is_told() -> None:
    import apsw

    for kind in (apsw.IOError, apsw.CorruptError, apsw.CantOpenError, apsw.FullError, apsw.BusyError):
        assert_clear(error_message(kind("disk I/O error")))
