"""How the steps speak to the terminal.

wasabi's messages wrap at 80 columns, through the middle of ``path:line``; these do not, so
that a fault can be found by its place, or clicked.
"""

from typing import Optional

import typer
from wasabi import msg

divider, table = msg.divider, msg.table


def line(text: str) -> None:
    typer.echo(text)


def good(text: str) -> None:
    typer.secho(f"✔ {text}", fg="green")


def info(text: str) -> None:
    typer.secho(f"ℹ {text}", fg="blue")


def warn(text: str) -> None:
    typer.secho(f"⚠ {text}", fg="yellow")


def fail(text: str, *, exits: Optional[int] = None) -> None:
    """Say what went wrong; with `exits` also end the command with that status."""
    typer.secho(f"✘ {text}", fg="red")
    if exits is not None:
        raise typer.Exit(exits)
