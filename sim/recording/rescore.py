"""Scoring a run again from nothing but its recorded input."""

from __future__ import annotations

from ..core.model import Scenario
from ..core.ports import Simulation
from ..core.scorecard import ScoreCard
from ..scoring.card import score_run
from .contents import encode
from .reader import Run, check_scenario


def rescore(run: Run, scenario: Scenario, session: Simulation) -> tuple[ScoreCard, bool]:
    """Simulate a run again in a new session with its options.

    Gives the score card, and whether it and every event are bit for bit those recorded. A run that was broken off has
    no card; there the events alone decide. The norms are those of the file's device: no input tells it, so a rescore
    takes it as it stands. Raises RunFileError when the scenario is not the one that was played.
    """
    check_scenario(run, scenario)
    events = [event for frame in run.frames() for event in session.step(frame)[1]]
    card = score_run(session.record(), scenario, run.device)
    same_card = run.card is None or encode(card) == encode(run.card)
    return card, same_card and tuple(events) == run.events
