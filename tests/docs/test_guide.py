"""The user guide held against the program: buttons are called as it says, keys do what it says, pictures are made.

In the guide bold is what the screen says, code is a key, a file or what is typed.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from app import key_sheet
from app.action_table import SPECS
from app.i18n import LANGUAGES
from tests.docs.markdown import ROOT, anchors, bold, code, links, text_of
from tests.tools.guide_pictures import OUT, PICTURES
from tests.tools.screenshots import SIZE
from tests.tools.translations import CHINESE, read_catalogue

GUIDE = ROOT / "docs" / "guide"
PAGES = [(language, story) for language in LANGUAGES for story in PICTURES]
#: What the guide sets in bold and no screen says: whom the story is about.
EMPHASIS = {
    "zh_CN": {"怀柔—丰宁", "怀柔—滦平", "怀柔—承德（丰宁）交界森林火灾联合演练", "类别", "粗体"},
    "en": {"Huairou and Fengning", "Huairou and Luanping", "Class", "Bold"},
}
#: Signs that are typed as they stand, no keys.
TYPED = {"- ", "-- ", "这样的字", "this"}
_NAMED_KEY = re.compile(r"\*\*(?P<name>[^*]+)\*\* ?[（(]`(?P<key>[^`]+)`[^）)]*[）)]")
_KEY_NAMED = re.compile(r"`(?P<key>[^`]+)`[（ (]+\*\*(?P<name>[^*]+)\*\*[）)]")
_TOTAL_BYTES = 6_000_000
_PICTURE_BYTES = 350_000


def page_of(language: str, story: str) -> Path:
    return GUIDE / language / f"{story}.md"


def bare(text: str) -> str:
    """Return a text of the screen without what only a menu has."""
    return text.replace("&", "").rstrip("…:： ").strip()


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    """What the screen says, by language."""
    catalogue = read_catalogue(CHINESE)
    chinese = {bare(form) for forms in catalogue.values() for form in forms}
    return {"zh_CN": chinese, "en": {bare(text) for _context, text in catalogue}}


@pytest.fixture(scope="module")
def names() -> dict[str, dict[str, set[str]]]:
    """Names of actions, as in menus and on the toolbar, with their keys, by language."""
    catalogue = read_catalogue(CHINESE)
    found: dict[str, dict[str, set[str]]] = {language: {} for language in LANGUAGES}
    for spec in SPECS.values():
        for text in filter(None, (spec.text, spec.short)):
            found["en"].setdefault(bare(text), set()).update(spec.shortcuts)
            for form in catalogue.get(("Actions", text), []):
                found["zh_CN"].setdefault(bare(form), set()).update(spec.shortcuts)
    # The start page names the sample in more words than the menu.
    found["en"]["Open the sample: the mountains around Beijing"] = set(SPECS["open_sample"].shortcuts)
    found["zh_CN"]["打开示例：北京周边山区"] = set(SPECS["open_sample"].shortcuts)
    return found


@pytest.fixture(scope="module")
def keys() -> set[str]:
    """Every key there is: those of actions, and those that the sheet of keys names."""
    found = {key for spec in SPECS.values() for key in spec.shortcuts}
    for _heading, rows in key_sheet.sheet():
        for row in rows:
            found |= set(re.findall(r"[A-Za-z][\w+]*", row.keys.replace("; ", ", ")))
    return found


@pytest.mark.parametrize(("language", "story"), PAGES)
def test_what_is_bold_is_on_the_screen(language: str, story: str, said: dict[str, set[str]]) -> None:
    words = [bare(one).rstrip("。.") for one in bold(page_of(language, story))]
    assert len(words) > 8
    assert [one for one in words if one not in said[language] | EMPHASIS[language]] == []


@pytest.mark.parametrize(("language", "story"), PAGES)
def test_keys_do_what_the_guide_says(language: str, story: str, names: dict[str, dict[str, set[str]]]) -> None:
    text = text_of(page_of(language, story))
    pairs = [(found["name"], found["key"]) for found in (*_NAMED_KEY.finditer(text), *_KEY_NAMED.finditer(text))]
    assert len(pairs) >= 5
    wrong = [(name, key) for name, key in pairs if key not in names[language].get(bare(name), set())]
    assert wrong == []


@pytest.mark.parametrize(("language", "story"), PAGES)
def test_all_other_keys_are_keys(language: str, story: str, keys: set[str]) -> None:
    assert [one for one in code(page_of(language, story)) if one not in keys | TYPED] == []


def test_a_wrong_name_or_key_is_seen(names: dict[str, dict[str, set[str]]], said: dict[str, set[str]]) -> None:
    (found,) = _NAMED_KEY.finditer("按**推导责任区**（`F6`）重算")
    assert found["key"] not in names["zh_CN"][found["name"]] and "F5" in names["zh_CN"][found["name"]]
    assert "推导共同责任地" not in said["zh_CN"] and "Derive shared land" not in said["en"]


def test_the_languages_tell_the_same() -> None:
    for story in PICTURES:
        chinese, english = (page_of(language, story) for language in LANGUAGES)
        shown = [[Path(one.target).name for one in links(page) if one.is_picture] for page in (chinese, english)]
        assert shown[0] == shown[1] and len(anchors(chinese)) == len(anchors(english))


def test_pictures_are_those_the_script_makes() -> None:
    for language, story in PAGES:
        page = page_of(language, story)
        shown = {(page.parent / unquote(one.target)).resolve() for one in links(page) if one.is_picture}
        assert shown == {(OUT / language / f"{story}-{name}.png").resolve() for name in PICTURES[story]}
    there = set(OUT.rglob("*.png"))
    assert len(there) == sum(map(len, PICTURES.values())) * len(LANGUAGES)


def test_pictures_are_small_and_of_the_window() -> None:
    paths = sorted(OUT.rglob("*.png"))
    assert sum(path.stat().st_size for path in paths) < _TOTAL_BYTES
    for path in paths:
        with Image.open(path) as image:
            assert image.mode == "P" and path.stat().st_size < _PICTURE_BYTES, path.name
            assert image.width <= 1_600 and image.height <= SIZE[1] + 40, (path.name, image.size)
