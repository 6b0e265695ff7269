"""Text from formats that are always Unicode (GeoPackage, workbooks …): was it misread before it got there?

Their bytes leave no choice, but a program may have read the text in a wrong encoding and saved what it made of it
(:mod:`layers.sources.misread`).  The court hears the values as UTF-8, and what it undoes is undone cell by cell.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from layers.sources import encoding, misread, readings
from layers.sources.vector import RawLayer

#: Formats whose text a driver hands over as Unicode.
FORMATS = frozenset({"geopackage", "filegdb", "flatgeobuf", "xlsx", "geoparquet"})
_ROWS = 3_000


def reread(raw: RawLayer, chosen: str | None) -> RawLayer:
    """Return a layer whose text is heard, and undone where it was misread."""
    frame = raw.attributes
    names = [str(name).encode("utf-8", errors="replace") for name in frame.columns]
    values = [
        cell.encode("utf-8", errors="replace")
        for name in frame.columns
        if not pd.api.types.is_numeric_dtype(frame[name])
        for cell in frame[name].iloc[:_ROWS]
        if isinstance(cell, str) and not cell.isascii()
    ]
    wanted = chosen if chosen and (">" in chosen or readings.is_same(chosen, "UTF-8")) else None
    court = readings.hear(values, names, only=("UTF-8",), also=wanted)
    if court is None:
        return raw
    verdict = encoding.verdict(court, None, wanted)
    raw.problems = [*raw.problems, *verdict.told_of_text()]
    raw.encoding = verdict.encoding
    raw.court = court if len(court.readings) > 1 else None
    if ">" in verdict.encoding:
        _, wrong, right = misread.split(verdict.encoding)
        raw.attributes = _undone(frame, wrong, right)
    return raw


def _undone(frame: pd.DataFrame, wrong: str, right: str) -> pd.DataFrame:
    def text(cell: Any) -> Any:
        found = misread.undo(cell, wrong, right) if isinstance(cell, str) else None
        return cell if found is None else found.text

    out = frame.copy()
    for name in out.columns:
        if not pd.api.types.is_numeric_dtype(out[name]):
            out[name] = out[name].map(text)
    return out.rename(columns=text)
