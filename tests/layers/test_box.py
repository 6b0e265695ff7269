"""What the box leaves out of its libraries (``.ci/handout``) is not what the program uses."""

from __future__ import annotations

import ast
import importlib
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / ".ci" / "handout"
#: All of SciPy that comes along.
SCIPY = {"scipy.ndimage", "scipy.sparse", "scipy.sparse.csgraph"}


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_nothing_imports_rooms_of_scipy_that_the_box_leaves_out() -> None:
    wanted: dict[str, str] = {}
    for folder in ("app", "layers"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "scipy" in text:
                wanted |= {name: path.name for name in imported(ast.parse(text)) if name.startswith("scipy")}
    assert set(wanted) == SCIPY, wanted


def test_scipy_works_without_its_linear_algebra() -> None:
    script = """
import sys
sys.path.insert(0, sys.argv[1])
import first
first.stand_in()
import numpy as np
from scipy.ndimage import distance_transform_edt, maximum_filter, uniform_filter
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
one = np.zeros((5, 5)); one[2, 2] = 1.0
assert distance_transform_edt(one == 0)[2, 0] == 2.0
assert maximum_filter(one, 3).sum() == 9.0 and abs(uniform_filter(one, 3)[1, 1] - 1 / 9) < 1e-12
graph = coo_matrix((np.ones(2), ([0, 1], [1, 2])), shape=(5, 5))
assert connected_components(graph, directed=False)[1].tolist() == [0, 0, 0, 1, 2]
try:
    __import__("scipy.linalg").linalg.svd(one)
except ImportError as refused:
    print(refused)
print(*[name for name in sys.modules if name.startswith(first.LEFT)])
"""
    done = subprocess.run([sys.executable, "-c", script, str(RECIPES)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    refused, there = done.stdout.splitlines()
    assert refused.startswith("scipy.linalg.svd is not in the box")
    assert set(there.split()) == {"scipy.linalg", "scipy.sparse.linalg", "scipy.special"}


@pytest.fixture
def icu(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(RECIPES))
    return importlib.import_module("icu")


@pytest.fixture
def licences(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(RECIPES))
    return importlib.import_module("licences")


def common_data(items: dict[str, bytes]) -> bytes:
    """ICU's common data as ``icupkg`` writes them: header, table by name, names, items at steps of 16 bytes."""
    head = struct.pack("<HBBHHBBBB4s8s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", b"\1\0\0\0\3").ljust(32, b"\0")
    names, bodies = b"", b""
    first = -(-(4 + 8 * len(items) + sum(len(f"icudt73l/{name}") + 1 for name in items)) // 16) * 16
    table = struct.pack("<I", len(items))
    for name, body in items.items():
        table += struct.pack("<II", 4 + 8 * len(items) + len(names), first + len(bodies))
        names += f"icudt73l/{name}".encode() + b"\0"
        bodies += body.ljust(-(-len(body) // 16) * 16, b"\0")
    return head + (table + names).ljust(first, b"\0") + bodies


def test_icu_keeps_the_languages_of_the_program_and_what_all_fall_back_on(icu) -> None:
    items = {
        "coll/de.res": b"German order",
        "coll/root.res": b"order",
        "coll/zh.res": b"pinyin",
        "curr/zh.res": b"money",
        "de.res": b"German",
        "gb18030.cnv": b"encoding",
        "ibm-37_P100-1995.cnv": b"of mainframes",
        "likelySubtags.res": b"facts",
        "nfkc.nrm": b"normal forms",
        "zh_Hant.res": b"Chinese",
    }
    kept = [name for name in items if icu.is_kept(name)]
    assert kept == ["coll/root.res", "coll/zh.res", "gb18030.cnv", "likelySubtags.res", "nfkc.nrm", "zh_Hant.res"]
    assert icu.repacked(common_data(items)) == common_data({name: items[name] for name in kept})


def test_other_data_than_icus_are_refused(icu) -> None:
    with pytest.raises(ValueError, match="not ICU's"):
        icu.repacked(b"\0" * 64)


def test_every_kind_of_library_has_the_text_of_its_licence(licences) -> None:
    components = sys.modules["components"]
    assert len(components.KNOWN) > 30
    for one in components.KNOWN.values():
        assert one.texts, one.title
        for name in one.texts:
            assert name.endswith(":") or len((licences.TEXTS / name).read_text(encoding="utf-8")) > 500, name


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("lib/PySide6/Qt/lib/libicudata.so.73", "ICU"),
        ("lib/PySide6/Qt/plugins/platforms/libqxcb.so", "Qt"),
        ("lib/numpy.libs/libscipy_openblas64_-32a4b2a6.so", "OpenBLAS"),
        ("lib/rasterio.libs/libnetcdf-32be4879.so.22", "netCDF"),
        ("lib/libz.so.1", "zlib"),
    ],
)
def test_a_library_is_known_by_its_name(licences, name: str, title: str) -> None:
    found = sys.modules["components"].component(Path(name))
    assert found is not None and found.title.startswith(title)


def test_a_library_without_a_text_is_told(licences, tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    for name in ("libknown.so.1", "libtextless.so", "libnew.so"):
        (tmp_path / "lib" / name).write_bytes(b"")
    line = "=" * 100
    listed = "lib/libknown.so.1: Known\nlib/libtextless.so: Textless\n"
    text = f"What{licences._OF_FILES}{listed}\n\n{line}\nKnown\n{line}\n\ntext\n"
    (tmp_path / "LICENSES.txt").write_text(text, encoding="utf-8")
    assert licences.unlicensed(tmp_path) == ["lib/libnew.so", "lib/libtextless.so"]
