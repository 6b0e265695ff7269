"""Arguments of the commands that list what a plan holds along its lines and in its registers."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.arguments.common import Commands, document_options, json_option, late, new_command
from app.qtcore import tr


def add(commands: Commands) -> None:
    """Add the commands."""
    _slivers(commands)
    _agreements(commands)
    _year(commands)
    _roads(commands)
    _hazard_lists(commands)
    _inventory(commands)
    _alternatives(commands)


def _slivers(commands: Commands) -> None:
    command = new_command(
        commands,
        "slivers",
        tr("List the gaps and overlaps between the counties' own lines, with the verdicts on them."),
        "lianfang slivers border.lianfang.gpkg --out slivers.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--out", type=Path, required=True, help=tr("a workbook .xlsx, a table .csv or a map layer .gpkg")
    )
    command.add_argument(
        "--wider-than", type=float, metavar="M", help=tr("least mean width in metres (default: that of the plan, 1 m)")
    )
    command.set_defaults(handler=late("slivers"))


def _agreements(commands: Commands) -> None:
    command = new_command(
        commands,
        "agreements",
        tr("List what the register holds, and how each border stands: covered, ending, expired, in talks, open."),
        "lianfang agreements border.lianfang.gpkg --out register.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--hazard",
        choices=("forest", "river", "accident", "public_health", "social_safety"),
        default="forest",
        help=tr("the field whose gaps are listed (default: forest)"),
    )
    command.add_argument(
        "--out", type=Path, metavar="XLSX", help=tr("also write the register and its lists as a workbook")
    )
    command.add_argument(
        "--template", type=Path, metavar="XLSX", help=tr("also write an empty register to be filled in")
    )
    command.add_argument(
        "--ledger",
        action="store_true",
        help=tr("also list what counties send and give each other, and who would bear which costs"),
    )
    command.set_defaults(handler=late("agreements"))


def _year(commands: Commands) -> None:
    command = new_command(
        commands,
        "year",
        tr("List what is due in a year, and write its calendar, the annual work plan and the evaluation."),
        "lianfang year border.lianfang.gpkg --out year",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--year", type=_calendar_year, metavar="YYYY", help=tr("the year (default: that of the reference date)")
    )
    command.add_argument(
        "--border", default="", metavar="A,B", help=tr("only one border: two codes or short names of counties")
    )
    command.add_argument("--formats", default="all", help=tr("comma-separated list of ics, xlsx, docx, pdf, or all"))
    command.add_argument("--templates", type=Path, metavar="DIR", help=tr("folder with your own templates"))
    command.add_argument("--out", type=Path, metavar="DIR", help=tr("folder for the files"))
    command.add_argument(
        "--next", type=Path, metavar="PLAN", help=tr("also write the plan of the next year, carried on from this one")
    )
    document_options(command, with_date=False)
    command.set_defaults(handler=late("year"))


def _calendar_year(text: str) -> int:
    if not (text.isdigit() and 2000 <= int(text) <= 2099):
        raise argparse.ArgumentTypeError(tr("{value}: no year between 2000 and 2099").format(value=text))
    return int(text)


def _roads(commands: Commands) -> None:
    command = new_command(
        commands,
        "roads",
        tr("List the roads that cross or follow a county line, with their class where they carry a hazard."),
        "lianfang roads border.lianfang.gpkg --out roads.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--out", type=Path, required=True, help=tr("a workbook .xlsx, a table .csv or a map layer .gpkg")
    )
    command.set_defaults(handler=late("roads"))


def _hazard_lists(commands: Commands) -> None:
    book = tr("a workbook .xlsx")
    command = new_command(
        commands,
        "past-events",
        tr("List past events near a county line with the probability that they were on the other side."),
        "lianfang past-events border.lianfang.gpkg --line 30 --out events.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=book)
    command.add_argument(
        "--line", type=_metres, default=30.0, metavar="M", help=tr("standard error of the line (default: 30 m)")
    )
    command.add_argument(
        "--fix",
        type=_metres,
        default=100.0,
        metavar="M",
        help=tr("standard error of events that do not state it (default: 100 m)"),
    )
    command.set_defaults(handler=late("hazard_lists"), list="past-events")
    command = new_command(
        commands,
        "grades",
        tr("Put the warning grades and standards of two counties side by side and flag what does not agree."),
        "lianfang grades 怀柔.csv 丰宁.csv --out grades.xlsx",
    )
    command.add_argument("first", type=Path, help=tr("columns item, grade, value, unit; .csv or .xlsx"))
    command.add_argument("second", type=Path)
    command.add_argument("--out", type=Path, required=True, help=book)
    command.set_defaults(handler=late("hazard_lists"), list="grades")
    command = new_command(
        commands,
        "receptors",
        tr("Read a source–receptor table (PM2.5 and alike), with its citation, as a matrix of counties."),
        "lianfang receptors pm25.csv --plan border.lianfang.gpkg --out matrix.xlsx",
    )
    command.add_argument("table", type=Path, help=tr("sources by receptors, or a list; .csv or .xlsx"))
    command.add_argument("--plan", type=Path, help=tr("the plan whose counties the table names"))
    command.add_argument("--citation", default="", help=tr("the study, where the table does not name it"))
    command.add_argument("--out", type=Path, required=True, help=book)
    command.set_defaults(handler=late("hazard_lists"), list="receptors")


def _metres(text: str) -> float:
    value = float(text)
    if not 0.0 <= value < 1e6:
        raise ValueError(text)
    return value


def _inventory(commands: Commands) -> None:
    command = new_command(
        commands,
        "inventory",
        tr("List what both sides hold and lack, how complete and old the data are, and hazard sources at the line."),
        "lianfang inventory border.lianfang.gpkg --search 水泵",
    )
    command.add_argument("plan", type=Path, help=tr("the plan"))
    command.add_argument("--search", default="", metavar=tr("TEXT"), help=tr("who has something that can do this"))
    command.add_argument(
        "--county", action="append", default=[], metavar=tr("CODE"), help=tr("a party; once for each, all by default")
    )
    command.add_argument("--out", type=Path, default=None, help=tr("write a workbook (.xlsx)"))
    command.add_argument(
        "--with-phones", action="store_true", help=tr("write telephone numbers too; they are personal data")
    )
    command.set_defaults(handler=late("inventory"))


def _alternatives(commands: Commands) -> None:
    command = new_command(
        commands,
        "alternatives",
        tr("What is proposed for patrol areas, all alternatives of each in one table (方案比选)."),
        "lianfang alternatives border.lianfang.gpkg --area 云蒙山 --out alternatives.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--area", metavar="NAME", default="", help=tr("name or uid of one patrol area (default: all)"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    json_option(command)
    command.set_defaults(handler=late("alternatives"))
