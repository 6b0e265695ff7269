"""The window goes to a screen of another scale and back: the map and every icon stay sharp, nothing is cut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_from_screen_to_screen_everything_stays_sharp_and_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.screen_moves", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert [one["scale"] for name, one in found.items() if "plan" in name] == [1.0, 1.5, 2.0, 1.0]
    for name, one in found.items():
        scale, (width, height) = one["scale"], one["size"]
        assert one["grabbed"] == [round(width * scale), round(height * scale), scale], name
        assert one["blurred"] == [] and one["cut"] == [], name
        if "plan" in name:
            assert one["map"] == [scale, scale, True], name
    # A picture that was only enlarged would have next to no detail of its own at twice the scale.
    there, back = found["0 plan 1"]["detail"], found["3 plan 1"]["detail"]
    assert back == pytest.approx(there)
    assert found["2 plan 2"]["detail"] > 0.3 * there
