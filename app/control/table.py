"""The controls of a window that can wait until there is a plan, and what each of them does.

The start page needs a handful of controls; the others, with the half of ``layers`` that they speak of, would be a
quarter of the start.  A window makes each when somebody wants something of it, all before the first plan is opened,
and, that nobody has to wait then, one after another when it has been on the screen for a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.control.attribute_table import AttributeTableControl
    from app.control.blocks import BlockControl
    from app.control.briefing import BriefingControl
    from app.control.comments import CommentControl
    from app.control.comparing import CompareControl
    from app.control.directions import DirectionControl
    from app.control.exchange import ExchangeControl
    from app.control.exercise import ExerciseControl
    from app.control.figures import FigureControl
    from app.control.fire import FireControl
    from app.control.hazard_lists import EventsControl, GradesControl, StepsControl
    from app.control.hazard_sets import HazardSetsControl
    from app.control.inventory import InventoryControl
    from app.control.landcover import LandCoverControl
    from app.control.ledger import LedgerControl
    from app.control.lookouts import LookoutControl
    from app.control.looks import LookStyleControl
    from app.control.mending import MendingControl
    from app.control.minutes import MinutesControl
    from app.control.packing import PackControl
    from app.control.patrols import PatrolRouteControl
    from app.control.plates import PlateControl
    from app.control.pointing import PointControl
    from app.control.proposals import ProposalControl
    from app.control.rasters import RasterControl
    from app.control.reach import LeadControl, OriginControl
    from app.control.receptors import ReceptorControl
    from app.control.recording import RecordControl
    from app.control.redoing import RedoControl
    from app.control.register import RegisterControl
    from app.control.release import ReleaseControl
    from app.control.rescue import RescueControl
    from app.control.response import ResponseControl
    from app.control.river_flow import FlowControl
    from app.control.river_lists import RiverListControl
    from app.control.rivers import SpillControl, StandardsControl
    from app.control.scans import ScanControl
    from app.control.scenes import SceneControl
    from app.control.searching import SearchControl
    from app.control.slivers import SliverControl
    from app.control.transmission import TransmissionControl
    from app.control.versions import VersionControl
    from app.control.viewing import ViewControl
    from app.control.weights import WeightControl
    from app.control.year import YearControl
    from app.control.zone_hands import ZoneControl
    from app.control.zone_matrix import ZoneMatrixControl
    from app.window import MainWindow


@dataclass(frozen=True)
class Late:
    """A control before it is made.

    Parameters
    ----------
    module, kind : str
        The module below :mod:`app.control`, and the class in it; made with the window alone.
    does : str
        The actions it has a method for, apart by blanks; known without its module.
    wakes : bool
        Whether it has to be there when a plan is opened.  One that hears of nothing but its own actions does not.
    """

    module: str
    kind: str
    does: str = ""
    wakes: bool = True

    def make(self, window: MainWindow) -> Any:
        """Return the control of a window, which does not hear of the map yet."""
        return getattr(import_module(f"app.control.{self.module}"), self.kind)(window)


#: By the name the window has for it, in the order in which they are made: a later one may listen to an earlier one.
CONTROLS: dict[str, Late] = {
    "rasters": Late("rasters", "RasterControl"),
    "land_cover": Late("landcover", "LandCoverControl", "forest_from_cover"),
    "mending": Late("mending", "MendingControl"),
    "slivers": Late("slivers", "SliverControl", "show_slivers"),
    "register": Late(
        "register",
        "RegisterControl",
        "open_register show_gaps fill_duties import_register export_register register_template",
    ),
    "accounts": Late("ledger", "LedgerControl", "gap_rules show_ledger record_help record_loan"),
    "commenting": Late("comments", "CommentControl", "new_comment show_comments"),
    "minutes": Late(
        "minutes",
        "MinutesControl",
        "open_minutes record_decision record_remark record_objection record_task write_minutes",
    ),
    "looks": Late("looks", "LookStyleControl", "style_layer show_legend preview_colours"),
    "plates": Late("plates", "PlateControl", "map_plate gap_plate"),
    "briefing": Late("briefing", "BriefingControl", "write_briefing"),
    "tables": Late(
        "attribute_table", "AttributeTableControl", "attribute_table table_selected table_in_view find_by_value"
    ),
    "searching": Late("searching", "SearchControl", "search"),
    "pointing": Late("pointing", "PointControl", "view_back view_forward"),
    "packing": Late("packing", "PackControl", "pack"),
    "rescue": Late("rescue", "RescueControl"),
    "exchange": Late(
        "exchange",
        "ExchangeControl",
        ("hand_over take_in show_exchange exchange_blink exchange_swap exchange_draw exchange_rest exchange_finish"),
    ),
    "proposing": Late(
        "proposals",
        "ProposalControl",
        (
            "show_proposals proposal_table proposal_copy proposal_draw proposal_union proposal_common "
            "proposal_difference proposal_view proposal_swap proposal_edit_red proposal_edit_blue "
            "proposal_accept_red proposal_accept_blue"
        ),
    ),
    "comparing": Late("comparing", "CompareControl", "scenarios"),
    "fire": Late("fire", "FireControl", "enter_fire fire_notice"),
    "sending": Late("transmission", "TransmissionControl", "transmission"),
    "spilling": Late("rivers", "SpillControl", "enter_spill"),
    "standards": Late("rivers", "StandardsControl", "flood_standards"),
    "releasing": Late("release", "ReleaseControl", "enter_release"),
    "receiving": Late("receptors", "ReceptorControl", "receptors"),
    "grades": Late("hazard_lists", "GradesControl", "warning_grades"),
    "events": Late("hazard_lists", "EventsControl", "past_events"),
    "steps": Late("hazard_lists", "StepsControl", "class_steps"),
    "hazard_sets": Late("hazard_sets", "HazardSetsControl", "hazard_sets"),
    "zone_matrix": Late("zone_matrix", "ZoneMatrixControl", "hazard_matrix"),
    "river_lists": Late("river_lists", "RiverListControl", "show_rivers"),
    "flow": Late("river_flow", "FlowControl", "river_flow"),
    "coming": Late("directions", "DirectionControl", "directions"),
    "leading": Late("reach", "LeadControl", "lead_times"),
    "origins": Late("reach", "OriginControl", "fire_origins"),
    "responding": Late("response", "ResponseControl", "response"),
    "lookouts": Late("lookouts", "LookoutControl", "show_lookouts"),
    "patrolling": Late("patrols", "PatrolRouteControl", "patrol_plan"),
    "weighing": Late("weights", "WeightControl", "weights"),
    "verifying": Late("figures", "FigureControl", "verify_figures"),
    "redoing": Late("redoing", "RedoControl"),
    "recording": Late(
        "recording",
        "RecordControl",
        (
            "record_depot record_team record_village record_marker record_checkpoint record_lookout "
            "record_hazard_source record_closed_road record_patrol_route record_firebreak record_road "
            "record_river record_forest record_hazard_area record_hazard_line record_note record_note_line"
        ),
    ),
    "stocks": Late(
        "inventory",
        "InventoryControl",
        "inventory find_capability inventory_shortfalls hazard_sources import_inventory",
    ),
    "exercising": Late(
        "exercise",
        "ExerciseControl",
        (
            "exercise new_exercise place_exercise_site suggest_exercise_sites exercise_script play_exercise "
            "export_exercise"
        ),
    ),
    "block_work": Late("blocks", "BlockControl", "blocks export_blocks"),
    "zone_hands": Late(
        "zone_hands",
        "ZoneControl",
        "edit_zone edit_zone_outline merge_zones drop_zones swap_roles zone_conflicts border_roads",
    ),
    "viewing": Late("viewing", "ViewControl", "graticule gk_grid overview copy_view copy_view_wide save_view"),
    "scenes": Late("scenes", "SceneControl", "new_scene show_scenes next_scene previous_scene"),
    "scans": Late("scans", "ScanControl", "place_scan"),
    "yearly": Late("year", "YearControl", "open_year add_year_entry new_year year_settings export_year", wakes=False),
    "signing": Late("versions", "VersionControl", "open_versions check_paper", wakes=False),
}
#: Who does an action.
BY_ACTION = {action: name for name, late in CONTROLS.items() for action in late.does.split()}


class OwnsControls:
    """The half of a window that makes its controls late: ``window.fire`` is there when it is asked for."""

    rasters: RasterControl
    land_cover: LandCoverControl
    mending: MendingControl
    slivers: SliverControl
    register: RegisterControl
    accounts: LedgerControl
    commenting: CommentControl
    minutes: MinutesControl
    looks: LookStyleControl
    plates: PlateControl
    briefing: BriefingControl
    tables: AttributeTableControl
    searching: SearchControl
    pointing: PointControl
    packing: PackControl
    rescue: RescueControl
    exchange: ExchangeControl
    proposing: ProposalControl
    comparing: CompareControl
    fire: FireControl
    sending: TransmissionControl
    spilling: SpillControl
    standards: StandardsControl
    releasing: ReleaseControl
    receiving: ReceptorControl
    grades: GradesControl
    events: EventsControl
    steps: StepsControl
    hazard_sets: HazardSetsControl
    zone_matrix: ZoneMatrixControl
    river_lists: RiverListControl
    flow: FlowControl
    coming: DirectionControl
    leading: LeadControl
    origins: OriginControl
    responding: ResponseControl
    lookouts: LookoutControl
    patrolling: PatrolRouteControl
    weighing: WeightControl
    verifying: FigureControl
    redoing: RedoControl
    recording: RecordControl
    stocks: InventoryControl
    exercising: ExerciseControl
    block_work: BlockControl
    zone_hands: ZoneControl
    viewing: ViewControl
    scenes: SceneControl
    scans: ScanControl
    yearly: YearControl
    signing: VersionControl

    #: Whether the map of today is there for controls to listen to.
    _has_map = False

    if not TYPE_CHECKING:  # else a misspelt name would be no error

        def __getattr__(self, name: str) -> Any:
            """Make a control; asked only for what is not there."""
            late = CONTROLS.get(name)
            if late is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            control = self.__dict__[name] = late.make(self)
            if self._has_map and hasattr(control, "attach"):
                control.attach()
            return control

    def is_made(self, name: str) -> bool:
        """Whether anybody has wanted a control yet."""
        return name in self.__dict__

    def later(self, name: str, method: str) -> Callable[..., Any]:
        """Return what calls a method of a control, which is made no sooner."""
        return lambda *arguments: getattr(getattr(self, name), method)(*arguments)

    def attach_controls(self) -> None:
        """Let every control that is there listen to a new map."""
        for name in CONTROLS:
            control: Any = self.__dict__.get(name)
            if hasattr(control, "attach"):
                control.attach()
        self._has_map = True

    def wake_one(self) -> bool:
        """Make the next control that has to be there when a plan is opened; return whether there was one."""
        name = next((name for name, late in CONTROLS.items() if late.wakes and name not in self.__dict__), None)
        if name is not None:
            getattr(self, name)
        return name is not None
