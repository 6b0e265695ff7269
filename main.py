"""Lianfang 联防: start the desktop, or run a headless command.

``python main.py`` opens the window; ``python main.py demo --out demo`` does the main job on the
built-in sample with or without a display; ``python main.py --help`` lists the rest.
"""

from __future__ import annotations

import sys

from app.cli import run


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
