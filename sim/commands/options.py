"""The arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..core.intents import Hand
from ..core.model import BoneQuality, Mode, Sharpness
from ..settings import MirrorPicture, PictureQuality


class Headset(StrEnum):
    """Whether to play in a headset."""

    ON = "on"
    AUTO = "auto"
    OFF = "off"


class Language(StrEnum):
    """Languages of the interface."""

    EN = "en"
    ZH = "zh"


class Bot(StrEnum):
    """Who plays instead of a person."""

    EXPERT = "expert"
    SLOPPY = "sloppy"


ScenarioArgument = Annotated[str, typer.Argument(help="Name of a scenario, or the folder of one.", metavar="SCENARIO")]
RunArgument = Annotated[Path, typer.Argument(help="A run file (.proctor).", metavar="RUN")]
ModeOption = Annotated[
    Mode | None, typer.Option("--mode", help="How much help there is: by default learn to play, assess for a demo.")
]
BotOption = Annotated[Bot | None, typer.Option("--bot", help="Let a bot play.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of everything that is left to chance.")]
HeadsetOption = Annotated[
    Headset, typer.Option("--vr", help="In an OpenXR headset; --vr=auto: in the window if there is none.")
]
MirrorOption = Annotated[
    MirrorPicture | None, typer.Option("--mirror", help="What the window shows beside a headset (there: the key M).")
]
HeadlessOption = Annotated[bool, typer.Option("--headless", help="Without a window, as fast as possible.")]
QualityOption = Annotated[PictureQuality | None, typer.Option("--quality", help="Of the picture.")]
LanguageOption = Annotated[Language | None, typer.Option("--lang", help="Language of the interface.")]
RecordOption = Annotated[Path | None, typer.Option("--record", help="Keep the run in this file.", metavar="FILE")]
JsonOption = Annotated[bool, typer.Option("--json", help="End with one JSON object, for a machine to read.")]
BoneOption = Annotated[BoneQuality | None, typer.Option("--bone", help="Instead of the patient's own.")]
BitOption = Annotated[Sharpness | None, typer.Option("--bit", help="Edges of every bit.")]
HandOption = Annotated[Hand | None, typer.Option("--hand", help="The dominant hand.")]
OtherScenarioOption = Annotated[
    str | None, typer.Option("--scenario", help="Folder of the run's scenario when it is not one that is installed.")
]
