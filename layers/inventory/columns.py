"""Which column of a workbook is which: heads as bureaus write them, with units in brackets and merged cells above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Field → names its column goes by, without brackets, blanks and marks, in lower case.
NAMES: Mapping[str, tuple[str, ...]] = {
    "item": (
        *("物资名称", "装备名称", "物品名称", "设备名称", "品名", "名称", "物资", "装备", "品种", "车辆名称", "项目"),
        *(
            "队伍名称",
            "专家姓名",
            "物资品名",
            "储备物资",
            "储备物资名称",
            "物资装备名称",
            "item",
            "itemname",
            "article",
        ),
    ),
    "name": ("型号", "规格型号", "规格", "型号规格", "车牌号", "名称型号", "model", "specification", "calledhere"),
    "kind": ("类别", "种类", "分类", "物资类别", "类型", "kind", "category", "class"),
    "quantity": (
        *("数量", "库存", "库存数量", "现有数量", "储备数量", "储备量", "现有", "现存", "人数", "台数", "总数"),
        *("实有数量", "实有", "库存量", "quantity", "qty", "amount", "count", "stock", "number"),
    ),
    "unit": ("单位", "计量单位", "unit", "unitofmeasure"),
    "holder": (
        *("存放单位", "存放地点", "存放位置", "储存地点", "储备地点", "持有单位", "持有者", "仓库", "仓库名称", "库点"),
        *(
            "所属单位",
            "保管单位",
            "管理单位",
            "储备单位",
            "储备库",
            "所在单位",
            "工作单位",
            "存放处",
            "holder",
            "depot",
        ),
        *("heldby", "warehouse", "body", "owner", "location"),
    ),
    "county": (
        "县",
        "区县",
        "县区",
        "县市区",
        "所属县",
        "所在县",
        "所属区县",
        "行政区",
        "行政区划",
        "county",
        "district",
    ),
    "mobilise_min": (
        *("出动时间", "动员时间", "调运时间", "集结时间", "出动", "响应时间", "调用时间", "出库时间"),
        *("mobilise", "mobilisation", "mobilisationtime", "turnout", "readyin", "minutestomobilise"),
    ),
    "contact": ("联系人", "负责人", "保管员", "保管人", "管理员", "联络人", "联系人姓名", "姓名", "contact", "person"),
    "phone": ("电话", "联系电话", "手机", "联系方式", "手机号", "手机号码", "电话号码", "联系人电话", "phone", "tel"),
    "callsign": ("呼号", "电台呼号", "callsign"),
    "channel": ("频道", "信道", "频率", "电台频道", "对讲频道", "channel", "frequency"),
    "backup": ("备用联系人", "第二联系人", "备份联系人", "候补联系人", "备用联系人姓名", "backup", "backupcontact"),
    "backup_phone": ("备用电话", "备用联系电话", "备用联系人电话", "第二联系人电话", "backupphone"),
    "checked": (
        *("核查日期", "核实日期", "检查日期", "盘点日期", "更新日期", "盘点时间", "核查时间", "登记日期", "统计时间"),
        *("最近核查", "最近核查日期", "lastchecked", "checked", "date", "updated"),
    ),
    "note": ("备注", "说明", "note", "notes", "remark", "remarks"),
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
_BRACKETS = re.compile(r"[（(\[【]([^）)\]】]*)[）)\]】]")
_MARKS = re.compile(r"[\s*＊:：、,，.。/\\_\-—·]+")
#: Texts in brackets that are no unit.
_NO_UNIT = re.compile(r"必填|选填|单位|如|例|required|optional", re.IGNORECASE)
_HOURS, _MINUTES, _DAYS = ("小时", "时", "h", "hour", "hours"), ("分钟", "分", "min", "minutes"), ("天", "日", "d")
_SERIAL = frozenset({"序号", "编号", "no", "number", "id", "时效", "age"})
#: A list says of its items at least how many, where or whose; a comparison of need and holding does not.
_BESIDE = frozenset({"quantity", "holder", "contact", "phone"})


@dataclass(frozen=True)
class Head:
    """One column: what it is, the unit its head names, and the head as written."""

    field: str
    unit: str
    text: str


@dataclass(frozen=True)
class Heads:
    """The head of a sheet: place of the column → what it is, and the row below it."""

    columns: Mapping[int, Head]
    body_at: int
    ignored: tuple[str, ...]  # heads that nobody understands


def find_heads(rows: Sequence[Sequence[str]]) -> Heads | None:
    """Return the head of a sheet among its first rows; None when no row names an item and something beside it.

    Parameters
    ----------
    rows : sequence of rows of texts
        Merged cells are filled in, so that a head over several columns stands in each of them.
    """
    best: tuple[int, int] | None = None
    for place, row in enumerate(rows[:20]):
        fields = {field for cell in row if (field := field_of(cell))}
        if fields & {"item", "name"} and fields & _BESIDE and (best is None or len(fields) > best[0]):
            best = (len(fields), place)
    if best is None:
        return None
    top = best[1]
    bottom = top + 1
    while bottom < len(rows) and bottom < top + 3 and _goes_on(rows[bottom - 1], rows[bottom]):
        bottom += 1
    # A head of two rows may be met at its lower one.
    while top > 0 and len({cell for cell in rows[top - 1] if cell}) > 1 and _goes_on(rows[top - 1], rows[top]):
        top -= 1
    return _named(rows[top:bottom], bottom)


def field_of(text: str) -> str:
    """Return which field a head names, "" for none."""
    return _FIELD_OF.get(_plain(text), "")


def minutes_per(unit: str) -> float | None:
    """Return how many minutes a unit of time has; None for what is none."""
    plain = unit.strip().lower()
    for names, factor in ((_HOURS, 60.0), (_MINUTES, 1.0), (_DAYS, 1440.0)):
        if plain in names:
            return factor
    return None


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Return True when a row parts heads that span several columns above it."""
    spans = [at for at, cell in enumerate(above) if cell and at and above[at - 1] == cell]
    spans += [at - 1 for at in spans]
    if not spans:
        return False
    parted = [at for at in spans if at < len(below) and below[at] != above[at]]
    named = [at for at in parted if field_of(below[at]) or field_of(above[at] + below[at])]
    return bool(named) and len(named) * 2 >= len(parted)


def _named(block: Sequence[Sequence[str]], body_at: int) -> Heads:
    columns: dict[int, Head] = {}
    taken: set[str] = set()
    ignored: list[str] = []
    for at in range(max(len(row) for row in block)):
        parts = list(dict.fromkeys(row[at] for row in block if at < len(row) and row[at]))
        if not parts:
            continue
        together = "".join(parts)
        tried = ("".join(_plain(one) for one in parts), _plain(parts[-1]), *map(_plain, parts[-2::-1]))
        field = next((_FIELD_OF[one] for one in tried if one in _FIELD_OF), "")
        # 备用 over 电话: the second of two equal columns is the backup's.
        if field in ("contact", "phone") and (field in taken or "备用" in together or "backup" in together.lower()):
            field = {"contact": "backup", "phone": "backup_phone"}[field]
        if field == "item" and field in taken:
            field = "name" if "name" not in taken else ""
        if not field or field in taken:
            if _plain(together) not in _SERIAL:
                ignored.append(together)
            continue
        taken.add(field)
        columns[at] = Head(field, _unit_in(together), together)
    return Heads(columns, body_at, tuple(ignored))


def _unit_in(text: str) -> str:
    """Return the unit that a head has in brackets: 数量（台） → 台; several (台/套) are none."""
    for found in _BRACKETS.findall(text):
        unit = re.sub(r"^单位[:：]?", "", found).strip()
        if unit and not _NO_UNIT.search(unit) and not re.search(r"[/、,，\d]", unit):
            return str(unit)
    return ""


def _plain(text: str) -> str:
    return _MARKS.sub("", _BRACKETS.sub("", text)).casefold()
