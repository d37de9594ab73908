"""``proctor scenario list`` and ``proctor scenario validate``."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as o
from .output import give, give_json
from .preferences import preferences

scenario = typer.Typer(help="The scenarios: which there are, and whether their files are right.", no_args_is_help=True)

NamesArgument = Annotated[
    list[str] | None, typer.Argument(help="Names or folders; all that are installed when none is given.")
]


@scenario.command("list")
def list_all(lang: o.LanguageOption = None, json: o.JsonOption = False) -> None:
    """List the scenarios that are installed."""
    from ..scenario.library import list_scenarios, load_scenario

    language = preferences(lang).language
    titles = {name: load_scenario(name).text("procedure.title", language) for name in list_scenarios()}
    if json:
        give_json({"scenarios": [{"name": name, "title": title} for name, title in titles.items()]})
        return
    for name, title in titles.items():
        give(f"{name}  {title}")


@scenario.command()
def validate(names: NamesArgument = None, lang: o.LanguageOption = None, json: o.JsonOption = False) -> None:
    """Check scenarios and name every fault with file, line and column."""
    from ..language import Translator
    from ..scenario.library import list_scenarios
    from ..scenario.library import validate as faults_of

    translator = Translator(preferences(lang).language)
    checked = {name: [str(fault) for fault in faults_of(name)] for name in names or list_scenarios()}
    if json:
        give_json({"valid": not any(checked.values()), "faults": checked})
    else:
        for name, faults in checked.items():
            for sentence in faults or [translator.text("cli.valid", name=name)]:
                give(sentence)
    if any(checked.values()):
        raise typer.Exit(2)
