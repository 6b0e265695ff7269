"""The command line: exit codes, console, the main commands.  The other commands' arguments are in ``app.arguments``,
what all of them do in ``app.headless``.
"""

from __future__ import annotations

import argparse
import errno
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import heavy
from app.arguments import documents, exchange, hazards, lists, patrol, plan_file
from app.arguments.common import Commands, common_options, document_options, iso_date, json_option, late, new_command
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


def _with_default_command(argv: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    """Let ``lianfang`` and ``lianfang PLAN`` open the desktop."""
    words = list(argv)
    spoken = [word for before, word in zip(["", *words], words, strict=False) if before != "--lang"]
    first = next((word for word in spoken if not word.startswith("-")), None)
    if first in _names(parser) or any(word in ("-h", "--help", "--version") for word in words):
        return words
    return ["open", *words]


def _names(parser: argparse.ArgumentParser) -> set[str]:
    """Return the names of all commands."""
    of_commands = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name for action in of_commands for name in action.choices}


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
    common_options(parser, language="zh_CN")
    parser.add_argument("--version", action="version", version=program_version(), help=tr("show the version and exit"))
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"), required=True)
    _add_open(commands)
    _add_demo(commands)
    _add_check(commands)
    _add_analyse(commands)
    for group in (documents, lists, hazards, patrol, plan_file, exchange):
        group.add(commands)
    return parser


def _add_open(commands: Commands) -> None:
    command = new_command(commands, "open", tr("Open the window."), "lianfang open huairou-fengning.lianfang.gpkg")
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=tr("a plan, or any map files to start from")
    )
    command.add_argument("--probe", action="store_true", help=argparse.SUPPRESS)  # say when the window stands, and go
    command.set_defaults(handler=open_desktop)


def _add_demo(commands: Commands) -> None:
    command = new_command(
        commands,
        "demo",
        tr("Do the main job on the built-in sample: build the plan, find the zones, export the annex in every format."),
        "python main.py demo --out demo",
    )
    command.add_argument("--out", type=Path, required=True, help=tr("folder for the plan and the documents"))
    document_options(command)
    command.set_defaults(handler=late("demo"))


def _add_check(commands: Commands) -> None:
    command = new_command(
        commands,
        "check",
        tr("Say what files are and what is wrong with them."),
        "lianfang check forest.shp villages.xlsx",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    json_option(command)
    command.set_defaults(handler=late("checking"))


def _add_analyse(commands: Commands) -> None:
    command = new_command(
        commands,
        "analyse",
        tr("Read layers into a plan and derive its shared-responsibility zones."),
        "lianfang analyse counties.gpkg forest.shp depots.csv --plan border.lianfang.gpkg",
    )
    command.add_argument("layers", nargs="*", type=Path, metavar="LAYER", help=tr("map files to add to the plan first"))
    command.add_argument(
        "--plan",
        type=Path,
        default=None,
        help=tr("the plan; made when it does not exist; may be left out with --scheduler and --out"),
    )
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
        type=iso_date,
        default=None,
        help=tr("reference date of the plan, YYYY-MM-DD; a new one has today's"),
    )
    command.add_argument("--json", action="store_true", help=tr("print the zones as one JSON document"))
    command.add_argument(
        "--scheduler",
        default=None,
        metavar="local|ADDRESS",
        help=tr(
            "work in pieces: local for this machine's cores, the address of a dask scheduler for a cluster, "
            "none for one piece after the other; same result"
        ),
    )
    command.add_argument("--workers", type=int, default=None, metavar="N", help=tr("workers of --scheduler local"))
    command.add_argument(
        "--worker-memory", default=None, metavar="SIZE", help=tr("what each of them may hold, e.g. 2GB")
    )
    command.add_argument(
        "--shared", type=Path, default=None, metavar="FOLDER", help=tr("folder that all workers see under this name")
    )
    command.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="FOLDER",
        help=tr("write one GeoPackage for each province and a national summary there"),
    )
    command.set_defaults(handler=late("analysing"))


def open_desktop(arguments: argparse.Namespace) -> int:
    """Start the window; without graphics, say which system libraries are missing."""
    from app.qtcore import APT_LINE, graphics_problem

    gc.disable()  # a tenth of the start, for nothing: it lets go of nothing yet; then app.collector takes over
    problem = graphics_problem()
    if problem:
        print(tr("The window cannot open because Qt cannot load: {reason}").format(reason=problem), file=sys.stderr)
        print(tr("On Debian, Ubuntu, UOS or Kylin this line installs what is missing:"), file=sys.stderr)
        print(APT_LINE, file=sys.stderr)
        return Exit.NO_GRAPHICS
    heavy.defer()
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
