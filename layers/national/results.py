"""What a run in pieces leaves behind: one GeoPackage for each province, and a summary of all.

A zone, patch or border that concerns counties of several provinces stands in the file of each, with all of them in
``provinces`` and in ``home`` the one it is counted for (that of its lowest county code), so that sums over ``home``
count everything once.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from layers.national.assembling import digests
from layers.national.folder import written
from layers.zones.model import ZoneResult

SUMMARY = "national"
#: Columns of the summary by pair of counties and by province.
PAIR_COLUMNS = ("border", "counties", "home", "zones", "shared_zones", "area_ha", "people", "length_m")
PROVINCE_COLUMNS = ("province", "zones", "shared_zones", "area_ha", "straddling_patches", "border_m")


def content_sha256(result: ZoneResult) -> str:
    """Return one SHA-256 over a result: the same for the same inputs, however they were cut and by whom."""
    return hashlib.sha256(json.dumps(digests(result), sort_keys=True).encode()).hexdigest()


def write(result: ZoneResult, folder: Path, names: Mapping[str, str], reference_date: date) -> list[Path]:
    """Write the files of a result; each appears whole or not at all.

    Parameters
    ----------
    names : mapping of county code to name
    reference_date : date
        Of the run; it stands in the files in place of the hour they were written, so that they are reproducible.

    Returns
    -------
    list of Path
        One GeoPackage for each province by code, then those of the summary.
    """
    folder.mkdir(parents=True, exist_ok=True)
    frames = {
        "zones": _marked(result.zones, result.zones["counties"]),
        "straddling": _marked(result.straddling, result.straddling["counties"]),
        "borders": _marked(result.borders, [_sides(*pair) for pair in _pairs(result.borders)]),
        "reaches": _marked(result.reaches, [_sides(*pair) for pair in _pairs(result.reaches)]),
    }
    of_zone = dict(zip(frames["zones"]["uid"], frames["zones"]["provinces"], strict=True))
    home = dict(zip(frames["zones"]["uid"], frames["zones"]["home"], strict=True))
    frames["parts"] = result.parts.assign(
        provinces=[of_zone[uid] for uid in result.parts["zone_uid"]],
        home=[home[uid] for uid in result.parts["zone_uid"]],
    )
    codes = sorted(
        {code for frame in frames.values() for told in frame["provinces"] for code in told.split(",") if code}
    )
    stamp = f"{reference_date.isoformat()}T00:00:00.000Z"
    paths = []
    for code in codes:
        mine = {
            name: frame[np.array([code in told.split(",") for told in frame["provinces"]], dtype=bool)]
            for name, frame in frames.items()
        }
        paths.append(_geopackage(folder / f"province-{code}.gpkg", mine, stamp))
    pairs, provinces = _by_pair(frames, names), _by_province(frames, codes)
    paths.append(_geopackage(folder / f"{SUMMARY}.gpkg", {"pairs": pairs}, stamp))
    paths += [
        _csv(folder / f"{SUMMARY}-pairs.csv", pd.DataFrame(pairs.drop(columns="geometry"))),
        _csv(folder / f"{SUMMARY}-provinces.csv", provinces),
    ]
    facts = {
        "content_sha256": content_sha256(result),
        "frames": digests(result),
        "metric_epsg": result.metric_epsg,
        "parameters": result.parameters.as_dict(),
        "files": [path.name for path in paths],
    }
    path = folder / f"{SUMMARY}.json"
    written(path, json.dumps(facts, ensure_ascii=False, indent=2).encode())
    return [*paths, path]


def _marked(frame: gpd.GeoDataFrame, counties: Iterable[Iterable[str]]) -> gpd.GeoDataFrame:
    """Return a frame with the provinces of each row and the one it is counted for."""
    told = [sorted({str(code) for code in codes if code}) for codes in counties]
    return frame.assign(
        provinces=[",".join(sorted({code[:2] for code in codes})) for codes in told],
        home=[codes[0][:2] if codes else "" for codes in told],
    )


def _pairs(frame: gpd.GeoDataFrame) -> list[tuple[Any, Any]]:
    return list(zip(frame["left"], frame["right"], strict=True))


def _sides(left: Any, right: Any) -> list[str]:
    return [code for code in (left, right) if isinstance(code, str) and code]


def _by_pair(frames: Mapping[str, gpd.GeoDataFrame], names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return a row for each pair of neighbours: its line, and what concerns just these two."""
    shared = frames["borders"][frames["borders"]["right"].notna()]
    zones = frames["zones"].groupby("border")
    counted = pd.DataFrame({"zones": zones.size(), "area_ha": zones["area_ha"].sum(), "people": zones["people"].sum()})
    rows, shapes = [], []
    for pair, lines in shared.groupby("pair", sort=True):
        of_pair = counted.loc[pair] if pair in counted.index else None
        count = 0 if of_pair is None else int(of_pair["zones"])
        codes = str(pair).split("|")
        rows.append(
            {
                "border": pair,
                "counties": "–".join(names.get(code, code) for code in codes),
                "home": codes[0][:2],
                "zones": count,
                "shared_zones": count,
                "area_ha": 0.0 if of_pair is None else float(of_pair["area_ha"]),
                "people": 0.0 if of_pair is None else float(of_pair["people"]),
                "length_m": float(lines["length_m"].sum()),
            }
        )
        shapes.append(shapely.multilinestrings(list(lines.geometry)))
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(PAIR_COLUMNS)), geometry=shapes, crs=shared.crs)


def _by_province(frames: Mapping[str, gpd.GeoDataFrame], codes: Iterable[str]) -> pd.DataFrame:
    rows = []
    for code in codes:
        zones, patches, lines = (
            frame[frame["home"] == code] for frame in (frames["zones"], frames["straddling"], frames["borders"])
        )
        rows.append(
            {
                "province": code,
                "zones": len(zones),
                "shared_zones": int((zones["counties"].map(len) > 1).sum()),
                "area_ha": float(zones["area_ha"].sum()),
                "straddling_patches": len(patches),
                "border_m": float(lines.loc[lines["right"].notna(), "length_m"].sum()),
            }
        )
    return pd.DataFrame(rows, columns=list(PROVINCE_COLUMNS))


def _geopackage(path: Path, frames: Mapping[str, gpd.GeoDataFrame], stamp: str) -> Path:
    """Write frames as layers; lists and mappings become JSON text."""
    beside = path.with_name(f".{path.name}")
    beside.unlink(missing_ok=True)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
    try:
        for name, frame in frames.items():
            pyogrio.write_dataframe(_plain(frame), beside, layer=name, driver="GPKG", geometry_type="Unknown")
        beside.replace(path)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        beside.unlink(missing_ok=True)
    return path


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    columns = {}
    for name in frame.columns:
        if name == frame.geometry.name:
            continue
        values = frame[name].to_numpy(dtype=object) if frame[name].dtype == object else frame[name].to_numpy()
        if any(isinstance(value, dict | list | tuple) for value in values):
            values = np.array([json.dumps(value, ensure_ascii=False, default=str) for value in values], dtype=object)
        columns[name] = values
    return gpd.GeoDataFrame(columns, geometry=np.asarray(frame.geometry.array, dtype=object), crs=frame.crs)


def _csv(path: Path, table: pd.DataFrame) -> Path:
    """Write a table that the office opens as it is: UTF-8 with a mark, one row a line."""
    beside = path.with_name(f".{path.name}")
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        writer.writerows(table.itertuples(index=False))
    beside.replace(path)
    return path
