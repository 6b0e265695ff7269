"""The main job on the built-in sample, in a process of its own, with and without Qt."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from app.headless.demo import PLAN_NAME
from app.qtcore import APT_LINE
from layers.export import FORMATS
from layers.plan import PlanStore

from .running import lianfang

DAY = "2026-03-01"
#: What QtCore is looked for by; a server without graphics fails like this.
NO_QT = 'raise ImportError("libEGL.so.1: cannot open shared object file")\n'


#: Read by Python before the program: writes down who asks for a name or an address of a network, in helpers too.
WATCH = """
import atexit, os, sys

def note(line):
    with open({log!r}, "a", encoding="utf-8") as log:
        log.write(f"{{os.getpid()}} {{line}}\\n")

def heard(event, arguments):
    is_name = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.getnameinfo", "urllib.Request")
    is_place = event in ("socket.connect", "socket.sendto") and not isinstance(arguments[-1], (str, bytes))
    if is_name or is_place:
        note(f"{{event}} {{arguments[1:]}}")

def ended():
    qt = [name for name in sys.modules if name in ("PySide6.QtNetwork", "PySide6.QtWebSockets")]
    maps = open("/proc/self/maps").read() if os.path.exists("/proc/self/maps") else ""
    note(f"ended {{qt}}" + (" libQt6Network" if "Qt6Network" in maps else ""))

sys.addaudithook(heard)
atexit.register(ended)
"""


def without_qt(folder: Path) -> Path:
    """Return a folder whose PySide6 fails to load."""
    stub = folder / "stub"
    (stub / "PySide6").mkdir(parents=True, exist_ok=True)
    (stub / "PySide6" / "__init__.py").write_text(NO_QT, encoding="utf-8")
    return stub


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A run in English where Qt does not load, and the files it wrote."""
    folder = tmp_path_factory.mktemp("demo")
    done = lianfang("--lang", "en", "demo", "--out", "out", "--date", DAY, cwd=folder, path_first=without_qt(folder))
    return folder, done, digests(folder / "out")


@pytest.fixture(scope="module")
def demo(bare):
    """What the README says, over what the run before it wrote."""
    folder, _, _ = bare
    watch = folder / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(WATCH.format(log=str(folder / "asked.txt")), encoding="utf-8")
    return folder, lianfang("demo", "--out", "out", "--date", DAY, cwd=folder, path_first=watch)


def products(folder: Path) -> dict[str, Path]:
    return {code: path for code, item in FORMATS.items() for path in folder.glob(f"*_联防区附件{item.extension}")}


def test_every_file_is_written_and_named_on_the_console(demo):
    folder, done = demo
    assert done.returncode == 0, done.stderr
    found = products(folder / "out")
    assert set(found) == set(FORMATS)
    lines = done.stdout.splitlines()
    for path in (*found.values(), folder / "out" / "sample.lianfang.gpkg"):
        assert path.stat().st_size > 1000
        at = lines.index(str(path.relative_to(folder)))
        assert lines[at + 1].startswith("    "), "a sentence says what the file is"
        assert lines[at + 1].endswith("。")


def test_nothing_asks_for_a_network(demo):
    folder, _ = demo
    lines = (folder / "asked.txt").read_text(encoding="utf-8").splitlines()
    assert lines, "nobody watched"
    assert [line for line in lines if not line.endswith(" ended []")] == []


def test_the_console_tells_zones_and_parties_that_do_not_touch(demo):
    _, done = demo
    assert "共同责任区" in done.stdout.splitlines()[0]
    [told] = [line for line in done.stdout.splitlines() if "《平安边界协议书》" in line]
    assert "门头沟区–蔚县" in told


def test_the_plan_holds_the_sample_its_zones_and_its_date(demo):
    folder, _ = demo
    with PlanStore.open(folder / "out" / "sample.lianfang.gpkg", read_only=True) as store:
        assert store.info().is_sample
        assert store.info().reference_date == date(2026, 3, 1)
        assert all("示例数据" in layer.title and "不作划界依据" in layer.source.credit for layer in store.layers())
        zones, parts = store.zones(), store.parts()
        assert {"S1", "pending"} <= set(zones["zone_class"])
        assert {"crossing", "bordering", "grazing"} <= set(store.reaches()["reach_type"])
    sums = parts.groupby("zone_uid")["area_ha"].sum()
    assert (zones.set_index("uid")["area_ha"] - sums).abs().max() < 1e-6


def test_table_names_are_ascii_and_identifiers_chinese(demo):
    folder, _ = demo
    with sqlite3.connect(folder / "out" / "sample.lianfang.gpkg") as db:
        rows = db.execute("SELECT table_name, identifier FROM gpkg_contents").fetchall()
        assert db.execute("SELECT count(*) FROM qgis_projects").fetchone() == (1,)
    assert all(table.isascii() and not identifier.isascii() for table, identifier in rows)


def test_without_qt_everything_but_pictures_is_written(bare):
    _, done, written = bare
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "shared-responsibility zones" in done.stdout
    pictures = {code for code, item in FORMATS.items() if item.needs_picture}
    endings = {code: f"_annex{item.extension}" for code, item in FORMATS.items()}
    there = {code for code, ending in endings.items() if any(name.endswith(ending) for name in written)}
    assert there == set(FORMATS) - pictures
    assert APT_LINE in done.stderr.splitlines()
    assert "libEGL.so.1" in done.stderr


def test_a_second_run_replaces_the_first(bare, demo):
    _, _, written = bare
    folder, _ = demo
    now = digests(folder / "out")
    assert set(written) <= set(now)
    assert now[PLAN_NAME] != written[PLAN_NAME]
