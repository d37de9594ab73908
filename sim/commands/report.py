"""``proctor report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options as o
from .output import give, stdout_for_result
from .preferences import preferences

ReportOption = Annotated[Path, typer.Option("-o", "--output", help="The HTML file to write.", metavar="FILE")]


def report(
    run: o.RunArgument, output: ReportOption, scenario: o.OtherScenarioOption = None, lang: o.LanguageOption = None
) -> None:
    """Write a run's report: the score with every number explained, plots and pictures."""
    from ..language import Translator

    language = preferences(lang).language
    with stdout_for_result():
        from ..app import write_run_report

        write_run_report(run, output, scenario, language)
    give(Translator(language).text("cli.saved_report", path=output))
