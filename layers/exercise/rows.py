"""Exercises, sites and scripts as rows of a plan, and back; what makes no sense in a row is left at its default."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS
from layers.exercise.model import (
    NUMBERS,
    Exercise,
    Inject,
    Logged,
    Party,
    Phase,
    Physics,
    Purpose,
    Site,
    SiteKind,
    Subject,
    in_order,
)

_T = TypeVar("_T")


def exercise_frame(rows: Iterable[Exercise]) -> pd.DataFrame:
    """Return exercises as the plan stores them."""
    made = []
    for one in rows:
        made.append(
            {
                **{name: getattr(one, name) for name in _EXERCISE_TEXTS},
                "counties": list(one.counties),
                "rotation": list(one.rotation),
                "parties": [{"code": p.code, "name": p.name, "duty": p.duty} for p in one.parties],
                "phases": [
                    {"name": p.name, "subjects": [{"name": s.name, "scenes": list(s.scenes)} for s in p.subjects]}
                    for p in one.phases
                ],
                "numbers": dict(one.numbers),
                "log": [{"minute": x.minute, "text": x.text, "by": x.by, "inject": x.inject} for x in one.log],
            }
        )
    columns = [*_EXERCISE_TEXTS, "counties", "rotation", "parties", "phases", "numbers", "log"]
    return pd.DataFrame(made, columns=columns).astype(object)


def exercises_of(frame: pd.DataFrame) -> list[Exercise]:
    """Return the exercises of a plan; what makes no sense in a row is left at its default."""
    found = []
    for row in frame.to_dict("records"):
        texts = {name: _text(row.get(name)) for name in _EXERCISE_TEXTS}
        found.append(
            Exercise(
                **{
                    **texts,
                    "physics": _one_of(Physics, texts["physics"], Physics.FIRE),
                    "purpose": _one_of(Purpose, texts["purpose"], Purpose.CHECKING),
                    "counties": _texts(row.get("counties")),
                    "rotation": _texts(row.get("rotation")),
                    "parties": tuple(
                        Party(_text(p.get("code")), _text(p.get("name")), _text(p.get("duty")))
                        for p in _maps(row.get("parties"))
                    ),
                    "phases": tuple(
                        Phase(
                            _text(p.get("name")),
                            tuple(
                                Subject(_text(s.get("name")), _texts(s.get("scenes"))) for s in _maps(p.get("subjects"))
                            ),
                        )
                        for p in _maps(row.get("phases"))
                    ),
                    "numbers": {
                        name: value
                        for name, value in _map(row.get("numbers")).items()
                        if name in NUMBERS and _is_number(value) and NUMBERS[name][1] <= value <= NUMBERS[name][2]
                    },
                    "log": tuple(
                        Logged(float(x["minute"]), _text(x.get("text")), _text(x.get("by")), _text(x.get("inject")))
                        for x in _maps(row.get("log"))
                        if _is_number(x.get("minute"))
                    ),
                }  # type: ignore[arg-type]
            )
        )
    return found


def site_frame(rows: Iterable[Site]) -> gpd.GeoDataFrame:
    """Return sites as the plan stores them, Points in EPSG:4490."""
    listed = list(rows)
    data = {name: [getattr(one, name) for one in listed] for name in _SITE_TEXTS}
    data["kind"] = [one.kind.value for one in listed]
    data["facts"] = [dict(one.facts) for one in listed]
    shapes = [shapely.Point(one.lon, one.lat) for one in listed]
    frame = pd.DataFrame(data, columns=[*_SITE_TEXTS, "facts"]).astype(object)
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=STORAGE_CRS)


def sites_of(frame: gpd.GeoDataFrame) -> list[Site]:
    """Return the sites of a plan; rows of unknown kinds or without a point are passed over."""
    found = []
    for row in frame.to_dict("records"):
        shape = row.get("geometry")
        if _text(row.get("kind")) not in set(SiteKind) or not isinstance(shape, shapely.Point) or shape.is_empty:
            continue
        texts = {name: _text(row.get(name)) for name in _SITE_TEXTS if name != "kind"}
        facts = {str(k): float(v) for k, v in _map(row.get("facts")).items() if _is_number(v)}
        found.append(Site(**texts, kind=SiteKind(_text(row["kind"])), lon=shape.x, lat=shape.y, facts=facts))
    return found


def inject_frame(rows: Iterable[Inject]) -> pd.DataFrame:
    """Return injects as the plan stores them."""
    names = [one.name for one in fields(Inject)]
    data: dict[str, list[Any]] = {name: [] for name in names}
    for one in rows:
        for name in names:
            value = getattr(one, name)
            data[name].append(list(value) if isinstance(value, tuple) else dict(value) if name == "facts" else value)
    return pd.DataFrame(data, columns=names).astype(
        dict.fromkeys(_INJECT_REALS, "float64") | {"phase": "int64", "is_edited": "bool"}
    )


def injects_of(frame: pd.DataFrame) -> list[Inject]:
    """Return the injects of a plan, in time."""
    found = []
    for row in frame.to_dict("records"):
        reals: dict[str, Any] = {
            name: float(row[name]) if _is_number(row.get(name)) else math.nan for name in _INJECT_REALS
        }
        if math.isnan(reals["minute"]):
            continue
        texts: dict[str, Any] = {
            name: _text(row.get(name)) for name in ("uid", "exercise", "code", "text", "expected", "by", "note")
        }
        phase = row.get("phase")
        found.append(
            Inject(
                **texts,
                **reals,
                facts=_map(row.get("facts")),
                to=_texts(row.get("to")),
                items=_texts(row.get("items")),
                phase=int(phase or 0) if _is_number(phase) else 0,
                is_edited=bool(row.get("is_edited")),
            )
        )
    return list(in_order(found))


_EXERCISE_TEXTS = (
    *("uid", "title", "day", "start", "physics", "kind", "scope", "purpose", "pattern", "host", "drill", "remark"),
)
_SITE_TEXTS = ("uid", "exercise", "kind", "name", "county", "step", "remark")
_INJECT_REALS = ("minute", "due_min", "lon", "lat", "told_min")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _map(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        value = _json(value)
    return {str(k): v for k, v in value.items()} if isinstance(value, Mapping) else {}


def _maps(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, str):
        value = _json(value)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = _json(value)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _one_of(kind: type[_T], value: str, usual: _T) -> _T:
    try:
        return kind(value)  # type: ignore[call-arg]
    except ValueError:
        return usual
