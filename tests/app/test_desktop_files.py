"""The desktop entry, the kinds of files and the script that puts both into a user's menu."""

import configparser
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.control.packing import PACKAGE_SUFFIX

ROOT = Path(__file__).parents[2]
DESKTOP = ROOT / "resources" / "desktop"
SCRIPT = ROOT / ".ci" / "handout" / "beside" / "install-desktop.sh"


def entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def test_plans_and_packages_are_the_kinds_the_entry_opens() -> None:
    tree = ElementTree.parse(DESKTOP / "lianfang-mime.xml")
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kinds = {
        kind.get("type"): {glob.get("pattern") for glob in kind.findall("m:glob", space)}
        for kind in tree.getroot().findall("m:mime-type", space)
    }
    assert set(kinds) == set(filter(None, entry(DESKTOP / "lianfang.desktop")["MimeType"].split(";")))
    assert set().union(*kinds.values()) == {"*.lianfang.gpkg", f"*{PACKAGE_SUFFIX}"}
    assert ElementTree.parse(DESKTOP / "lianfang.svg").getroot().get("viewBox") == "0 0 128 128"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script of Linux desktops")
def test_the_script_puts_the_program_into_the_menu_from_any_folder_and_takes_it_out(tmp_path: Path) -> None:
    place = tmp_path / '护林 100% "联防" $HOME'
    place.mkdir()
    shutil.copytree(DESKTOP, place / "desktop")
    shutil.copy(SCRIPT, place / SCRIPT.name)
    data = tmp_path / "data"
    environment = os.environ | {"XDG_DATA_HOME": str(data), "HOME": str(tmp_path)}
    subprocess.run(["sh", str(place / SCRIPT.name)], env=environment, check=True, capture_output=True)
    made = data / "applications" / "lianfang.desktop"
    line = entry(made)["Exec"]
    assert line.endswith(" %F")
    # The file's own doubling of backslashes is undone first, then that of percent signs, then quotes.
    [program] = shlex.split(line.removesuffix(" %F").replace("\\\\", "\\").replace("%%", "%").replace("\\$", "$"))
    assert program == str(place / "lianfang")
    assert (data / "mime" / "packages" / "lianfang-mime.xml").is_file()
    subprocess.run(["sh", str(place / SCRIPT.name), "--remove"], env=environment, check=True, capture_output=True)
    assert not made.exists()
