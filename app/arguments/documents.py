"""Arguments of the commands that write documents and maps."""

from __future__ import annotations

from pathlib import Path

from app.arguments.common import Commands, document_options, json_option, late, new_command
from app.qtcore import tr


def add(commands: Commands) -> None:
    """Add the commands."""
    _export(commands)
    _agreement(commands)
    _plates(commands)
    _briefing(commands)
    _minutes(commands)
    _drill(commands)


def _export(commands: Commands) -> None:
    command = new_command(
        commands,
        "export",
        tr("Write the annex of joint-patrol areas."),
        "lianfang export border.lianfang.gpkg --area all --formats docx,pdf,shp --out annex",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--area", default="all", help=tr("number, name or id of a joint-patrol area, or all"))
    command.add_argument(
        "--areas-from", type=Path, help=tr("first add every polygon of this file as a joint-patrol area")
    )
    command.add_argument("--formats", default="all", help=tr("comma-separated list, or all"))
    command.add_argument("--phones", action="store_true", help=tr("list telephone numbers"))
    command.add_argument("--out", type=Path, required=True, help=tr("folder for the documents"))
    document_options(command)
    command.set_defaults(handler=late("exporting"))


def _agreement(commands: Commands) -> None:
    command = new_command(
        commands,
        "agreement",
        tr("Write an agreement with its nine annexes."),
        "lianfang agreement border.lianfang.gpkg --kind forest --out agreement",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--kind",
        required=True,
        choices=["peaceful_border", "forest", "measures", "joint_response", "relief", "basin", "village", "auto"],
        help=tr("what is written; auto takes the kind that suits an agreement of the register"),
    )
    command.add_argument(
        "--agreement", default="", help=tr("name, number or id of an agreement in the register, or all (default: new)")
    )
    command.add_argument(
        "--party",
        action="append",
        default=[],
        metavar="CODE[=NAME]",
        help=tr("a party by its division code; give one for each (default: of the agreement, or of the areas)"),
    )
    command.add_argument("--area", default="", help=tr("number, name or id of a joint-patrol area, or all"))
    command.add_argument("--clauses", default="", help=tr("comma-separated list (default: all of the kind)"))
    command.add_argument("--annexes", default="all", help=tr("all, none, or numbers such as 1,2,9"))
    command.add_argument("--title", default="", help=tr("title of the document"))
    command.add_argument("--number", default="", help=tr("number of the document"))
    command.add_argument("--phones", action="store_true", help=tr("list telephone numbers"))
    command.add_argument("--whole", action="store_true", help=tr("do not write each annex alone too"))
    command.add_argument("--templates", type=Path, metavar="DIR", help=tr("folder with your own templates"))
    command.add_argument("--out", type=Path, required=True, help=tr("folder for the documents"))
    document_options(command, with_date=False)
    command.set_defaults(handler=late("agreement"))


def _plates(commands: Commands) -> None:
    command = new_command(
        commands,
        "plates",
        tr("Draw map plates at an exact scale, one or a series with its index."),
        "lianfang plates border.lianfang.gpkg --series borders --paper A3 --out plates.pdf",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--show",
        default="plan",
        metavar="WHAT",
        help=tr("plan, area:NAME, zone:NAME or border:CODE-CODE (default: plan); narrows a series to what touches it"),
    )
    command.add_argument(
        "--series",
        default="none",
        choices=["none", "zones", "areas", "borders", "grid"],
        help=tr("a sheet for each zone, area or border, or sheets side by side, with an index first"),
    )
    command.add_argument("--paper", default="A4", choices=["A4", "A3", "A2"], help=tr("size of the paper"))
    command.add_argument("--portrait", action="store_true", help=tr("upright paper"))
    command.add_argument("--scale", default="", help=tr("denominator, e.g. 50000 (default: the largest round one)"))
    command.add_argument(
        "--gaps",
        default="",
        choices=["", "forest", "river", "accident", "public_health", "social_safety"],
        help=tr("draw how every border stands for this hazard"),
    )
    command.add_argument("--most", type=int, default=20, help=tr("zones at most, first in rank first; 0 for all"))
    command.add_argument("--overlap", type=float, default=5.0, help=tr("overlap of sheets side by side, percent"))
    command.add_argument("--grey", action="store_true", help=tr("without colour"))
    command.add_argument("--png", action="store_true", help=tr("pictures instead of PDF, in a folder"))
    command.add_argument("--kept", default="", metavar="NAME", help=tr("a plate kept with the plan, or all of them"))
    command.add_argument("--title", default="", help=tr("title of the plate"))
    command.add_argument("--parties", default="", help=tr("parties named on the plate"))
    command.add_argument("--maker", default="", help=tr("who prepared it"))
    command.add_argument("--out", type=Path, required=True, help=tr("a file .pdf or .png, or a folder"))
    document_options(command, with_date=False)
    command.set_defaults(handler=late("plates"))


def _briefing(commands: Commands) -> None:
    command = new_command(
        commands,
        "briefing",
        tr("Write a briefing: one page for each zone or border, as slides or PDF."),
        "lianfang briefing border.lianfang.gpkg --by border --first 10 --out briefing.pptx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--by", default="zone", choices=["zone", "border"], help=tr("what gets a page"))
    command.add_argument("--first", type=int, default=0, help=tr("at most so many, first in rank first; 0 for all"))
    command.add_argument("--county", default="", help=tr("only what concerns this county: its code or name"))
    command.add_argument("--border", default="", metavar="CODE-CODE", help=tr("only this border, or the zones on it"))
    command.add_argument("--hazard", default="", help=tr("only zones of this hazard; of borders its gaps"))
    command.add_argument("--phones", action="store_true", help=tr("list telephone numbers"))
    command.add_argument("--drills", action="store_true", help=tr("draw layers about drills too"))
    command.add_argument("--maker", default="", help=tr("who prepared it"))
    command.add_argument("--out", type=Path, required=True, help=tr("a file .pptx or .pdf"))
    document_options(command, with_date=False)
    command.set_defaults(handler=late("briefing"))


def _minutes(commands: Commands) -> None:
    command = new_command(
        commands,
        "minutes",
        tr("List the meetings of a plan and write the minutes of one, with the map at each decision."),
        "lianfang minutes border.lianfang.gpkg --meeting 1 --out minutes",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--meeting", default="", metavar="NAME", help=tr("number, title or id of a meeting (default: the last one)")
    )
    command.add_argument("--formats", default="all", help=tr("some of docx, pdf, or all"))
    command.add_argument(
        "--out", type=Path, metavar="DIR", help=tr("folder for the files, or the name of one .docx or .pdf")
    )
    command.set_defaults(handler=late("minutes"))


def _drill(commands: Commands) -> None:
    command = new_command(
        commands,
        "drill",
        tr("Check the sites of an exercise, work out its script and write its kit; every page says 演练."),
        "lianfang drill border.lianfang.gpkg --out kit",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--exercise", default="all", metavar="NAME", help=tr("number, title or id of an exercise, or all (default)")
    )
    command.add_argument("--formats", default="all", help=tr("some of docx, pdf, xlsx, png, or all"))
    command.add_argument("--out", type=Path, metavar="FOLDER", help=tr("folder for the kit; made when it is not there"))
    json_option(command)
    command.set_defaults(handler=late("drill"))
