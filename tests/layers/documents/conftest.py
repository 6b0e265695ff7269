"""What the documents' tests share: the facts of a hand-made area between two counties."""

from __future__ import annotations

from datetime import date

import pytest

from app.sheets.words import load_words
from layers.documents.fields import Party, Sources
from layers.export.job import Stamp
from tests.layers.export.conftest import make_job

ON = date(2026, 3, 1)
PARTIES = (Party("110116", "怀柔区"), Party("130826", "丰宁满族自治县"))


def make_sources(language="zh_CN", **changes):
    values = {
        "words": load_words(language),
        "on": ON,
        "stamp": Stamp(),
        "parties": PARTIES,
        "jobs": (make_job(language=language),),
        "limits": {},
        "points": {
            "team": [{"county": "110116", "county_name": "怀柔区", "name": "专业队", "strength": 30.0,
                      "turnout_min": float("nan"), "contact": "王五", "phone": "010-1"}],
            "depot": [{"county": "110116", "county_name": "怀柔区", "name": "物资库", "items": "灭火机 40 台",
                       "checked": "2026-03-15", "contact": "赵六", "phone": "010-2"}],
        },
        "contacts": [{"county": "110116", "county_name": "怀柔区", "body": "应急管理局", "name": "李四",
                      "duty": "主任", "phone": "010-69640000", "backup": "", "callsign": ""}],
        "is_sample": True,
    }  # fmt: skip
    return Sources(**(values | changes))


@pytest.fixture
def sources():
    return make_sources()
