"""Writes the templates of the annual plan and the evaluation: ``python -m tests.tools.year_templates``.

They are plain DOCX files like those of the agreements (``agreement_templates``): an office edits copies of them.
"""
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from layers.documents.year_papers import YearPaper
from tests.tools.agreement_templates import LANGUAGES, TARGET, Builder
from tests.tools.agreement_wording import WORDING

_SAYS = {
    "zh_CN": {
        "made": "编制单位：{{ maker }}　基准日：{{ date }}　密级：{{ classification }}",
        "basis": "依据《森林草原防灭火条例》第七条、《突发事件应对法》第十八条以及各方签订的协议，结合规划登记的机构、会议、演练、界线和物资情况，制定本计划。日期由登记簿和规则推算，由人改动的另行注明。",
        "basics": "一、基本情况",
        "goals": "二、目标协同：协议、界线与议定事项",
        "work": "三、过程协同：会议、防火期、巡护与演练",
        "means": "四、资源协同：物资、隐患与借用",
        "chairs": "五、轮值",
        "watch": "六、值班",
        "months": "七、月度安排",
        "confirm": "八、须重新确认的事项",
        "confirm_note": "上一年的日期、名单和联系人不自动沿用；每一条由确认人签认后生效。",
        "none": "（无。）",
        "sign": "签发",
        "sign_columns": ("编制", "审核", "签发", "日期"),
        "until": "评估年度：{{ year }}　评估日：{{ until }}　编制单位：{{ maker }}",
        "rule": "“实际／应有”由登记簿计算，计算方法逐项写明；登记簿没有记载的不计入。评分由人填写。",
        "indicators": "一、计算指标",
        "judged": "二、人工评定",
        "judged_note": "自评与第三方分别评分；第三方评估为主，自评为辅。",
        "pairs": "三、分界线情况",
        "overall": "四、总体意见与奖惩建议",
    },
    "en": {
        "made": "Made by: {{ maker }}  Reference date: {{ date }}  Classification: {{ classification }}",
        "basis": "This plan rests on article 7 of the Regulation on forest and grassland fires (森林草原防灭火条例), article 18 of the Emergency Response Law and the agreements of the parties, and on the bodies, meetings, drills, borders and stocks on record. Days follow from the register and its rules; those that people changed say so.",
        "basics": "1  At a glance",
        "goals": "2  Common goals: agreements, borders, decisions",
        "work": "3  Common work: meetings, seasons, patrols, drills",
        "means": "4  Common means: stocks, hazards, loans",
        "chairs": "5  Chair",
        "watch": "6  Watch",
        "months": "7  Month by month",
        "confirm": "8  To be confirmed again",
        "confirm_note": "Days, rosters and contacts of the year before do not go on by themselves; each line holds once somebody signs it.",
        "none": "(None.)",
        "sign": "Issued",
        "sign_columns": ("Drawn up", "Checked", "Issued", "Date"),
        "until": "Year: {{ year }}  Evaluated on: {{ until }}  Made by: {{ maker }}",
        "rule": "“Done of due” is counted from the register; how is written beside each. What the register does not hold does not count. Marks are given by people.",
        "indicators": "1  Counted",
        "judged": "2  Judged by people",
        "judged_note": "The third party's marks come first, the parties' own stand beside them.",
        "pairs": "3  By border",
        "overall": "4  Overall opinion, rewards and penalties proposed",
    },
}
_HEADS = {
    "zh_CN": {
        "date": "日期", "what": "事项", "who": "谁", "why": "缘由", "standing": "状态", "body": "机构", "chair": "轮值方",
        "term": "任期", "origin": "来历", "month": "月份", "entries": "事项", "subject": "类别", "title": "对象",
        "said": "内容", "by": "确认人", "day": "确认日", "number": "序", "indicator": "指标", "value": "实际／应有",
        "share": "完成率", "rule": "计算方法", "mark": "评分", "item": "评定内容", "self_mark": "自评", "third_mark": "第三方",
        "grounds": "理由", "border": "界线", "km": "公里", "state": "协议", "meetings": "会议", "drills": "演练",
        "patrols": "巡护", "inspected": "上次联检",
    },
    "en": {
        "date": "Date", "what": "What", "who": "Who", "why": "Why", "standing": "Standing", "body": "Body",
        "chair": "Chair", "term": "Term", "origin": "From", "month": "Month", "entries": "What", "subject": "Kind",
        "title": "About", "said": "What it says", "by": "Confirmed by", "day": "On", "number": "No.",
        "indicator": "Indicator", "value": "Done of due", "share": "Share", "rule": "How it is counted", "mark": "Mark",
        "item": "Judged", "self_mark": "Own", "third_mark": "Third party", "grounds": "Grounds", "border": "Border",
        "km": "km", "state": "Agreement", "meetings": "Meetings", "drills": "Drills", "patrols": "Patrols",
        "inspected": "Inspected",
    },
}  # fmt: skip
_ENTRY = (("date", 1.35), ("what", 2.9), ("who", 1.7), ("why", 2.9), ("standing", 0.95))
_TABLES: dict[str, tuple[tuple[str, float], ...]] = {
    "goals": _ENTRY,
    "work": _ENTRY,
    "means": _ENTRY,
    "watch": (("date", 2.2), ("what", 4.5), ("who", 2.2)),
    "chairs": (("body", 3.2), ("chair", 2.2), ("term", 2.6), ("origin", 1.0)),
    "months": (("month", 1.0), ("entries", 8.4)),
    "confirm": (("subject", 0.9), ("title", 2.3), ("said", 3.4), ("standing", 1.2), ("by", 1.1), ("day", 1.2)),
    "indicators": (("number", 0.55), ("indicator", 2.0), ("value", 1.7), ("share", 0.8), ("rule", 3.6), ("mark", 1.0)),
    "judged": (("number", 0.55), ("item", 3.4), ("self_mark", 1.0), ("third_mark", 1.1), ("grounds", 3.4)),
    "pairs": (("border", 2.2), ("km", 0.9), ("state", 1.2), ("meetings", 0.9), ("drills", 0.9), ("patrols", 0.9),
              ("inspected", 1.4)),
}  # fmt: skip
_NOTE, _PLAIN = "Lianfang Note", "Lianfang Plain"


def _builder(language: str) -> Builder:
    builder = Builder(language)
    heads = _HEADS[language]
    tables = {key: tuple((name, heads[name], weight) for name, weight in columns) for key, columns in _TABLES.items()}
    builder.words = replace(WORDING[language], tables=tables, says=_SAYS[language])
    return builder


def _listed(builder: Builder, key: str) -> None:
    """Add a heading, and a table or a word that there is nothing."""
    says = builder.words.says
    builder.heading(says[key], 2)
    builder.text(f"{{%p if {key} %}}")
    builder.table(key, key)
    builder.text("{%p else %}")
    builder.text(says["none"], _NOTE)
    builder.text("{%p endif %}")


def _signatures(builder: Builder) -> None:
    columns = builder.words.says["sign_columns"]
    builder.heading(builder.words.says["sign"], 2)
    builder._table(list(columns), [1.0] * len(columns), "Lianfang Cell")
    for cell in builder.document.tables[-1].add_row().cells:
        builder._cell(cell, "{{ blank }}", "Lianfang Cell", 0)
    builder._after()


def made(paper: YearPaper, language: str) -> bytes:
    """Return a template."""
    builder = _builder(language)
    says = builder.words.says
    builder.text("{{ title }}", "Lianfang Title")
    if paper is YearPaper.PLAN:
        builder.text(says["made"], _PLAIN)
        builder.text(says["basis"])
        builder.heading(says["basics"], 2)
        builder.text("{{ summary }}", _PLAIN)
        builder.text("{%p for line in seasons %}")
        builder.text("{{ line }}", _PLAIN)
        builder.text("{%p endfor %}")
        for key in ("goals", "work", "means", "chairs", "watch", "months", "confirm"):
            _listed(builder, key)
        builder.text(says["confirm_note"], _NOTE)
    else:
        builder.text(says["until"], _PLAIN)
        builder.text(says["rule"], _NOTE)
        _listed(builder, "indicators")
        _listed(builder, "judged")
        builder.text(says["judged_note"], _NOTE)
        builder.heading(says["pairs"], 2)
        builder.text("{{ no_pairs }}", _NOTE)
        builder.text("{%p if pairs %}")
        builder.table("pairs", "pairs")
        builder.text("{%p endif %}")
        builder.heading(says["overall"], 2)
        for _line in range(3):
            builder.text("{{ blank }}{{ blank }}{{ blank }}{{ blank }}", _PLAIN)
    _signatures(builder)
    return builder.bytes()


def every() -> Iterator[tuple[Path, bytes]]:
    """Yield path and content of each template."""
    for language in LANGUAGES:
        for paper in YearPaper:
            yield TARGET / language / "docx" / f"{paper.value}.docx", made(paper, language)


def main() -> None:
    """Write the templates that differ from what is there."""
    for path, content in every():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            print(path)


if __name__ == "__main__":
    main()
