"""Libraries that load on first use: once, whoever asks, and wholly."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from app import heavy

_NAME = "lianfang_heavy_example"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library that takes a while to load, counts how often, and has a part of its own."""
    folder = tmp_path / _NAME
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "import sys, time\nsys.loads = getattr(sys, 'loads', 0) + 1\nfirst = 1\ntime.sleep(0.05)\nlast = 2\n"
    )
    (folder / "part.py").write_text("word = 'part'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "loads", 0, raising=False)
    yield _NAME
    for name in [one for one in sys.modules if one.partition(".")[0] == _NAME]:
        del sys.modules[name]


def test_it_is_not_loaded_before_something_of_it_is_asked_for(library: str) -> None:
    heavy.defer(library)
    late = __import__(library)
    assert not heavy.is_loaded(library) and sys.loads == 0
    assert late.last == 2
    assert heavy.is_loaded(library) and sys.loads == 1
    assert __import__(library) is sys.modules[library] is not late
    assert "last" in vars(late), "the stand-in is not asked twice"


def test_a_part_of_it_loads_all_of_it(library: str) -> None:
    heavy.defer(library)
    part = __import__(f"{library}.part", fromlist=["word"])
    assert part.word == "part" and heavy.is_loaded(library)


def test_threads_that_ask_at_once_all_get_the_whole_of_it(library: str) -> None:
    heavy.defer(library)
    late, found, together = __import__(library), [], threading.Barrier(8)

    def ask() -> None:
        together.wait()
        found.append(late.last)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [2] * 8 and sys.loads == 1


def test_what_is_loaded_or_missing_stays_so(library: str) -> None:
    __import__(library)
    heavy.defer(library, "no_such_library_of_lianfang")
    assert heavy.is_loaded(library)
    assert "no_such_library_of_lianfang" not in sys.modules


def test_a_name_it_does_not_have_is_said_in_its_words(library: str) -> None:
    heavy.defer(library)
    with pytest.raises(AttributeError, match=f"module '{library}' has no attribute 'nothing'"):
        _ = __import__(library).nothing
