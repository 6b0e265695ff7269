"""Where there is little room units and figures go first; the names of counties stay."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.meeting.bar import MeetingBar
from app.meeting.facts import Facts, areas_said
from app.widgets.forms_label import FormsLabel

TWO = [("怀柔", 111.42), ("丰宁", 414.6)]


def test_areas_are_said_shorter_and_shorter() -> None:
    assert areas_said(TWO) == (
        "怀柔 111.4 hm² · 丰宁 414.6 hm²",
        "怀柔 111.4 · 丰宁 414.6 hm²",
        "怀柔 111 · 丰宁 415 hm²",
        "怀柔 · 丰宁",
        "怀柔\n丰宁",
    )
    assert areas_said([]) == ()


@pytest.mark.parametrize("form", range(5))
def test_the_longest_that_fits_is_shown(qtbot, form: int) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    made = FormsLabel()
    made.setParent(host)
    host.resize(600, 60)
    host.show()
    made.show()
    made.say(areas_said(TWO))
    wide = made.fontMetrics().size(0, made.forms[form]).width()
    made.resize(wide, 40)
    assert made.text() == made.forms[form]
    made.resize(wide - 1, 40)
    assert made.text() == made.forms[min(form + 1, 4)]
    assert made.toolTip() == made.forms[0]


@pytest.mark.parametrize("width", [500, 700, 1366])
def test_the_bar_of_a_meeting_names_every_county(qtbot, width: int) -> None:
    host = QLabel()
    qtbot.addWidget(host)
    bar = MeetingBar(host)
    names = ["怀柔", "丰宁", "滦平", "赤城"]
    facts = Facts(title="怀柔–丰宁–滦平–赤城 10", class_short="S1", areas=areas_said([(one, 1234.5) for one in names]))
    bar.show_point("13", 40, facts)
    bar.say_keys("空格 下一项 · G 议程 · P 笔 · E 橡皮 · K 留作意见 · A 留作联防区 · Esc 退出" * 2)
    host.resize(width, 200)
    host.show()
    bar.show()
    bar.setFixedWidth(width)
    bar.layout().activate()
    assert all(name in bar.areas.text() for name in names) and facts.title in bar.title.text()
    assert bar.areas.width() >= bar.areas.fontMetrics().size(0, bar.areas.text()).width()
    assert bar.clock.geometry().right() <= width
