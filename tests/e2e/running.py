"""Running the program as a user does: a process of its own, away from the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lianfang(*arguments: object, cwd: Path, path_first: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``main.py`` in a folder; ``path_first`` goes before everything else on the import path."""
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": str(path_first) if path_first else "",
    }
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
