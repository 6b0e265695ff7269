"""No client of a network in the box: in the place of curl and OpenSSL below rasterio's GDAL lie empty libraries.

GDAL, PROJ and netCDF are linked to them and call them only for addresses, which the program never hands over.  An
empty library has the names that are asked for; each of its functions returns 0, which they take for "no connection".
8 MB less, and nothing there that could speak to a server.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import elf

#: Callers first: an empty one asks for nothing.
_CLIENTS = ("libcurl-", "libssl-", "libcrypto-")


def hollow(box: Path) -> int:
    """Replace the clients of networks in a box; return the bytes saved."""
    users = list(elf.binaries(box))
    saved = 0
    for client in _CLIENTS:
        for library in (box / "lib" / "rasterio.libs").glob(f"{client}*.so*"):
            asked = set().union(*(_names(user, "U") for user in users if library.name in elf.linked(user)))
            saved += _empty(library, asked & _names(library, "T"))
    return saved


def _empty(library: Path, names: set[str]) -> int:
    """Write a library anew with functions that do nothing; return the bytes saved."""
    before = library.stat().st_size
    of_version: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        plain, _, version = name.partition("@")
        of_version[version].append(plain)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        code = "".join(
            f".globl {plain}\n.type {plain}, @function\n{plain}: xorl %eax, %eax\nret\n"
            for plains in of_version.values()
            for plain in plains
        )
        (folder / "empty.s").write_text(f'.text\n{code}.section .note.GNU-stack,"",@progbits\n', encoding="ascii")
        script = "".join(
            f"{version} {{ global: {'; '.join(plains)}; }};\n" for version, plains in of_version.items() if version
        )
        (folder / "versions").write_text(script, encoding="ascii")
        words = (os.environ.get("CC") or "gcc").split()
        link = ["-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", library.name, "empty.s"]
        subprocess.run([*words, *link, *(["-Wl,--version-script,versions"] if script else [])], cwd=folder, check=True)
        library.write_bytes((folder / library.name).read_bytes())
    return before - library.stat().st_size


def _names(path: Path, kind: str) -> set[str]:
    """Return names with versions (``EVP_sha256@OPENSSL_3.0.0``) that a library asks for (``U``) or has as code."""
    said = subprocess.run(["nm", "-D", str(path)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in said.splitlines()]
    return {row[-1].replace("@@", "@") for row in rows if row[-2] == kind}
