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
    ``earthquake`` narrows it in the same way, though the program analyses none: an agreement on earthquakes says
    nothing about fire.  All other hazards are covered by their kind of emergency.
    """

    NATURAL = "natural"  # 自然灾害
    ACCIDENT = "accident"  # 事故灾难
    PUBLIC_HEALTH = "public_health"  # 公共卫生
    SOCIAL_SAFETY = "social_safety"  # 社会安全
    FOREST = "forest"  # 森林草原火灾
    RIVER = "river"  # 洪涝与跨界河流
    EARTHQUAKE = "earthquake"  # 地震


#: The kind of emergency of the hazards that agreements list by their own name.
HAZARD_GROUP: dict[AgreementHazard, AgreementHazard] = {
    **{AgreementHazard(hazard.value): AgreementHazard.NATURAL for hazard in Hazard},
    AgreementHazard.EARTHQUAKE: AgreementHazard.NATURAL,
}


def emergency_of(hazard: str) -> AgreementHazard | None:
    """Return the kind of emergency a hazard belongs to; None for one that is such a kind itself.

    Raises
    ------
    KeyError
        No hazard of the program has this code.
    """
    if hazard in set(AgreementHazard):
        return HAZARD_GROUP.get(AgreementHazard(hazard))
    from layers.hazards.registry import kind_of

    return AgreementHazard(kind_of(hazard).emergency)


class Phase(StrEnum):
    """The steps of an emergency."""

    PREVENTION = "prevention"  # 预防
    MONITORING = "monitoring"  # 监测
    WARNING = "warning"  # 预警
    RESPONSE = "response"  # 处置
    AFTERCARE = "aftercare"  # 善后


class Means(StrEnum):
    """What an agreement provides for: the items of 立体化 in the framework of 王丛虎 (2016)."""

    LAW = "law"  # 法律政策
    MECHANISM = "mechanism"  # 体制机制
    COMMUNICATION = "communication"  # 沟通手段
    PEOPLE = "people"  # 人力资源
    EQUIPMENT = "equipment"  # 物质设备


class BodyKind(StrEnum):
    """What a standing body is."""

    COMMITTEE = "committee"  # 联防委员会
    BRANCH = "branch"  # 分会
    OFFICE = "office"  # 办公室
    COMMAND = "command"  # 联合指挥部
    WORKING_GROUP = "working_group"  # 工作组（专班）


class MeetingKind(StrEnum):
    """What the counties did together, drills apart."""

    MEETING = "meeting"  # 联席会议
    CONSULTATION = "consultation"  # 会商
    JOINT_PATROL = "joint_patrol"  # 联合巡护
    JOINT_INSPECTION = "joint_inspection"  # 联合检查
    BOUNDARY_INSPECTION = "boundary_inspection"  # 界线联合检查
    TRAINING = "training"  # 联训


class AttendeePart(StrEnum):
    """What somebody does at a meeting."""

    PRESENT = "present"  # 出席
    CHAIR = "chair"  # 主持
    RECORDER = "recorder"  # 记录
    GUEST = "guest"  # 列席


class DecisionState(StrEnum):
    """Where a decision of a meeting is."""

    OPEN = "open"  # 在办
    DONE = "done"  # 已办
    DROPPED = "dropped"  # 不再办理


class YearKind(StrEnum):
    """What an entry of the calendar is about."""

    MEETING = "meeting"  # 会议
    DECISION = "decision"  # 决定事项
    DRILL = "drill"  # 演练
    PATROL = "patrol"  # 联合巡护、检查
    TRAINING = "training"  # 联训
    BOUNDARY = "boundary"  # 界线联合检查
    AGREEMENT = "agreement"  # 协议到期、续签
    ROTATION = "rotation"  # 轮值
    DUTY = "duty"  # 值班
    SEASON = "season"  # 防火期、汛期
    STOCK = "stock"  # 物资、隐患核查
    LOAN = "loan"  # 借用归还
    OTHER = "other"  # 其他


class YearState(StrEnum):
    """Where an entry of the calendar is that a person keeps."""

    PLANNED = "planned"  # 计划
    DONE = "done"  # 已完成
    DROPPED = "dropped"  # 不再办理


class DrillKind(StrEnum):
    """How a drill is held (突发事件应急演练指南, 国务院应急办, 2009)."""

    TABLETOP = "tabletop"  # 桌面演练
    FIELD = "field"  # 实战演练


class DrillScope(StrEnum):
    """How much a drill takes in (the same guide)."""

    SINGLE = "single"  # 单项演练
    FULL = "full"  # 综合演练


class AidKind(StrEnum):
    """What one county did for another."""

    RESPONSE = "response"  # 扑救处置
    PATROL = "patrol"  # 巡护值守
    SUPPLIES = "supplies"  # 物资装备
    SHELTER = "shelter"  # 转移安置
    TRAINING = "training"  # 培训演练
    OTHER = "other"  # 其他


class LoanKind(StrEnum):
    """Why something of one county is with another, or money is owed (突发事件应对法 第十二条: 征用、返还、补偿)."""

    LOAN = "loan"  # 借用
    REQUISITION = "requisition"  # 征用
    COMPENSATION = "compensation"  # 补偿


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
