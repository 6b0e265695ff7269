"""The pass of tests/app/test_accessible.py once more, in Chinese: as long as in English, so not in CI.

``python -m pytest tests/hostile/large_letters.py``
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.application import Application
from tests.app.conftest import _chinese, _own_settings, flashed, planned, program
from tests.app.test_accessible import look_at_everything

__all__ = ["_chinese", "_own_settings", "flashed", "planned", "program"]


def test_everything_there_is_in_chinese(
    planned: Application, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at_everything(planned, "zh_CN", tmp_path, qtbot, monkeypatch)
