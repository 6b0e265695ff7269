"""``info PLAN``: what a plan holds, and the hash of what it says.  The plan is only read."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, role_word, say, start_qt
from app.qtcore import tr
from layers.kinds import Origin, Role, Shape, ZoneClass

if TYPE_CHECKING:
    from app.sheets.words import Words
    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore

_MU_PER_HA = 15.0


def run(arguments: argparse.Namespace) -> int:
    """Describe the plan."""
    from app.sheets.words import load_words
    from layers.plan.store import PlanStore

    start_qt(arguments.lang)
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        facts = gather(store)
    if arguments.json:
        say(json.dumps(facts, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _describe(facts, load_words(arguments.lang))
    return Exit.OK


# --- facts ------------------------------------------------------------------------------------------


def gather(store: PlanStore) -> dict[str, Any]:
    """Return what a plan holds, as plain data."""
    from layers.plan import files
    from layers.plan.content_hash import content_hash

    info = store.info()
    zones = store.zones()
    classes = zones["zone_class"].astype(str).value_counts()
    return {
        "path": str(store.path),
        "bytes": _size(store.path),
        "title": info.title,
        "reference_date": info.reference_date.isoformat(),
        "is_sample": info.is_sample,
        "metric_epsg": info.metric_epsg or None,
        "format_version": files.check(store.path),  # of the file: an older plan is read through an upgraded copy
        "created_at": info.created_at,
        "program": info.program,
        "layers": [_layer(record) for record in store.layers()],
        "zones": {str(name): int(count) for name, count in sorted(classes.items())},
        "patrol_areas": _areas(store),
        "agreements": len(store.agreements()),
        "contacts": len(store.contacts()),
        "parameters_changed": _changed_parameters(store),
        "analysis": _analysis(store),
        "history": _history(store),
        "content_hash": content_hash(store),
    }


def _size(path: Path) -> int:
    """Return the bytes of the plan, with those of its log while it is open."""
    sizes = [side.stat().st_size for side in (path, path.with_name(path.name + "-wal")) if side.exists()]
    return sum(sizes)


def _layer(record: LayerRecord) -> dict[str, Any]:
    is_raster = record.shape is Shape.RASTER
    return {
        "uid": record.uid,
        "title": record.title,
        "role": record.role.value,
        "shape": record.shape.value,
        "origin": record.origin.value,
        "features": None if is_raster else record.feature_count,
        "source": Path(record.source.path.replace("\\", "/")).name,
        "crs": record.source.crs_used,
        "file_date": record.source.file_date,
        "sha256": record.raster_sha256 if is_raster else record.source.sha256,
        "content_sha256": record.content_sha256 or None,
        "raster_path": record.raster_path or None,
        "is_sample": record.is_sample,
    }


def _areas(store: PlanStore) -> list[dict[str, Any]]:
    """Return the joint-patrol areas with their size as documents state it: edges straight in the plan's projection."""
    from layers.geodesy import HA_PER_M2, geodesic_area_m2
    from layers.patrol.division import CountyIndex
    from layers.workflow import counties_frame

    areas = store.patrol_areas()
    counties = counties_frame(store) if len(areas) else None
    index = None if counties is None else CountyIndex(counties)
    found = []
    for number, name, shape in zip(areas["number"], areas["name"], areas.geometry, strict=True):
        area_ha = None
        if shape is not None:
            area_ha = geodesic_area_m2(shape) * HA_PER_M2 if index is None else index.divide(shape).total_ha
        area_mu = None if area_ha is None else area_ha * _MU_PER_HA
        found.append({"number": int(number), "name": str(name), "area_ha": area_ha, "area_mu": area_mu})
    return found


def _changed_parameters(store: PlanStore) -> dict[str, Any]:
    """Return parameters that differ from the defaults → value and default."""
    from layers.zones.model import Parameters

    ours, usual = store.parameters().as_dict(), Parameters().as_dict()
    names = [field.name for field in fields(Parameters)]
    return {name: {"value": ours[name], "default": usual[name]} for name in names if ours[name] != usual[name]}


def _analysis(store: PlanStore) -> dict[str, Any] | None:
    facts = store.result_facts()
    if not facts:
        return None
    kept = {name: facts.get(name) for name in ("analysed_at", "program", "libraries", "metric_epsg", "reference_date")}
    return {**kept, "inputs": facts.get("inputs", []), "is_stale": store.analysis_is_stale()}


def _history(store: PlanStore) -> dict[str, Any]:
    changes = store.history()
    done = [change for change in changes if not change.undone]
    last = None
    if done:
        last = {"code": done[-1].code, "facts": dict(done[-1].facts), "at": done[-1].at.isoformat()}
    return {"undo_steps": len(done), "redo_steps": len(changes) - len(done), "last": last}


# --- words ------------------------------------------------------------------------------------------


def _describe(facts: dict[str, Any], words: Words) -> None:
    say(facts["title"])
    say(tr("  file: {path}, {megabytes:.1f} MB").format(path=facts["path"], megabytes=facts["bytes"] / 1e6))
    say(tr("  reference date: {date}").format(date=facts["reference_date"]))
    text = tr("  format {format_version}, made {created_at} by {program}")
    made = _local(facts["created_at"])
    say(text.format(format_version=facts["format_version"], created_at=made, program=facts["program"]))
    if facts["is_sample"]:
        say(tr("  a sample: its data are generated"))
    _describe_layers(facts["layers"])
    _describe_zones(facts, words)
    _describe_areas(facts["patrol_areas"])
    say(
        tr("{agreements} agreements, {contacts} contacts").format(
            agreements=facts["agreements"], contacts=facts["contacts"]
        )
    )
    _describe_parameters(facts["parameters_changed"], words)
    _describe_history(facts["history"])
    say(tr("content hash {hash}").format(hash=facts["content_hash"]))


def _describe_layers(layers: list[dict[str, Any]]) -> None:
    say(tr("{count} layers").format(count=len(layers)))
    for layer in layers:
        text = tr("  {title}: {role}, {features} features")
        if layer["features"] is None:
            text = tr("  {title}: {role}, raster {raster_path}")
        say(text.format_map({**layer, "role": role_word(Role(layer["role"]))}))
        told = tr("recorded by hand") if layer["origin"] == Origin.RECORDED.value else layer["source"]
        parts = [told, layer["file_date"], layer["crs"]]
        parts += [f"SHA-256 {layer['sha256'][:16]}…"] if layer["sha256"] else []
        if any(parts):
            say("    " + "  ".join(filter(None, parts)))


def _describe_zones(facts: dict[str, Any], words: Words) -> None:
    analysis = facts["analysis"]
    if analysis is None:
        say(tr("not analysed yet"))
        return
    local = facts["zones"].get(ZoneClass.LOCAL.value, 0)
    text = tr("{zones} shared-responsibility zones, {local} more stay in one county")
    say(text.format(zones=sum(facts["zones"].values()) - local, local=local))
    for name, count in facts["zones"].items():
        say(f"  {count:>5}  {words.code('zone_class', name)}")
    text = tr("  analysed {analysed_at} by {program}")
    say(text.format(analysed_at=_local(analysis["analysed_at"]), program=analysis["program"]))
    if analysis["is_stale"]:
        say(tr("  ! layers, parameters or agreements changed since; analyse again"))


def _describe_areas(areas: list[dict[str, Any]]) -> None:
    say(tr("{count} joint-patrol areas").format(count=len(areas)))
    for area in areas:
        if area["area_ha"] is None:
            say(tr("  {number:>3}  {name}: without a shape").format_map(area))
        else:
            say(tr("  {number:>3}  {name}: {area_ha:.2f} hm² ({area_mu:.1f} mu)").format_map(area))


def _describe_parameters(changed: dict[str, Any], words: Words) -> None:
    if not changed:
        say(tr("parameters: all at their defaults"))
        return
    say(tr("parameters that differ from the defaults"))
    for name, values in changed.items():
        if name != "weights":
            rows = [(words.code("parameter", name), values["value"], values["default"])]
        else:
            rows = [
                (words.code("parameter_weight", key), values["value"].get(key), usual)
                for key, usual in values["default"].items()
                if values["value"].get(key) != usual
            ]
        for title, value, usual in rows:
            say(tr("  {title}: {value} (default {usual})").format(title=title, value=value, usual=usual))


def _describe_history(history: dict[str, Any]) -> None:
    text = tr("history: {undo_steps} steps to undo, {redo_steps} to redo")
    say(text.format_map(history))
    last = history["last"]
    if last is not None:
        say(
            tr("  last change {at}: {what}").format(
                at=_local(last["at"]), what=_change_words(last["code"], last["facts"])
            )
        )


def _local(at: str) -> str:
    """Return a stored time (UTC, ISO 8601) as the clock on the wall here; a text that is no time as it is."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"
    except (TypeError, ValueError):
        return str(at)


def _change_words(code: str, facts: dict[str, Any]) -> str:
    try:
        from app.change_words import change_text
    except ImportError:  # Qt does not load
        return code
    return change_text(code, facts)
