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
    "slivers",
    "fire",
    "transmission",
    "blocks",
    "info",
    "verify",
    "salvage",
    "pack",
    "unpack",
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
    _add_slivers(commands)
    _add_fire(commands)
    _add_transmission(commands)
    _add_blocks(commands)
    _add_info(commands)
    _add_verify(commands)
    _add_salvage(commands)
    _add_pack(commands)
    _add_unpack(commands)
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
    command.add_argument("--out", type=Path, required=True, help=tr("folder for the documents"))
    _add_document_options(command)
    command.set_defaults(handler=_late("exporting"))


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
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    _add_weather(command)
    command.set_defaults(handler=_late("fire"))


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
        tr("Check a plan thoroughly: file, rows and shapes, the way back of every change, the rasters beside it."),
        "lianfang verify border.lianfang.gpkg",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--hash", default="", help=tr("also compare what the plan says with this content hash"))
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    command.set_defaults(handler=_late("verifying"))


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


def _add_document_options(command: argparse.ArgumentParser) -> None:
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

    return start([str(path) for path in arguments.files])


def _guarded(handler: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Turn what went wrong into one sentence and an exit code."""
    from layers.errors import LianfangError, MissingCrs, PlanError, SourceError
    from layers.progress import Cancelled

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


def _system_reason(error: OSError) -> str:
    """Word why the system refused; the system's own words for what is rare."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return tr("you may not write there")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return tr("the disk is full")
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return tr("there is a file of that name")
    return tr("there is no such folder") if error.errno == errno.ENOENT else error.strerror or str(error)
