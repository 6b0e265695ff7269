"""What an exercise begins with: phases, subjects and scenes by what runs, and its parties."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from layers.exercise.model import Exercise, Party, Phase, Physics, Subject, new_uid


@lru_cache(maxsize=1)
def _templates() -> dict[str, Any]:
    return tomllib.loads((files("resources") / "exercise" / "programmes.toml").read_text(encoding="utf-8"))


def phases(physics: Physics, language: str) -> tuple[Phase, ...]:
    """Return the phases of a scenario in a language (``zh_CN`` or ``en``): three phases, seven subjects."""
    tongue = 0 if language.startswith("zh") else 1
    name = ("zh", "en")[tongue]
    return tuple(
        Phase(
            phase[name],
            tuple(
                Subject(subject[name], tuple(scene[tongue] for scene in subject["scenes"]))
                for subject in phase["subject"]
            ),
        )
        for phase in _templates()[physics.value]["phase"]
    )


def new_exercise(
    title: str, counties: Sequence[str], names: Mapping[str, str], physics: Physics, language: str
) -> Exercise:
    """Return an exercise on a border: the first county holds it and leads, the others support and hold it next."""
    codes = tuple(counties)
    return Exercise(
        uid=new_uid(),
        title=title,
        physics=physics,
        counties=codes,
        host=codes[0] if codes else "",
        rotation=codes[1:],
        parties=tuple(
            Party(code, names.get(code, code), "lead" if at == 0 else "support") for at, code in enumerate(codes)
        ),
        phases=phases(physics, language),
    )


def phases_text(given: Sequence[Phase]) -> str:
    """Return phases as lines: a phase as it is, its subjects after ``- ``, scenes after ``-- ``."""
    lines = []
    for phase in given:
        lines.append(phase.name)
        for subject in phase.subjects:
            lines.append(f"- {subject.name}")
            lines += [f"-- {scene}" for scene in subject.scenes]
    return "\n".join(lines)


def phases_of(text: str) -> tuple[Phase, ...]:
    """Return phases from lines as :func:`phases_text` writes them; a line in the wrong place begins what it needs."""
    made: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        depth = len(line) - len(line.lstrip("-"))
        words = line.lstrip("-").strip()
        if depth == 0:
            made.append((words, []))
            continue
        if not made:
            made.append(("", []))
        if depth == 1 or not made[-1][1]:
            made[-1][1].append((words if depth == 1 else "", []))
        if depth >= 2:
            made[-1][1][-1][1].append(words)
    return tuple(Phase(name, tuple(Subject(one, tuple(scenes)) for one, scenes in subjects)) for name, subjects in made)
