"""Write the example set of docs/examples from the sample plan: ``python -m tests.tools.examples``.

The whole set stays below 3 MB: its map is drawn at 90 dpi, the program's own at 200.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "docs" / "examples"
ON = date(2026, 4, 1)
MAP_DPI = 90
MOST_BYTES = 3_000_000


def main() -> None:
    """Build the sample, derive its zones, write the set."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from app.fonts import packaged_family
    from app.headless.analysing import analyse
    from layers.sample import build_sample_plan

    application = QGuiApplication([])
    packaged_family()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.lianfang.gpkg"
        with closing(build_sample_plan(path, ON)) as store:
            analyse(store)
            for name, content in _set(store).items():
                (OUT / name).write_bytes(content)
            _briefings(store)
    sizes = {path.name: path.stat().st_size for path in sorted(OUT.iterdir())}
    for name, size in sizes.items():
        print(f"{size:9d}  {name}")
    assert sum(sizes.values()) < MOST_BYTES, "the set is too large"
    application.quit()


def _briefings(store) -> None:  # type: ignore[no-untyped-def]
    from app.tasks.briefing import BriefingRequest, write_briefing
    from layers.briefing import By, Choice

    zones = Choice(By.ZONE, first=2, border="110116|130826")
    border = Choice(By.BORDER, border="110116|130826")
    for name, choice, language in (("briefing.pptx", zones, "zh_CN"), ("briefing_border_en.pdf", border, "en")):
        write_briefing(store, BriefingRequest(choice, OUT / name, language, dpi=MAP_DPI))


def _set(store) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    from app.sheets.agreement import plates, typeset
    from app.sheets.words import load_words
    from layers.documents.gather import PaperPlan
    from layers.documents.kinds import ANNEXES, Choices, DocumentKind
    from layers.documents.library import Library
    from layers.documents.writing import make
    from layers.export import Stamp, gis, survey, web

    stamp = Stamp(purpose="内部用图", classification="内部资料", maker="示例单位")
    words = load_words("zh_CN")
    found: dict[str, bytes] = {}
    with store.reader() as reader:
        plan = PaperPlan.of(reader)
        jobs = plan.jobs(Choices(DocumentKind.FOREST), words, stamp)[:1]
        drawn = plates(jobs, reader, dpi=MAP_DPI)
        parties = (("110116", "怀柔区"), ("130824", "滦平县"))
        for name, kind, language, annexes in (
            ("agreement", DocumentKind.FOREST, "zh_CN", ANNEXES),
            ("covenant", DocumentKind.VILLAGE, "zh_CN", ()),
            ("basin_en", DocumentKind.BASIN, "en", ()),
        ):
            texts = load_words(language)
            choices = Choices(kind, parties=parties, annexes=annexes)
            own = jobs if language == "zh_CN" else plan.jobs(choices, texts, stamp)[:1]
            sources = plan.sources(choices, texts, stamp, jobs=own, plates=drawn if annexes else {})
            paper = make(choices, sources, Library(language))
            found[f"{name}.docx"] = paper.parts[paper.title]
            if name == "agreement":
                found[f"{name}.pdf"] = typeset(paper.parts[paper.title], plan.material.reference_date, language, name)
                found["annex_2.docx"] = list(paper.parts.values())[2]
        job = jobs[0]
        found["page.html"] = web.page(job)
        found["tables.xlsx"] = survey.tables(job)
        found["boundary_points.txt"] = survey.boundary_txt(job)
        found["coordinates.csv"] = gis.coordinates_csv(job)
        found["area.gbk.shp.zip"] = gis.shapefile_gbk(job)
    return found


if __name__ == "__main__":
    main()
