"""The command line: arguments, exit codes, console progress.  What the commands do is in ``app.headless``."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from app import exchange_arguments
from app.headless.console import Exit, error_text
from app.qtcore import install_catalogue, tr


def run(argv: Sequence[str]) -> int:
    """Run one command, or the desktop when there is none, and return the exit code."""
    _readable_console()
    _load_language(argv)
    parser = build_parser()
    arguments = parser.parse_args(_with_default_command(argv, parser))
    handler: Callable[[argparse.Namespace], int] = arguments.handler
    if handler is open_desktop:
        return handler(arguments)
    return _guarded(handler, arguments)


def _readable_console() -> None:
    """Print Chinese on any console: unknown characters become ``?`` instead of an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _load_language(argv: Sequence[str]) -> None:
    """Install the catalogue before the parser words its help; Chinese unless ``--lang en``."""
    language = "zh_CN"
    for position, word in enumerate(argv):
        if word == "--lang" and position + 1 < len(argv):
            language = argv[position + 1]
        elif word.startswith("--lang="):
            language = word.removeprefix("--lang=")
    install_catalogue(language)
    setattr(argparse, "_", _argument_words)  # noqa: B010 (where the parser takes its own words from)


def _argument_words(text: str) -> str:
    """Return what the standard parser says, in the language of the program; what it says rarely as it is."""
    words = {
        "usage: ": tr("usage: "),
        "%(prog)s: error: %(message)s\n": tr("%(prog)s: error: %(message)s\n"),
        "argument %(argument_name)s: %(message)s": tr("argument %(argument_name)s: %(message)s"),
        "the following arguments are required: %s": tr("the following arguments are required: %s"),
        "unrecognized arguments: %s": tr("unrecognized arguments: %s"),
        "expected one argument": tr("expected one argument"),
        "expected at least one argument": tr("expected at least one argument"),
        "invalid %(type)s value: %(value)r": tr("invalid %(type)s value: %(value)r"),
        "invalid choice: %(value)r (choose from %(choices)s)": tr(
            "invalid choice: %(value)r (choose from %(choices)s)"
        ),
    }
    return words.get(text, text)


#: What ``add_subparsers`` returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_COMMANDS = (
    "demo",
    "check",
    "analyse",
    "export",
    "agreement",
    "plates",
    "briefing",
    "slivers",
    "agreements",
    "year",
    "minutes",
    "roads",
    "past-events",
    "grades",
    "receptors",
    "inventory",
    "fire",
    "spill",
    "rivers",
    "transmission",
    "response",
    "directions",
    "drill",
    "lookouts",
    "alternatives",
    "patrols",
    "blocks",
    "info",
    "verify",
    "versions",
    "comments",
    "verify-figures",
    "salvage",
    "pack",
    "unpack",
    *exchange_arguments.NAMES,
)


def _with_default_command(argv: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    """Let ``lianfang`` and ``lianfang PLAN`` open the desktop."""
    words = list(argv)
    spoken = [word for before, word in zip(["", *words], words, strict=False) if before != "--lang"]
    first = next((word for word in spoken if not word.startswith("-")), None)
    if first in _COMMANDS or any(word in ("-h", "--help", "--version") for word in words):
        return words
    return ["open", *words]


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; every command's help shows an example."""
    from layers.plan.version import program_version

    parser = argparse.ArgumentParser(
        prog="lianfang",
        add_help=False,
        description=tr(
            "Joint planning across county lines: shared-responsibility zones, joint-patrol areas and "
            "agreement annexes. Without a command the window opens."
        ),
        epilog=tr(
            "Exit codes: 0 done; 1 failed; 2 wrong arguments; 3 done but for pictures, because Qt cannot draw here; "
            "4 an input file cannot be used; 5 the plan cannot be opened or written; 130 cancelled."
        ),
    )
    _add_common(parser, language="zh_CN")
    parser.add_argument("--version", action="version", version=program_version(), help=tr("show the version and exit"))
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"), required=True)
    _add_open(commands)
    _add_demo(commands)
    _add_check(commands)
    _add_analyse(commands)
    _add_export(commands)
    _add_agreement(commands)
    _add_plates(commands)
    _add_briefing(commands)
    _add_slivers(commands)
    _add_agreements(commands)
    _add_year(commands)
    _add_minutes(commands)
    _add_roads(commands)
    _add_hazard_lists(commands)
    _add_inventory(commands)
    _add_fire(commands)
    _add_spill(commands)
    _add_rivers(commands)
    _add_transmission(commands)
    _add_response(commands)
    _add_directions(commands)
    _add_drill(commands)
    _add_lookouts(commands)
    _add_alternatives(commands)
    _add_patrols(commands)
    _add_blocks(commands)
    _add_info(commands)
    _add_verify(commands)
    _add_versions(commands)
    _add_comments(commands)
    _add_verify_figures(commands)
    _add_salvage(commands)
    _add_pack(commands)
    _add_unpack(commands)
    exchange_arguments.add(commands, _command, _late)
    return parser


def _command(commands: Commands, name: str, text: str, example: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=tr("Example:") + "  " + example,
        add_help=False,
    )
    _add_common(command, language=argparse.SUPPRESS)  # else it would undo a --lang before the command
    return command


def _add_common(parser: argparse.ArgumentParser, *, language: str) -> None:
    """Add ``--help`` and ``--lang``, and head the lists of the help in the program's language."""
    parser._positionals.title = tr("arguments")
    parser._optionals.title = tr("options")
    parser.add_argument("-h", "--help", action="help", help=tr("show this help and exit"))
    parser.add_argument(
        "--lang",
        choices=("zh_CN", "en"),
        default=language,
        help=tr("language of messages and documents (default: zh_CN)"),
    )


def _add_open(commands: Commands) -> None:
    command = _command(commands, "open", tr("Open the window."), "lianfang open huairou-fengning.lianfang.gpkg")
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=tr("a plan, or any map files to start from")
    )
    command.add_argument("--probe", action="store_true", help=argparse.SUPPRESS)  # say when the window stands, and go
    command.set_defaults(handler=open_desktop)


def _add_demo(commands: Commands) -> None:
    command = _command(
        commands,
        "demo",
        tr("Do the main job on the built-in sample: build the plan, find the zones, export the annex in every format."),
        "python main.py demo --out demo",
    )
    command.add_argument("--out", type=Path, required=True, help=tr("folder for the plan and the documents"))
    _add_document_options(command)
    command.set_defaults(handler=_late("demo"))


def _add_check(commands: Commands) -> None:
    command = _command(
        commands,
        "check",
        tr("Say what files are and what is wrong with them."),
        "lianfang check forest.shp villages.xlsx",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("checking"))


def _add_analyse(commands: Commands) -> None:
    command = _command(
        commands,
        "analyse",
        tr("Read layers into a plan and derive its shared-responsibility zones."),
        "lianfang analyse counties.gpkg forest.shp depots.csv --plan border.lianfang.gpkg",
    )
    command.add_argument("layers", nargs="*", type=Path, metavar="LAYER", help=tr("map files to add to the plan first"))
    command.add_argument("--plan", type=Path, required=True, help=tr("the plan; made when it does not exist"))
    command.add_argument(
        "--crs",
        action="append",
        default=[],
        metavar="[FILE=]EPSG:N",
        help=tr(
            "coordinate system of files that do not state one; for one file with FILE=, else for all. "
            "FILE=gcj02 or FILE=bd09 converts from the shifted systems of web maps, FILE=as-cgcs2000 takes the degrees "
            "of the file's own projection as CGCS2000"
        ),
    )
    command.add_argument(
        "--role", action="append", default=[], metavar="FILE=ROLE", help=tr("what a file is, e.g. woods.shp=forest")
    )
    command.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="FILE=FIELD:COLUMN",
        help=tr("which column of a file is what, e.g. counties.shp=code:XZQDM; nothing after the colon for none"),
    )
    command.add_argument(
        "--encoding",
        action="append",
        default=[],
        metavar="[FILE=]NAME",
        help=tr("encoding of a file's text, e.g. woods.shp=GBK, where it is not found right; without FILE= of all"),
    )
    command.add_argument(
        "--landcover",
        action="append",
        default=[],
        metavar="FILE[=CLASSES]",
        help=tr(
            "classified raster or polygons to make forest from; CLASSES (igbp, worldcover, globeland30, clcd, "
            "fromglc10, esri, cnlucc, cci, globcover, gbt21010, or your own CSV table) where the file does not tell"
        ),
    )
    command.add_argument(
        "--date",
        type=_date,
        default=None,
        help=tr("reference date of the plan, YYYY-MM-DD; a new one has today's"),
    )
    command.add_argument("--json", action="store_true", help=tr("print the zones as one JSON document"))
    command.set_defaults(handler=_late("analysing"))


def _add_export(commands: Commands) -> None:
    command = _command(
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
    _add_document_options(command)
    command.set_defaults(handler=_late("exporting"))


def _add_agreement(commands: Commands) -> None:
    command = _command(
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
    _add_document_options(command, with_date=False)
    command.set_defaults(handler=_late("agreement"))


def _add_plates(commands: Commands) -> None:
    command = _command(
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
    _add_document_options(command, with_date=False)
    command.set_defaults(handler=_late("plates"))


def _add_briefing(commands: Commands) -> None:
    command = _command(
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
    _add_document_options(command, with_date=False)
    command.set_defaults(handler=_late("briefing"))


def _add_slivers(commands: Commands) -> None:
    command = _command(
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
    command.set_defaults(handler=_late("slivers"))


def _add_agreements(commands: Commands) -> None:
    command = _command(
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
    command.set_defaults(handler=_late("agreements"))


def _add_year(commands: Commands) -> None:
    command = _command(
        commands,
        "year",
        tr("List what is due in a year, and write its calendar, the annual work plan and the evaluation."),
        "lianfang year border.lianfang.gpkg --out year",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--year", type=_year, metavar="YYYY", help=tr("the year (default: that of the reference date)")
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
    _add_document_options(command, with_date=False)
    command.set_defaults(handler=_late("year"))


def _add_minutes(commands: Commands) -> None:
    command = _command(
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
    command.set_defaults(handler=_late("minutes"))


def _add_roads(commands: Commands) -> None:
    command = _command(
        commands,
        "roads",
        tr("List the roads that cross or follow a county line, with their class where they carry a hazard."),
        "lianfang roads border.lianfang.gpkg --out roads.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--out", type=Path, required=True, help=tr("a workbook .xlsx, a table .csv or a map layer .gpkg")
    )
    command.set_defaults(handler=_late("roads"))


def _add_hazard_lists(commands: Commands) -> None:
    book = tr("a workbook .xlsx")
    command = _command(
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
    command.set_defaults(handler=_late("hazard_lists"), list="past-events")
    command = _command(
        commands,
        "grades",
        tr("Put the warning grades and standards of two counties side by side and flag what does not agree."),
        "lianfang grades 怀柔.csv 丰宁.csv --out grades.xlsx",
    )
    command.add_argument("first", type=Path, help=tr("columns item, grade, value, unit; .csv or .xlsx"))
    command.add_argument("second", type=Path)
    command.add_argument("--out", type=Path, required=True, help=book)
    command.set_defaults(handler=_late("hazard_lists"), list="grades")
    command = _command(
        commands,
        "receptors",
        tr("Read a source–receptor table (PM2.5 and alike), with its citation, as a matrix of counties."),
        "lianfang receptors pm25.csv --plan border.lianfang.gpkg --out matrix.xlsx",
    )
    command.add_argument("table", type=Path, help=tr("sources by receptors, or a list; .csv or .xlsx"))
    command.add_argument("--plan", type=Path, help=tr("the plan whose counties the table names"))
    command.add_argument("--citation", default="", help=tr("the study, where the table does not name it"))
    command.add_argument("--out", type=Path, required=True, help=book)
    command.set_defaults(handler=_late("hazard_lists"), list="receptors")


def _metres(text: str) -> float:
    value = float(text)
    if not 0.0 <= value < 1e6:
        raise ValueError(text)
    return value


def _add_inventory(commands: Commands) -> None:
    command = _command(
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
    command.set_defaults(handler=_late("inventory"))


def _add_fire(commands: Commands) -> None:
    command = _command(
        commands,
        "fire",
        tr("Enter a fire: whose it is, when it reaches the neighbour, which villages lie in its way."),
        'lianfang fire border.lianfang.gpkg --at "116°38′E 40°52′N" --wind 6 --wind-from 315 --out arrival.tif',
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--at", required=True, help=tr("longitude and latitude, in degrees or in ° ′ ″"))
    command.add_argument("--hours", type=_positive, default=6.0, help=tr("how far ahead (default: 6)"))
    command.add_argument(
        "--fix", type=_positive, default=50.0, metavar="M", help=tr("precision of the coordinate, 1 σ")
    )
    command.add_argument(
        "--line", type=_positive, default=50.0, metavar="M", help=tr("precision of the county line, 1 σ")
    )
    command.add_argument("--out", type=Path, help=tr("a raster .tif of the minutes of arrival"))
    command.add_argument("--notice", type=Path, help=tr("a notice of the fire (火情通报单), .docx or .pdf"))
    command.add_argument("--number", default="", help=tr("number of the notice (default: from the time)"))
    command.add_argument("--found-at", default="", metavar="TIME", help=tr("when it was seen, e.g. 2026-04-05T14:20"))
    command.add_argument(
        "--margin",
        type=float,
        metavar="MIN",
        help=tr("a county is to be told so long before the fire is there (default: as the plan has it, or 30)"),
    )
    command.add_argument("--maker", default="", help=tr("who issues the notice"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    _add_weather(command)
    command.set_defaults(handler=_late("fire"))


def _add_spill(commands: Commands) -> None:
    command = _command(
        commands,
        "spill",
        tr("Enter a spill: which counties, intakes and villages it comes to, and by when to tell them."),
        'lianfang spill border.lianfang.gpkg --at "116°38′E 40°52′N" --stage flood --out notice.docx',
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--at", required=True, help=tr("longitude and latitude, in degrees or in ° ′ ″"))
    command.add_argument("--upstream", action="store_true", help=tr("who is above the place instead"))
    command.add_argument("--stage", choices=["low", "normal", "flood"], help=tr("how much water the river carries"))
    command.add_argument("--speed", type=_positive, metavar="M_S", help=tr("speed of the water at that stage"))
    command.add_argument("--hours", type=_positive, help=tr("how far ahead (default: as the plan has it, or 72)"))
    command.add_argument("--near", type=_positive, metavar="M", help=tr("how close to the river places are told"))
    command.add_argument(
        "--margin",
        type=_positive,
        metavar="MIN",
        help=tr("a county is to be told so long before the water is there (default: as the plan has it, or 60)"),
    )
    command.add_argument("--found-at", default="", metavar="TIME", help=tr("when it was seen, e.g. 2026-04-05T14:20"))
    command.add_argument("--substance", default="", help=tr("what got into the water"))
    command.add_argument("--amount", default="", help=tr("how much of it"))
    command.add_argument("--number", default="", help=tr("number of the notice (default: from the time)"))
    command.add_argument("--maker", default="", help=tr("who issues the notice"))
    command.add_argument("--out", type=Path, help=tr("a notice of the spill, .docx, .pdf or .txt"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("spill"))


def _add_rivers(commands: Commands) -> None:
    command = _command(
        commands,
        "rivers",
        tr("List what is wrong with the rivers, standards across county lines, departures, legal band, basins."),
        "lianfang rivers border.lianfang.gpkg --out rivers.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("a workbook .xlsx, or map layers .gpkg"))
    command.add_argument("--exposed", action="store_true", help=tr("screen the low land along all rivers too"))
    command.set_defaults(handler=_late("rivers"))


def _add_transmission(commands: Commands) -> None:
    command = _command(
        commands,
        "transmission",
        tr("County by county: what fires that start in one burn in the others."),
        "lianfang transmission border.lianfang.gpkg --wind 8 --wind-from 315 --out matrix.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--hours", type=_positive, nargs="+", default=[6.0], help=tr("durations (default: 6)"))
    command.add_argument("--step", type=_positive, default=2000.0, metavar="M", help=tr("a fire every so many metres"))
    command.add_argument("--rose", default="", help=tr("winds and how often they blow, e.g. N:3,NE:1,SW:4"))
    command.add_argument("--out", type=Path, required=True, help=tr("a workbook .xlsx"))
    _add_weather(command)
    command.set_defaults(handler=_late("transmission"))


def _add_response(commands: Commands) -> None:
    command = _command(
        commands,
        "response",
        tr("Who is there when, by road and on foot: coverage, who helps whom, reinforcements of each line."),
        'lianfang response border.lianfang.gpkg --at "116.6368 40.8667" --out response.xlsx',
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--at", default="", help=tr("who comes to this place: longitude and latitude"))
    command.add_argument(
        "--close",
        action="append",
        default=[],
        metavar="AT",
        help=tr("what if the road or bridge here is closed; may be said again"),
    )
    command.add_argument(
        "--within", type=_positive, default=60.0, metavar="MIN", help=tr("minutes that are told (default: 60)")
    )
    command.add_argument("--sites", type=int, default=0, metavar="N", help=tr("suggest this many further sites"))
    command.add_argument("--cell", type=_positive, metavar="M", help=tr("side of a cell, in place of the parameter"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.set_defaults(handler=_late("response"))


def _add_directions(commands: Commands) -> None:
    command = _command(
        commands,
        "directions",
        tr("From where fire can come to villages, by county, when only fuel is known (来火方向)."),
        "lianfang directions border.lianfang.gpkg --out directions.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--village", action="append", default=[], metavar="NAME", help=tr("only villages of this name")
    )
    command.add_argument("--at", default="", help=tr("a place instead of villages: longitude and latitude"))
    command.add_argument(
        "--distance",
        type=_positive,
        default=500.0,
        metavar="M",
        help=tr("how far fuel sets other fuel alight: 500 (default), 100 or 30"),
    )
    command.add_argument("--without-grass", action="store_true", help=tr("grass throws no embers: leave it out"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("directions"))


def _add_alternatives(commands: Commands) -> None:
    command = _command(
        commands,
        "alternatives",
        tr("What is proposed for patrol areas, all alternatives of each in one table (方案比选)."),
        "lianfang alternatives border.lianfang.gpkg --area 云蒙山 --out alternatives.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--area", metavar="NAME", default="", help=tr("name or uid of one patrol area (default: all)"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("alternatives"))


def _add_lookouts(commands: Commands) -> None:
    command = _command(
        commands,
        "lookouts",
        tr("What lookouts see of each county's woods, what only the neighbour sees, what nobody sees (瞭望覆盖)."),
        "lianfang lookouts border.lianfang.gpkg --sites 3 --out lookouts.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--range", type=_positive, default=8.0, metavar="KM", help=tr("how far smoke is made out (default: 8)")
    )
    command.add_argument(
        "--target", type=_positive, default=30.0, metavar="M", help=tr("height of the smoke (default: 30)")
    )
    command.add_argument(
        "--eye",
        type=_positive,
        default=15.0,
        metavar="M",
        help=tr("height of the eye where none is given (default: 15)"),
    )
    command.add_argument("--cell", type=_positive, default=100.0, metavar="M", help=tr("side of a cell (default: 100)"))
    command.add_argument("--sites", type=int, default=0, metavar="N", help=tr("suggest this many further sites"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("lookouts"))


def _add_patrols(commands: Commands) -> None:
    command = _command(
        commands,
        "patrols",
        tr("Patrol routes with their minutes, woods along them, entrances, forces by danger level, roster (巡护计划)."),
        "lianfang patrols border.lianfang.gpkg --level orange --tracks april.gpx --out patrols.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--level",
        choices=("none", "blue", "yellow", "orange", "red"),
        default="",
        help=tr("danger level of the roster (default: the plan's)"),
    )
    command.add_argument(
        "--from",
        dest="first",
        default="",
        metavar="DATE",
        help=tr("first day of roster and tracks (default: the plan's)"),
    )
    command.add_argument("--to", dest="last", default="", metavar="DATE", help=tr("last day of tracks"))
    command.add_argument("--days", type=int, default=28, metavar="N", help=tr("days of the roster (default: 28)"))
    command.add_argument(
        "--tracks", type=Path, nargs="+", default=[], metavar="FILE", help=tr("GPX files brought back by patrols")
    )
    command.add_argument("--suggest", type=int, default=0, metavar="N", help=tr("suggest this many further routes"))
    command.add_argument(
        "--longest", type=_positive, default=10.0, metavar="KM", help=tr("length of a suggested route (default: 10)")
    )
    command.add_argument("--gpx", type=Path, metavar="FILE", help=tr("the routes for devices, .gpx"))
    command.add_argument("--cards", type=Path, metavar="FILE", help=tr("a card for each route to carry, .pdf or .docx"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.set_defaults(handler=_late("patrols"))


def _add_weather(command: argparse.ArgumentParser) -> None:
    command.add_argument("--wind", type=float, default=0.0, metavar="M_S", help=tr("wind at 10 m (default: calm)"))
    command.add_argument(
        "--wind-from",
        type=float,
        default=0.0,
        metavar="DEG",
        help=tr("where the wind comes from, 0 = north, 90 = east"),
    )
    command.add_argument(
        "--rate", type=float, metavar="M_MIN", help=tr("R0; else from temperature and humidity, or 1.5")
    )
    command.add_argument("--temperature", type=float, metavar="C", help=tr("daily maximum, for R0"))
    command.add_argument("--humidity", type=float, metavar="PERCENT", help=tr("daily minimum, for R0"))
    command.add_argument("--cell", type=_positive, default=200.0, metavar="M", help=tr("side of a cell (default: 200)"))


def _positive(text: str) -> float:
    """Return a number above zero."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value < 1e6:
        raise argparse.ArgumentTypeError(tr("{value} is no number above zero").format(value=text))
    return value


def _add_drill(commands: Commands) -> None:
    command = _command(
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
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("drill"))


def _add_blocks(commands: Commands) -> None:
    command = _command(
        commands,
        "blocks",
        tr("Divide the land along county lines into blocks by roads, rivers, ridges and fuel breaks."),
        "lianfang blocks border.lianfang.gpkg --out blocks.gpkg",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("a map layer .gpkg or .geojson"))
    command.add_argument(
        "--lines",
        default="roads,rivers,ridges,firebreaks,counties",
        help=tr("what divides: some of roads,rivers,ridges,firebreaks,counties (default: all)"),
    )
    command.add_argument(
        "--band", type=_positive, default=5.0, metavar="KM", help=tr("how far to each side of the county lines (5 km)")
    )
    command.add_argument(
        "--around-zones", action="store_true", help=tr("only in and near the shared zones of the plan")
    )
    command.add_argument(
        "--least", type=_positive, default=50.0, metavar="HA", help=tr("smaller pieces join a neighbour (50 ha)")
    )
    command.set_defaults(handler=_late("blocks"))


def _add_info(commands: Commands) -> None:
    command = _command(
        commands,
        "info",
        tr("Say what a plan holds: layers, zones, areas, registers, history, and the hash of what it says."),
        "lianfang info border.lianfang.gpkg",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("plan_info"))


def _add_verify(commands: Commands) -> None:
    command = _command(
        commands,
        "verify",
        tr(
            "Check a plan thoroughly: file, rows and shapes, the way back of every change, the rasters beside it. "
            "With a paper before it: does the plan still say what the paper says?"
        ),
        "lianfang verify V-7K3M-9QXA-2B4C-VR border.lianfang.gpkg",
    )
    command.add_argument(
        "paper",
        nargs="?",
        default="",
        help=tr("a hash from paper, its short form, the text of its QR code, or a PDF or DOCX that was exported"),
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--hash",
        default="",
        help=tr("also compare what the plan says with this content hash, or the text of a plate's QR code"),
    )
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("verifying"))


def _add_versions(commands: Commands) -> None:
    command = _command(
        commands,
        "versions",
        tr("List versions of areas and agreements and who agreed to what, or write an amendment as a document."),
        "lianfang versions border.lianfang.gpkg --out consents.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--thing", default="", help=tr("only this area or agreement: its name or its id"))
    command.add_argument(
        "--redline",
        nargs=2,
        type=int,
        metavar=("BEFORE", "AFTER"),
        help=tr("compare two versions of --thing by their numbers; 0 is nothing at all"),
    )
    command.add_argument("--out", type=Path, help=tr("write the list (.xlsx, .docx, .pdf, .txt) or the amendment"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("versions"))


def _add_comments(commands: Commands) -> None:
    command = _command(
        commands,
        "comments",
        tr("List the comments pinned to places and shapes of a plan, with their replies."),
        "lianfang comments border.lianfang.gpkg --state open",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--state", choices=("open", "answered", "settled"), help=tr("only those that stand like this"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("comments"))


def _add_verify_figures(commands: Commands) -> None:
    command = _command(
        commands,
        "verify-figures",
        tr("Work every stored figure of the zones out again, and say which still hold and why others do not."),
        "lianfang verify-figures border.lianfang.gpkg",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--again",
        action="store_true",
        help=tr("derive the zones again, outlines and fires too, and compare; the plan stays as it is"),
    )
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("figures"))


def _add_salvage(commands: Commands) -> None:
    command = _command(
        commands,
        "salvage",
        tr("Save what can be saved of a damaged plan into a new one, with a list; the damaged file is not changed."),
        "lianfang salvage damaged.lianfang.gpkg --out saved.lianfang.gpkg",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("the new plan; it must not exist"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("salvaging"))


def _add_pack(commands: Commands) -> None:
    command = _command(
        commands,
        "pack",
        tr("Put a plan with its rasters and a list of both into one file for a colleague."),
        "lianfang pack border.lianfang.gpkg --out border.联防包",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("the package to write, or a folder for it"))
    command.set_defaults(handler=_late("packing"))


def _add_unpack(commands: Commands) -> None:
    command = _command(
        commands,
        "unpack",
        tr("Take the plan and its rasters out of a package, checking every file against its list."),
        "lianfang unpack border.联防包 --out received",
    )
    command.add_argument("package", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("folder to unpack into"))
    command.set_defaults(handler=_late("unpacking"))


def _year(text: str) -> int:
    if not (text.isdigit() and 2000 <= int(text) <= 2099):
        raise argparse.ArgumentTypeError(tr("{value}: no year between 2000 and 2099").format(value=text))
    return int(text)


def _add_document_options(command: argparse.ArgumentParser, *, with_date: bool = True) -> None:
    if with_date:
        command.add_argument("--date", type=_date, default=None, help=tr("reference date of documents, YYYY-MM-DD"))
    command.add_argument("--purpose", default="", help=tr("what the documents are for"))
    command.add_argument("--classification", default="", help=tr("classification, e.g. 内部资料"))
    command.add_argument("--review-number", default="", help=tr("map review number (审图号)"))


def _late(module: str) -> Callable[[argparse.Namespace], int]:
    """Return a handler that imports its module when it runs: help and the window must not wait for it."""

    def handler(arguments: argparse.Namespace) -> int:
        run_command: Callable[[argparse.Namespace], int] = import_module(f"app.headless.{module}").run
        return run_command(arguments)

    return handler


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            tr("{text}: not a date; write it as YYYY-MM-DD, e.g. 2026-11-21").format(text=text)
        ) from None


def open_desktop(arguments: argparse.Namespace) -> int:
    """Start the window; without graphics, say which system libraries are missing."""
    from app.qtcore import APT_LINE, graphics_problem

    problem = graphics_problem()
    if problem:
        print(tr("The window cannot open because Qt cannot load: {reason}").format(reason=problem), file=sys.stderr)
        print(tr("On Debian, Ubuntu, UOS or Kylin this line installs what is missing:"), file=sys.stderr)
        print(APT_LINE, file=sys.stderr)
        return Exit.NO_GRAPHICS
    from app.application import start

    return start([str(path) for path in arguments.files], is_probe=arguments.probe)


def _guarded(handler: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Turn what went wrong into one sentence and an exit code."""
    from app import logs
    from layers.errors import LianfangError, MissingCrs, PlanError, SourceError
    from layers.progress import Cancelled

    logs.start(logs.COMMANDS)
    try:
        return handler(arguments)
    except (KeyboardInterrupt, Cancelled):
        print(tr("Cancelled; nothing that was finished is lost."), file=sys.stderr)
        return Exit.CANCELLED
    except LianfangError as error:
        print(error_text(error), file=sys.stderr)
        if isinstance(error, MissingCrs):  # there is no list to choose from here
            crs = next(iter(error.facts.get("candidates") or ()), "EPSG:4490")
            text = tr("    → say which when reading it, e.g.: --crs {crs}")
            print(text.format(crs=f'"{crs}"' if " " in crs else crs), file=sys.stderr)
        if isinstance(error, SourceError):
            return Exit.BAD_INPUT
        return Exit.PLAN if isinstance(error, PlanError) else Exit.FAILED
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        sys.stderr.close()
        return Exit.OK
    except OSError as error:
        text = tr("{name}: {reason}. Choose a folder you may write to, with free space.")
        print(text.format(name=error.filename or "", reason=_system_reason(error)), file=sys.stderr)
        return Exit.FAILED
    except Exception as error:
        return _unforeseen(error, str(arguments.command))


def _unforeseen(error: Exception, command: str) -> int:
    """Leave a report about what nobody foresaw, and say where it is."""
    from app import crash_reports, unforeseen

    unforeseen.tell(error, f"the command {command}")
    text = crash_reports.text_of(error, f"the command {command}")
    path = crash_reports.write(text)
    detail = f"{type(error).__name__}: {error}"
    print(tr("Something unforeseen happened: {detail}").format(detail=detail), file=sys.stderr)
    if path is None:
        print(text, file=sys.stderr)
    else:
        print(tr("    → a report without names or coordinates: {path}").format(path=path), file=sys.stderr)
    return Exit.FAILED


def _system_reason(error: OSError) -> str:
    """Word why the system refused; the system's own words for what is rare."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return tr("you may not write there")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return tr("the disk is full")
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return tr("there is a file of that name")
    return tr("there is no such folder") if error.errno == errno.ENOENT else error.strerror or str(error)
