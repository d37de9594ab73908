"""The command ``proctor``. Whatever a person did wrong ends in one clear sentence and code 2."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from telemetry.errors import TelemetryError

from .commands.bench import bench
from .commands.doctor import doctor
from .commands.hub import hub
from .commands.output import give, say
from .commands.play import play
from .commands.replay import replay
from .commands.report import report
from .commands.scenario import scenario
from .commands.screenshots import screenshots
from .core.errors import ProctorError

app = typer.Typer(
    name="proctor",
    help="An immersive trainer in which a surgeon learns a device by using it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        give(f"proctor {version('proctor-vr')}")
        raise typer.Exit


@app.callback()
def _start(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    pass


def with_whole_options(arguments: list[str]) -> list[str]:
    """The command line with ``--vr=on`` for a bare ``--vr``, which takes a value or none."""
    return ["--vr=on" if argument == "--vr" else argument for argument in arguments]


app.command("play", help="Play a procedure in the window.")(play)
app.command("demo", help="Let a bot show a procedure, in the window or without one.")(play)
app.command()(replay)
app.command()(report)
app.add_typer(scenario, name="scenario")
app.add_typer(hub, name="hub")
app.command()(screenshots)
app.command()(bench)
app.command()(doctor)


def main() -> None:
    """Run the command line and end the process with its code."""
    try:
        app(with_whole_options(sys.argv[1:]))
    except (ProctorError, TelemetryError) as error:
        say(str(error))
        raise SystemExit(2) from None
