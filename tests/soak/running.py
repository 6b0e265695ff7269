"""One run: a program of its own, round after round, a sample after each."""

from __future__ import annotations

import csv
import json
import math
import os
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.soak import report
from tests.soak.driving import Driver, Script
from tests.soak.sampling import COLUMNS, Sample, take

#: A laptop, a projector on which everything is twice as large, a screen between.
SCREENS = ((1366, 768, 96), (3840, 2160, 192), (2400, 1350, 144))


def screens_file(folder: Path) -> Path:
    """Write the screens for Qt's offscreen platform, side by side."""
    rows, left = [], 0
    for width, height, dpi in SCREENS:
        scale = dpi / 96
        rows.append(
            {
                "name": f"{scale:g}x",
                "x": left,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": dpi,
                "logicalBaseDpi": 96,
                "dpr": 1,
            }
        )
        left += width
    path = folder / "screens.json"
    path.write_text(
        json.dumps({"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": rows}),
        encoding="utf-8",
    )
    return path


def surroundings(folder: Path) -> None:
    """Give this process screens, settings and a place for passing files of its own, before Qt is there."""
    passing = folder / "passing"
    passing.mkdir()
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens_file(folder)}"
    os.environ["LIANFANG_CONFIG"] = str(folder / "config")
    os.environ["TMPDIR"] = str(passing)
    tempfile.tempdir = None


def make_plan(path: Path, *, is_small: bool = False) -> None:
    """Write the sample, or a plan of two counties, analysed, with a title of its own: a plan like any other."""
    from layers import workflow
    from layers.plan.store import PlanStore
    from layers.progress import silent
    from layers.sample import add_sample
    from tests.app.conftest import fill

    store = PlanStore.create(path, title="怀柔丰宁联防规划", reference_date=date(2026, 5, 1))
    if is_small:
        fill(store)
    else:
        add_sample(store, progress=silent)
    workflow.analyse(store, progress=silent)
    store.close()


def make_layers(folder: Path) -> list[Path]:
    """Write two small files to be dropped."""
    import geopandas as gpd
    from shapely import Point, box

    woods = gpd.GeoDataFrame(
        {"name": ["新林"], "species": ["油松"]}, geometry=[box(116.5, 40.6, 116.53, 40.63)], crs=4490
    )
    villages = gpd.GeoDataFrame({"name": ["新村"], "people": [80]}, geometry=[Point(116.51, 40.61)], crs=4490)
    paths = [folder / "森林.geojson", folder / "村庄.geojson"]
    for frame, path in zip((woods, villages), paths, strict=True):
        frame.to_file(path, driver="GeoJSON")
    return paths


def run(
    folder: Path,
    minutes: float,
    rounds: int,
    seed: int,
    *,
    acts: Sequence[str] = (),
    opened: int = 10,
    is_small: bool = False,
    out: Path | None = None,
) -> int:
    """Run until the time is over or so many rounds are done; return the exit code."""
    surroundings(folder)
    from PySide6.QtWidgets import QApplication

    from app import application, logs, memory
    from app.collector import Collector
    from tests.soak.acts import AT_ONCE, Desk, open_sample, round_of

    memory.keep_tidy()
    logs.start()
    plans = folder / "规划"
    plans.mkdir()
    make_plan(plans / "开始.lianfang.gpkg", is_small=is_small)
    qt = QApplication(["lianfang"])
    collector = Collector(qt)
    program = application.Application(qt)
    application.install_crash_handler(program)
    window = program.window
    window.resize(1366, 768)
    window.show()
    desk = Desk(program, folder, plans / "规划.lianfang.gpkg", make_layers(folder), seed)
    # Cards are made when they are first wanted: only when every action was tried once is there nothing new any more.
    tries_all = not acts or "actions" in acts
    warm_up = math.ceil(desk.actions / AT_ONCE) if tries_all else 2
    samples: list[Sample] = []
    started = time.monotonic()

    def script() -> Script:
        if not acts and not is_small:
            yield from open_sample(desk)
        while len(samples) < rounds and time.monotonic() - started < minutes * 60.0:
            yield from round_of(desk, acts, opened=opened)
            yield 1.5  # whatever is let go of a little later; the collector comes once a second
            samples.append(take(time.monotonic() - started, folder / "passing"))
            report.tell_sample(samples)
            if out is not None:
                _write(out, samples)

    broken: list[BaseException | None] = []
    driver = Driver(script(), program)
    driver.ended.connect(lambda error: (broken.append(error), qt.quit()))
    qt.exec()
    program.shut_down()
    collector.stop()
    seconds = time.monotonic() - started
    return report.tell(samples, desk.done, desk.seconds, desk.answers.messages, broken[0], seconds, warm_up)


def _write(out: Path, samples: list[Sample]) -> None:
    with out.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["at_s", *COLUMNS])
        rows.writerows([round(one.at_s, 1), *(getattr(one, column) for column in COLUMNS)] for one in samples)
