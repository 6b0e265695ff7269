"""``fire --notice`` writes 火情通报单 without a window, with what the options say."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx as python_docx
import pytest

from app.cli import run
from layers.plan.store import PlanStore
from tests.app.conftest import fill


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    path = tmp_path / "测试.lianfang.gpkg"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("fire_choices_set"):
            store.set_fire_choices({"notify_margin_min": 20.0})
    return ["fire", str(path), "--at", "116.4925 40.65", "--rate", "4"]


def text_of(path: Path) -> str:
    made = python_docx.Document(str(path))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join([*cells, *(paragraph.text for paragraph in made.paragraphs)])


def test_the_notice_takes_margin_and_factors_from_the_plan_and_the_rest_from_the_options(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "通报.docx"
    options = ["--number", "2026-7", "--found-at", "2026-04-05T14:20", "--maker", "怀柔区森防办"]
    assert run([*words, *options, "--notice", str(target)]) == 0
    text = text_of(target)
    assert "2026年4月5日 14:20" in text and "怀柔区森防办" in text and "20 分钟提前量" in text
    # 250 minutes after 14:20; the notice is written today, long after that
    assert "250 分钟后（18:30）" in text and "立即" in text and "编号 2026-7" in text
    assert len(python_docx.Document(str(target)).inline_shapes) == 1
    assert run(["--lang", "en", *words, "--margin", "45", "--notice", str(target)]) == 0
    assert "a margin of 45 min" in text_of(target) and "Whom to tell" in text_of(target)
    assert str(target) in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_pdf_says_the_same_and_can_be_searched(words: list[str], tmp_path: Path) -> None:
    target = tmp_path / "notice.pdf"
    assert run([*words, "--notice", str(target)]) == 0
    said = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    assert "火情通报单" in said and "丰宁满族自治县" in said and "西村" in said and "起火后分钟" in said
    assert "第六十二条" in said.replace("\n", "") and "不作为行政区域界线依据" in said


def test_what_cannot_be_is_refused_before_anything_runs(words: list[str], tmp_path: Path) -> None:
    for wrong in (["--notice", "a.odt"], ["--found-at", "yesterday"], ["--margin", "-1"], ["--margin", "nan"]):
        assert run([*words, *wrong]) == 2
