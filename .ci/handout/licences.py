"""Every licence of what lies in the box or the kit, with its text, in one file.

Texts come from the distributions themselves, from the folder ``texts`` for those that ship none, and from the
interpreter.  Libraries that wheels bring inside are named with their licence; one that is not known here stops the
build: nothing goes into the box whose terms nobody looked at.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterable
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path
from zipfile import ZipFile

from closure import closure

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

#: How libraries inside wheels are called → what they are, and their licence.
LIBRARIES = {
    r"Qt6|^libq|bradient|adwaita|shell|cups|platforminput|pyside|shiboken|^Qt": "Qt and Qt for Python (LGPL-3.0)",
    r"icu": "ICU (Unicode-3.0)",
    r"gdal": "GDAL (MIT)",
    r"proj": "PROJ (MIT)",
    r"geos": "GEOS (LGPL-2.1)",
    r"sqlite": "SQLite (public domain)",
    r"openblas": "OpenBLAS (BSD-3-Clause)",
    r"gfortran|quadmath|libgcc|libgomp|libstdc": "GCC runtime (GPL-3.0 with exception; libquadmath LGPL-2.1)",
    r"curl": "curl (curl licence, MIT-like)",
    r"libssl|libcrypto": "OpenSSL (Apache-2.0)",
    r"nghttp2": "nghttp2 (MIT)",
    r"hdf5|libsz|libaec": "HDF5 and libaec (BSD)",
    r"netcdf": "netCDF (BSD-3-Clause)",
    r"blosc": "Blosc (BSD-3-Clause)",
    r"Lerc": "LERC (Apache-2.0)",
    r"zstd": "Zstandard (BSD-3-Clause)",
    r"tiff": "LibTIFF (libtiff licence, MIT-like)",
    r"openjp2": "OpenJPEG (BSD-2-Clause)",
    r"webp|sharpyuv": "WebP (BSD-3-Clause)",
    r"pcre2": "PCRE2 (BSD-3-Clause)",
    r"libjpeg": "libjpeg-turbo (IJG and BSD-3-Clause)",
    r"libpng": "libpng (libpng-2.0)",
    r"lzma": "XZ Utils (public domain)",
    r"deflate": "libdeflate (MIT)",
    r"json-c": "json-c (MIT)",
    r"libgif": "giflib (MIT)",
    r"libz\.": "zlib (Zlib)",
    r"libbz2": "bzip2 (bzip2-1.0.6)",
    r"libffi": "libffi (MIT)",
    r"expat": "Expat (MIT)",
    r"pdfium": "PDFium (BSD-3-Clause and Apache-2.0)",
    r"libxcb|libXau|libXdmcp|xkbcommon": "X.Org libraries and libxkbcommon (MIT)",
    r"libbsd|libmd": "libbsd and libmd (BSD)",
    r"libuuid": "libuuid of util-linux (BSD-3-Clause)",
    r"libpython|python3\d*\.dll|vcruntime|msvcp|ucrt|api-ms": "Python (PSF-2.0), Microsoft's redistributables",
    r"lianfang": "Lianfang (Apache-2.0)",
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


def write(target: Path, libraries: Iterable[Path] = ()) -> None:
    """Write the file for a box: what is installed here for the program, and the libraries inside."""
    lines, texts = [], []
    for one in (distribution(name) for name in sorted(closure("lianfang"))):
        title = f"{one.name} {one.version}: {_named(one.metadata)}"
        own = [file for file in one.files or [] if ".dist-info" in file.parts[0]]
        files = [file for file in own if _TEXT.search("/".join(file.parts[1:]))]
        paths = [Path(str(one.locate_file(file))) for file in files]
        found = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
        lines.append(f"{title}\n")
        texts += [_section(title, text) for text in found or _missing(one.name)]
    lines += [
        f"Python {platform.python_version()}: PSF-2.0\n",
        "PyInstaller's bootloader: GPL-2.0 with the exception that covers what it starts\n",
        *(f"{what}\n" for what in _inside(libraries)),
    ]
    texts.append(_section("Python", _python()))
    target.write_text("".join([_HEAD, _LISTED, *lines, *texts]), encoding="utf-8")


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
    files = _MISSING.get(re.sub(r"[-_.]+", "-", name).lower())
    if not files:
        raise SystemExit(f"{name}: no text of its licence; add one to .ci/handout/texts and name it in licences.py")
    return [(TEXTS / file).resolve().read_text(encoding="utf-8") for file in files]


def _inside(libraries: Iterable[Path]) -> list[str]:
    known: set[str] = set()
    for path in libraries:
        if (
            ".cpython-" in path.name
            or ".abi3." in path.name
            or path.suffix in {".pyd", ""}
            or path.name.startswith("_")
        ):
            continue  # part of the distribution it lies in
        what = next((what for words, what in LIBRARIES.items() if re.search(words, path.name)), None)
        if what is None:
            raise SystemExit(
                f"{path}: a library whose licence nobody looked at; name it in licences.py or leave it out"
            )
        known.add(what)
    return sorted(known)


def _python() -> str:
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        for name in ("LICENSE.txt", "LICENSE"):
            if (Path(folder) / name).is_file():
                return (Path(folder) / name).read_text(encoding="utf-8")
    raise SystemExit("the licence of Python is not beside its library")
