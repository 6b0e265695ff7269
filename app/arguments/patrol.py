"""Arguments of the commands about the land that is watched."""

from __future__ import annotations

from pathlib import Path

from app.arguments.common import Commands, json_option, late, new_command, positive
from app.qtcore import tr


def add(commands: Commands) -> None:
    """Add the commands."""
    _lookouts(commands)
    _patrols(commands)
    _blocks(commands)


def _lookouts(commands: Commands) -> None:
    command = new_command(
        commands,
        "lookouts",
        tr("What lookouts see of each county's woods, what only the neighbour sees, what nobody sees (瞭望覆盖)."),
        "lianfang lookouts border.lianfang.gpkg --sites 3 --out lookouts.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "--range", type=positive, default=8.0, metavar="KM", help=tr("how far smoke is made out (default: 8)")
    )
    command.add_argument(
        "--target", type=positive, default=30.0, metavar="M", help=tr("height of the smoke (default: 30)")
    )
    command.add_argument(
        "--eye",
        type=positive,
        default=15.0,
        metavar="M",
        help=tr("height of the eye where none is given (default: 15)"),
    )
    command.add_argument("--cell", type=positive, default=100.0, metavar="M", help=tr("side of a cell (default: 100)"))
    command.add_argument("--sites", type=int, default=0, metavar="N", help=tr("suggest this many further sites"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    json_option(command)
    command.set_defaults(handler=late("lookouts"))


def _patrols(commands: Commands) -> None:
    command = new_command(
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
        "--longest", type=positive, default=10.0, metavar="KM", help=tr("length of a suggested route (default: 10)")
    )
    command.add_argument("--gpx", type=Path, metavar="FILE", help=tr("the routes for devices, .gpx"))
    command.add_argument("--cards", type=Path, metavar="FILE", help=tr("a card for each route to carry, .pdf or .docx"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.set_defaults(handler=late("patrols"))


def _blocks(commands: Commands) -> None:
    command = new_command(
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
        "--band", type=positive, default=5.0, metavar="KM", help=tr("how far to each side of the county lines (5 km)")
    )
    command.add_argument(
        "--around-zones", action="store_true", help=tr("only in and near the shared zones of the plan")
    )
    command.add_argument(
        "--least", type=positive, default=50.0, metavar="HA", help=tr("smaller pieces join a neighbour (50 ha)")
    )
    command.set_defaults(handler=late("blocks"))
