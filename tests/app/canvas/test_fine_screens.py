"""The hand's tests once more on screens of 125 % and 200 %; Qt takes the scale only at start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_CHOSEN = "drag or wheel or picture or space or cursor or selection or corner or snap or finish"


@pytest.mark.parametrize("scale", ["1.25", "2"])
def test_the_hand_works_on_a_fine_screen(scale):
    files = [str(_HERE / name) for name in ("test_canvas.py", "test_tools.py")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", _CHOSEN, *files],
        cwd=_HERE.parents[2],
        env={**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
