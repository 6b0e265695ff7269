"""The picture of the rooms is that of the code, and the code imports downwards where contracts say so."""

from __future__ import annotations

import pytest

from tests.tools import architecture_diagram as diagram


@pytest.fixture(scope="module")
def found() -> diagram.Rooms:
    return diagram.rooms()


def test_the_picture_is_current(found: diagram.Rooms) -> None:
    assert diagram.TARGET.read_text(encoding="utf-8") == diagram.svg(found), (
        "run python -m tests.tools.architecture_diagram"
    )


def test_every_room_says_what_lives_there(found: diagram.Rooms) -> None:
    assert [name for name in found.names if not found.tells.get(name)] == []
    assert [one for one in found.imports if one[0].startswith("layers") and one[1].startswith("app")] == []


def test_imports_are_read_as_they_are_written() -> None:
    text = (
        "from layers import crs\nfrom layers.zones import (\n    model,  # why\n    ranking as r,\n)\nimport app.jobs\n"
        "if TYPE_CHECKING:\n    from layers.plan.store import PlanStore\n\n    import app.window\n\n"
        "def late():\n    from app.cards import fire\nfrom other import layers\n"
    )
    assert {"layers.crs", "layers.zones.model", "layers.zones.ranking", "app.jobs", "app.cards.fire"} <= set(
        diagram._imported(text)
    )
    assert not {"layers.plan.store.PlanStore", "app.window"} & set(diagram._imported(text))


def test_rooms_are_ordered_by_who_imports_whom() -> None:
    imports = {("top", "middle"): 3, ("middle", "low"): 2, ("top", "low"): 5, ("low", "top"): 1}
    assert diagram._ordered(["low", "middle", "top"], imports) == ("top", "middle", "low")
