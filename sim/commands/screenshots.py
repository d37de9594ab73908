"""``proctor screenshots``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options as o
from .output import give, say, stdout_for_result
from .preferences import preferences

FolderOption = Annotated[Path, typer.Option("-o", "--output", help="The folder for the pictures.", metavar="DIR")]


def screenshots(output: FolderOption, quality: o.QualityOption = None, lang: o.LanguageOption = None) -> None:
    """Take pictures of the trainer while the expert plays."""
    from ..language import Translator

    settings = preferences(lang, quality)
    with stdout_for_result():
        from ..screenshots import take_screenshots

        take_screenshots(output, settings, say)
    give(Translator(settings.language).text("cli.saved_pictures", path=output))
