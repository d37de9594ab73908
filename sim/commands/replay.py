"""``proctor replay``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..core.errors import ProctorError
from . import options as o
from .output import give, give_json, say, stdout_for_result
from .preferences import preferences

if TYPE_CHECKING:
    from ..core.scorecard import ScoreCard
    from ..recording.reader import Run


def replay(
    run: o.RunArgument,
    rescore: Annotated[bool, typer.Option("--rescore", help="Simulate the input again and compare the score.")] = False,
    scenario: o.OtherScenarioOption = None,
    quality: o.QualityOption = None,
    lang: o.LanguageOption = None,
    json: o.JsonOption = False,
) -> None:
    """Show a recorded run in the window, or score it again."""
    if json and not rescore:
        raise ProctorError("There is nothing to print as JSON while a run is shown.", remedy="Add --rescore.")
    settings = preferences(lang, quality)
    with stdout_for_result():
        from .. import app

        if not rescore:
            from ..window_play import show_again

            show_again(run, scenario, settings)
            return
        found, card, identical = app.score_again(run, scenario)
    _give(found, card, identical, settings.language, json)


def _give(run: Run, card: ScoreCard, identical: bool, language: str, json: bool) -> None:
    from ..language import Translator
    from ..recording.build import build_id
    from .results import rescored_json, verdict

    translator = Translator(language)
    same_build = run.header.build == build_id()
    if run.truncated:
        say(translator.text("cli.cut_short", seconds=translator.number(run.duration_s, 1), count=run.lost_bytes))
    if not same_build:
        say(translator.text("cli.other_build"))
    if json:
        give_json(rescored_json(run, card, identical, same_build))
        return
    give(verdict(card, translator))
    give(translator.text("cli.identical" if identical else "cli.different"))
