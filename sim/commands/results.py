"""Results, for people and for machines."""

from __future__ import annotations

from pathlib import Path

from ..core.scorecard import ScoreCard
from ..language import Translator
from ..recording.contents import PERSON, RunHeader
from ..recording.reader import Run
from ..scoring.card import card_to_json


def verdict(card: ScoreCard, translator: Translator) -> str:
    """The score in one sentence."""
    judged = translator.text("debrief.passed" if card.passed else "debrief.not_passed")
    return translator.text("cli.result", score=translator.number(card.score, 1), verdict=judged)


def played_json(header: RunHeader, card: ScoreCard, run_file: Path) -> dict[str, object]:
    """The result of a run; ``bot`` is null when a person played."""
    return {
        **card_to_json(card),
        "bot": None if header.player == PERSON else header.player,
        "seed": header.options.seed,
        "run_file": str(run_file),
    }


def rescored_json(run: Run, card: ScoreCard, identical: bool, same_build: bool) -> dict[str, object]:
    """The result of scoring a run again."""
    return {
        **played_json(run.header, card, run.path),
        "identical": identical,
        "same_build": same_build,
        "truncated": run.truncated,
        "lost_bytes": run.lost_bytes,
    }
