"""The sample's map looks as it did; a difference that matters is told from one that does not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.fonts import packaged_family, sized
from tests.golden.comparing import MOST_MEAN, MOST_OF_A_BLOCK, compare
from tests.golden.scenes import FOLDER, NAMES, draw, sample_plan

_FAILED = Path(tempfile.gettempdir()) / "lianfang-golden"


@pytest.fixture(scope="module")
def store(qapp, analysed_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    with sample_plan(analysed_sample, tmp_path_factory.mktemp("golden")) as plan:
        yield plan


@pytest.mark.parametrize("name", NAMES)
def test_the_map_looks_as_it_did(store, name: str) -> None:
    drawn, stored = draw(store, name), QImage(str(FOLDER / f"{name}.png"))
    found = compare(drawn, stored)
    if not found.is_small:
        _FAILED.mkdir(exist_ok=True)
        drawn.save(str(_FAILED / f"{name}.png"))
        found.picture.save(str(_FAILED / f"{name}.diff.png"))
    assert found.is_small, (
        f"mean {found.mean:.2f} (at most {MOST_MEAN}), one block {found.most:.0f} (at most {MOST_OF_A_BLOCK}): see "
        f"{_FAILED / name}.diff.png and {name}.png beside it; if it is meant: python -m tests.golden.update"
    )


def test_all_pictures_together_are_small() -> None:
    files = sorted(FOLDER.glob("*.png"))
    assert [path.stem for path in files] == sorted(NAMES)
    assert sum(path.stat().st_size for path in files) < 600_000


def picture(*, at: float = 40.0, ink: str = "#404040", text: str = "怀柔") -> QImage:
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("#F7F6F2"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#CFE3C4"))
    painter.setPen(QColor(ink))
    painter.drawEllipse(QRectF(at, 30.0, 40.0, 30.0))
    painter.setFont(sized(packaged_family(), 13))
    painter.drawText(QPointF(10.0, 20.0), text)
    painter.end()
    return image


def test_a_softer_edge_passes_and_what_moved_does_not(qapp) -> None:
    stored = picture()
    assert compare(picture(), stored).most == 0.0
    assert compare(picture(at=40.2), stored).is_small  # an edge a fifth of a pixel off
    assert not compare(picture(at=44.0), stored).is_small
    assert not compare(picture(text="丰宁"), stored).is_small
    assert not compare(picture(text=""), stored).is_small
    assert not compare(QImage(), stored).is_small
