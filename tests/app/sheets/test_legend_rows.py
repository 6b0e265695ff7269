"""Long entries of a legend go on in a second line, in a type that can be read."""

from __future__ import annotations

import pytest

from app.fonts import packaged_family
from app.sheets.legend_rows import LEAST_LEGEND_PT, wrapped_legend
from app.sheets.paging import width_of

LONG = (
    "Joint-patrol area",
    "Zone S1: the hazard lies on both sides of the line",
    "Zone S3: hazard and affected are in different counties",
    "Line between provinces",
    "Forest by land cover, fuel by the table of the plan",
)


@pytest.mark.parametrize("size", [(45.0, 40.0), (60.0, 30.0), (110.0, 16.0)])
def test_every_word_is_there_whole_inside_the_room(qapp, size: tuple[float, float]) -> None:
    family = packaged_family()
    made = wrapped_legend(LONG, size, range(1, 5), family)
    assert made is not None and made.kind.size_pt >= LEAST_LEGEND_PT
    assert [" ".join(row.lines) for row in made.rows] == list(LONG)
    for row in made.rows:
        assert row.y + row.height <= size[1] + 1e-6
        assert all(row.x + 11.5 + width_of(line, made.kind, family) <= size[0] for line in row.lines)


def test_rows_of_a_column_do_not_overlap(qapp) -> None:
    made = wrapped_legend(LONG, (60.0, 30.0), range(1, 5), packaged_family())
    assert made is not None
    for one, following in zip(made.rows, made.rows[1:], strict=False):
        assert following.x > one.x or following.y >= one.y + one.height - 1e-6


def test_without_room_there_is_none(qapp) -> None:
    assert wrapped_legend(LONG, (30.0, 4.0), range(1, 3), packaged_family()) is None
