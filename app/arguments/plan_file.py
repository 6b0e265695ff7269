"""Arguments of the commands about the plan as a file."""

from __future__ import annotations

from pathlib import Path

from app.arguments.common import Commands, json_option, late, new_command
from app.qtcore import tr


def add(commands: Commands) -> None:
    """Add the commands."""
    _info(commands)
    _verify(commands)
    _versions(commands)
    _comments(commands)
    _verify_figures(commands)
    _salvage(commands)
    _pack(commands)
    _unpack(commands)


def _info(commands: Commands) -> None:
    command = new_command(
        commands,
        "info",
        tr("Say what a plan holds: layers, zones, areas, registers, history, and the hash of what it says."),
        "lianfang info border.lianfang.gpkg",
    )
    command.add_argument("plan", type=Path)
    json_option(command)
    command.set_defaults(handler=late("plan_info"))


def _verify(commands: Commands) -> None:
    command = new_command(
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
    json_option(command)
    command.set_defaults(handler=late("verifying"))


def _versions(commands: Commands) -> None:
    command = new_command(
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
    json_option(command)
    command.set_defaults(handler=late("versions"))


def _comments(commands: Commands) -> None:
    command = new_command(
        commands,
        "comments",
        tr("List the comments pinned to places and shapes of a plan, with their replies."),
        "lianfang comments border.lianfang.gpkg --state open",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--state", choices=("open", "answered", "settled"), help=tr("only those that stand like this"))
    json_option(command)
    command.set_defaults(handler=late("comments"))


def _verify_figures(commands: Commands) -> None:
    command = new_command(
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
    json_option(command)
    command.set_defaults(handler=late("figures"))


def _salvage(commands: Commands) -> None:
    command = new_command(
        commands,
        "salvage",
        tr("Save what can be saved of a damaged plan into a new one, with a list; the damaged file is not changed."),
        "lianfang salvage damaged.lianfang.gpkg --out saved.lianfang.gpkg",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("the new plan; it must not exist"))
    json_option(command)
    command.set_defaults(handler=late("salvaging"))


def _pack(commands: Commands) -> None:
    command = new_command(
        commands,
        "pack",
        tr("Put a plan with its rasters and a list of both into one file for a colleague."),
        "lianfang pack border.lianfang.gpkg --out border.联防包",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("the package to write, or a folder for it"))
    command.set_defaults(handler=late("packing"))


def _unpack(commands: Commands) -> None:
    command = new_command(
        commands,
        "unpack",
        tr("Take the plan and its rasters out of a package, checking every file against its list."),
        "lianfang unpack border.联防包 --out received",
    )
    command.add_argument("package", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("folder to unpack into"))
    command.set_defaults(handler=late("unpacking"))
