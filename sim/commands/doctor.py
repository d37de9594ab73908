"""``proctor doctor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import options as o
from .output import give, give_json, stdout_for_result
from .preferences import preferences

if TYPE_CHECKING:
    from ..doctor import Finding
    from ..language import Translator


def doctor(lang: o.LanguageOption = None, json: o.JsonOption = False) -> None:
    """Say what this machine can and cannot do, and how to mend it."""
    from ..doctor import State, examine
    from ..language import Translator

    translator = Translator(preferences(lang).language)
    with stdout_for_result():
        findings = examine()
    if json:
        ready = all(finding.state is not State.MISSING for finding in findings)
        give_json({"ready": ready, "findings": [_as_json(finding, translator) for finding in findings]})
        return
    for finding in findings:
        name, state = translator.text(f"doctor.{finding.id}"), translator.text(f"doctor.state.{finding.state}")
        give(f"[{state}] {name}: {finding.found or translator.text('doctor.none')}")
        if remedy := _remedy(finding, translator):
            give(f"    {remedy}")


def _as_json(finding: Finding, translator: Translator) -> dict[str, str | None]:
    return {
        "id": finding.id,
        "state": finding.state.value,
        "found": finding.found,
        "remedy": _remedy(finding, translator),
    }


def _remedy(finding: Finding, translator: Translator) -> str | None:
    from ..doctor import State

    return None if finding.state is State.GOOD else translator.text(f"doctor.{finding.id}.remedy")
