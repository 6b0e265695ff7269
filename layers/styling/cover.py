"""The classes of a land-cover raster and their colours: published ones, the file's own, or given out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from layers.sources.landcover import OWN_CLASSES, Classification, Evidence, chosen, classifications, recognise
from layers.styling.palettes import kind

#: Cells on the longer side of the picture that values are looked for in.
_LOOK_CELLS = 1024
#: Without names or colours, more different values than this are a measurement, no classes.
_MOST_UNNAMED = 24
_MOST = 256
_STRANGE = "#9A9FA3"
#: Stands for values that are in no list.
STRANGE_VALUE = -1


@dataclass(frozen=True)
class CoverClass:
    """One value of a raster: its words and its colour ``#RRGGBB``; values beyond the list are strange to it."""

    value: int
    zh: str
    en: str
    color: str


@dataclass(frozen=True)
class CoverClasses:
    """What the values of a raster mean; ``classification`` is a code of land cover, ``own`` for none of them."""

    classification: str
    classes: tuple[CoverClass, ...]
    void: frozenset[int] = frozenset()
    present: frozenset[int] = frozenset()  # found when the file was looked through coarsely

    def painted(self, values: NDArray[np.integer]) -> NDArray[np.uint8]:
        """Return RGBA for an array of values: void is clear, values not listed are grey."""
        table = {one.value: one.color for one in self.classes}
        present, index = np.unique(values, return_inverse=True)
        out = np.empty((len(present), 4), dtype=np.uint8)
        for place, value in enumerate(present.tolist()):
            color = table.get(value, _STRANGE)
            out[place] = (*bytes.fromhex(color[1:]), 0 if value in self.void and value not in table else 255)
        return np.asarray(out[index.reshape(values.shape)])


def strange() -> CoverClass:
    """Return what stands for values that are in no list."""
    return CoverClass(STRANGE_VALUE, "未列入的值", "Values not listed", _STRANGE)


def classes_of_raster(path: Path, *, names: tuple[str, ...] = (), classification: str = "") -> CoverClasses | None:
    """Return what the values of a raster mean and how they are coloured; None for a measurement.

    Parameters
    ----------
    path : Path
    names : tuple of str
        Further names that may tell the classification: the layer's title.
    classification : str
        The one chosen for the layer; "" recognises it by name, colours, categories and values.

    Raises
    ------
    SourceError
        The raster cannot be read, or holds no whole numbers in one band.
    """
    from layers.sources import land_raster

    raster = land_raster.look(path)
    with land_raster.opened(raster) as dataset:
        scale = max(1.0, max(raster.width, raster.height) / _LOOK_CELLS)
        shape = (max(1, round(raster.height / scale)), max(1, round(raster.width / scale)))
        sample = dataset.read(1, masked=True, out_shape=shape).compressed()
    if sample.dtype.kind == "f":
        sample = sample[np.isfinite(sample)]
        if (sample != np.floor(sample)).any():
            return None
    present = [int(value) for value in np.unique(sample)]
    if len(present) > _MOST:
        return None
    texts = frozenset(str(value) for value in present)
    evidence = Evidence(texts, (*raster.hints, *names), raster.colors, raster.categories)
    code = classification if classification in classifications() else chosen(recognise(evidence))
    if code is not None and classification != OWN_CLASSES:
        return _published(classifications()[code], present)
    named = [value for value in present if str(value) in raster.categories]
    if not named and not raster.colors and len(present) > _MOST_UNNAMED:
        return None
    return CoverClasses(OWN_CLASSES, tuple(_own(present, raster.colors, raster.categories)), present=frozenset(present))


def _published(known: Classification, present: list[int]) -> CoverClasses:
    """Return every class of a classification, and more than one spelling of a value as the file has it."""
    values = {int(value): one for value, one in known.classes.items() if value.isdigit()}
    values |= {value: known.classes[key] for value in present if (key := known.key(value)) is not None}
    classes = tuple(CoverClass(value, one.zh, one.en, one.color.upper()) for value, one in sorted(values.items()))
    return CoverClasses(
        known.code, classes, frozenset(int(value) for value in known.void if value.isdigit()), frozenset(present)
    )


def _own(present: list[int], colors: Mapping[str, str], names: Mapping[str, str]) -> list[CoverClass]:
    out = []
    for number, value in enumerate(present):
        text = str(value)
        name = names.get(text, text)
        out.append(CoverClass(value, name, name, colors.get(text, kind(number)[0]).upper()))
    return out
