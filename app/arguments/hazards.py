"""Arguments of the commands that work out what a hazard does and who comes."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.arguments.common import Commands, json_option, late, new_command, positive
from app.qtcore import tr


def add(commands: Commands) -> None:
    """Add the commands."""
    _fire(commands)
    _spill(commands)
    _rivers(commands)
    _transmission(commands)
    _response(commands)
    _directions(commands)


def _fire(commands: Commands) -> None:
    command = new_command(
        commands,
        "fire",
        tr("Enter a fire: whose it is, when it reaches the neighbour, which villages lie in its way."),
        'lianfang fire border.lianfang.gpkg --at "116°38′E 40°52′N" --wind 6 --wind-from 315 --out arrival.tif',
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--at", required=True, help=tr("longitude and latitude, in degrees or in ° ′ ″"))
    command.add_argument("--hours", type=positive, default=6.0, help=tr("how far ahead (default: 6)"))
    command.add_argument("--fix", type=positive, default=50.0, metavar="M", help=tr("precision of the coordinate, 1 σ"))
    command.add_argument(
        "--line", type=positive, default=50.0, metavar="M", help=tr("precision of the county line, 1 σ")
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
    json_option(command)
    _weather(command)
    command.set_defaults(handler=late("fire"))


def _spill(commands: Commands) -> None:
    command = new_command(
        commands,
        "spill",
        tr("Enter a spill: which counties, intakes and villages it comes to, and by when to tell them."),
        'lianfang spill border.lianfang.gpkg --at "116°38′E 40°52′N" --stage flood --out notice.docx',
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--at", required=True, help=tr("longitude and latitude, in degrees or in ° ′ ″"))
    command.add_argument("--upstream", action="store_true", help=tr("who is above the place instead"))
    command.add_argument("--stage", choices=["low", "normal", "flood"], help=tr("how much water the river carries"))
    command.add_argument("--speed", type=positive, metavar="M_S", help=tr("speed of the water at that stage"))
    command.add_argument("--hours", type=positive, help=tr("how far ahead (default: as the plan has it, or 72)"))
    command.add_argument("--near", type=positive, metavar="M", help=tr("how close to the river places are told"))
    command.add_argument(
        "--margin",
        type=positive,
        metavar="MIN",
        help=tr("a county is to be told so long before the water is there (default: as the plan has it, or 60)"),
    )
    command.add_argument("--found-at", default="", metavar="TIME", help=tr("when it was seen, e.g. 2026-04-05T14:20"))
    command.add_argument("--substance", default="", help=tr("what got into the water"))
    command.add_argument("--amount", default="", help=tr("how much of it"))
    command.add_argument("--number", default="", help=tr("number of the notice (default: from the time)"))
    command.add_argument("--maker", default="", help=tr("who issues the notice"))
    command.add_argument("--out", type=Path, help=tr("a notice of the spill, .docx, .pdf or .txt"))
    json_option(command)
    command.set_defaults(handler=late("spill"))


def _rivers(commands: Commands) -> None:
    command = new_command(
        commands,
        "rivers",
        tr("List what is wrong with the rivers, standards across county lines, departures, legal band, basins."),
        "lianfang rivers border.lianfang.gpkg --out rivers.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("a workbook .xlsx, or map layers .gpkg"))
    command.add_argument("--exposed", action="store_true", help=tr("screen the low land along all rivers too"))
    command.set_defaults(handler=late("rivers"))


def _transmission(commands: Commands) -> None:
    command = new_command(
        commands,
        "transmission",
        tr("County by county: what fires that start in one burn in the others."),
        "lianfang transmission border.lianfang.gpkg --wind 8 --wind-from 315 --out matrix.xlsx",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--hours", type=positive, nargs="+", default=[6.0], help=tr("durations (default: 6)"))
    command.add_argument("--step", type=positive, default=2000.0, metavar="M", help=tr("a fire every so many metres"))
    command.add_argument("--rose", default="", help=tr("winds and how often they blow, e.g. N:3,NE:1,SW:4"))
    command.add_argument("--out", type=Path, required=True, help=tr("a workbook .xlsx"))
    _weather(command)
    command.set_defaults(handler=late("transmission"))


def _response(commands: Commands) -> None:
    command = new_command(
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
        "--within", type=positive, default=60.0, metavar="MIN", help=tr("minutes that are told (default: 60)")
    )
    command.add_argument("--sites", type=int, default=0, metavar="N", help=tr("suggest this many further sites"))
    command.add_argument("--cell", type=positive, metavar="M", help=tr("side of a cell, in place of the parameter"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    command.set_defaults(handler=late("response"))


def _directions(commands: Commands) -> None:
    command = new_command(
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
        type=positive,
        default=500.0,
        metavar="M",
        help=tr("how far fuel sets other fuel alight: 500 (default), 100 or 30"),
    )
    command.add_argument("--without-grass", action="store_true", help=tr("grass throws no embers: leave it out"))
    command.add_argument("--out", type=Path, help=tr("a workbook .xlsx"))
    json_option(command)
    command.set_defaults(handler=late("directions"))


def _weather(command: argparse.ArgumentParser) -> None:
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
    command.add_argument("--cell", type=positive, default=200.0, metavar="M", help=tr("side of a cell (default: 200)"))
