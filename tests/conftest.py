"""Every test of the window runs without a display, whatever machine it is on."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
