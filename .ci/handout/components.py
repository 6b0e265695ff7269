"""What lies inside wheels and beside Python: each library's component, its licence and where the text stands.

A library that is not known here stops the build: nothing goes into the box whose terms nobody looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Component:
    """What a library is of.

    Attributes
    ----------
    title : str
        Name and licence.
    texts : tuple of str
        Files of the folder ``texts``; a distribution's name and a colon stands for that one's own text.
    """

    title: str
    texts: tuple[str, ...]


_QT = Component("Qt and Qt for Python (LGPL-3.0)", ("LGPL-3.txt", "GPL-3.txt"))
_GCC = Component("GCC runtime (GPL-3.0 with exception; libquadmath LGPL-2.1)", ("numpy:", "LGPL-2.1.txt"))
_PYTHON = Component("Python (PSF-2.0), Microsoft's redistributables", ("Python:",))
_CURL = Component("curl (curl licence, MIT-like)", ("curl.txt",))

#: How files are called → what they are; the first that fits.
KNOWN: dict[str, Component] = {
    r"icu": Component("ICU (Unicode-3.0)", ("icu.txt",)),
    r"Qt6|^libq|bradient|adwaita|shell|cups|platforminput|pyside|shiboken|^Qt|xdgdesktop|composeplatform": _QT,
    r"gdal": Component("GDAL (MIT)", ("gdal.txt",)),
    r"proj": Component("PROJ (MIT)", ("pyproj:",)),
    r"geos": Component("GEOS (LGPL-2.1)", ("LGPL-2.1.txt",)),
    r"sqlite": Component("SQLite (public domain)", ("sqlite.txt",)),
    r"openblas": Component("OpenBLAS (BSD-3-Clause)", ("numpy:",)),
    r"gfortran|quadmath|libgcc|libgomp|libstdc": _GCC,
    r"curl": _CURL,
    r"libssl|libcrypto": Component("OpenSSL (Apache-2.0)", ("../../../LICENSE",)),
    r"nghttp2": Component("nghttp2 (MIT)", ("nghttp2.txt",)),
    r"libsz|libaec": Component("libaec (BSD-2-Clause)", ("libaec.txt",)),
    r"hdf5": Component("HDF5 (BSD)", ("hdf5.txt",)),
    r"netcdf": Component("netCDF (BSD-3-Clause)", ("netcdf.txt",)),
    r"blosc": Component("Blosc (BSD-3-Clause)", ("blosc.txt",)),
    r"Lerc": Component("LERC (Apache-2.0)", ("lerc.txt", "../../../LICENSE")),
    r"zstd": Component("Zstandard (BSD-3-Clause)", ("zstd.txt",)),
    r"tiff": Component("LibTIFF (libtiff licence, MIT-like)", ("libtiff.txt",)),
    r"openjp2": Component("OpenJPEG (BSD-2-Clause)", ("openjpeg.txt",)),
    r"webp|sharpyuv": Component("WebP (BSD-3-Clause)", ("webp.txt",)),
    r"pcre2": Component("PCRE2 (BSD-3-Clause)", ("pcre2.txt",)),
    r"libjpeg": Component("libjpeg-turbo (IJG and BSD-3-Clause)", ("libjpeg.txt",)),
    r"libpng": Component("libpng (libpng-2.0)", ("libpng.txt",)),
    r"lzma": Component("XZ Utils (public domain)", ("xz.txt",)),
    r"deflate": Component("libdeflate (MIT)", ("libdeflate.txt",)),
    r"json-c": Component("json-c (MIT)", ("json-c.txt",)),
    r"libgif": Component("giflib (MIT)", ("giflib.txt",)),
    r"libz\.|^zlib": Component("zlib (Zlib)", ("zlib.txt",)),
    r"libbz2": Component("bzip2 (bzip2-1.0.6)", ("bzip2.txt",)),
    r"libffi": Component("libffi (MIT)", ("libffi.txt",)),
    r"expat": Component("Expat (MIT)", ("expat.txt",)),
    r"pdfium": Component("PDFium (BSD-3-Clause and Apache-2.0)", ("pypdfium2:",)),
    r"libxcb|libXau|libXdmcp|xkbcommon": Component("X.Org libraries (MIT)", ("xcb.txt",)),
    r"libbsd|libmd": Component("libbsd and libmd (BSD)", ("libbsd.txt",)),
    r"libuuid": Component("libuuid of util-linux (BSD-3-Clause)", ("libuuid.txt",)),
    r"libpython|python3\d*\.dll|vcruntime|msvcp|ucrt|api-ms": _PYTHON,
}
#: What is inside of pyogrio's GDAL, which has no libraries beside it: names as they would have.
_INSIDE_GDAL = (
    "curl",
    "libssl",
    "expat",
    "json-c",
    "libjpeg",
    "libpng",
    "pcre2",
    "libz.",
    "tiff",
    "Lerc",
    "sqlite",
    "geos",
    "proj",
)


def is_library(path: Path) -> bool:
    """Tell whether a file is code a loader takes."""
    return path.is_file() and not path.is_symlink() and (".so" in path.name or path.suffix in {".dll", ".pyd"})


def is_part(path: Path) -> bool:
    """Tell whether a library is a module of Python: part of the distribution it lies in."""
    return ".cpython-" in path.name or ".abi3." in path.name or path.suffix == ".pyd"


def component(path: Path) -> Component | None:
    """Return what a library inside a wheel is; None when nobody looked at it."""
    return next((what for words, what in KNOWN.items() if re.search(words, path.name)), None)


def inside(path: Path) -> set[Component]:
    """Return the components a library was linked together from, besides its own."""
    if not (path.name.startswith("libgdal") and path.parent.name == "pyogrio.libs"):
        return set()
    return {what for name in _INSIDE_GDAL if (what := component(Path(name)))}
