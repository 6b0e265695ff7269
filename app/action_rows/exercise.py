"""Exercises on a county line."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, PLAN, Need, Spec
from app.i18n import mark

EXERCISES: Need = (lambda s: s.has_exercises, mark("Actions", "Make an exercise first (Ctrl+U, 1)"))

EXERCISE_ROWS: Mapping[str, Spec] = {
    "exercise": Spec(
        mark("Actions", "Exercise"),
        "flag",
        ("Ctrl+U, X",),
        mark("Actions", "Set up an exercise on a border, place its sites, play its script, evaluate it"),
        needs=(PLAN, COUNTIES),
    ),
    "new_exercise": Spec(
        mark("Actions", "New exercise"),
        "plus",
        ("Ctrl+U, 1",),
        mark("Actions", "Begin an exercise with three phases, seven subjects and their scenes"),
        needs=(*EDIT, COUNTIES),
    ),
    "place_exercise_site": Spec(
        mark("Actions", "Place a site of the exercise"),
        "map-pin",
        ("Ctrl+U, 2",),
        mark("Actions", "Choose where on the map; every site is checked against its rules"),
        checkable=True,
        group="tool",
        needs=(*EDIT, COUNTIES, EXERCISES),
    ),
    "suggest_exercise_sites": Spec(
        mark("Actions", "Suggest sites of the exercise"),
        "crosshair",
        ("Ctrl+U, 3",),
        mark("Actions", "Colour where the kind of site chosen could be, with the reasons, and place the best"),
        needs=(*EDIT, COUNTIES, EXERCISES),
    ),
    "exercise_script": Spec(
        mark("Actions", "Script of the exercise from physics"),
        "list-checks",
        ("Ctrl+U, 4",),
        mark("Actions", "Work out what happens when; lines written by hand stay"),
        needs=(*EDIT, COUNTIES, EXERCISES),
    ),
    "play_exercise": Spec(
        mark("Actions", "Play or pause the exercise"),
        "play",
        ("Ctrl+U, 5",),
        mark("Actions", "Run the clock at 1 to 600 times real time; events appear on the map"),
        needs=(PLAN, COUNTIES, EXERCISES),
    ),
    "export_exercise": Spec(
        mark("Actions", "Export the exercise's kit"),
        "file-output",
        ("Ctrl+U, 6",),
        mark("Actions", "Plan, script, site table, maps, observers' handbook, tabletop kit; every page says 演练"),
        needs=(PLAN, COUNTIES, EXERCISES),
    ),
}
