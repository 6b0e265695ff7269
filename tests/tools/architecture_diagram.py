"""Draw which room of the code imports which: ``python -m tests.tools.architecture_diagram``.

A room is a package below ``app`` or ``layers``; the modules that lie directly in one of them are its *words* (what
imports no room) or its *ways* (what does).  Rooms stand in the order in which least is imported against it, so a mark
left of the diagonal is a room that looks back.  Imports for the type checker alone are not counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "images" / "rooms.svg"
HOMES = ("app", "layers")
_CELL, _LEFT, _TOP, _TELL = 17, 132, 112, 452
_INK = {"app": "#00695C", "layers": "#1F4E79", "back": "#C2571A"}
_MOST_SIGNS = 78
#: From so many modules on a mark is darker, and how dark.
_STEPS, _SHADES = (1, 4, 12), (0.25, 0.55, 1.0)
#: Imports of ours, also within functions and over several lines; read as text, since to parse every file takes seconds.
_IMPORT = re.compile(
    r"^ *(?:from ((?:app|layers)[\w.]*) import (\([^)]*\)|[^\n]+)|import ((?:app|layers)[\w.]*))", re.MULTILINE
)
_FOR_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:(?: +[^\n]*)?\n)+", re.MULTILINE)
_DOCSTRING = re.compile(r'\A"""(.+?)(?:"""|\n\n)', re.DOTALL)
_ROLE = re.compile(r":\w+:`([^`]+)`")


@dataclass(frozen=True)
class Rooms:
    """The rooms in order, what lives in each, and how many modules of one import from another."""

    names: tuple[str, ...]
    tells: Mapping[str, str]
    imports: Mapping[tuple[str, str], int]


def rooms() -> Rooms:
    """Read the code."""
    modules = {}
    for home in HOMES:
        for path in sorted((ROOT / home).rglob("*.py")):
            inside = path.relative_to(ROOT).with_suffix("").parts
            modules[".".join(inside[:-1] if inside[-1] == "__init__" else inside)] = path
    texts = {name: path.read_text(encoding="utf-8") for name, path in modules.items()}
    wanted = {name: {_module(one, modules) for one in _imported(text)} - {""} for name, text in texts.items()}
    package = {name: _package(name, path) for name, path in modules.items()}
    direct = {name for name in modules if package[name] in HOMES}
    ways = _ways(direct, wanted, package)
    room = {
        name: f"{package[name]} {'ways' if name in ways else 'words'}" if name in direct else package[name]
        for name in modules
    }
    imports: Counter[tuple[str, str]] = Counter()
    for name in modules:
        imports.update((room[name], far) for far in {room[one] for one in wanted[name]} if far != room[name])
    tells = {name: _first_line(texts[name]) for name in set(room.values()) & set(texts)}
    for home in HOMES:
        tells[f"{home} words"] = "what all rooms share: modules of the home itself that import no room"
        tells[f"{home} ways"] = "modules of the home itself that lead through several rooms"
    names: tuple[str, ...] = ()
    for home in HOMES:
        names += _ordered(sorted({one for one in room.values() if one.split()[0].split(".")[0] == home}), imports)
    return Rooms(names, tells, imports)


def _ways(direct: set[str], wanted: Mapping[str, set[str]], package: Mapping[str, str]) -> set[str]:
    """Return the direct modules that import a room, or another that does."""
    found: set[str] = set()
    while True:
        more = {
            name
            for name in direct - found
            if any(
                one in found or (package[one] not in HOMES and package[one].startswith(package[name]))
                for one in wanted[name]
            )
        }
        if not more:
            return found
        found |= more


def _package(name: str, path: Path) -> str:
    parts = name.split(".")
    is_package = path.name == "__init__.py"
    return ".".join(parts[:2]) if len(parts) > 2 or (is_package and len(parts) == 2) else parts[0]


def _module(name: str, modules: Mapping[str, Path]) -> str:
    """Return the module that an imported name lies in; "" for what is not ours."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def _imported(text: str) -> Iterator[str]:
    for origin, names, plain in _IMPORT.findall(_FOR_TYPES.sub("", text)):
        if plain:
            yield plain
        for one in re.findall(r"\w+(?: as \w+)?", names.split("#")[0] if "(" not in names else names):
            yield f"{origin}.{one.split()[0]}"


def _ordered(names: list[str], imports: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """Return rooms so that little is imported upwards: taken from below, then neighbours changed while that helps."""
    left, order = list(names), []
    while left:
        lowest = min(left, key=lambda one: sum(imports.get((one, far), 0) - imports.get((far, one), 0) for far in left))
        order.insert(0, lowest)
        left.remove(lowest)
    moved = True
    while moved:
        moved = False
        for at in range(len(order) - 1):
            upper, lower = order[at], order[at + 1]
            if imports.get((lower, upper), 0) > imports.get((upper, lower), 0):
                order[at], order[at + 1], moved = lower, upper, True
    return tuple(order)


def _first_line(text: str) -> str:
    found = _DOCSTRING.match(text)
    line = _ROLE.sub(r"\1", " ".join(found[1].split())) if found else ""
    return line if len(line) <= _MOST_SIGNS else f"{line[:_MOST_SIGNS].rsplit(' ', 1)[0].rstrip(',;:')} …"


def svg(found: Rooms) -> str:
    """Return the picture."""
    names = found.names
    wide = _LEFT + _CELL * len(names) + 12 + _TELL
    high = _TOP + _CELL * len(names) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        'font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="11">',
        "<title>Which room of the code imports which</title>",
        f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>',
    ]
    for at, name in enumerate(names):
        y, x = _TOP + _CELL * at, _LEFT + _CELL * at
        ink = _INK[name.split()[0].split(".")[0]]
        if at % 2 == 0:
            parts.append(f'<rect x="4" y="{y}" width="{wide - 8}" height="{_CELL}" fill="#F4F6F5"/>')
        parts.append(
            f'<text x="{_LEFT - 6}" y="{y + 12.5}" text-anchor="end" fill="{ink}">{escape(_short(name))}</text>'
        )
        parts.append(
            f'<text x="{x + 12}" y="{_TOP - 6}" transform="rotate(-90 {x + 12} {_TOP - 6})" fill="{ink}">'
            f"{escape(_short(name))}</text>"
        )
        tell = escape(found.tells.get(name, ""))
        parts.append(
            f'<text x="{_LEFT + _CELL * len(names) + 10}" y="{y + 12.5}" fill="#3C4346" font-size="10.5">{tell}</text>'
        )
    for row, name in enumerate(names):
        for column, far in enumerate(names):
            count = found.imports.get((name, far), 0)
            x, y = _LEFT + _CELL * column, _TOP + _CELL * row
            if row == column:
                parts.append(f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" fill="#C9D0CE"/>')
            elif count:
                ink = _INK["back"] if column < row else _INK[name.split()[0].split(".")[0]]
                parts.append(_mark(x, y, ink, _shade(count)))
    border = _TOP + _CELL * sum(name.startswith("app") for name in names)
    parts.append(f'<line x1="4" y1="{border}" x2="{wide - 4}" y2="{border}" stroke="#5C6669" stroke-width="1"/>')
    return "\n".join([*parts, *_legend(_LEFT + _CELL * len(names) + 10), "</svg>", ""])


def _shade(count: int) -> float:
    """Return how dark a mark is: steps, so that one import more does not change the picture each time."""
    return _SHADES[sum(count >= least for least in _STEPS) - 1]


def _mark(x: float, y: float, ink: str, shade: float) -> str:
    side = _CELL - 2
    return f'<rect x="{x + 1}" y="{y + 1}" width="{side}" height="{side}" fill="{ink}" fill-opacity="{shade}"/>'


def _legend(x: float) -> list[str]:
    """Return what the marks mean, in the free corner."""
    lines = [
        f'<text x="{x}" y="22" font-size="12" fill="#202628">A row imports from the columns that are marked.</text>'
    ]
    texts = ("1 to 3 modules", "4 to 11", "12 and more")
    for at, (shade, text) in enumerate(zip(_SHADES, texts, strict=True)):
        left = x + 124 * at
        lines.append(_mark(left, 34, _INK["layers"], shade))
        lines.append(f'<text x="{left + 22}" y="46" fill="#3C4346">{text}</text>')
    lines.append(_mark(x, 56, _INK["back"], _SHADES[1]))
    lines.append(f'<text x="{x + 22}" y="68" fill="#3C4346">against the order: a room that looks back</text>')
    return lines


def _short(name: str) -> str:
    return name if " " in name else name.replace("layers.", "layers/").replace("app.", "app/")


def main() -> None:
    """Write the picture."""
    TARGET.write_text(svg(rooms()), encoding="utf-8")


if __name__ == "__main__":
    main()
