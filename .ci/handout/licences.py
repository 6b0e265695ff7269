"""Every licence of what lies in the box or the kit, with its text, in one file.

Texts come from the distributions themselves, from the folder ``texts`` for those that ship none and for libraries
inside of wheels (``components.py``), and from the interpreter.  At the end of the list stands which file is of what.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import PackageMetadata, distribution, packages_distributions
from pathlib import Path
from zipfile import ZipFile

from closure import closure
from components import Component, component, inside, is_library, is_part

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).with_name("texts")
_TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)

#: Distributions that ship no text → files that hold it.
_MISSING = {
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
    "docxtpl": ("LGPL-2.1.txt",),
    "arro3-core": ("../../../LICENSE",),
    "arro3-io": ("../../../LICENSE",),
}

_HEAD = """\
Licences of Lianfang 联防 and of everything that lies beside it
================================================================

Lianfang itself: Apache-2.0, below.

Qt and Qt for Python (PySide6) are used under the GNU Lesser General Public License version 3.  They are separate
shared libraries in the folder PySide6: you may replace them with your own build of the same version, and the program
runs with it.  Their source is available from the Qt Project under the version stated below; whoever handed you this
copy also gives it to you on request.  The same holds for GEOS, docxtpl (LGPL-2.1) and libquadmath.

Qt 与 Qt for Python 按 LGPL-3.0 使用，为独立共享库，可自行替换为同版本的自编译库。

"""


_LISTED = "What there is\n-------------\n\n"
_OF_FILES = "\nWhich library belongs to what\n-----------------------------\n\n"


def write(target: Path, box: Path) -> None:
    """Write the file for a box: what is installed here for the program, every library, and which belongs to what."""
    lines, texts, titles = [], [], {}
    for one in (distribution(name) for name in sorted(closure("lianfang"))):
        title = titles[_plain(one.name)] = f"{one.name} {one.version}: {_named(one.metadata)}"
        own = [file for file in one.files or [] if ".dist-info" in file.parts[0]]
        files = [file for file in own if _TEXT.search("/".join(file.parts[1:]))]
        paths = [Path(str(one.locate_file(file))) for file in files]
        found = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
        lines.append(f"{title}\n")
        texts += [_section(title, text) for text in found or _missing(one.name)]
    titles["python"] = f"Python {platform.python_version()}: PSF-2.0"
    lines += [
        f"{titles['python']}\n",
        "PyInstaller's bootloader: GPL-2.0 with the exception that covers what it starts\n",
    ]
    texts.append(_section(titles["python"], _python()))
    of_file, components = _files(box, titles)
    for one in sorted(components, key=lambda one: one.title):
        lines.append(f"{one.title}\n")
        texts += [_section(one.title, text) for text in _texts(one, titles)]
    for path in sorted((ROOT / "resources").rglob("*")):
        if path.is_file() and (path.name == "LICENSE" or path.parent.name == "licenses"):
            title = f"resources/{path.relative_to(ROOT / 'resources').as_posix()}"
            texts.append(_section(title, path.read_text(encoding="utf-8")))
    listed = [f"{name}: {title}\n" for name, title in sorted(of_file.items())]
    target.write_text("".join([_HEAD, _LISTED, *lines, _OF_FILES, *listed, *texts]), encoding="utf-8")


def _files(box: Path, titles: dict[str, str]) -> tuple[dict[str, str], set[Component]]:
    """Return library → what it belongs to, and the components that are no distributions."""
    of_package = packages_distributions()
    of_file, components = {}, set()
    for path in sorted(filter(is_library, box.rglob("*"))):
        name = path.relative_to(box).as_posix()
        if is_part(path):
            of_file[name] = titles[_distribution(name, of_package)]
            continue
        what = component(path)
        if what is None:
            raise SystemExit(f"{path}: a library nobody looked at; name it in components.py or leave it out")
        components |= {what} | inside(path)
        of_file[name] = what.title
    return of_file, components


def _distribution(name: str, of_package: Mapping[str, Sequence[str]]) -> str:
    """Return the plain name of the distribution a module of Python lies in."""
    parts = name.split("/")[1:]
    if parts[0].startswith("lianfang_kernels"):
        return "lianfang"
    if parts[0].startswith("python3"):
        return "python"
    package = parts[0].partition(".")[0]
    owners = [_plain(one) for one in of_package.get(package, ())]
    if len(owners) > 1:  # arro3 is of two
        owners = [one for one in owners if one.endswith(parts[1])] or owners
    return owners[0] if owners else _plain(package)


def _texts(one: Component, titles: dict[str, str]) -> list[str]:
    """Return the texts of a component; in place of a distribution's own, where it stands."""
    return [
        f"Its text stands with {titles[_plain(name[:-1])]}."
        if name.endswith(":")
        else (TEXTS / name).read_text(encoding="utf-8")
        for name in one.texts
    ]


def unlicensed(box: Path) -> list[str]:
    """Return libraries of a box that its LICENSES.txt does not give to something with a text."""
    said = (box / "LICENSES.txt").read_text(encoding="utf-8")
    _head, _, rest = said.partition(_OF_FILES)
    listed = dict(line.split(": ", 1) for line in rest.partition("=" * 100)[0].splitlines() if ": " in line)
    with_text = set(re.findall(r"^={100}\n(.+)\n={100}$", rest, re.MULTILINE))
    names = [path.relative_to(box).as_posix() for path in sorted(filter(is_library, box.rglob("*")))]
    return [name for name in names if listed.get(name) not in with_text]


def from_wheels(target: Path, wheels: Iterable[Path]) -> None:
    """Write the file for a kit, out of the wheels themselves: those of another system are not installed here."""
    lines, texts = [], []
    for path in wheels:
        with ZipFile(path) as wheel:
            inside = [name for name in wheel.namelist() if not name.endswith("/")]
            header = next(name for name in inside if name.count("/") == 1 and name.endswith(".dist-info/METADATA"))
            facts = HeaderParser().parsestr(wheel.read(header).decode())
            own = [name for name in inside if ".dist-info/" in name and _TEXT.search(name.partition(".dist-info/")[2])]
            found = [wheel.read(name).decode("utf-8", errors="replace") for name in own]
        title = f"{facts['Name']} {facts['Version']}: {_named(facts)}"
        lines.append(f"{title}\n")
        texts += [_section(title, text) for text in found or _missing(str(facts["Name"]))]
    target.write_text("".join([_HEAD, _LISTED, *lines, *texts]), encoding="utf-8")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _section(title: str, text: str) -> str:
    return f"\n\n{'=' * 100}\n{title}\n{'=' * 100}\n\n{text}\n"


def _named(facts: Message | PackageMetadata) -> str:
    words = str(facts.get("License-Expression") or facts.get("License") or "")
    classes = [
        line.rpartition(" :: ")[2] for line in facts.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    short = " ".join(words.split())
    return short if 0 < len(short) <= 120 else ", ".join(classes) or short[:100] or "see its text"


def _missing(name: str) -> list[str]:
    files = _MISSING.get(_plain(name))
    if not files:
        raise SystemExit(f"{name}: no text of its licence; add one to .ci/handout/texts and name it in licences.py")
    return [(TEXTS / file).resolve().read_text(encoding="utf-8") for file in files]


def _python() -> str:
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        for name in ("LICENSE.txt", "LICENSE"):
            if (Path(folder) / name).is_file():
                return (Path(folder) / name).read_text(encoding="utf-8")
    raise SystemExit("the licence of Python is not beside its library")
