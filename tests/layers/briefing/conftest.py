"""A small plan with everything a briefing tells: two square counties, a wood on their line, a village on each side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import geopandas as gpd
import pytest
import shapely

from layers.agreements.books import Book, normal
from layers.agreements.parties import party
from layers.briefing import Briefing, By, Choice, gather
from layers.comments.model import Comment, TargetKind
from layers.plan import PlanStore
from layers.version_workflow import Person, begin, negotiate, things
from layers.versions.model import ThingKind
from layers.workflow import add_patrol_areas, analyse
from tests.app.conftest import EAST, WEST, fill

PAIR = f"{WEST}|{EAST}"
PHONE = "010-1234 5678"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanStore]:
    """The plan, analysed, with an area over the wood's southern half, agreements, a meeting, contacts, a comment."""
    path = tmp_path_factory.mktemp("briefing") / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="测试规划", reference_date=date(2026, 5, 1)) as made:
        fill(made)
        area = shapely.box(116.49, 40.64, 116.51, 40.65)
        add_patrol_areas(made, gpd.GeoDataFrame({"name": ["云蒙山"], "note": [""]}, geometry=[area], crs=4490))
        register(made)
        analyse(made)
        zone = made.zones().query("zone_class != 'L'").iloc[0]
        at = shapely.Point(116.5, 40.645)
        said = {"created_at": "2026-04-01T00:00:00Z", "changed_at": "2026-04-01T00:00:00Z", "geometry": at}
        with made.change("comment_added", name="x"):
            made.put_comments(
                [
                    Comment("k1", "防火线由谁补？打 13812345678 问", "老王", WEST, **said, target_kind=TargetKind.ZONE,
                            target=str(zone["uid"])),
                    Comment("k2", "别处的事", "老李", EAST, **{**said, "geometry": shapely.Point(116.59, 40.69)}),
                ]
            )  # fmt: skip
        thing = next(one for one in things(made) if one.kind is ThingKind.PATROL_AREA)
        with made.change("version_begun", name="x"):
            begin(made, thing)
        with made.change("version_negotiated", name="x"):
            negotiate(made, thing, Person("张三", WEST), on="2026-04-20")
        yield made


def register(store: PlanStore) -> None:
    """One agreement of the two that soon ends, one of a superior, one meeting with three decisions, two contacts."""
    two = [party(WEST, "怀柔区"), party(EAST, "丰宁满族自治县")]
    agreements = [
        {"uid": "a1", "name": "怀丰森林防火联防协议", "state": "signed", "start": "2024-01-01", "end": "2026-08-01",
         "parties": two, "hazards": ["forest"]},
        {"uid": "a2", "name": "京冀框架协议", "state": "signed", "parties": [party("11"), party("13")],
         "hazards": ["natural"]},
    ]  # fmt: skip
    decisions = [
        {"text": "补防火线", "owner": "怀柔区", "due": "2026-04-01", "state": "open"},
        {"text": "换联络表", "owner": "", "due": "2026-06-01", "state": "open"},
        {"text": "已办的事", "owner": "怀柔区", "due": "", "state": "done"},
    ]
    meeting = {"uid": "m1", "date": "2026-03-01", "title": "春季会商", "parties": two, "decisions": decisions}
    contacts = [
        {"uid": "c1", "county": WEST, "body": f"怀柔林场（{PHONE}）", "name": "李四", "duty": "值班", "phone": PHONE},
        {"uid": "c2", "county": "110118", "body": "别县", "name": "某人", "phone": PHONE},
    ]
    with store.change("register_imported", name="x"):
        store.put_book_rows(Book.AGREEMENT.table, normal(Book.AGREEMENT, agreements))
        store.put_book_rows(Book.MEETING.table, normal(Book.MEETING, [meeting]))
        store.put_book_rows(Book.CONTACT.table, normal(Book.CONTACT, contacts))


@pytest.fixture(scope="module")
def by_zone(store: PlanStore) -> Briefing:
    """Every zone's page."""
    return gather(store, Choice())


@pytest.fixture(scope="module")
def by_border(store: PlanStore) -> Briefing:
    """The border's page."""
    return gather(store, Choice(By.BORDER))
