"""The step card: where the person is, what to do and why."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.model import Mode, Scenario
from ..core.snapshot import Phase, Snapshot
from ..language import Translator
from .choices import ChoicePanel, question_panel
from .names import instrument_name, scenario_text, step_title


@dataclass(frozen=True, slots=True)
class StepPanel:
    """Everything the step card shows, as texts."""

    title: str
    chapter: str
    goal: str
    why: str
    """Empty in assess mode."""
    hints: tuple[str, ...]
    """Hints shown so far."""
    hints_left: str
    """Empty in assess mode and when every hint is shown."""
    progress: str
    """``3/17``."""
    progress_share: float
    """Steps finished, 0 to 1."""
    instruments: tuple[str, ...]
    mode: str
    timer: str
    """Time in the step, ``3:05``; empty in learn mode, which has no clock."""
    question: ChoicePanel | None


def step_panel(snapshot: Snapshot, scenario: Scenario, translator: Translator) -> StepPanel:
    """The card of the step that is on."""
    step, mode = snapshot.step, snapshot.mode
    helped = mode is not Mode.ASSESS
    finished = snapshot.phase is Phase.FINISHED
    hints_left = step.hint_count - step.hints_shown if helped else 0
    return StepPanel(
        title=translator.text("hud.finished") if finished else step_title(scenario, step.id, translator),
        chapter=_chapter(step.chapter, scenario, translator),
        goal="" if finished else scenario_text(scenario, f"steps.{step.id}.goal", translator),
        why=scenario_text(scenario, f"steps.{step.id}.why", translator) if helped and not finished else "",
        hints=tuple(
            scenario_text(scenario, f"steps.{step.id}.hint{number}", translator)
            for number in range(1, step.hints_shown + 1)
        ),
        hints_left=translator.text("hud.hints_left", count=hints_left) if hints_left > 0 else "",
        progress=f"{min(step.index + 1, step.count)}/{step.count}",
        progress_share=1.0 if finished else step.index / max(1, step.count),
        instruments=tuple(instrument_name(scenario, instrument, translator) for instrument in step.instruments),
        mode=translator.text(f"mode.{mode.value}"),
        timer="" if mode is Mode.LEARN else translator.clock(step.elapsed_s),
        question=question_panel(step.question, step, scenario, translator) if step.question else None,
    )


def _chapter(chapter: str, scenario: Scenario, translator: Translator) -> str:
    return scenario_text(scenario, f"chapters.{chapter}", translator) or chapter
