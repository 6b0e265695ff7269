"""Lianfang 联防: start the desktop, or run a headless command.

``python main.py`` opens the window; ``python main.py demo --out demo`` does the main job on the
built-in sample with or without a display; ``python main.py --help`` lists the rest.
"""

from __future__ import annotations

import sys

from app.cli import run

#: :data:`layers.sources.child.ENTRY`, here without its imports.
READER = "--lianfang-reader"


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    if sys.argv[1:2] == [READER]:  # a frozen program starts itself again to read files apart (layers.sources.child)
        from layers.sources.child.worker import main as read_files

        return read_files(sys.argv[2:])
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
