"""No reader is forgotten: whatever takes bytes apart has a row in the table, or reads what the program made itself."""

from __future__ import annotations

import contextlib
import re
from functools import cache
from pathlib import Path

import pytest

from layers.sources.child import worker
from layers.sources.sniff import FORMATS
from tests.hostile import readers, seeds
from tests.hostile.targets import targets

ROOT = Path(__file__).parents[2]

#: Calls that take something apart that lay on a disk, came with a plan, or was pasted.
_CALLS = (
    *("read_text", "read_bytes", "load_workbook", "loads", "fromstring", "iterparse", "ZipFile", "PdfDocument"),
    *("DictReader", "read_dataframe", "read_info", "list_layers", "open_arrow", "read_arrow", "read_parquet"),
    *("fromData", "loadFromData", "QSettings", "QImageReader", "DocxTemplate", "QDomDocument", "Presentation"),
    *("ParquetFile", "getOpenFileNames?", r"rasterio\.open", r"csv\.reader", r"sqlite3\.connect", r"apsw\.Connection"),
    *(r"clipboard\(\)\.(?:text|mimeData)", r"mimeData\(\)\.urls", r"docx\.Document"),
)
READS = re.compile(
    rf"(?<!def )\b(?:{'|'.join(_CALLS)})\(|\bopen\((?:[^()\n]*, *)?\"(?:rb?|r\+b|rb\+)\"|from docx import Document",
    re.M,
)

_PACKAGED = "comes with the program"
_MADE = "what it made in memory a moment ago"
_PLANS = "rows of a plan that was opened: target 'rows'"
#: Module → why nobody else can have written what it reads.
OWN: dict[str, str] = {
    **dict.fromkeys(
        (
            *("app/canvas/styles.py", "app/canvas/symbols.py", "app/fonts.py", "app/help/pages.py", "app/icons.py"),
            *("app/qtcore.py", "app/sheets/words.py", "app/theme.py", "layers/exercise/programme.py"),
            *("layers/export/web.py", "layers/inventory/catalogue.py", "layers/inventory/rules.py", "layers/sample.py"),
            *("layers/sources/gazetteer.py", "layers/sources/landcover.py"),
        ),
        _PACKAGED,
    ),
    **dict.fromkeys(
        (
            *(
                "layers/briefing/slides.py",
                "layers/export/blocks.py",
                "layers/export/docx.py",
                "layers/export/files.py",
            ),
            *("layers/export/gis.py", "layers/plan/feature_table.py", "layers/plan/package_writing.py"),
            *("layers/plan/qgis_project.py", "layers/spread/arrivals.py", "layers/exchange/lineage.py"),
            "layers/documents/joining.py",
        ),
        _MADE,
    ),
    **dict.fromkeys(
        ("app/crash_reports.py", "app/control/crashing.py", "app/logs.py"),
        "reports and logs it wrote into the user's own folder",
    ),
    **dict.fromkeys(
        ("layers/national/folder.py", "layers/national/steps.py", "layers/national/version.py"),
        "files of a run, in a folder whose writers are trusted with more: docs/national.md",
    ),
    **dict.fromkeys(
        ("layers/national/forest_windows.py", "app/headless/national.py"),
        "forest by windows, on the command line only, through GDAL as target 'maps' has it",
    ),
    "layers/sources/child/limits.py": "what the system says of itself",
    "app/decoding.py": "tests/hostile/test_more_files.py",
    "app/window.py": "names of files that were dropped: tests/hostile/test_window.py",
    "app/panels/start.py": "names of files that were dropped: tests/hostile/test_window.py",
    "app/control/rasters.py": "a name; the file goes through 'rasters' and 'tiles'",
    "app/control/scans.py": "a name; the file goes through 'pictures' and 'scans'",
    "app/control/patrols.py": "names; the files go through 'maps'",
}


@cache
def reading() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in [ROOT / "main.py", *(ROOT / "app").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]:
        named = {one.group() for one in READS.finditer(path.read_text(encoding="utf-8"))}
        if named:
            found[path.relative_to(ROOT).as_posix()] = named
    return found


def test_every_module_that_reads_is_attacked_or_reads_its_own() -> None:
    attacked = {module for one in targets().values() for module in one.modules}
    found = reading()
    missing = {module: sorted(names) for module, names in found.items() if module not in attacked | set(OWN)}
    assert missing == {}, "a new reader needs a row in tests/hostile/targets.py"
    assert not attacked & set(OWN)


def test_the_table_names_modules_that_are_there() -> None:
    named = {module for one in targets().values() for module in one.modules} | set(OWN)
    assert {module for module in named if not (ROOT / module).is_file()} == set()
    gone = set(OWN) - set(reading())
    assert gone == set(), "these read nothing any more"


def test_every_operation_of_the_reader_is_attacked() -> None:
    attacked = {name for one in targets().values() for name in one.operations}
    assert set(worker.operations()) - attacked == {"drivers"}, "drivers reads no file"


def test_every_format_has_a_sound_file() -> None:
    endings = {ending for ending, _ in seeds.maps()}
    inside = {
        "shapefile",
        "filegdb",
        "mapinfo",
        "zip",
        "folder",
        "package",
    }  # archives; packages are a target of their own
    missing = [name for name, known in FORMATS.items() if name not in inside and not endings & set(known)]
    assert missing == []


@pytest.mark.parametrize("name", sorted(targets()))
def test_every_target_reads_its_sound_files(name: str) -> None:
    """A target that refuses everything would find nothing."""
    from tests.hostile import targets as table
    from tests.hostile.fuzzing import Figures

    target, folder, figures = targets()[name], table.scratch(), Figures()
    try:
        for ending, raw in list(target.seeds())[:_FEW]:
            with contextlib.suppress(*target.refusals):  # what is loaded once is not the file's
                target.read(table.given(target, folder, ending, raw))
            table.emptied(folder)
            readers.attempt(name, target, folder, ending, raw, figures)
    finally:
        folder.rmdir()
    assert figures.failures == []
    assert figures.taken > 0


#: Sound files of a target that are read in the short form.
_FEW = 2


def test_the_watch_sees_what_a_reader_must_not_do(tmp_path: Path) -> None:
    import socket
    import subprocess
    import sys

    outside, inside = tmp_path / "outside", tmp_path / "inside"
    inside.mkdir()
    watch = readers.watch()
    with watch.over(inside):
        (inside / "a").write_text("x")
    assert watch.seen == []
    with watch.over(inside):
        outside.write_text("x")
    assert len(watch.seen) == 1
    with watch.over(inside):
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert any("Popen" in one for one in watch.seen)
    with watch.over(inside), socket.socket() as one:
        one.connect_ex(("127.0.0.1", 9))
    assert any("socket.connect" in one for one in watch.seen)
