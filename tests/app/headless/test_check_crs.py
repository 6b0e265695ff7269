"""``check`` names the way out for a coordinate system in doubt, and ``--crs`` takes it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from app.headless.checking import run
from app.headless.options import choices_of
from layers.sources import read
from layers.sources.albers import OLD_SYSTEMS, SYSTEMS
from tests.layers.sources.test_prj_dialects import DIALECTS, off_m, save, unsaid

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")


def test_check_names_what_the_next_command_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(tmp_path, DIALECTS["Krasovsky Albers 105"])
    run(Namespace(files=[path], lang="zh_CN", json=False))
    said = capsys.readouterr().out
    assert "Krasovsky_1940_Albers" in said
    assert "--crs as-cgcs2000" in said


@pytest.mark.parametrize("system", [SYSTEMS[0], OLD_SYSTEMS[0]])
@pytest.mark.parametrize("for_all", [True, False])
def test_a_system_with_equal_signs_of_its_own_is_taken_whole(tmp_path: Path, system, for_all: bool) -> None:  # type: ignore[no-untyped-def]
    path = unsaid(tmp_path, system.proj)
    option = system.code if for_all else f"{path.name}={system.code}"
    choices = choices_of([path], [option], [])
    assert choices[path].crs == system.code
    (layer,) = read(path, choices[path])
    assert off_m(layer) < 5.0
