"""The page on files that leave the program shows what is written now."""

from __future__ import annotations

from layers.export import FORMATS
from tests.tools import file_book


def test_the_page_is_current() -> None:
    made = file_book.page()
    assert file_book.TARGET.read_text(encoding="utf-8") == made, "run python -m tests.tools.file_book"
    assert all(f"| `{code}` |" in made for code in FORMATS)


def test_cells_stay_in_their_columns() -> None:
    rows = [line for line in file_book.page().splitlines() if line.startswith("| `") and line.count("|") > 5]
    assert len(rows) > 35 and {line.replace("\\|", "").count("|") for line in rows} == {8}
