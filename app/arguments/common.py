"""What the arguments of several commands are made of."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TypeAlias

from app.qtcore import tr

#: What ``add_subparsers`` returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def new_command(commands: Commands, name: str, text: str, example: str) -> argparse.ArgumentParser:
    """Add a command; its help shows the example."""
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=tr("Example:") + "  " + example,
        add_help=False,
    )
    common_options(command, language=argparse.SUPPRESS)  # else it would undo a --lang before the command
    return command


def common_options(parser: argparse.ArgumentParser, *, language: str) -> None:
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


def document_options(command: argparse.ArgumentParser, *, with_date: bool = True) -> None:
    """Add what every document states."""
    if with_date:
        command.add_argument("--date", type=iso_date, default=None, help=tr("reference date of documents, YYYY-MM-DD"))
    command.add_argument("--purpose", default="", help=tr("what the documents are for"))
    command.add_argument("--classification", default="", help=tr("classification, e.g. 内部资料"))
    command.add_argument("--review-number", default="", help=tr("map review number (审图号)"))


def json_option(command: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    command.add_argument("--json", action="store_true", help=tr("print one JSON document"))


def late(module: str) -> Callable[[argparse.Namespace], int]:
    """Return a handler that imports its module when it runs: help and the window must not wait for it."""

    def handler(arguments: argparse.Namespace) -> int:
        run_command: Callable[[argparse.Namespace], int] = import_module(f"app.headless.{module}").run
        return run_command(arguments)

    return handler


def positive(text: str) -> float:
    """Return a number above zero."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value < 1e6:
        raise argparse.ArgumentTypeError(tr("{value} is no number above zero").format(value=text))
    return value


def iso_date(text: str) -> date:
    """Return a date written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            tr("{text}: not a date; write it as YYYY-MM-DD, e.g. 2026-11-21").format(text=text)
        ) from None
