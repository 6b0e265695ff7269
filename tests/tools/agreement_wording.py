"""What the frame of the agreement templates says: headings, columns and sentences around the clauses."""
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """What the frame of a template says in a language."""

    heading: str
    parties: tuple[str, ...]
    number: str
    basis: str
    annexes: str
    annex_line: str
    sign: str
    sign_columns: tuple[str, ...]
    place: str
    annex_heading: str
    page: tuple[str, str, str]
    tables: dict[str, tuple[tuple[str, str, float], ...]]
    says: dict[str, str]
    plan_heading: str = ""


ZH = Wording(
    heading="第{number}条　{title}",
    plan_heading="{number}、{title}",
    parties=("称谓", "单位", "行政区划代码", "法定代表人（授权人）", "地址", "电话"),
    number="编号：{{ number }}",
    basis="鉴于各方行政区域毗邻，风险相连、责任共担，根据下列规定，经协商一致，订立如下条款。",
    annexes="附件",
    annex_line="附件{{ one.number }}　{{ one.name }}",
    sign="签署页",
    sign_columns=("当事方", "签字（盖章）", "日期"),
    place="签订地点：{{ blank }}",
    annex_heading="附件{number}　{title}",
    page=("第 ", " 页　共 ", " 页"),
    says={
        "no_rows": "（规划中没有登记，由各方填写。）",
        "teams": "一、扑火队伍",
        "depots": "二、物资储备点",
        "stock": "三、物资、装备与专家清单",
        "chairs": "一、轮值次序",
        "roster": "二、值班表",
        "checkpoints": "一、检查站",
        "routes": "二、巡护路线（频次由各方商定填写）",
        "duty": "防火期、汛期实行二十四小时值班，领导带班；值班电话变动的应当即时告知各方。",
        "duties": "“发生地为主、波及地为辅”。牵头方与配合方由致灾与承灾的实际分布测算，经各方确认后生效；测算结果由人修改，不自动覆盖。",
        "drill": "演练以文字方案为准；不附演练场地图形。演练日期：{{ blank }}；承办方：{{ blank }}。",
        "shares": "分县面积",
        "sources": "一、数据来源",
        "accuracy": "二、精度与方法",
        "findings": "三、导出前检查",
        "provenance": "四、成果来历",
        "date": "基准日：{{ date }}　编制单位：{{ maker }}　密级：{{ classification }}　审图号：{{ review }}",
    },
    tables={
        "coordinates": (
            ("point", "点号", 0.75), ("ring", "圈号", 0.7), ("longitude", "经度", 1.75), ("latitude", "纬度", 1.7),
            ("x_north", "X（北）m", 1.4), ("y_east", "Y（东）m", 1.5), ("side_m", "边长 m", 1.1),
            ("azimuth", "方位角", 1.25),
        ),
        "shares": (("county", "县（市、区）", 2.4), ("code", "代码", 1.2), ("hectares", "面积（hm²）", 1.6),
                   ("mu", "面积（亩）", 1.6), ("share", "占比（%）", 1.1)),
        "duties": (
            ("zone", "责任区", 1.3), ("county", "县域", 1.0), ("phase", "阶段", 0.7), ("lead", "牵头方", 1.0),
            ("supports", "配合方", 1.0), ("task", "任务", 2.5), ("time_limit", "时限", 1.5), ("basis", "法律依据", 1.4),
            ("evidence", "证据", 1.4),
        ),
        "teams": (("county", "所属", 1.4), ("name", "队伍", 2.2), ("strength", "人数", 0.8),
                  ("turnout_min", "出动（分钟）", 1.0), ("contact", "联系人", 1.6), ("phone", "电话", 1.5)),
        "depots": (("county", "所属", 1.4), ("name", "仓库", 2.0), ("stock", "主要物资", 3.0),
                   ("checked", "核对日期", 1.4), ("contact", "联系人", 1.5), ("phone", "电话", 1.4)),
        "stock": (("county", "所属", 1.2), ("kind", "类别", 0.7), ("item", "名称型号", 1.7), ("quantity", "数量", 1.0),
                  ("holder", "存放单位", 2.1), ("mobilise_min", "出动分钟", 0.8), ("contact", "联系人", 1.1),
                  ("phone", "电话", 1.2), ("checked", "核查日期", 1.4)),
        "contacts": (("county", "行政区域", 1.4), ("body", "单位", 2.4), ("name", "姓名", 1.1), ("duty", "职责", 1.6),
                     ("phone", "电话", 1.5), ("backup", "备用电话", 1.5), ("callsign", "呼号", 1.0)),
        "checkpoints": (("county", "行政区域", 1.4), ("name", "检查站", 2.2), ("place", "位置", 3.0),
                        ("duty", "备注", 1.6)),
        "routes": (("number", "序号", 0.6), ("name", "路线", 1.6), ("from", "起点", 1.6), ("to", "止点", 1.6),
                   ("length_km", "长度（km）", 1.0), ("unit", "责任单位", 1.5), ("frequency", "频次", 1.0)),
        "chairs": (("body", "机构", 2.6), ("period", "任期", 2.2), ("chair", "轮值方", 1.6), ("leader", "轮值主任", 1.4)),
        "roster": (("period", "值班时间", 2.0), ("duty", "值班单位", 2.2), ("leader", "值班人", 1.5),
                   ("phone", "值班电话", 1.6)),
        "drill": (("step", "阶段与课目", 2.0), ("time", "时间", 1.3), ("content", "内容", 3.6),
                  ("unit", "组织单位", 1.3)),
        "sources": (("title", "数据", 1.6), ("role", "类别", 1.0), ("date", "日期", 1.3), ("crs", "坐标系", 1.2),
                    ("done", "所作处理", 1.5), ("credit", "来源与许可", 2.4), ("checksum", "校验", 1.3)),
        "findings": (("finding", "检查结果", 3.2), ("article", "依据", 1.6), ("way", "处理办法", 2.0),
                     ("answer", "答复", 1.4)),
    },
)  # fmt: skip

EN = Wording(
    heading="Article {number}  {title}",
    plan_heading="{number}  {title}",
    parties=("Party", "Body", "Division code", "Representative", "Address", "Telephone"),
    number="Number: {{ number }}",
    basis="The parties are neighbours and share risk and responsibility. On the grounds below they agree as follows.",
    annexes="Annexes",
    annex_line="Annex {{ one.number }}  {{ one.name }}",
    sign="Signatures",
    sign_columns=("Party", "Signature and seal", "Date"),
    place="Signed at: {{ blank }}",
    annex_heading="Annex {number}  {title}",
    page=("Page ", " of ", ""),
    says={
        "no_rows": "(None is recorded in the plan; the parties fill this in.)",
        "teams": "1  Fire crews",
        "depots": "2  Stores",
        "stock": "3  Material, equipment and experts",
        "chairs": "1  Who is in the chair",
        "roster": "2  Duty roster",
        "checkpoints": "1  Checkpoints",
        "routes": "2  Patrol routes (how often is settled by the parties)",
        "duty": "In the fire and flood seasons the watch is kept day and night under a leader; a changed number is told at once.",
        "duties": "Where an emergency begins, that party leads; parties it reaches support. Lead and support follow from where hazard and exposure lie and hold once the parties confirm them; what people changed is not overwritten.",
        "drill": "The drill is planned in words; no drill shapes are attached. Date: {{ blank }}; host: {{ blank }}.",
        "shares": "Area by county",
        "sources": "1  Sources",
        "accuracy": "2  Accuracy and methods",
        "findings": "3  Checks before export",
        "provenance": "4  Where the figures come from",
        "date": "Reference date: {{ date }}  Made by: {{ maker }}  Classification: {{ classification }}  Review: {{ review }}",
    },
    tables={
        "coordinates": (
            ("point", "Point", 0.75), ("ring", "Ring", 0.7), ("longitude", "Longitude", 1.75),
            ("latitude", "Latitude", 1.7), ("x_north", "X (north) m", 1.4), ("y_east", "Y (east) m", 1.5),
            ("side_m", "Side m", 1.1), ("azimuth", "Azimuth", 1.25),
        ),
        "shares": (("county", "County", 2.4), ("code", "Code", 1.2), ("hectares", "Area (hm²)", 1.6),
                   ("mu", "Area (mu)", 1.6), ("share", "Share (%)", 1.1)),
        "duties": (
            ("zone", "Zone", 1.3), ("county", "In", 1.0), ("phase", "Phase", 1.1), ("lead", "Lead", 1.0),
            ("supports", "Support", 1.0), ("task", "Task", 2.4), ("time_limit", "Time limit", 1.4),
            ("basis", "Ground", 1.4), ("evidence", "Evidence", 1.4),
        ),
        "teams": (("county", "Of", 1.4), ("name", "Crew", 2.2), ("strength", "People", 0.8),
                  ("turnout_min", "Turnout (min)", 1.0), ("contact", "Contact", 1.6), ("phone", "Telephone", 1.5)),
        "depots": (("county", "Of", 1.4), ("name", "Store", 2.0), ("stock", "Main items", 3.0),
                   ("checked", "Checked", 1.4), ("contact", "Contact", 1.5), ("phone", "Telephone", 1.4)),
        "stock": (("county", "Of", 1.2), ("kind", "Kind", 0.9), ("item", "Item", 1.7), ("quantity", "Quantity", 1.0),
                  ("holder", "Held by", 2.1), ("mobilise_min", "Ready (min)", 0.8), ("contact", "Contact", 1.1),
                  ("phone", "Telephone", 1.3), ("checked", "Checked", 1.4)),
        "contacts": (("county", "Area", 1.4), ("body", "Body", 2.4), ("name", "Name", 1.1), ("duty", "Duty", 1.6),
                     ("phone", "Telephone", 1.5), ("backup", "Second number", 1.5), ("callsign", "Call sign", 1.0)),
        "checkpoints": (("county", "Area", 1.4), ("name", "Checkpoint", 2.2), ("place", "Place", 3.0),
                        ("duty", "Note", 1.6)),
        "routes": (("number", "No.", 0.6), ("name", "Route", 1.6), ("from", "From", 1.6), ("to", "To", 1.6),
                   ("length_km", "Length (km)", 1.0), ("unit", "Unit", 1.5), ("frequency", "How often", 1.1)),
        "chairs": (("body", "Body", 2.6), ("period", "Term", 2.2), ("chair", "Party in the chair", 1.6),
                   ("leader", "Chair", 1.4)),
        "roster": (("period", "On duty", 2.0), ("duty", "Unit", 2.2), ("leader", "Person", 1.5),
                   ("phone", "Telephone", 1.6)),
        "drill": (("step", "Stage and task", 2.0), ("time", "Time", 1.3), ("content", "What happens", 3.6),
                  ("unit", "Who", 1.3)),
        "sources": (("title", "Data", 1.6), ("role", "Kind", 1.0), ("date", "Date", 1.3), ("crs", "CRS", 1.2),
                    ("done", "What was done", 1.5), ("credit", "Credit", 2.4), ("checksum", "Checksum", 1.3)),
        "findings": (("finding", "Finding", 3.2), ("article", "Ground", 1.6), ("way", "Way out", 2.0),
                     ("answer", "Answer", 1.4)),
    },
)  # fmt: skip
WORDING = {"zh_CN": ZH, "en": EN}
