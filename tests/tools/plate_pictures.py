"""Take the pictures of docs/plates.md: ``python -m tests.tools.plate_pictures``.

Sheets are drawn from their PDFs by PDFium, so that what is shown is what is printed; the window is the program itself.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.tools.screenshots import OUT, SIZE, wait

_DPI = 68


def sheet_pictures(path: Path) -> None:
    """Draw the sheets."""
    from app.sheets.plate_set import PlateSet
    from app.sheets.words import load_words
    from layers.plan.store import PlanStore
    from layers.plates import Paper, PlateSpec, Series, Subject, SubjectKind

    with closing(PlanStore.open(path, read_only=True)) as store:
        area = Subject(SubjectKind.AREA, str(store.patrol_areas()["uid"].iloc[0]))
        for name, spec in {
            "plate-a3": PlateSpec(subject=area, paper=Paper.A3),
            "plate-grey": PlateSpec(subject=area, portrait=True, grey=True),
            "plate-index": PlateSpec(subject=area, series=Series.GRID, scale=30_000, portrait=True),
            "plate-gaps": PlateSpec(paper=Paper.A3, gaps="forest"),
        }.items():
            content = PlateSet.of(store, spec, load_words("zh_CN")).pdf()
            page = pypdfium2.PdfDocument(content)[0]
            drawn = page.render(scale=_DPI / 72).to_numpy()[..., :3]
            high, wide = drawn.shape[:2]
            image = QImage(drawn.tobytes(), wide, high, wide * 3, QImage.Format.Format_BGR888)
            image.save(str(OUT / f"{name}.png"), None, 0)  # type: ignore[call-overload]  # 0: packed small


def window_picture(path: Path) -> None:
    """Take the window of plates over the map."""
    from app.application import Application

    program = Application(QApplication.instance())
    window = program.window
    window.resize(*SIZE)
    window.show()
    window.work.receive([path])
    wait(6000)
    window.patrol.choose(str(program.document.patrol_areas()["uid"].iloc[0]))
    window.actions_["map_plate"].trigger()
    dialog = window.plates.dialog
    dialog.setMinimumSize(QSize(1000, 620))
    dialog.resize(1000, 620)
    while not (dialog.is_drawn and dialog.plates is not None):
        wait(200)
    wait(500)
    dialog.grab().save(str(OUT / "plate-window.png"))
    dialog.close()
    program.shut_down()


def main() -> None:
    """Take all pictures."""
    _application = QApplication.instance() or QApplication([])
    from layers.sample import build_sample_plan
    from layers.workflow import analyse

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.lianfang.gpkg"
        with closing(build_sample_plan(path, date(2026, 5, 1))) as store:
            analyse(store)
        sheet_pictures(path)
        window_picture(path)


if __name__ == "__main__":
    main()
