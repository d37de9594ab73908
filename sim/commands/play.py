"""``proctor play`` and ``proctor demo``: the same, but for who plays by default."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from ..core.model import Mode
from ..core.options import RunOptions
from . import options as o
from .output import give, give_json, say, stdout_for_result
from .preferences import preferences

if TYPE_CHECKING:
    from ..app import Played


def play(
    context: typer.Context,
    scenario: o.ScenarioArgument,
    mode: o.ModeOption = None,
    bot: o.BotOption = None,
    seed: o.SeedOption = 1,
    headless: o.HeadlessOption = False,
    vr: o.HeadsetOption = o.Headset.OFF,
    mirror: o.MirrorOption = None,
    quality: o.QualityOption = None,
    lang: o.LanguageOption = None,
    bone: o.BoneOption = None,
    bit: o.BitOption = None,
    hand: o.HandOption = None,
    record: o.RecordOption = None,
    json: o.JsonOption = False,
) -> None:
    """Play a procedure; ``demo`` lets the expert play unless another bot is named."""
    if context.info_name == "demo":
        mode, bot = mode or Mode.ASSESS, bot or o.Bot.EXPERT
    settings = preferences(lang, quality, hand)
    settings = replace(settings, mirror=mirror or settings.mirror)
    with stdout_for_result():
        from ..app import Order, Wearing, play_order
        from ..recording.contents import PERSON

        options = RunOptions(mode or Mode.LEARN, seed, bone, bit, settings.dominant)
        player = bot.value if bot else PERSON
        ask_mode = mode is None and player == PERSON
        order = Order(scenario, options, player, headless, settings, record, ask_mode, Wearing(vr.value))
        played = play_order(order, say)
    _give(played, settings.language, json)


def _give(played: Played, language: str, json: bool) -> None:
    from ..language import Translator
    from .results import played_json, verdict

    if json:
        give_json(played_json(played.header, played.card, played.run_file))
        return
    translator = Translator(language)
    give(verdict(played.card, translator))
    give(translator.text("cli.saved_run", path=played.run_file))
