"""Photos that say where they were taken: each a point with its time, direction and file name.

Only the head of a file is read, for the EXIF block (JEITA CP-3451, §4.6.6 for its GPS tags); the picture never is.
EXIF positions are those of the receiver, in WGS 84.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from layers.sources.container import Member
from layers.sources.vector import RawLayer

#: EXIF lies within the first 64 KB of a JPEG, behind at most a few other blocks.
_HEAD = 1 << 20


@dataclass(frozen=True)
class Photo:
    """What a photo says of itself; None where it says nothing."""

    longitude_deg: float
    latitude_deg: float
    time: str | None  # ISO 8601; with Z when it is the receiver's, with the camera's offset where it names one
    direction_deg: float | None  # clockwise from north, where the camera looked
    direction_from: str | None  # "true" or "magnetic" north
    altitude_m: float | None


def look(path: Path) -> Photo | None:
    """Return what a photo says, None when it does not say where it was taken or cannot be understood."""
    import exifread

    logging.getLogger("exifread").setLevel(logging.CRITICAL)  # what is wrong with a photo is told by us
    try:
        with path.open("rb") as stream:
            head = BytesIO(stream.read(_HEAD))
        tags = exifread.process_file(head, details=False, extract_thumbnail=False)
        return _photo(tags)
    except OSError:
        raise
    except Exception:  # a damaged block makes the parser fail in any way it likes
        return None


def read_photos(member: Member) -> list[RawLayer]:
    """Return the photos of a member as one layer of points; those without a place have no shape."""
    rows = [(file.name, look(file)) for file in member.files]
    shapes = np.empty(len(rows), dtype=object)
    for position, (_, photo) in enumerate(rows):
        shapes[position] = None if photo is None else shapely.Point(photo.longitude_deg, photo.latitude_deg)
    columns = {
        "name": [name for name, _ in rows],
        **{
            fact: [None if photo is None else getattr(photo, fact) for _, photo in rows]
            for fact in ("time", "direction_deg", "direction_from", "altitude_m")
        },
    }
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    for name in ("direction_deg", "altitude_m"):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    frame = frame.drop(columns=[name for name in frame.columns if name != "name" and frame[name].isna().all()])
    wkb = np.asarray(shapely.to_wkb(shapes), dtype=object)
    return [RawLayer(member.stem, frame, wkb, "EPSG:4326", "UTF-8", "EXIF", list(member.problems))]


def _photo(tags: dict[str, Any]) -> Photo | None:
    latitude, longitude = _angle(tags, "GPSLatitude", "S"), _angle(tags, "GPSLongitude", "W")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude == 0 and longitude == 0):
        return None  # 0°, 0° is what cameras write that never had a fix
    direction = _number(tags, "GPSImgDirection")
    reference = {"T": "true", "M": "magnetic"}.get(_text(tags, "GPS GPSImgDirectionRef")[:1].upper())
    altitude = _number(tags, "GPSAltitude")
    below = _values(tags, "GPS GPSAltitudeRef")[:1] in ([1], [b"\x01"])
    return Photo(
        longitude,
        latitude,
        _time(tags),
        direction % 360.0 if math.isfinite(direction) else None,
        reference if math.isfinite(direction) else None,
        (-altitude if below else altitude) if math.isfinite(altitude) else None,
    )


def _angle(tags: dict[str, Any], name: str, negative: str) -> float:
    parts = [_ratio(value) for value in _values(tags, f"GPS {name}")]
    if not 1 <= len(parts) <= 3:
        return math.nan
    degrees = sum(part / 60.0**place for place, part in enumerate(parts) if place == 0 or math.isfinite(part))
    is_negative = _text(tags, f"GPS {name}Ref")[:1].upper() == negative
    return -degrees if is_negative else degrees


def _number(tags: dict[str, Any], name: str) -> float:
    values = _values(tags, f"GPS {name}")
    return _ratio(values[0]) if values else math.nan


def _time(tags: dict[str, Any]) -> str | None:
    """Return the camera's time with its offset, else the receiver's, else the camera's alone."""
    taken = _text(tags, "EXIF DateTimeOriginal") or _text(tags, "Image DateTime")
    date, _, clock = taken.partition(" ")
    local = f"{date.replace(':', '-')}T{clock}" if len(date) == 10 and len(clock) >= 8 and date[:4] != "0000" else ""
    offset = _text(tags, "EXIF OffsetTimeOriginal")
    if local and offset:
        return local + offset
    day = _text(tags, "GPS GPSDate").replace(":", "-")
    hours = [_ratio(value) for value in _values(tags, "GPS GPSTimeStamp")]
    if len(day) == 10 and len(hours) == 3 and all(math.isfinite(part) for part in hours):
        return f"{day}T{int(hours[0]):02d}:{int(hours[1]):02d}:{int(hours[2]):02d}Z"
    return local or None


def _values(tags: dict[str, Any], name: str) -> list[Any]:
    tag = tags.get(name)
    values = getattr(tag, "values", None)
    return list(values) if isinstance(values, list | tuple) else [] if values is None else [values]


def _text(tags: dict[str, Any], name: str) -> str:
    values = _values(tags, name)
    return str(values[0]).strip(" \0") if values else ""


def _ratio(value: Any) -> float:
    """Return a rational as a number; one over zero is unknown."""
    try:
        return float(value.num) / float(value.den) if hasattr(value, "num") else float(value)
    except (ZeroDivisionError, ValueError, TypeError, OverflowError):
        return math.nan
