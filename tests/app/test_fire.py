"""Enter a fire in the real window: by key and click, through time, in another wind, and away again."""

import math

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from app import fire_words
from tests.app.test_map_tools import Hand, map_

__all__ = ["map_"]

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def burning(map_: Hand) -> Hand:
    """A fire in the pine wood, 850 m west of the line, that was run."""
    map_.key(Qt.Key.Key_B, CTRL_SHIFT)
    card = map_.window.fire.card
    assert card.isVisible() and not card.run_button.isEnabled()
    card.fields.rate.setValue(4.0)
    card.fields.wind.setValue(0.0)
    map_.click(116.4925, 40.65, keys=NONE)
    map_.qtbot.waitUntil(lambda: shown(map_) is not None, timeout=60_000)
    return map_


def shown(hand: Hand):
    return hand.canvas.over


def test_a_click_says_whose_fire_it_is_and_when_it_reaches_the_neighbour(burning: Hand) -> None:
    card = burning.window.fire.card
    text = card.text()
    assert "怀柔区 100 %" in text and "距邻县" in text
    # 634 m to the line; 200 m cells of pine (0.8) at 4 m/min
    ran = card._ran
    (other,) = ran.incident.counties
    assert other.code == "130826" and 400 / 3.2 <= other.minutes <= 1000 / 3.2
    assert "丰宁满族自治县" in text and "请在 220 分钟内通报" in text
    names = [one.name for one in ran.incident.places]
    assert names == ["西村"] and "西村" in text and "120" in text, "the other is more than six hours away"
    assert "没有地形" in text


def test_a_coordinate_can_be_typed_in_any_notation(map_: Hand) -> None:
    map_.key(Qt.Key.Key_B, CTRL_SHIFT)
    card = map_.window.fire.card
    card.fields.rate.setValue(4.0)
    card.fields.wind.setValue(0.0)
    card.where.setFocus()
    map_.qtbot.keyClicks(card.where, "nowhere")
    map_.qtbot.keyClick(card.where, Qt.Key.Key_Return)
    assert "不是" in card.found.text() and "nowhere" in card.found.text()
    card.where.clear()
    map_.qtbot.keyClicks(card.where, "40.65, 116.4925")
    map_.qtbot.keyClick(card.where, Qt.Key.Key_Return)
    map_.qtbot.waitUntil(lambda: shown(map_) is not None, timeout=60_000)
    wish = card._ran.wish
    assert (wish.lon, wish.lat) == (pytest.approx(116.4925), pytest.approx(40.65))
    assert card.where.text().startswith("116°29")


def test_the_slider_moves_the_fire_through_time(burning: Hand) -> None:
    card, arrivals = burning.window.fire.card, shown(burning)
    card.slider.setFocus()
    assert card.time.text() == "6:00"
    full = arrivals._image.copy()
    burning.qtbot.keyClick(card.slider, Qt.Key.Key_Home)
    assert card.time.text() == "0:00" and shown(burning).limit_min == 0.0
    assert shown(burning)._image != full
    for _ in range(2):
        burning.qtbot.keyClick(card.slider, Qt.Key.Key_PageUp)
    assert card.time.text() == "1:00" and shown(burning).limit_min == 60.0
    burning.qtbot.keyClick(card.slider, Qt.Key.Key_End)
    assert shown(burning)._image == full


def test_another_wind_is_run_with_enter(burning: Hand) -> None:
    card = burning.window.fire.card
    calm = card._ran.incident.counties[0].minutes
    card.fields.wind.setValue(8.0)
    card.fields.direction.setCurrentIndex(6)  # from the west, towards the line
    burning.qtbot.keyClick(card, Qt.Key.Key_Return)
    burning.qtbot.waitUntil(lambda: card._ran is not None and card._ran.wish.weather.wind_ms == 8.0, timeout=30_000)
    assert card._ran.incident.counties[0].minutes == pytest.approx(calm / math.exp(0.1783 * 8), rel=0.05)
    assert "西风" in card.text()


def test_the_notice_is_copied_and_the_fire_goes_with_its_card(burning: Hand) -> None:
    card = burning.window.fire.card
    before = burning.undo_texts()
    burning.qtbot.mouseClick(card.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("火情\n") and "分钟\t地点\t县\t人口" in copied and "飞火" in copied
    burning.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible() and shown(burning) is None
    assert burning.window.actions_["select"].isChecked()
    assert burning.undo_texts() == before, "looking changes nothing"


def test_where_nothing_burns_it_says_so(map_: Hand) -> None:
    map_.key(Qt.Key.Key_B, CTRL_SHIFT)
    map_.click(116.45, 40.65, keys=NONE)
    card = map_.window.fire.card
    map_.qtbot.waitUntil(lambda: card._ran is not None, timeout=60_000)
    assert "没有已知的可燃物" in card.text() and not card.time_row.isVisible()


def test_what_is_copied_is_the_fire_that_ran_and_not_what_was_typed_since(burning: Hand) -> None:
    card = burning.window.fire.card
    before = card.text()
    assert fire_words.weather(card.ran.wish.weather) in before
    card.fields.wind.setValue(33.0)
    card.where.setText("1 2")
    assert card.text() == before
    assert "超出模型所依据的地表火范围" not in card.limits.text()
    burning.qtbot.mouseClick(card.run_button, Qt.MouseButton.LeftButton)
    burning.qtbot.waitUntil(lambda: "超出模型所依据的地表火范围（0.1～15）" in card.limits.text(), timeout=30_000)


def test_no_fire_spreads_at_no_rate_and_the_card_says_why(burning: Hand) -> None:
    card = burning.window.fire.card
    card.fields.rate.setValue(0.0)
    burning.qtbot.mouseClick(card.run_button, Qt.MouseButton.LeftButton)
    burning.qtbot.waitUntil(lambda: "不蔓延" in card.found.text(), timeout=30_000)
    assert shown(burning) is None or card._ran is None


# -- what counties send each other -----------------------------------------------------------------


@pytest.fixture
def sending(map_: Hand) -> Hand:
    """The matrix of the small plan in a westerly, fires every 400 m."""
    card = map_.window.sending.card
    card.fields.rate.setValue(4.0)
    card.fields.wind.setValue(3.0)
    card.fields.direction.setCurrentIndex(6)
    card.step.setValue(400.0)
    map_.key(Qt.Key.Key_T, CTRL_ALT)
    assert card.isVisible()
    map_.qtbot.waitUntil(lambda: card._sent is not None, timeout=60_000)
    return map_


def test_the_west_sends_more_than_it_gets_in_a_westerly(sending: Hand) -> None:
    card = sending.window.sending.card
    first, second = card.flows()
    names = card._names
    codes = card._sent.fine.counties
    assert [names[codes[one.sender]] for one in (first, second)] == ["怀柔", "丰宁"] and first.amount > second.amount
    text = card.text()
    assert text.startswith("各县相互传播\n公顷") and "起火县 ↓ 烧到 →\t怀柔区\t" not in text and "由外县起火" in text
    matrix = card._sent.fine.sent["area_ha"]
    assert f"怀柔\t{matrix[0, 0]:.6g}\t{matrix[0, 1]:.6g}" in text


def test_a_flow_is_chosen_in_the_list_on_the_heat_map_and_on_the_map(sending: Hand) -> None:
    card, control = sending.window.sending.card, sending.window.sending
    card.table.selectRow(1)
    assert control.arrows.arrows.chosen == (1, 0)
    at = card.map.mapFromScene(card.map.getPlotItem().vb.mapViewToScene(QPointF(1.5, 0.5)))
    sending.qtbot.mouseClick(card.map.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert control.arrows.arrows.chosen == (0, 1)
    assert sending.canvas.over is control.arrows.arrows
    card.value.setCurrentIndex(1)
    assert "人口" in card.text()
    card.value.setCurrentIndex(2)
    assert card.counted == "villages" and "村庄" in card.text()
    assert fire_words.expected(0.000187) == "0.00019" and fire_words.expected(0.0) == "0.000"
    sending.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert sending.canvas.over is None and not card.isVisible()
