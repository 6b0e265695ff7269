"""The kinds of agreement documents, the clauses each is made of, and the annexes.

The codes are fields of the templates (``clause.purpose``, ``annex.map``): never rename one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from layers.agreements.parties import level_of
from layers.agreements.vocabulary import AgreementHazard, PartyLevel


class DocumentKind(StrEnum):
    """What is written; the value is the name of its template."""

    PEACEFUL_BORDER = "peaceful_border"  # 平安边界协议书
    FOREST = "forest"  # 森林草原防灭火联防协议
    MEASURES = "measures"  # 联防办法
    JOINT_RESPONSE = "joint_response"  # 联合处置应急预案
    RELIEF = "relief"  # 救灾物资协同保障协议
    BASIN = "basin"  # 流域联防协议
    VILLAGE = "village"  # 村级护林公约, one page


class Annex(StrEnum):
    """The annexes in the order of their numbers; the value is the name of the template, ``annex_map``."""

    MAP = "map"  # 一 联防区域图
    COORDINATES = "coordinates"  # 二 界址点坐标表
    DUTIES = "duties"  # 三 责任清单
    FORCES = "forces"  # 四 力量装备表
    CONTACTS = "contacts"  # 五 联络表
    PATROL = "patrol"  # 六 巡护路线与卡点表
    ROSTER = "roster"  # 七 值班轮值表
    DRILL = "drill"  # 八 演练方案
    SOURCES = "sources"  # 九 数据来源与精度说明


ANNEXES: tuple[Annex, ...] = tuple(Annex)

_HEAD = ("purpose", "area", "organisation", "duties", "meetings", "notice")
_TAIL = ("cost", "secrecy", "evaluation", "breach", "term")

#: Kind → its clauses in order.  Which there are is the template's; which are written is chosen.
CLAUSES: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.FOREST: (
        *_HEAD, "patrol", "firebreak", "fight", "forces", "supplies", "drill", "case", *_TAIL,
    ),
    DocumentKind.PEACEFUL_BORDER: (
        *_HEAD, "markers", "mediation", "patrol", "drill", "secrecy", "evaluation", "breach", "term",
    ),
    DocumentKind.MEASURES: (
        *_HEAD, "patrol", "firebreak", "fight", "forces", "drill", "case", "cost", "evaluation", "term",
    ),
    DocumentKind.JOINT_RESPONSE: (
        "purpose", "area", "organisation", "duties", "notice", "levels", "fight", "forces", "supplies", "aftercare",
        "drill", "cost", "secrecy", "term",
    ),
    DocumentKind.RELIEF: (
        "purpose", "organisation", "stock", "dispatch", "transport", "meetings", "notice", "drill", *_TAIL,
    ),
    DocumentKind.BASIN: (
        *_HEAD, "inspection", "flood", "pollution", "supplies", "drill", "case", *_TAIL,
    ),
    DocumentKind.VILLAGE: (),
}  # fmt: skip

#: Clauses no agreement can do without; the others may be left out.
FIXED = frozenset({"purpose", "term"})

#: Numbers that are negotiated: field → what is proposed.
PROPOSED: dict[str, int] = {
    "notify_minutes": 30,
    "written_hours": 2,
    "meetings_a_year": 2,
    "chair_years": 1,
    "inspections_a_year": 2,
    "arrive_minutes": 90,
    "support_people": 30,
    "drills_a_year": 1,
    "account_days": 30,
    "term_years": 3,
    "notice_days": 30,
    "patrols_a_month": 4,
}


def hazards_of(kind: DocumentKind) -> frozenset[str] | None:
    """Return the hazards whose zones a kind speaks about; None for all."""
    return {
        DocumentKind.FOREST: frozenset({"forest"}),
        DocumentKind.MEASURES: frozenset({"forest"}),
        DocumentKind.JOINT_RESPONSE: frozenset({"forest"}),
        DocumentKind.VILLAGE: frozenset({"forest"}),
        DocumentKind.BASIN: frozenset({"river"}),
    }.get(kind)


#: What a name says about the kind of a document, the most telling first.
_NAMED: tuple[tuple[str, DocumentKind], ...] = (
    ("平安边界", DocumentKind.PEACEFUL_BORDER),
    ("预案", DocumentKind.JOINT_RESPONSE),
    ("物资", DocumentKind.RELIEF),
    ("流域", DocumentKind.BASIN),
    ("办法", DocumentKind.MEASURES),
)


def kind_for(agreement: Mapping[str, Any]) -> DocumentKind:
    """Return the kind of document that suits an agreement of the register.

    Parties that are all villages make a covenant; then its name decides, then its hazards; the forest agreement
    where nothing tells.
    """
    codes = [str(one.get("code") or "") for one in agreement.get("parties") or ()]
    if codes and all(level_of(code) is PartyLevel.VILLAGE for code in codes):
        return DocumentKind.VILLAGE
    name = str(agreement.get("name") or "")
    for word, kind in _NAMED:
        if word in name:
            return kind
    hazards = set(agreement.get("hazards") or ())
    if AgreementHazard.RIVER in hazards and AgreementHazard.FOREST not in hazards:
        return DocumentKind.BASIN
    return DocumentKind.PEACEFUL_BORDER if hazards == {AgreementHazard.SOCIAL_SAFETY} else DocumentKind.FOREST


@dataclass(frozen=True)
class Choices:
    """What is to be written.

    Attributes
    ----------
    kind : DocumentKind
    agreement : str
        Uid in the register; "" writes a new one.
    parties : tuple of (code, name)
        Two or more; empty takes those of the agreement, or the counties of the areas.
    areas : tuple of str, optional
        Uids of joint-patrol areas; None takes every area that lies in at least one party.
    clauses : tuple of str, optional
        None takes all of the kind.
    annexes : tuple of Annex
    title, number : str
        Empty for the kind's own title, and a blank.
    with_phones : bool
        Telephone numbers of persons are left out unless asked for.
    with_text : bool
        Without it there are annexes only; parties may then be fewer than two, and None areas are all of the plan.
    """

    kind: DocumentKind
    agreement: str = ""
    parties: tuple[tuple[str, str], ...] = ()
    areas: tuple[str, ...] | None = None
    clauses: tuple[str, ...] | None = None
    annexes: tuple[Annex, ...] = field(default=ANNEXES)
    title: str = ""
    number: str = ""
    with_phones: bool = False
    with_text: bool = True

    @property
    def written(self) -> tuple[str, ...]:
        """Return the clauses in order, those that cannot be left out among them."""
        wanted = None if self.clauses is None else {*self.clauses, *FIXED}
        return tuple(one for one in CLAUSES[self.kind] if wanted is None or one in wanted)
