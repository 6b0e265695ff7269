"""Write docs/keys.md from the table of actions: ``python -m tests.tools.keys``."""

from __future__ import annotations

from pathlib import Path

from app.key_sheet import as_markdown

TARGET = Path(__file__).resolve().parents[2] / "docs" / "keys.md"


def main() -> None:
    """Write the page."""
    TARGET.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
