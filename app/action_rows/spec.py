"""What one row of the table of actions is, and what must be so for an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import mark


@dataclass(frozen=True)
class State:
    """What decides whether an action can be done now."""

    has_plan: bool = False
    is_read_only: bool = False
    is_busy: bool = False  # a long write is under way
    is_analysing: bool = False
    has_layers: bool = False
    has_counties: bool = False
    has_land_cover: bool = False
    has_zones: bool = False
    has_scenes: bool = False
    has_blocks: bool = False
    has_exercises: bool = False
    has_minutes: bool = False
    has_meeting: bool = False  # one was begun and is not closed
    has_areas: bool = False
    has_selected_area: bool = False
    areas: int = 0
    selected_areas: int = 0
    has_selected_zone: bool = False
    selected_zones: int = 0
    has_selection: bool = False
    has_proposals: bool = False  # proposals for a patrol area are looked at
    has_exchange: bool = False  # another plan lies beside this one
    is_walking: bool = False  # the guided walk is on
    can_undo: bool = False
    can_redo: bool = False


Need = tuple[Callable[[State], bool], str]

PLAN: Need = (lambda s: s.has_plan, mark("Actions", "Open a plan first"))
WRITABLE: Need = (lambda s: not s.is_read_only, mark("Actions", "This plan is open for reading only"))
IDLE: Need = (lambda s: not s.is_busy, mark("Actions", "The plan is being written"))
COUNTIES: Need = (
    lambda s: s.has_counties,
    mark("Actions", "Add county boundaries first, or choose counties from the built-in list"),
)
SCENES: Need = (lambda s: s.has_scenes, mark("Actions", "Keep a scene first (Ctrl+B)"))
EDIT = (PLAN, WRITABLE, IDLE)
LAYERS: Need = (lambda s: s.has_layers, mark("Actions", "Add a layer first"))
ONE_AREA: Need = (lambda s: s.has_selected_area, mark("Actions", "Select a patrol area first"))
ONE_ZONE: Need = (lambda s: s.has_selected_zone, mark("Actions", "Select a zone first"))
SOME_AREAS: Need = (lambda s: s.selected_areas >= 1, mark("Actions", "Select a patrol area first"))
SEVERAL_AREAS: Need = (
    lambda s: s.selected_areas >= 2,
    mark("Actions", "Select two or more patrol areas first: Ctrl and click in the list or on the map"),
)


@dataclass(frozen=True)
class Spec:
    """One action as data."""

    text: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    tip: str = ""
    short: str = ""  # for a button with little room
    checkable: bool = False
    group: str = ""
    needs: tuple[Need, ...] = ()
