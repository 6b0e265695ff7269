"""What ``sources`` returns: plain facts about a file, and layers ready for a plan.

Nothing here is prose: a :class:`Problem` is a code with facts, and :data:`PROBLEM_CODES` lists every
code with the facts it carries, so that the window and the command line can find words for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from layers.errors import SourceError
from layers.kinds import Role, Shape
from layers.plan.model import SourceInfo

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.sources.choosing import FieldChoice
    from layers.sources.mending_report import MendingReport
    from layers.sources.placing import Landing, Sketch
    from layers.sources.readings import Court

Severity = Literal["error", "warning", "info"]
Bounds = tuple[float, float, float, float]

#: Every code a :class:`Problem` or a note of :class:`SourceInfo` can have → the names of its facts.
#: The codes that begin with ``source`` are those of :mod:`layers.errors`, raised by ``read``.
PROBLEM_CODES: dict[str, tuple[str, ...]] = {
    "source": ("path",),
    "source_unreadable": ("path", "reason", "reason_code"),
    "source_empty": ("path",),
    "source_truncated": ("path", "reason", "reason_code"),
    "source_not_geographic": ("path", "reason", "reason_code", "supported"),
    "source_unsupported": ("path", "reason", "reason_code", "supported"),
    "source_wrong_extension": ("path", "claimed", "found"),
    "source_no_geometry": ("path", "layer", "reason", "reason_code"),
    "source_missing_crs": ("path", "layer", "hint", "candidates", "found", "reason", "reason_code"),
    "source_unusable_crs": ("path", "layer", "found", "reason", "reason_code"),
    "source_raster_too_large": ("path", "width", "height", "limit"),
    "source_unclear_classes": ("path", "candidates"),
    "source_unsafe_archive": ("path", "reason", "reason_code"),
    "source_changed": ("path",),
    "source_too_slow": ("path", "seconds"),
    "source_too_hungry": ("path", "limit_mb"),
    "source_reader_crashed": ("path", "reason"),
    # the file as a whole
    "is_plan": ("path",),
    "is_package": ("path",),
    "already_in_plan": ("title",),
    "files_skipped": ("count", "names"),
    "shx_rebuilt": (),
    "dbf_missing": (),
    "dbf_rows_differ": ("shapes", "rows"),
    "text_recoded": ("encoding",),
    # coordinate system
    "crs_by_format": ("format", "crs"),
    "crs_given": ("found", "used"),
    "own_fit": ("found", "used"),
    "datum_taken": ("found", "used"),
    "datum_mentioned": ("file", "evidence"),
    "datum_in_name": ("evidence",),
    "crs_from_side": ("file", "found"),
    "zone_number_added": ("found", "zone"),
    "zone_number_absent": ("found", "zone"),
    "prj_recoded": ("encoding",),
    "crs_identical": ("found",),
    "crs_reprojected": ("found",),
    "maybe_gcj02": ("evidence",),
    "maybe_bd09": ("evidence",),
    "lies_shifted": ("system", "length_m", "azimuth_deg", "against"),
    "shift_removed": ("system",),
    "shift_already_removed": ("system", "evidence"),
    "counties_shifted": ("system", "length_m", "azimuth_deg", "against"),
    "shift_contradicted": ("system", "length_m", "azimuth_deg", "against"),
    "axes_swapped": (),
    "axes_swapped_metric": (),
    "outside_china": ("count",),
    "townships_elsewhere": ("count", "names"),
    # text
    "encoding_detected": ("encoding",),
    "encoding_cpg_wrong": ("declared", "used"),
    "encoding_unknown": ("used",),
    "encoding_given": ("used",),
    "text_cut": ("count",),
    "text_unreadable": ("count", "used"),
    "text_lost": ("count", "examples"),
    # boundary points
    "parcel_unit_conflict": ("stated", "found"),
    "parcel_system_unknown": ("found",),
    "parcel_projection_unknown": ("found",),
    "parcel_zone_conflict": ("stated", "found"),
    "parcel_meridian_conflict": ("stated", "found", "zone"),
    "parcel_width_conflict": ("stated", "found", "zone"),
    "parcel_axes_swapped": ("count",),
    "parcel_lines_unreadable": ("count", "lines"),
    "parcel_without_points": ("count", "names"),
    "parcel_two_zones": ("count", "names"),
    "parcel_rings_short": ("count", "names"),
    "parcel_count_differs": ("count", "names"),
    "parcel_area_differs": ("count", "names"),
    "parcel_area_unit": ("unit",),
    # geometry
    "dropped_empty": ("count",),
    "dropped_non_finite": ("count",),
    "mended_non_finite": ("count", "coordinates"),
    "rings_closed": ("count",),
    "mended_invalid": ("count",),
    "dropped_unusable": ("count",),
    "dropped_tangled": ("count", "limit"),
    "curves_linearised": ("count", "step_deg"),
    "dropped_z": ("count",),
    "dropped_m": ("count",),
    "split_mixed": ("count", "shapes"),
    "dropped_other_shape": ("count", "shapes"),
    "duplicate_feature": ("count",),
    "duplicate_geometry": ("count",),
    "sliver_shape": ("count", "width_m", "area_m2"),
    "repeated_points": ("count",),
    "far_from_rest": ("count",),
    "far_from_counties": ("count", "distance_km", "names"),
    "same_attributes": ("count",),
    "left_out": ("count",),
    # attributes
    "rows_without_coordinates": ("count",),
    "table_without_geometry": (),
    "codes_mended": ("count", "field"),
    "codes_unrecognised": ("count", "field"),
    "codes_of_larger": ("count", "field", "examples"),
    "larger_divisions": ("field",),
    "codes_superseded": ("count", "field", "examples"),
    "codes_unlisted": ("count", "field", "examples"),
    "code_name_differ": ("count", "field", "examples"),
    "numbers_unreadable": ("count", "field"),
    "numbers_bounded": ("count", "field"),
    "numbers_scaled": ("field", "unit", "factor"),
    "stock_per_area": ("field",),
    "people_unknown": ("count",),
    "hazard_scale": ("field", "found"),
    "hazard_order_unknown": ("field", "values"),
    "hazard_order_given": ("field", "found", "order"),
    "field_mapped": ("field", "canonical"),
    "field_given": ("field", "canonical"),
    "field_none": ("canonical",),
    "field_missing": ("field", "canonical"),
    "field_renamed": ("field", "renamed"),
    "field_dropped": ("field", "reason_code"),
    # rasters
    "raster_rotated": (),
    "placed_by_points": (),
    "tiles_may_be_shifted": (),
    "tiles_left_out": ("names",),
    # land cover
    "landcover_forest": ("source", "source_sha256", "classification", "classes", "crosswalk", "settings"),
    "landcover_small": ("count", "area_ha", "min_ha"),
}


@dataclass(frozen=True)
class Problem:
    """One finding about a file or a layer: a code of :data:`PROBLEM_CODES` with its facts."""

    code: str
    severity: Severity
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_note(self) -> dict[str, Any]:
        """Return the finding as plain data for :attr:`SourceInfo.notes`."""
        return {"code": self.code, "severity": self.severity, **self.facts}

    @classmethod
    def from_error(cls, error: SourceError) -> Problem:
        """Return an error as the finding an inspection lists."""
        return cls(error.code, "error", dict(error.facts))


@dataclass(frozen=True)
class LayerSummary:
    """One layer of a file as :func:`inspect` sees it.

    ``name`` is what :attr:`ReadChoice.layer` takes.  A layer of mixed geometry types has one summary
    per shape, named ``layer|point``, ``layer|line`` …; the bare ``layer`` stands for all of them.
    """

    name: str
    shape: Shape
    features: int
    crs: str | None  # in human words
    epsg: int | None
    bounds: Bounds | None  # in the source's own CRS
    fields: tuple[str, ...]
    sample_names: tuple[str, ...]
    encoding: str
    proposed_role: Role
    role_reasons: tuple[str, ...]  # "kind:value", kinds in layers.sources.roles.REASON_KINDS
    problems: tuple[Problem, ...] = ()
    sketch: Sketch | None = field(default=None, compare=False, repr=False)  # for trying coordinate systems on the map
    close_up: Sketch | None = field(default=None, compare=False, repr=False)  # a small part of it in full
    lies_right: bool = False  # as stated it lies on the lines of the counties
    fields_as: Mapping[str, tuple[FieldChoice, ...]] = field(
        default_factory=dict
    )  # by the code of each role it may have
    rows: pd.DataFrame | None = field(default=None, compare=False, repr=False)  # some rows, for trying other columns
    mending: MendingReport | None = field(default=None, compare=False, repr=False)  # feature by feature
    text: Court | None = field(default=None, compare=False, repr=False)  # its text in every encoding, best first
    landings: tuple[Landing, ...] = ()  # where the CRS is missing: systems in which it lies in the counties, best first
    #: Of its files, as a plan keeps it; "" where it was not worked out, which only the reader process does.
    sha256: str = field(default="", compare=False)

    @property
    def needs_crs(self) -> bool:
        """True when the planner must choose a CRS before the layer can be read; tables without places never do."""
        return any(problem.code == "source_missing_crs" for problem in self.problems)

    @property
    def is_usable(self) -> bool:
        """True when ``read`` would return the layer without any further choice."""
        return all(problem.severity != "error" for problem in self.problems)


@dataclass(frozen=True)
class Inspection:
    """What a file is, and everything found wrong with it."""

    path: str
    format: str  # a key of layers.sources.sniff.FORMATS, or "unknown"
    layers: tuple[LayerSummary, ...]
    problems: tuple[Problem, ...]

    @property
    def is_plan(self) -> bool:
        """True when the file is a Lianfang plan: to be opened, not read as a layer."""
        return any(problem.code == "is_plan" for problem in self.problems)

    @property
    def is_package(self) -> bool:
        """True when the file is a plan packed for a colleague: to be unpacked and opened."""
        return any(problem.code == "is_package" for problem in self.problems)

    @property
    def is_usable(self) -> bool:
        """True when ``read`` would return every layer without any further choice."""
        if any(problem.severity == "error" for problem in self.problems):
            return False
        return bool(self.layers) and all(layer.is_usable for layer in self.layers)


@dataclass(frozen=True)
class ReadChoice:
    """What the planner decided about a file; every field left None is proposed by the program."""

    layer: str | None = None
    role: Role | None = None
    crs: str | None = (
        None  # anything pyproj understands, "GCJ-02", "BD-09", an own_fit, "as-cgcs2000"; wins over the file
    )
    encoding: str | None = None  # wins over the file
    x_field: str | None = None  # east or longitude column of a table
    y_field: str | None = None
    title: str | None = None
    #: Canonical column → column of the source, None for none; and :data:`layers.sources.census.ORDER` → its word.
    fields: Mapping[str, str | None] | None = None
    #: What the planner leaves out of the plan: codes of :data:`layers.sources.marks.ACTIONS` for whole kinds, and
    #: ids (:func:`layers.sources.marks.item_id`) for single features.
    declined: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RasterInfo:
    """A raster that stays where it is; its header says all this."""

    path: str  # absolute
    width: int
    height: int
    bands: int
    dtype: str
    crs: str  # in human words
    epsg: int | None
    bounds: Bounds  # source CRS
    bounds_lonlat: Bounds  # EPSG:4490
    cell_size: tuple[float, float]  # source units
    nodata: float | None
    sha256: str


@dataclass(frozen=True)
class ReadLayer:
    """A layer ready for a plan.  ``frame`` has the columns of :mod:`layers.sources.fields`, EPSG:4490."""

    title: str
    role: Role
    shape: Shape
    frame: gpd.GeoDataFrame | None
    raster: RasterInfo | None
    source: SourceInfo
    proposed_speaks_for: frozenset[str] = frozenset()
    mending: MendingReport | None = field(default=None, compare=False, repr=False)  # feature by feature, complete
