"""The attribute table of a layer as plain data: headings with units, values, and how a value reads.

Made in a job from what a reader of the plan gives; the window only asks for the cells it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app import record_words, words
from app.findings import FIELDS
from layers import recording
from layers.attributes import Kind, TableColumn, column_of, columns_of
from layers.crs import STORAGE_CRS, transform
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, geodesic_lengths_m
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Figures of shapes that are measured for the table, not stored with it.
AREA_HA, LENGTH_M = "_area_ha", "_length_m"
_SLICE = 5000

#: Tables of the plan that a derived layer is read from.
DERIVED_TABLES: Mapping[str, tuple[str, ...]] = {
    "patrol_areas": ("patrol_area",),
    "zones": ("zone", "layer"),
    "borders": ("border", "layer"),
    "straddling": ("straddling", "layer"),
    "reaches": ("reach", "layer"),
    "border_roads": ("border_road", "parameter", "layer"),
}

#: What a figure shows that is still being measured.
_PENDING_SIGN = "…"


def tr(text: str) -> str:
    """Return a heading in the language in force."""
    return QCoreApplication.translate("Attributes", text)


@dataclass(frozen=True, eq=False)
class Field:
    """One column of the table: what it is called, its values, and how one reads."""

    column: TableColumn
    heading: str
    decimals: int | None = None  # of a number; None shows what is stored
    tip: str = ""
    is_pending: bool = False  # measured later

    @property
    def key(self) -> str:
        """The name of the column."""
        return self.column.key

    @property
    def is_number(self) -> bool:
        """Whether the values are figures, which stand on the right."""
        return self.column.kind is Kind.NUMBER

    def text(self, row: int) -> str:
        """Return what a cell shows; unknown is a dash, never zero."""
        value = self.column.value(row)
        if value is None:
            return _PENDING_SIGN if self.is_pending else words.UNKNOWN_SIGN
        if isinstance(value, np.datetime64):
            return str(np.datetime_as_string(value, unit="D"))
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        if isinstance(value, str):
            return value
        if self.decimals is not None:
            return words.number(float(value), self.decimals)
        return str(value) if isinstance(value, int) else f"{value:.10g}"

    def exact(self, row: int) -> Any:
        """Return a value for a spreadsheet: figures in full, None when unknown, texts as they are."""
        value = self.column.value(row)
        if isinstance(value, np.datetime64):
            return pd.Timestamp(value).to_pydatetime()
        return self.text(row) if isinstance(value, bool) else value


@dataclass(frozen=True, eq=False)
class LayerTable:
    """All of one layer."""

    layer: str
    title: str
    uids: NDArray[np.object_]
    fields: tuple[Field, ...]
    shapes: NDArray[np.object_]  # EPSG:4490; empty for a table without shapes

    def __len__(self) -> int:
        return len(self.uids)

    @cached_property
    def columns(self) -> list[TableColumn]:
        """Return the columns, for conditions."""
        return [field.column for field in self.fields]

    @cached_property
    def headings(self) -> dict[str, str]:
        """Return key → heading."""
        return {field.key: field.heading for field in self.fields}

    @cached_property
    def places(self) -> dict[str, int]:
        """Return uid → row."""
        return {uid: row for row, uid in enumerate(self.uids)}

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """Return the box of each shape, (n, 4) degrees."""
        return shapely.bounds(self.shapes)

    def rows_of(self, uids: Sequence[str] | set[str]) -> NDArray[np.intp]:
        """Return the rows of features, those that are here."""
        return np.array(sorted(self.places[uid] for uid in uids if uid in self.places), dtype=np.intp)

    def within(self, area: shapely.Geometry) -> NDArray[np.bool_]:
        """Return which shapes meet an area (EPSG:4490)."""
        if len(self.shapes) == 0:
            return np.ones(len(self), np.bool_)
        xmin, ymin, xmax, ymax = shapely.bounds(area)
        box = self.bounds
        with np.errstate(invalid="ignore"):
            near = (box[:, 0] <= xmax) & (box[:, 2] >= xmin) & (box[:, 1] <= ymax) & (box[:, 3] >= ymin)
        shapely.prepare(area)
        near[near] = shapely.intersects(area, self.shapes[near])
        return near


def read_table(store: PlanStore, layer: str, title: str, short_names: Mapping[str, str]) -> LayerTable:
    """Return the table of a layer, read or derived, from a reader's store."""
    if layer in DERIVED_TABLES:
        frame = getattr(store, layer)()
        fields = _DERIVED[layer](frame, lambda code: short_names.get(code, code), store)
    else:
        frame = store.frame(layer)
        asked = _asked_by_form(store, layer)
        fields = [
            Field(
                column,
                asked.get(column.key) or QCoreApplication.translate("Fields", FIELDS.get(column.key, column.key)),
            )
            for column in columns_of(frame)
        ]
    shapes = frame.geometry.to_numpy() if "geometry" in frame.columns else np.empty(0, dtype=object)
    if layer not in DERIVED_TABLES or layer == "patrol_areas":
        fields += _to_measure(shapes)
    uids = frame["uid"].astype(str).to_numpy(dtype=object)
    table = LayerTable(layer, title, uids, tuple(_told_apart(fields)), shapes)
    assert len(table.places) == len(table)  # made here, so that the window need not
    return table


def _asked_by_form(store: PlanStore, layer: str) -> dict[str, str]:
    """Return what the form calls the fields of what is recorded by hand; nothing for other layers."""
    kind = recording.kind_of(store.layer(layer))
    return {one.name: record_words.field(one.word) for one in recording.FORMS[kind].fields} if kind else {}


def _told_apart(fields: Sequence[Field]) -> list[Field]:
    """Two columns of one heading carry their own names too, so that a condition can mean either."""
    seen: dict[str, int] = {}
    for field in fields:
        seen[field.heading] = seen.get(field.heading, 0) + 1
    return [replace(one, heading=f"{one.heading} [{one.key}]") if seen[one.heading] > 1 else one for one in fields]


def _to_measure(shapes: NDArray[np.object_]) -> list[Field]:
    """Columns for area or length of each shape on the ellipsoid, yet to be measured."""
    dimensions = set(shapely.get_dimensions(shapes).tolist()) if len(shapes) else set()
    unknown = np.full(len(shapes), np.nan)
    tip = tr("Measured on the CGCS2000 ellipsoid")
    found = []
    if 2 in dimensions:
        found.append(Field(TableColumn(AREA_HA, Kind.NUMBER, unknown), tr("Area (hm²)"), 2, tip, is_pending=True))
    if 1 in dimensions:
        found.append(Field(TableColumn(LENGTH_M, Kind.NUMBER, unknown), tr("Length (m)"), 1, tip, is_pending=True))
    return found


def measured(table: LayerTable, metric_epsg: int, *, progress: Progress = silent) -> LayerTable:
    """Return the table with areas and lengths: of areas as the lists and the annex say them, of lines as geodesics."""
    fields = []
    dimensions = shapely.get_dimensions(table.shapes)
    for field in table.fields:
        if field.is_pending:
            chosen = np.flatnonzero(dimensions == (2 if field.key == AREA_HA else 1))
            values = np.full(len(table), np.nan)
            for start in range(0, len(chosen), _SLICE):
                progress(start / len(chosen), "measuring")
                rows = chosen[start : start + _SLICE]
                values[rows] = _sizes(table.shapes[rows], field.key, metric_epsg)
            column = TableColumn(field.key, Kind.NUMBER, values)
            field = Field(column, field.heading, field.decimals, field.tip)
        fields.append(field)
    made = LayerTable(table.layer, table.title, table.uids, tuple(fields), table.shapes)
    made.__dict__["places"] = table.places
    return made


def _sizes(shapes: NDArray[np.object_], key: str, metric_epsg: int) -> NDArray[np.float64]:
    if key == LENGTH_M:
        return geodesic_lengths_m(shapes)
    metric = transform(shapes, STORAGE_CRS, f"EPSG:{metric_epsg}")
    return areas_from_gk_m2(metric, metric_epsg) * HA_PER_M2


# -- derived layers ------------------------------------------------------------------------------

_Short = Callable[[str], str]


def _texts(key: str, values: Sequence[str], heading: str) -> Field:
    return Field(column_of(key, pd.Series(list(values), dtype=object)), heading)


def _figures(frame: pd.DataFrame, key: str, heading: str, decimals: int, tip: str = "") -> Field:
    return Field(column_of(key, frame[key]), heading, decimals, tip)


def _many(codes: Any, short: _Short) -> str:
    return words.joined([short(str(code)) for code in codes or ()])


def _zones(frame: pd.DataFrame, short: _Short, store: PlanStore) -> list[Field]:
    from layers import workflow

    counties = workflow.county_names(store)
    names = [
        workflow.zone_name(codes, int(number), counties, edited)
        for codes, number, edited in zip(frame["counties"], frame["number"], frame["edited"], strict=True)
    ]
    people = frame["people"].to_numpy(dtype=float)
    # A bound of zero says nothing, as the zone's card has it.
    people = np.where((frame["people_unknown_places"].to_numpy(dtype=float) > 0) & (people == 0), np.nan, people)
    at_least = tr("Of the places whose people are known")
    return [
        _texts("name", names, tr("Name")),
        _figures(frame, "rank", tr("Rank"), 0),
        _texts("zone_class", [words.zone_class_short(one) for one in frame["zone_class"]], tr("Class")),
        _texts("status", [words.status(one) for one in frame["status"]], tr("Status")),
        _texts("hazard", [words.hazard(one) for one in frame["hazard"]], tr("Hazard")),
        _texts("counties", [_many(codes, short) for codes in frame["counties"]], tr("Counties")),
        _texts("lead", [short(code) if code else "" for code in frame["lead"]], tr("Lead")),
        _texts("supports", [_many(codes, short) for codes in frame["supports"]], tr("Support")),
        _figures(frame, "area_ha", tr("Area (hm²)"), 2),
        Field(column_of("people", pd.Series(people)), tr("People"), 0, at_least),
        _figures(frame, "people_unknown_places", tr("Places of unknown people"), 0),
        _figures(frame, "villages", tr("Villages"), 0),
        _figures(frame, "forest_ha", tr("Forest (hm²)"), 2),
        _figures(frame, "river_m", tr("River (m)"), 0),
        _figures(frame, "score", tr("Score"), 3),
    ]


def _straddling(frame: pd.DataFrame, short: _Short, _store: PlanStore) -> list[Field]:
    def sides(shares: Mapping[str, float]) -> str:
        named = [(short(code) if code else tr("outside"), share) for code, share in shares.items()]
        return words.joined([f"{name} {words.percent(share)}" for name, share in named])

    return [
        _texts("name", [str(name or "") for name in frame["name"]], tr("Name")),
        _figures(frame, "area_ha", tr("Area (hm²)"), 2),
        _texts("counties", [_many(codes, short) for codes in frame["counties"]], tr("Counties")),
        _texts("shares", [sides(shares) for shares in frame["shares"]], tr("Shares")),
    ]


def _reaches(frame: pd.DataFrame, short: _Short, _store: PlanStore) -> list[Field]:
    def sides(key: str) -> list[str]:
        return [short(code) if code and not pd.isna(code) else "" for code in frame[key]]

    return [
        _texts("name", [str(name or "") for name in frame["name"]], tr("Name")),
        _texts("reach_type", [words.reach(one) for one in frame["reach_type"]], tr("Course")),
        _texts("level", [words.level(one) for one in frame["level"]], tr("Line")),
        _figures(frame, "length_m", tr("Length (m)"), 1),
        _texts("left", sides("left"), tr("Left bank")),
        _texts("right", sides("right"), tr("Right bank")),
        _texts("upstream", [_many(codes, short) for codes in frame["upstream"]], tr("Upstream")),
        _texts("downstream", [_many(codes, short) for codes in frame["downstream"]], tr("Downstream")),
        Field(column_of("direction_known", frame["direction_known"].astype(bool)), tr("Direction known")),
    ]


def _roads(frame: pd.DataFrame, short: _Short, store: PlanStore) -> list[Field]:
    from app.panels.roads import kind_text
    from layers.hazards.road_marks import HAZMAT, hazard_of

    marks = store.road_marks()
    carried = [hazard_of(row, marks)[0] for row in frame.itertuples(index=False)]
    classes = [
        words.zone_class_short(one) if one and hazard else ""
        for one, hazard in zip(frame["zone_class"], carried, strict=True)
    ]
    return [
        _texts("name", [str(name or "") for name in frame["name"]], tr("Name")),
        _texts("road_class", [str(one or "") for one in frame["road_class"]], tr("Kind of road")),
        _texts("kind", [kind_text(one) for one in frame["kind"]], tr("Course")),
        _texts("counties", [_many(codes, short) for codes in frame["counties"]], tr("Counties")),
        _texts("level", [words.level(one) for one in frame["level"]], tr("Line")),
        _figures(frame, "length_m", tr("Length (m)"), 1),
        _texts("hazard", [tr("dangerous goods") if one == HAZMAT else one for one in carried], tr("Carries")),
        _texts("zone_class", classes, tr("Class")),
    ]


def _borders(frame: pd.DataFrame, short: _Short, _store: PlanStore) -> list[Field]:
    def sides(key: str) -> list[str]:
        return [short(str(code)) if code and not pd.isna(code) else "" for code in frame[key]]

    return [
        _texts("left", sides("left"), tr("County on the left")),
        _texts("right", sides("right"), tr("County on the right")),
        _texts("level", [words.level(one) for one in frame["level"]], tr("Line")),
        _figures(frame, "length_m", tr("Length (m)"), 1),
    ]


def _patrol(frame: pd.DataFrame, _short: _Short, _store: PlanStore) -> list[Field]:
    return [
        _figures(frame, "number", tr("Number"), 0),
        _texts("name", [str(name or "") for name in frame["name"]], tr("Name")),
        _texts("note", [str(note or "") for note in frame["note"]], tr("Note")),
    ]


_DERIVED: Mapping[str, Callable[[pd.DataFrame, _Short, PlanStore], list[Field]]] = {
    "zones": _zones,
    "straddling": _straddling,
    "reaches": _reaches,
    "border_roads": _roads,
    "borders": _borders,
    "patrol_areas": _patrol,
}
