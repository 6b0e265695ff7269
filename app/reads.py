"""What the document reads from a plan, and which change makes which read wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import block_workflow, workflow
from layers.errors import LianfangError
from layers.plan.schema import Table

if TYPE_CHECKING:
    from layers.plan.model import ChangeRecord
    from layers.plan.store import PlanStore

#: Changes that touch only how things look or are named; they leave an analysis as fresh as it was.
LOOKS_ONLY = frozenset(
    {
        *("layer_shown", "layer_hidden", "layers_shown", "layers_hidden"),
        *("layer_opacity", "layer_color", "layer_look", "layers_ordered", "layer_renamed"),
        "scene_shown",
    }
)


@dataclass(frozen=True)
class Change:
    """What an edit touched, so that views refresh just that."""

    tables: frozenset[str]
    code: str
    direction: str  # "do" | "undo" | "redo"
    passed: frozenset[str] = frozenset()  # what a jump in the history went through; empty for a single change
    record: ChangeRecord | None = None

    @property
    def codes(self) -> frozenset[str]:
        """All that was done, undone or redone."""
        return self.passed or frozenset({self.code})

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed; names without the program's prefix, e.g. ``zone``."""
        return any(f"lf_{table}" in self.tables for table in tables)

    @property
    def is_look(self) -> bool:
        """Whether only the look of layers changed."""
        return self.codes <= LOOKS_ONLY

    def is_only(self, *codes: str) -> bool:
        """Whether nothing but these was done."""
        return self.codes <= frozenset(codes)


#: What the document reads, by the key it is cached under.
READS: Mapping[str, Callable[[PlanStore], Any]] = {
    "info": lambda store: store.info(),
    "layers": lambda store: store.layers(),
    "looks": lambda store: store.looks(),
    "scenes": lambda store: store.scenes(),
    "plates": lambda store: store.plates(),
    "zones": lambda store: store.zones(),
    "parts": lambda store: store.parts(),
    "zones_aside": lambda store: store.zones_aside(),
    "roads": lambda store: store.roads(),
    "road_marks": lambda store: store.road_marks(),
    "straddling": lambda store: store.straddling(),
    "reaches": lambda store: store.reaches(),
    "borders": lambda store: store.borders(),
    "border_issues": lambda store: store.border_issues(),
    "border_verdicts": lambda store: store.border_verdicts(),
    "patrol_areas": lambda store: store.patrol_areas(),
    "agreements": lambda store: store.agreements(),
    "contacts": lambda store: store.contacts(),
    "book_body": lambda store: store.book("lf_body"),
    "book_meeting": lambda store: store.book("lf_meeting"),
    "book_drill": lambda store: store.book("lf_drill"),
    "book_duty": lambda store: store.book("lf_duty"),
    "book_aid": lambda store: store.book("lf_aid"),
    "book_loan": lambda store: store.book("lf_loan"),
    "accounts": lambda store: store.book("lf_account"),
    "book_year": lambda store: store.book("lf_year"),
    "year_ticks": lambda store: store.book("lf_year_tick"),
    "year_settings": lambda store: store.year_settings(),
    "stock": lambda store: store.inventory(Table.STOCK),
    "stock_items": lambda store: store.inventory(Table.STOCK_ITEM),
    "stock_needs": lambda store: store.inventory(Table.STOCK_NEED),
    "hazard_checks": lambda store: store.inventory(Table.HAZARD_CHECK),
    "inventory_settings": lambda store: store.inventory_settings(),
    "exercises": lambda store: store.exercises(),
    "exercise_sites": lambda store: store.exercise_sites(),
    "exercise_injects": lambda store: store.exercise_injects(),
    "versions": lambda store: store.versions(),
    "consents": lambda store: store.consents(),
    "comments": lambda store: store.comments(),
    "alternatives": lambda store: store.alternatives(),
    "minutes": lambda store: store.minutes(),
    "parameters": lambda store: store.parameters(),
    "check_rules": lambda store: store.check_rules(),
    "river_settings": lambda store: store.river_settings(),
    "patrol_rules": lambda store: store.patrol_rules(),
    "paper_facts": lambda store: store.paper_facts(),
    "register_settings": lambda store: store.register_settings(),
    "fire_choices": lambda store: store.fire_choices(),
    "hazard_lists": lambda store: store.hazard_lists(),
    "result_facts": lambda store: store.result_facts(),
    "county_names": workflow.county_names,
    "townships": workflow.townships_frame,
    "short_names": lambda store: short_names(workflow.county_names(store)),
    "stale": lambda store: store.analysis_is_stale(),
    "block_state": block_workflow.state,
}
_EVERYTHING = frozenset(READS)
#: Table → cached reads that a change of it makes wrong; a table not listed makes all of them wrong.
_DEPENDS_ON: Mapping[str, frozenset[str]] = {
    "lf_plan": frozenset({"info"}),
    "lf_layer": frozenset({"info", "layers", "county_names", "short_names", "townships", "stale", "block_state"}),
    "lf_look": frozenset({"looks"}),
    "lf_parameter": frozenset(
        {
            *("parameters", "check_rules", "fire_choices", "hazard_lists", "river_settings", "patrol_rules"),
            *("road_marks", "inventory_settings", "paper_facts", "register_settings", "year_settings", "stale"),
        }
    ),
    "lf_zone": frozenset({"zones", "block_state"}),
    "lf_scene": frozenset({"scenes"}),
    "lf_plate": frozenset({"plates"}),
    "lf_zone_part": frozenset({"parts"}),
    "lf_zone_aside": frozenset({"zones_aside"}),
    "lf_border_road": frozenset({"roads"}),
    "lf_straddling": frozenset({"straddling"}),
    "lf_reach": frozenset({"reaches"}),
    "lf_border": frozenset({"borders"}),
    "lf_border_issue": frozenset({"border_issues"}),
    "lf_border_verdict": frozenset({"border_verdicts", "stale", "block_state"}),
    "lf_result": frozenset({"result_facts", "stale"}),
    "lf_patrol_area": frozenset({"patrol_areas"}),
    "lf_agreement": frozenset({"agreements", "stale"}),
    "lf_contact": frozenset({"contacts"}),
    **{
        f"lf_{book}": frozenset({f"book_{book}"})
        for book in ("body", "meeting", "drill", "duty", "aid", "loan", "year")
    },
    "lf_account": frozenset({"accounts"}),
    "lf_year_tick": frozenset({"year_ticks"}),
    "lf_stock": frozenset({"stock"}),
    "lf_stock_item": frozenset({"stock_items"}),
    "lf_stock_need": frozenset({"stock_needs"}),
    "lf_hazard_check": frozenset({"hazard_checks"}),
    "lf_exercise": frozenset({"exercises"}),
    "lf_exercise_site": frozenset({"exercise_sites"}),
    "lf_exercise_inject": frozenset({"exercise_injects"}),
    "lf_version": frozenset({"versions"}),
    "lf_consent": frozenset({"consents"}),
    "lf_comment": frozenset({"comments"}),
    "lf_alternative": frozenset({"alternatives"}),
    "lf_minute": frozenset({"minutes"}),
    "lf_minute_picture": frozenset(),
    "lf_block": frozenset({"block_state"}),
    "lf_block_run": frozenset({"block_state"}),
    "gpkg_contents": frozenset(),
    "gpkg_geometry_columns": frozenset(),
}


#: Changes of the layer table that leave the counties as they are: reading those again would cost a tenth of a second.
_NARROW: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(LOOKS_ONLY, frozenset({"layers", "looks"})),
    **dict.fromkeys(
        ("recorded_added", "recorded_changed", "recorded_moved", "recorded_removed", "recorded_removed_several"),
        frozenset({"layers", "stale", "block_state"}),
    ),
    "layers_ordered": frozenset({"layers", "stale", "block_state"}),
    "layer_speaks_for": frozenset({"layers", "stale", "block_state"}),
    "raster_relinked": frozenset({"layers", "stale", "block_state"}),
    "picture_placed": frozenset({"layers"}),
}


def made_stale(codes: Collection[str], tables: frozenset[str]) -> set[str]:
    """Return the cached reads that changes of these kinds and tables made wrong."""
    if all(code in _NARROW for code in codes):
        return {key for code in codes for key in _NARROW[code]}
    return {key for table in tables for key in _DEPENDS_ON.get(table, _EVERYTHING)}


@dataclass(frozen=True)
class FirstReads:
    """What a window needs of a plan to show it."""

    cache: dict[Any, Any]  # as :data:`READS` names it
    sketch: dict[str, Any]
    changes: list[ChangeRecord]


def first_reads(store: PlanStore) -> FirstReads:
    """Read what is shown of a plan that was just opened, in its thread; one that makes no sense is let go of.

    Raises
    ------
    PlanDamaged, PlanNotRead
        Rows cannot be read, or are not what the program writes; the store is closed, the file as it was.
    """
    from layers.exchange.settings import require_settings

    try:
        cache = {key: read(store) for key, read in READS.items()}
        store.view_state()
        require_settings(store)  # else the first window that uses one would fail
        return FirstReads(cache, store.sketch_state(), store.history(include_discarded=True))
    except Exception as error:
        store.close(tidy=False)
        if isinstance(error, LianfangError):
            raise
        from layers.plan import failures

        raise failures.not_read(store.path, error) from error


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return county code → short name, e.g. 怀柔."""
    if not names:
        return {}
    from layers.sources.gazetteer import short_name

    return {code: short_name(name) for code, name in names.items()}
