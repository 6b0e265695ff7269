"""The closed lists of the register; ``app`` and the templates supply the words.

The values are stored in plans: never rename one.
"""

from __future__ import annotations

from enum import StrEnum

from layers.kinds import Hazard


class AgreementType(StrEnum):
    """Who brought the parties together."""

    SUPERIOR_LED = "superior_led"  # 上级主导
    PARALLEL = "parallel"  # 平行自发


class Standing(StrEnum):
    """For one occasion, or for good."""

    TEMPORARY = "temporary"  # 临时
    STANDING = "standing"  # 常设


class AgreementHazard(StrEnum):
    """What an agreement is about: the four kinds of emergency, and the hazards this program analyses.

    ``forest`` and ``river`` carry the values of :class:`layers.kinds.Hazard` and narrow ``natural``: an agreement
    that lists ``natural`` alone covers both, one that lists ``natural`` and ``forest`` covers forest fire only.
    """

    NATURAL = "natural"  # 自然灾害
    ACCIDENT = "accident"  # 事故灾难
    PUBLIC_HEALTH = "public_health"  # 公共卫生
    SOCIAL_SAFETY = "social_safety"  # 社会安全
    FOREST = "forest"  # 森林草原火灾
    RIVER = "river"  # 洪涝与跨界河流


#: The kind of emergency that an analysed hazard belongs to.
HAZARD_GROUP: dict[AgreementHazard, AgreementHazard] = {
    AgreementHazard(hazard.value): AgreementHazard.NATURAL for hazard in Hazard
}


class Phase(StrEnum):
    """The steps of an emergency."""

    PREVENTION = "prevention"  # 预防
    MONITORING = "monitoring"  # 监测
    WARNING = "warning"  # 预警
    RESPONSE = "response"  # 处置
    AFTERCARE = "aftercare"  # 善后


class PartyLevel(StrEnum):
    """The level of a party, told by the digits of its division code."""

    PROVINCE = "province"  # 省
    PREFECTURE = "prefecture"  # 市
    COUNTY = "county"  # 县
    TOWNSHIP = "township"  # 乡
    VILLAGE = "village"  # 村


#: How many digits of the division code each level has (GB/T 2260 to the county, GB/T 10114 below it).
LEVEL_DIGITS: dict[PartyLevel, int] = {
    PartyLevel.PROVINCE: 2,
    PartyLevel.PREFECTURE: 4,
    PartyLevel.COUNTY: 6,
    PartyLevel.TOWNSHIP: 9,
    PartyLevel.VILLAGE: 12,
}


class PartyKind(StrEnum):
    """What a party is."""

    GOVERNMENT = "government"  # 政府
    DEPARTMENT = "department"  # 政府职能部门
    NGO = "ngo"  # 非政府组织
    COMMITTEE = "committee"  # 村（居）民委员会


class AgreementState(StrEnum):
    """Where an agreement is on its way; whether it is in force follows from this and its dates."""

    DRAFT = "draft"  # 起草
    NEGOTIATING = "negotiating"  # 商谈中
    SIGNED = "signed"  # 已签
    ENDED = "ended"  # 已终止


class CoverageKind(StrEnum):
    """How an agreement covers a border."""

    PARTY = "party"  # both sides are parties
    NAMED = "named"  # the border is named in it
    SUPERIOR = "superior"  # 上级覆盖: told, but it does not change the border's state


class BorderState(StrEnum):
    """What stands between two counties on a date, best first."""

    IN_FORCE = "in_force"  # 有效
    EXPIRING = "expiring"  # 将到期
    UNDATED = "undated"  # 期限不详
    NEGOTIATING = "negotiating"  # 商谈中
    EXPIRED = "expired"  # 过期
    NONE = "none"  # 无协议
