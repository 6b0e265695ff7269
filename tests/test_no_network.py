"""No module of the program can reach a network: none imports what would.

The main job watched from inside is in ``tests/e2e/test_demo.py``, files that name an address in
``tests/layers/test_offline.py``; ``.ci/no-network`` runs a part of the suite where there are no interfaces.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What connects, or makes it easy to.
REACHING = (
    "asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebSockets",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "dask", "distributed", "tornado",
)  # fmt: skip
#: File → what it may import all the same.
ALLOWED = {
    "layers/plan/lock.py": {"socket"},  # the name of this computer, nothing else
    # Workers that somebody asked for by name, where the extra is installed: the hand-out is built without it.
    "layers/national/distributed.py": {
        "dask", "distributed", "distributed.Client", "distributed.KilledWorker", "distributed.LocalCluster",
        "distributed.as_completed",
    },
}  # fmt: skip


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in REACHING)


def test_no_module_imports_what_connects() -> None:
    found = {}
    for path in [ROOT / "main.py", *(ROOT / "app").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]:
        place = path.relative_to(ROOT).as_posix()
        names = {name for name in imported(ast.parse(path.read_text(encoding="utf-8"))) if reaches(name)}
        if rest := names - ALLOWED.get(place, set()):
            found[place] = sorted(rest)
    assert found == {}


def test_the_lock_asks_for_the_name_of_this_computer_and_nothing_else() -> None:
    tree = ast.parse((ROOT / "layers" / "plan" / "lock.py").read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket"
    }
    assert used == {"gethostname"}
