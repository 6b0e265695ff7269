"""Templates of an office: filled in the reader's process, for they are programs that anybody may have written.

Jinja's marks can loop for ever or ask for a text of ten thousand million letters; no sandbox of the language keeps
that from a thread of the window.  The process has limits of time and memory, and no network.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from layers.documents.template import PictureFact, Template, fill
from layers.errors import TemplateBroken
from layers.progress import Progress, silent
from layers.sources.office import OfficeRefused, look_over

#: Longest that filling one may take; ours take a tenth of a second.
MOST_S = 10.0
_PICTURE = "\0picture"


def filled(template: Template, fields: Mapping[str, Any], on: date, progress: Progress = silent) -> bytes:
    """Return a template filled with facts, as :func:`layers.documents.template.fill`; an office's own is filled apart.

    Raises
    ------
    TemplateFieldUnknown, TemplateBroken
        As there.
    ReadingTooSlow, ReadingTooHungry, ReaderCrashed
        An office's template takes more than :data:`MOST_S`, or far more memory than any paper.
    """
    if template.path is None:
        return fill(template, fields, on)
    from layers.sources import child

    found = child.shared().ask(
        "fill_template", template.path, progress=progress, idle_s=MOST_S, fields=_packed(fields), on=on
    )
    return bytes(found.tobytes())


def fill_apart(path: Path, fields: Mapping[str, Any], on: date) -> Any:
    """Return, in the reader's process, a template filled: an array of its bytes."""
    try:
        look_over(path)
        content = fill(Template(str(path), path.read_bytes()), _unpacked(fields), on)
        look_over(io.BytesIO(content))  # the window reads what comes of it
    except (OfficeRefused, OSError) as error:
        raise TemplateBroken(path=str(path), reason=str(error)) from error
    return np.frombuffer(content, dtype=np.uint8)


def _packed(value: Any) -> Any:
    """Return facts without pictures as such: what crosses is data."""
    if isinstance(value, PictureFact):
        return {_PICTURE: [np.frombuffer(value.png, dtype=np.uint8), value.width_mm, value.height_mm]}
    if isinstance(value, Mapping):
        return {str(key): _packed(one) for key, one in value.items()}
    return [_packed(one) for one in value] if isinstance(value, list | tuple) else value


def _unpacked(value: Any) -> Any:
    if isinstance(value, Mapping):
        if _PICTURE in value:
            png, width_mm, height_mm = value[_PICTURE]
            return PictureFact(png.tobytes(), width_mm, height_mm)
        return {key: _unpacked(one) for key, one in value.items()}
    return [_unpacked(one) for one in value] if isinstance(value, list) else value
