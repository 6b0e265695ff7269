"""What is looked at on the map, and how raw figures of it become tasks; nothing is imported, QGIS's Python asks too."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from tests.benchmarks.measured import Figure

#: Magnifications from the whole plan that are looked at for the first time, one after the other.
ZOOMS = (2.0, 4.0, 8.0, 16.0, 64.0)
PAN_ZOOMS = (1.0, 8.0)
PANS = 5
_PAN_NAMES = {1.0: "pan, whole plan", 8.0: "pan, 8 × closer"}


def zoom_name(zoom: float) -> str:
    """Return what a look at a magnification is called."""
    return f"zoom {zoom:.0f} ×, first sharp"


def pan_name(zoom: float, number: int) -> str:
    """Return what one pan is called."""
    return f"pan at {zoom:.0f} ×, {number}"


def told(raw: Mapping[str, float]) -> dict[str, Figure]:
    """Return figures by task from raw milliseconds and MiB: zooms summed, pans as their median."""
    found = {"load and sharp picture": _time(raw, "load and sharp picture")}
    zooms = [_time(raw, zoom_name(zoom)) for zoom in ZOOMS]
    found["first sharp picture, five zooms"] = Figure(
        sum(one.value for one in zooms), "s", sum(one.cpu_s or 0.0 for one in zooms)
    )
    for zoom, title in _PAN_NAMES.items():
        pans = [_time(raw, pan_name(zoom, number)) for number in range(PANS)]
        found[title] = Figure(
            statistics.median(one.value for one in pans), "s", statistics.median(one.cpu_s or 0.0 for one in pans)
        )
    for name, title in _OF_OURS.items():
        if name in raw:
            found[title] = Figure(raw[name] / 1000.0)
    for name, value in raw.items():
        if name.endswith(": peak MB") and name.split(":")[0] in _MOMENTS:
            found[f"peak memory, {name.split(':')[0]}"] = Figure(value, "MB")
        if any(name.endswith(end) for end in _FRAME_ENDS):
            found[name] = Figure(value / 1000.0)
    return found


_MOMENTS = ("shown", "looked around")
_OF_OURS = {
    "load": "load",
    "first picture after load": "first picture after loading",
    "levels made ahead in": "levels made ahead",
    "snapping query p50": "snapping, median",
    "snapping query p99": "snapping, 99th percentile",
}
_FRAME_ENDS = ("work p95", "paint to paint p95", "paint to paint worst")


def _time(raw: Mapping[str, float], name: str) -> Figure:
    return Figure(raw[name] / 1000.0, "s", raw[f"{name}, CPU"] / 1000.0)
