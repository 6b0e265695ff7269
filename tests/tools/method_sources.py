"""List every source that docstrings and comments of ``layers`` cite: ``python -m tests.tools.method_sources``."""

from __future__ import annotations

import ast
import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "method" / "sources.md"

_NAME = r"[A-Z][A-Za-zé\-]{2,}"
_CHINESE_NAME = r"(?<![一-鿿])[一-鿿]{2,3}"
_PAPER = re.compile(
    rf"(?P<who>{_NAME}(?:(?:,? (?:and|&) {_NAME})| et al\.)?|{_CHINESE_NAME}),? \(?(?P<year>(?:19|20)\d\d)\b\)?"
)
_STANDARD = re.compile(r"\b(?:GB|GB/T|LY/T|TD/T|SL/T|HJ|CH/T|QX/T|RFC|ISO|OGC) ?\d\d[\d.\-–—]*\d(?:r\d+)?")
_LAW = re.compile(r"[一-鿿]{2,14}(?:条例|管理办法|管理规定|应对法|测绘法|导则|演练指南|工作规定)")
#: Comments of their own line, or after two blanks as the formatter leaves them.
_COMMENT = re.compile(r"(?:^ *|  )#:? ?(.*)$", re.MULTILINE)
#: Nothing is cited without one of these; most files have none.
_ANY = re.compile(r"\b(?:19|20)\d\d\b|/T|GB|ISO|RFC|OGC|条例|办法|规定|法|导则|指南")
#: What looks like an author with a year and is a datum, a product or a format.
_NO_PAPER = frozenset(
    {
        "Beijing",
        "Xian",
        "ESRI",
        "System",
        "IAG",
        "JRC",
        "GeoJSON",
        "Krassowsky",
        "Group",
        "Python",
        "Pulkovo",
        "CGCS",
        "Since",
        "Specification",
    }
)
_MONTHS = frozenset(calendar.month_name)


def cited(source: str) -> Iterator[str]:
    """Return the sources a module cites in docstrings and comments, in order."""
    for text in filter(_ANY.search, _prose(source)):
        line = " ".join(text.split())
        found = [(one.start(), _paper(one)) for one in _PAPER.finditer(line)]
        found += [(one.start(), one[0]) for one in _STANDARD.finditer(line)]
        found += [(one.start(), one[0].lstrip("的按据由见")) for one in _LAW.finditer(line)]
        yield from (name for _at, name in sorted(found) if name)


def _paper(found: re.Match[str]) -> str:
    who = found["who"].replace(" & ", " and ")
    first = who.split()[0].rstrip(",")
    return "" if first in _NO_PAPER | _MONTHS else f"{who} {found['year']}"


def _prose(source: str) -> Iterator[str]:
    """Return docstrings, then comments; strings that the program uses are not prose."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
    yield from _COMMENT.findall(source)


def page() -> str:
    """Return the list as Markdown."""
    where: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted((ROOT / "layers").rglob("*.py")):
        inside = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        for name in cited(source) if _ANY.search(source) else ():
            where[name][inside] = None
    rows = [
        f"| {name} | {', '.join(map(_linked, sorted(where[name])))} |"
        for name in sorted(where, key=lambda one: (one[0] > "一", one))
    ]
    return "\n".join(
        [
            "# Sources cited in the code",
            "",
            "Papers, standards and laws that docstrings and comments of `layers` cite, and the files that do. Made by",
            "`python -m tests.tools.method_sources`; the formulas are in the [method book](README.md).",
            "",
            "| source | cited in layers/ |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def _linked(inside: str) -> str:
    return f"[{inside.removeprefix('layers/')}](../../{inside})"


def main() -> None:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
