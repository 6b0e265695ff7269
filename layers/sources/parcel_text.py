"""The text of boundary points (界址点 TXT): ``[属性描述]`` with ``key=value`` lines, ``[地块坐标]`` with parcels.

The exchange format of the land offices (国土资源部, 勘测定界界址点坐标交换格式): a parcel is a line that ends in
``@`` — number of points, area in hectares, number, name, kind of shape (点, 线, 面), map sheet, use, land class — and
then one line for each point: name, ring, X (north), Y (east).  Every office writes it a little differently, so this
module reads what is there and judges nothing: that is for :mod:`layers.sources.parcel_systems` and ``parcels``.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field

from layers.sources.angles import parse_angle

#: What stands before the parcels, in any encoding a file may have; its presence makes a text a boundary text.
PARCELS_HEAD = "地块坐标"
#: Header key → what it goes by.
KEYS: dict[str, tuple[str, ...]] = {
    "system": ("坐标系", "坐标系统", "坐标系名称", "坐标系类型"),
    "width": ("几度分带", "分带", "度分带"),
    "zone": ("带号", "投影带号", "投影带"),
    "meridian": ("中央子午线", "中央经线", "中央子午线经度"),
    "projection": ("投影类型", "投影方式", "投影"),
    "unit": ("计量单位", "单位", "坐标单位"),
}
_SHAPES = ("面", "线", "点")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_SECTION = re.compile(r"\[(.*?)\]")
_PAIR = re.compile(r"([^,=]{1,20})=(.*)")
_METRES = 1e5


@dataclass
class Ring:
    """Points of one ring as written: first and second number of each line (X and Y by the rule)."""

    label: str
    first: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)


@dataclass
class Parcel:
    """A parcel: the fields of its line without ``@``, its rings, and the header that holds for it."""

    fields: tuple[str, ...]
    header: dict[str, str]
    line: int
    rings: list[Ring] = field(default_factory=list)

    def field(self, place: int) -> str:
        """Return a field of its line, "" when it has none there."""
        return self.fields[place] if place < len(self.fields) else ""

    @property
    def shape(self) -> str:
        """Return 面, 线 or 点; a parcel that does not say is an area."""
        return next((text for text in self.fields[3:7] if text in _SHAPES), "面")

    @property
    def rows(self) -> int:
        """Return how many point lines it has."""
        return sum(len(ring.first) for ring in self.rings)


@dataclass
class BoundaryText:
    """All parcels of a text, and the lines (number, text) that are neither header, parcel nor point."""

    parcels: list[Parcel] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)


def parse(text: str) -> BoundaryText:
    """Return the parcels of a boundary text.

    A second ``[属性描述]`` begins a new header: files are joined by hand.  Points before any parcel line make a parcel
    without fields.
    """
    found = BoundaryText()
    header: dict[str, str] = {}
    parcel: Parcel | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        plain = _plain(line)
        if not plain or plain == "@":
            continue
        section = _SECTION.fullmatch(plain)
        if section:
            if PARCELS_HEAD not in section[1]:
                header = {}  # of the parcels to come; those before keep theirs
            parcel = None
            continue
        pair = _PAIR.fullmatch(plain)
        if pair and not plain.endswith("@"):
            header[pair[1].strip()] = pair[2].strip()
            continue
        cells = _cells(plain)
        point = _point(cells)
        if point is not None:
            if parcel is None:
                parcel = Parcel((), header, number)
                found.parcels.append(parcel)
            _add(parcel, *point)
        elif _is_parcel(plain, cells):
            parcel = Parcel(_parcel_fields(line, cells), header, number)
            found.parcels.append(parcel)
        else:
            found.unreadable.append((number, line.strip()[:60]))
    return found


def stated(header: dict[str, str], what: str) -> str:
    """Return what a header says about one of :data:`KEYS`, "" when it says nothing."""
    for name in KEYS[what]:
        if header.get(name):
            return header[name]
    return ""


def number_in(text: str) -> float | None:
    """Return the first number in a text such as ``3度带`` or ``117°30′``; None when there is none."""
    if any(mark in text for mark in "°′'"):
        angle = parse_angle(text)
        return angle if math.isfinite(angle) else None
    match = _NUMBER.search(text)
    number = float(match[0]) if match else math.inf
    return number if math.isfinite(number) else None


def _plain(line: str) -> str:
    """Return a line with full-width digits, commas and brackets made plain."""
    text = unicodedata.normalize("NFKC", line.replace("\ufeff", "").replace("【", "[").replace("】", "]"))
    text = text.replace("、", ",").strip(" \t\0\x1a")
    return re.sub(r"^([^,=\[\]]{1,20}):(?!.*,)", r"\1=", text)


def _cells(plain: str) -> list[str]:
    parts = re.split(r"[,;\t]", plain) if re.search(r"[,;\t]", plain) else plain.split()
    cells = [part.strip() for part in parts]
    while cells and cells[-1] in ("", "@"):
        cells.pop()
    return cells


def _point(cells: list[str]) -> tuple[str, float, float] | None:
    """Return ring, first and second number of a point line; None when a line is none.

    ``J1,1,X,Y`` is the rule; ``1,J1,X,Y``, ``J1,X,Y``, ``J1,X,Y,height`` and ``X,Y`` occur.
    """
    if len(cells) < 2 or any(cell in _SHAPES for cell in cells):
        return None
    for place in (2, 1, 0):
        if len(cells) < place + 2 or (place == 2 and _is_no_ring(cells[1]) and _is_coordinate(cells[2])):
            continue
        first, second = _number(cells[place]), _number(cells[place + 1])
        if first is None or second is None:
            continue
        if place == 0 and len(cells) > 3:
            return None
        if not all(_is_coordinate(cell) for cell in cells[place : place + 2]):
            continue
        return _ring_label(cells, place), first, second
    return None


def _ring_label(cells: list[str], place: int) -> str:
    if place < 2:
        return ""
    name, ring = cells[0], cells[1]
    return name if name.isdigit() and not ring.isdigit() else ring


def _is_coordinate(cell: str) -> bool:
    """Return True for what can be metres of a survey or degrees: large, broken, or with a mark of degrees."""
    number = _number(cell)
    return number is not None and (abs(number) >= _METRES or "." in cell or "°" in cell)


def _is_no_ring(cell: str) -> bool:
    number = _number(cell)
    return number is not None and _is_coordinate(cell) and not (number.is_integer() and number < _METRES)


def _number(cell: str) -> float | None:
    if _NUMBER.fullmatch(cell):
        value = float(cell)
    elif any(mark in cell for mark in "°度′'"):
        value = parse_angle(cell)
    else:
        return None
    return value if math.isfinite(value) else None


def _is_parcel(plain: str, cells: list[str]) -> bool:
    if plain.rstrip(" ,;").endswith("@"):
        return len(cells) >= 1
    return len(cells) >= 4 and cells[0].isdigit() and any(cell in _SHAPES for cell in cells[3:7])


def _parcel_fields(line: str, cells: list[str]) -> tuple[str, ...]:
    """Return a parcel's fields; full-width commas inside a name stay where plain commas part the fields."""
    raw = line.strip().replace("\ufeff", "")
    if raw.count(",") >= 4:
        parts = [part.strip() for part in raw.split(",")]
        while parts and parts[-1] in ("", "@"):
            parts.pop()
        return tuple(parts)
    return tuple(cells)


def _add(parcel: Parcel, label: str, first: float, second: float) -> None:
    """Append a point; a new ring begins where the ring's number changes, or after a point that closes one."""
    ring = parcel.rings[-1] if parcel.rings else None
    if ring is None or ring.label != label or _is_closed(ring):
        if ring is not None and ring.label == label and (first, second) == (ring.first[0], ring.second[0]):
            return  # the closing point written twice
        ring = Ring(label)
        parcel.rings.append(ring)
    ring.first.append(first)
    ring.second.append(second)


def _is_closed(ring: Ring) -> bool:
    return len(ring.first) > 3 and ring.first[0] == ring.first[-1] and ring.second[0] == ring.second[-1]
