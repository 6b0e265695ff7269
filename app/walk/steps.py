"""The steps of the guided walk as data: what is said, what it is about, how it comes into sight, what ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.action_table import SPECS
from app.i18n import mark

if TYPE_CHECKING:
    from app.window import MainWindow

Doing = Callable[["MainWindow"], object]


def _nothing(_window: MainWindow) -> None:
    return None


@dataclass(frozen=True)
class Step:
    """One step.  ``ends`` names the news that say it was done: ``action:…``, ``changed:…``, ``zone``, ``analysed``."""

    key: str
    title: str
    text: str  # {analyse} is the key of that action
    about: Callable[[MainWindow], QWidget | None] = lambda _window: None
    show: Doing = _nothing  # brings it into sight, by what a hand would do
    do: Doing | None = None  # what the program can do in place of the hand
    do_text: str = ""
    ends: frozenset[str] = frozenset()
    leave: Doing = _nothing  # puts away what the step brought


def _left(page: str) -> Doing:
    return lambda window: window.left.show_page(page)


def _right(page: str) -> Doing:
    return lambda window: window.right.show_page(page)


def _trigger(*keys: str) -> Doing:
    """Do the first of some actions that the program has."""
    key = next(one for one in keys if one in SPECS)
    return lambda window: window.actions_[key].trigger()


def _first_zone(window: MainWindow) -> None:
    window.right.show_page("zones")
    rows = window.zones.table.visible_rows()
    if rows:  # not by selectRow, which heeds the Ctrl that is held down for this step
        window.zones.choose(rows[0].uid)
        window.zones.zone_chosen.emit(rows[0].uid)


def _some_zone(window: MainWindow) -> None:
    window.right.show_page("zones")
    if not window.zones.chosen:
        _first_zone(window)


def _some_area(window: MainWindow) -> None:
    window.right.show_page("patrol")
    areas = window.document.patrol_areas()
    if not window.patrol.chosen and len(areas):
        window.patrol.choose(str(areas["uid"].iloc[-1]))


def _on_the_wall(window: MainWindow) -> None:
    if not window.in_meeting:
        window.actions_["meeting_mode"].trigger()


def _part(path: str) -> Callable[[MainWindow], QWidget | None]:
    """Return what finds a part of the window by the names that lead to it."""
    return attrgetter(path)


def _button(key: str) -> Callable[[MainWindow], QWidget | None]:
    return lambda window: window.bar.button(key)


def _exercise_or_menu(window: MainWindow) -> QWidget | None:
    return window.exercising.panel if window.exercising.is_open else window.bar.button("menu")


def _open_exercise(window: MainWindow) -> None:
    window.exercising.open()


def _close_exercise(window: MainWindow) -> None:
    window.exercising.close()


STEPS: tuple[Step, ...] = (
    Step(
        "begin",
        mark("Walk", "A walk through one plan"),
        mark(
            "Walk",
            "This is the sample: made-up data of the mountains around Beijing, in a copy of its own. Try anything; "
            "your own plans are not touched. {walk_next} goes on, {walk_back} back; leave whenever you like and "
            "come back later.",
        ),
    ),
    Step(
        "layers",
        mark("Walk", "Layers"),
        mark(
            "Walk",
            "County lines, forests, rivers, roads, depots: what came from files. Click a box and its layer leaves the "
            "map. Your own files you simply drop on the window.",
        ),
        about=_part("left"),
        show=_left("layers"),
        ends=frozenset({"changed:layer"}),
    ),
    Step(
        "zones",
        mark("Walk", "Shared-responsibility zones"),
        mark(
            "Walk",
            "The program found where a danger or those it threatens cross the county line, the most urgent first. "
            "Click a row: the map shows the zone.",
        ),
        about=_part("zones.table"),
        show=_right("zones"),
        do=_first_zone,
        do_text=mark("Walk", "Choose the first"),
        ends=frozenset({"zone"}),
    ),
    Step(
        "card",
        mark("Walk", "Why this zone, and who leads"),
        mark(
            "Walk",
            "The card gives reasons: where the danger is, who is exposed, who leads and who supports, who gets there "
            "first. “Unknown” means that a county has not supplied data; it is never zero.",
        ),
        about=_part("zones.card"),
        show=_some_zone,
    ),
    Step(
        "analyse",
        mark("Walk", "Derive the zones again"),
        mark(
            "Walk",
            "When a layer or a parameter has changed, {analyse} works all zones out again. What people changed by hand "
            "stays.",
        ),
        about=_button("analyse"),
        do=_trigger("analyse"),
        do_text=mark("Walk", "Derive now"),
        ends=frozenset({"analysed"}),
    ),
    Step(
        "draw",
        mark("Walk", "Draw a joint-patrol area"),
        mark(
            "Walk",
            "Press {draw_patrol} and click corners on the map; Enter finishes. The cursor snaps to county lines and "
            "zones. Or let the program take the zone's outline for a beginning.",
        ),
        about=_button("draw"),
        show=_some_zone,
        do=_trigger("copy_zone"),
        do_text=mark("Walk", "Take the zone's outline"),
        ends=frozenset({"changed:patrol_area"}),
    ),
    Step(
        "patrol",
        mark("Walk", "Area and shares"),
        mark(
            "Walk",
            "The list has every joint-patrol area with hm², 亩 and the share of each county, measured on the "
            "ellipsoid. While you draw, the same figures follow the cursor.",
        ),
        about=_part("patrol"),
        show=_some_area,
    ),
    Step(
        "findings",
        mark("Walk", "What is still to be settled"),
        mark(
            "Walk",
            "Overlaps, narrow strips, data that are missing: each line leads to its place, and many have a fix at one "
            "press. {undo} takes any step back.",
        ),
        about=_part("left"),
        show=_left("findings"),
    ),
    Step(
        "gaps",
        mark("Walk", "Agreements and their gaps"),
        mark(
            "Walk",
            "Every border by its agreement: in force, ending, expired, or none at all, the urgent ones first. The "
            "register of agreements, bodies and contacts opens with {open_register}.",
        ),
        about=_part("right"),
        show=_right("agreements"),
        do=_trigger("show_gaps"),
        do_text=mark("Walk", "Show the gaps"),
        ends=frozenset({"action:show_gaps"}),
    ),
    Step(
        "export",
        mark("Walk", "The annex on paper"),
        mark(
            "Walk",
            "Export ({export}) writes the agreement's annexes, map, coordinate table and files for any GIS. The window "
            "says first what a paper would lack. Look around and close it again.",
        ),
        about=_button("export"),
        do=_trigger("export"),
        do_text=mark("Walk", "Open it"),
        ends=frozenset({"action:export"}),
    ),
    Step(
        "drill",
        mark("Walk", "An exercise"),
        mark(
            "Walk",
            "The same map sets up an exercise: sites checked against their rules, a script that follows from how the "
            "fire really runs, a clock to play it. It opens below the map.",
        ),
        about=_exercise_or_menu,
        do=_open_exercise,
        do_text=mark("Walk", "Show it"),
        leave=_close_exercise,
    ),
    Step(
        "meeting",
        mark("Walk", "At the table"),
        mark(
            "Walk",
            "{meeting_mode} hangs the plan on the wall: zone after zone in large type, a laser, pens. {open_minutes} "
            "writes down what is decided, {show_proposals} holds two proposals against each other.",
        ),
        about=_button("menu"),
        do=_on_the_wall,
        do_text=mark("Walk", "On the wall"),
        leave=lambda window: window.leave_meeting(),
    ),
    Step(
        "help",
        mark("Walk", "Find anything, ask anywhere"),
        mark(
            "Walk",
            "{search} finds commands, places and zones by name or pinyin. {context_help} opens the help at what you "
            "have in hand: a panel, a card, a tool.",
        ),
        about=_button("search"),
        do=_trigger("context_help"),
        do_text=mark("Walk", "Open the help"),
    ),
    Step(
        "end",
        mark("Walk", "Your own plan"),
        mark(
            "Walk",
            "{new_plan} begins with counties from the built-in list or with your files. Every change is saved at once. "
            "The sample is not kept unless you want it.",
        ),
        about=_button("menu"),
    ),
)

#: Actions whose keys the steps name.
NAMED = frozenset(
    {
        *("walk_next", "walk_back", "analyse", "draw_patrol", "undo", "open_register", "export"),
        *("meeting_mode", "open_minutes", "show_proposals", "search", "context_help", "new_plan"),
    }
)
