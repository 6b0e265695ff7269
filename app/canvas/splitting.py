"""Layers of files told apart by a column: a part of the scene for each kind or class, for others, for unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from app.canvas.restyling import relabelled, restyled, unknown_look
from app.canvas.scene import LabelSet, Part
from app.canvas.scene_parts import SceneParts
from app.canvas.shapes import Shapes
from app.canvas.styles import Style
from layers.plan.levels import SEPARATOR
from layers.styling.members import Members, members, value_texts
from layers.styling.model import LayerStyle
from layers.styling.presets import title_of


@dataclass(frozen=True)
class _Group:
    """Features that one row of a style is for; the row's number, or one of those of ``Members``."""

    row: int
    title: str
    style: Style
    features: NDArray[np.intp]


class SplitLayers(SceneParts):
    """What layers of files look like by their own style."""

    def _looked(self, base: Style, style: LayerStyle) -> Style:
        """Return the look of a layer that is not told apart."""
        return relabelled(restyled(base, style.look, self.theme.land), style.labels, self.theme)

    def _split(
        self, uid: str, key: str, base: Style, style: LayerStyle, frame: gpd.GeoDataFrame, whole: Shapes,
        chosen: NDArray[np.intp],
    ) -> list[Part]:  # fmt: skip
        """Return a part for each row that has features among ``chosen``, in the order of the legend from below."""
        row_of = self._kept(("rows of", uid, _split_key(style), id(frame)), lambda: (frame, members(style, frame)))[1]
        parts = []
        for group in reversed(self._groups(base, style, Members(row_of.row[chosen]))):
            shapes = self._some(("part of", uid, key, style.column, group.row), whole, group.features)
            parts.append(Part(key, group.style, shapes, group.title, group.row))
        return parts

    def _groups(self, base: Style, style: LayerStyle, found: Members) -> list[_Group]:
        below = relabelled(base, style.labels, self.theme)
        chinese, land = self.words.is_chinese, self.theme.land
        out = []
        for number, row in enumerate(style.rows):
            features = found.of(number)
            if row.shown and len(features):
                look = restyled(below, row.look.over(style.look), land, is_row=True)
                out.append(_Group(number, title_of(style, row, chinese=chinese), look, features))
        others = found.of(Members.OTHERS)
        if style.others.shown and len(others):
            look = restyled(below, style.others.look.over(style.look), land, is_row=bool(style.others.look.color))
            out.append(_Group(Members.OTHERS, style.others.title or self.words.others, look, others))
        unknown = found.of(Members.UNKNOWN)
        if len(unknown):
            out.append(_Group(Members.UNKNOWN, self.words.unknown, unknown_look(below, self.theme), unknown))
        return out

    def _some(self, key: tuple[object, ...], whole: Shapes, features: NDArray[np.intp]) -> Shapes:
        """Return some of the shapes; those of the scene before when they are the same ones."""
        kept = self.old_cache.get(key)
        if isinstance(kept, tuple) and kept[0] is whole and np.array_equal(kept[1], features):
            made = kept
        else:
            made = (whole, features, whole if len(features) == len(whole) else whole.subset(features))
            if whole.level_key and made[2] is not whole:
                self._take_levels(made[2], f"{whole.level_key}{SEPARATOR}{crc32(features.astype('<i4').tobytes())}")
        self.cache[key] = made
        return made[2]

    @staticmethod
    def _places(part: Part, whole: Part) -> NDArray[np.intp]:
        """Return where the features of a part are among those of the whole."""
        rows = part.shapes.rows_of(whole.shapes)
        return np.arange(len(whole.shapes)) if rows is None else rows

    def _column_labels(
        self,
        part: Part,
        style: LayerStyle,
        frame: gpd.GeoDataFrame,
        features: NDArray[np.intp],
        weights: NDArray[np.float64],
    ) -> tuple[LabelSet, ...]:
        """Return the labels of a part: names, or what the column chosen says."""
        column = style.labels.column
        texts: Sequence[str] = part.shapes.names.tolist()
        if column and column in frame:
            texts = value_texts(frame[column].iloc[features]).tolist()
        return self._labels(part.style, part.shapes, texts, weights)


def _split_key(style: LayerStyle) -> tuple[object, ...]:
    """Return what decides which feature belongs to which row."""
    return style.mode, style.column, style.breaks, tuple(row.value for row in style.rows)
