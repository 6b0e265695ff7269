"""What the program does with each kind of file, as far as it goes without a planner: what a target reads with."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

#: What the counties of the tables are called.
COUNTIES = {"110101": "甲县", "110102": "乙县"}


# --- maps -------------------------------------------------------------------------------------------------


def maps(path: Path) -> None:
    """Look at a file and read all of it."""
    from layers.sources import inspect, read

    inspect(path)
    read(path)


def areas(path: Path) -> None:
    """Read patrol areas."""
    from layers.sources import read_patrol_areas

    read_patrol_areas(path)


def previews(path: Path) -> None:
    """Show the heads of tables."""
    from layers.sources.previewing import preview_tables

    preview_tables(path)


def picture(path: Path) -> None:
    """Look at a scanned map, and read it to be placed."""
    from layers.sources.pictures import look, read_steps

    look(path)
    read_steps(path)


def scan(path: Path) -> None:
    """Look at a page of a PDF and draw it."""
    from layers.sources.pdf_pages import draw, look

    look(path)
    target = path.with_name("Seite.tif")
    try:
        draw(path, 1, 72, target)
    finally:
        target.unlink(missing_ok=True)


def tiles(path: Path) -> None:
    """Describe a map of tiles, and draw what a window shows of it."""
    from app.canvas.tiled import TileArchiveLayer
    from layers.sources import tiles

    if not tiles.kind_of(path):
        return
    for table in tiles.tile_tables(path)[:3]:
        layer = TileArchiveLayer(path, 4548, table)
        if layer.extent is None:
            continue
        left, bottom, right, top = layer.extent
        middle = ((left + right) / 2, (bottom + top) / 2)
        for metres in (5.0, 500.0):
            half = 300 * metres
            box = (middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)
            list(layer.tiles(box, metres))


def raster(path: Path) -> None:
    """Draw a raster that a plan names, ask it for a value, and take it into a package."""
    from app.canvas.rasters import RasterLayer
    from layers.plan.package_rasters import side_files
    from layers.raster_look import look_at

    for kind in ("terrain", "picture"):
        list(RasterLayer(path, 4548, kind).tiles((400_000.0, 4_400_000.0, 420_000.0, 4_420_000.0), 50.0))
    side_files(path)
    look_at(_record(path), path, 116.2, 40.9, [])


def _record(path: Path) -> Any:
    from layers.kinds import Origin, Role, Shape
    from layers.plan.model import LayerRecord, SourceInfo

    source = SourceInfo(path=str(path), crs_found="", crs_used="EPSG:4490")
    return LayerRecord(
        "t", "terrain", Role.TERRAIN, Shape.RASTER, Origin.READ, "", source=source, raster_path=str(path)
    )


# --- tables and papers ------------------------------------------------------------------------------------


def plain(path: Path) -> None:
    """Read a table that somebody typed."""
    from layers.sources.plain_table import read_plain_table

    read_plain_table(path)


def grades(path: Path) -> None:
    """Read the grades of a county, and compare them."""
    from layers.hazards.grades import read_grades, side_by_side

    found = read_grades(path)
    side_by_side(found, found)


def receptors(path: Path) -> None:
    """Read which county's smoke reaches which."""
    from layers.spread.receptors import read_receptors

    read_receptors(path, COUNTIES).as_dict()


def actions(path: Path) -> None:
    """Read protective distances."""
    from layers.hazards.protective_actions import read_table

    read_table(path)


def classes(path: Path) -> None:
    """Read what classes of land cover become."""
    from app.headless.landcover import read_table

    read_table(path)


def inventory(path: Path) -> None:
    """Read what depots hold."""
    from layers.inventory.catalogue import Catalogue, shipped
    from layers.inventory.gathering import Surroundings
    from layers.inventory.reading import read_inventory

    read_inventory(path, Catalogue(shipped()), Surroundings(COUNTIES, (), (), {}), county="110101")


@cache
def _terms() -> Any:
    from app.sheets.words import load_words
    from layers.agreements.celltext import Terms

    return Terms(load_words("zh_CN"), (load_words("en"),))


def register(path: Path) -> None:
    """Read agreements."""
    from layers.agreements.celltext import Names
    from layers.export.register import read_register

    read_register(path, _terms(), Names(COUNTIES), {})


def paper(path: Path) -> None:
    """Look for the hashes on a paper."""
    from layers.versions.paper_file import codes_of

    codes_of(path)


def clauses(path: Path) -> None:
    """Read the text of an agreement."""
    from layers.versions.paper_file import paragraphs_of

    paragraphs_of(path)


def template(path: Path) -> None:
    """Fill a template of an office, join it with another paper and set it as a PDF would be."""
    from layers.documents.joining import joined
    from layers.documents.office import fill_apart
    from layers.documents.reading import read

    fields = {"title": "联防", "rows": [{"name": "甲"}, {"name": "乙"}], "number": 5}
    filled = fill_apart(path, fields, date(2026, 1, 1)).tobytes()
    read(joined([filled, filled], date(2026, 1, 1)), date(2026, 1, 1), language="zh_CN")


# --- plans ------------------------------------------------------------------------------------------------


def plan(path: Path) -> None:
    """Open a plan as the window does, and read all of it."""
    from app.reads import first_reads
    from layers.plan import PlanStore

    store = PlanStore.open(path, read_only=True)
    first_reads(store)
    store.close()


def verified(path: Path) -> None:
    """Verify a plan."""
    from layers.plan.verify import verify

    verify(path)


def salvaged(path: Path) -> None:
    """Save what can be saved of a plan."""
    from layers.plan.salvage import salvage

    out = path.with_name("gerettet.lianfang.gpkg")
    try:
        salvage(path, out)
    finally:
        out.unlink(missing_ok=True)


@cache
def _ours() -> Path:
    """A plan of our own, with an analysis."""
    import atexit

    from tests.layers.exchange.counties import first_plan

    folder = Path(tempfile.mkdtemp(prefix="ours-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return first_plan(folder, analysed=True)


def package(path: Path) -> None:
    """Look at a package, unpack it, compare its plan with ours and take in everything."""
    from layers.plan.package import inspect_package, unpack

    inspect_package(path)
    folder = path.with_name("ausgepackt")
    try:
        merge(unpack(path, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def merge(theirs: Path) -> None:
    """Take everything in that a stranger's plan has."""
    from layers.exchange.model import Choice
    from layers.exchange.other import OtherPlan
    from layers.exchange.plans import compare_plans
    from layers.exchange.resolving import decide_all
    from layers.exchange.taking import take_in
    from layers.plan import PlanStore

    with tempfile.TemporaryDirectory(prefix="merge-") as folder:
        ours = Path(shutil.copyfile(_ours(), Path(folder) / "我们的.lianfang.gpkg"))
        with PlanStore.open(ours) as store, OtherPlan.open(theirs) as other:
            found = compare_plans(store, other.store)
            take_in(store, found, decide_all(found.comparison, Choice.THEIRS), other.store, handover=other.handover)


class Chooser(random.Random):
    """Chance that is read from bytes, so that a fuzzer steers it; nothing but zeros when they end."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(0)
        self._rest = io.BytesIO(raw)

    def random(self) -> float:
        """Return the next two bytes as a share."""
        return int.from_bytes(self._rest.read(2), "little") / 65536.0

    def getrandbits(self, k: int) -> int:
        """Return the next bits."""
        count = (k + 7) // 8
        return int.from_bytes(self._rest.read(count).ljust(count, b"\0"), "little") >> (8 * count - k)

    def _randbelow(self, n: int) -> int:  # the standard one asks again and again until a number fits
        return self.getrandbits(16 if n <= 65536 else 32) % n


def rows(path: Path) -> None:
    """Put hostile values into the cells that these bytes name; then open, work in, verify, and take in."""
    from layers.errors import LianfangError
    from tests.hostile import fuzzing

    with tempfile.TemporaryDirectory(prefix="rows-") as folder:
        theirs, ours = (fuzzing.copy_to(_ours(), Path(folder) / name) for name in ("theirs", "ours"))
        fuzzing.poison(theirs, Chooser(path.read_bytes()))
        raw = theirs.read_bytes()
        for _name, work in fuzzing.look_at(theirs, ours):
            try:
                work()
            except LianfangError:
                continue
        assert theirs.read_bytes() == raw, "the stranger's plan was changed"


def backup(path: Path) -> None:
    """Read an earlier version and what stands beside it."""
    from layers.plan.backup_list import read_version

    version = path.with_name("00001.lianfang.gpkg")
    version.write_bytes(b"SQLite format 3\0")
    facts = path.with_name("00001.lianfang.json")
    shutil.copyfile(path, facts)
    try:
        read_version(version)
    finally:
        version.unlink(missing_ok=True)
        facts.unlink(missing_ok=True)


def lock(path: Path) -> None:
    """Read who has a plan open."""
    from layers.plan.lock import _holder

    _holder(path)


# --- what the program keeps, and what is pasted ------------------------------------------------------------


def settings(path: Path) -> None:
    """Read every preference that there is, and write some."""
    from app.meeting.agenda import Arrangement
    from app.settings import OPTIONS, Settings

    before = os.environ.get("LIANFANG_CONFIG")
    with tempfile.TemporaryDirectory(prefix="config-") as folder:
        for name in ("preferences.ini", "window.ini"):
            shutil.copyfile(path, Path(folder) / name)
        os.environ["LIANFANG_CONFIG"] = folder
        try:
            kept = Settings()
            for option in OPTIONS:
                kept.get(option.key)
            kept.export_defaults()
            Arrangement.of_text(kept.arrangement("p"))
            crosswalk(kept.crosswalk("igbp"))
            kept.judging("width_m")
            kept.drawing_off()
            kept.recent_plans()
            kept.add_recent(Path(folder) / "a.lianfang.gpkg")
            kept.recent_finds()
            kept.add_recent_find("map")
            kept.reading_of("k")
            kept.remember_reading("gbk", "k")
            kept.window_state("geometry")
            kept.set("language", "en")
        finally:
            os.environ.pop("LIANFANG_CONFIG", None)
            if before is not None:
                os.environ["LIANFANG_CONFIG"] = before


def crosswalk(text: str) -> None:
    """Read what classes of land cover became last time; ``ValueError`` counts as nothing there."""
    from layers.sources.landcover import Crosswalk

    try:
        Crosswalk.from_data(json.loads(text or "{}"))
    except (ValueError, RecursionError):
        return


def field_memory(path: Path) -> None:
    """Read which columns were chosen, and remember others."""
    from app.field_memory import FILE_NAME, FieldMemory, signature
    from layers.kinds import Role

    with tempfile.TemporaryDirectory(prefix="config-") as folder:
        mark = signature(["名称"], Role.COUNTY).encode()
        Path(folder, FILE_NAME).write_bytes(path.read_bytes().replace(b"a" * 24, mark))
        memory = FieldMemory(Path(folder))
        memory.recall(["名称"], Role.COUNTY)
        memory.remember(["名称"], Role.COUNTY, {"name": "名称"}, date(2026, 1, 1))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def corners(path: Path) -> None:
    """Paste corners; ``ValueError`` says the line."""
    from layers.patrol.corner_table import parse_places

    text = _text(path)
    try:
        pairs = parse_places(text)
    except ValueError as error:
        text.splitlines()[int(error.args[0]) - 1]
        return
    assert all(len(pair) == 2 for pair in pairs)


def look(path: Path) -> None:
    """Paste the look of a layer, and write it as a plan keeps it."""
    from app.cards.look import _clipped
    from layers.styling.model import read_style, write_style

    data = _clipped(_text(path))
    if data is not None:
        json.dumps(write_style(read_style(data["style"])))


def typed(path: Path) -> None:
    """Paste anything where a place, the code of a paper or a condition is typed."""
    from layers.errors import PaperCodeUnreadable
    from layers.sources.typed_place import typed_place
    from layers.versions import paper_code

    for line in _text(path).splitlines()[:50]:
        typed_place(line, 4548)
        try:
            paper_code.read(line)
        except PaperCodeUnreadable:
            continue


def answer(path: Path) -> None:
    """Take what a reader says that was taken over by its file."""
    from layers.sources.child import values, wire

    parts = wire.Parts(1 << 30)
    raw = path.read_bytes()
    parts.take({"part": 0, "is": "bytes"}, raw)
    try:
        values.loaded([0], parts)
    except wire.BadAnswer:
        return
