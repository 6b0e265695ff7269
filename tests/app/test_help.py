"""Every card, panel, dialog and tool has a page; every page is there in both languages, and no link is dead."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from app import i18n
from app.action_table import SPECS
from app.canvas.tools.base import Tool
from app.help import pages, topics
from app.i18n import LANGUAGES
from app.walk.placing import place_beside
from app.walk.steps import NAMED, STEPS

ROOMS = ("app.cards", "app.panels", "app.dialogs", "app.canvas.tools")


def shown_classes() -> Iterator[type]:
    """Everything in these rooms that is seen or held in the hand."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            module = importlib.import_module(found.name)
            for name, kind in vars(module).items():
                is_own = inspect.isclass(kind) and kind.__module__ == found.name and not name.startswith("_")
                if is_own and issubclass(kind, QWidget | Tool):
                    yield kind


def test_everything_has_a_page(qapp) -> None:
    kinds = [one for one in shown_classes() if one.__module__.removeprefix("app.") not in topics.WITHOUT_PAGE]
    assert len(kinds) > 100
    assert [f"{one.__module__}.{one.__name__}" for one in kinds if not topics.page_of(one)] == []
    assert {topics.page_of(one) for one in kinds} <= set(topics.PAGES)


def test_the_registry_names_what_there_is(qapp) -> None:
    for module in (*topics.OF_MODULE, *topics.WITHOUT_PAGE):
        importlib.import_module(f"app.{module}")
    for name in topics.OF_CLASS:
        module, _dot, kind = name.rpartition(".")
        assert hasattr(importlib.import_module(f"app.{module}"), kind), name
    assert len(set(topics.PAGES)) == len(topics.PAGES)
    assert set(topics.OF_MODULE.values()) | set(topics.OF_CLASS.values()) <= set(topics.PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_there_and_their_links_live(language: str) -> None:
    folder = importlib.resources.files("resources") / "help" / language
    assert {one.name.removesuffix(".md") for one in folder.iterdir()} == set(topics.PAGES)
    for key in topics.PAGES:
        text = pages.raw(key, language)
        assert text.startswith("# ") and text.count("\n# ") == 0, key
        for kind, target in pages.links(text):
            assert target in (topics.PAGES if kind == "page" else SPECS), (key, kind, target)
        left = re.sub(r"\{(key|do):[a-z_0-9]+\}|\{keys\}|\[[^\]]*\]\((page|run):[a-z_0-9]+\)", "", text)
        assert not re.search(r"\{|\}|\]\(", left), (key, left)


def test_both_languages_lead_to_the_same() -> None:
    for key in topics.PAGES:
        english, chinese = (set(pages.links(pages.raw(key, one))) for one in ("en", "zh_CN"))
        assert english == chinese, (key, english ^ chinese)


def test_keys_and_names_are_those_of_the_table(qapp) -> None:
    i18n.install(qapp, "en")
    text = pages.page("analysis")
    assert "[Derive zones](run:analyse)" in text.markdown and SPECS["analyse"].shortcuts[0] in text.plain
    assert "Widen or narrow" in pages.page("keys").plain
    i18n.install(qapp, "zh_CN")
    assert "[推导责任区](run:analyse)" in pages.page("analysis").markdown


def test_chinese_is_found_without_spaces(qapp) -> None:
    i18n.install(qapp, "zh_CN")
    found = [hit.page.key for hit in pages.find("火情通报单")]
    assert found[0] == "fire" and "spill" not in found
    assert pages.find("联防单元")[0].page.key == "blocks"
    assert pages.find("权重 名次")[0].page.key == "ranking"
    assert pages.find("  ") == [] and pages.find("没有这样的话") == []
    assert "火情通报单" in pages.find("火情通报单")[0].around


def test_the_steps_of_the_walk_name_actions_that_are_there() -> None:
    named = {name for step in STEPS for name in re.findall(r"\{(\w+)\}", step.text)}
    assert named == NAMED <= set(SPECS)
    assert 10 <= len(STEPS) <= 14 and len({step.key for step in STEPS}) == len(STEPS)
    for step in STEPS:
        for news in step.ends:
            kind, _colon, key = news.partition(":")
            assert kind in {"changed", "zone", "analysed"} or key in SPECS, news
        assert bool(step.do) == bool(step.do_text)


@pytest.mark.parametrize(
    "about",
    [
        QRect(0, 40, 270, 660),  # a panel at the left
        QRect(1000, 40, 280, 660),  # at the right
        QRect(1180, 4, 90, 32),  # a button of the toolbar
        QRect(4, 4, 36, 32),  # the menu
        QRect(270, 400, 730, 290),  # a panel below the map
    ],
)
def test_the_card_lies_beside_and_in_sight(about: QRect) -> None:
    room, size = QRect(0, 0, 1280, 720), QSize(336, 180)
    card = QRect(place_beside(size, about, room), size)
    assert room.contains(card) and not card.intersects(about)
    other = QRect(card)  # what lies there already is left free where there is another place
    again = QRect(place_beside(size, about, room, [other]), size)
    assert not again.intersects(about) and not again.intersects(other)


def test_without_anything_to_point_at_the_card_lies_at_the_foot() -> None:
    place = place_beside(QSize(300, 100), QRect(), QRect(0, 0, 1000, 600))
    assert (place.x(), place.y()) == (349, 492)
