"""The person's settings, with what was given on the command line on top."""

from __future__ import annotations

from dataclasses import replace

from ..core.intents import Hand
from ..folders import settings_file
from ..settings import PictureQuality, Settings, load_settings
from .options import Language
from .output import say


def preferences(
    language: Language | None = None, quality: PictureQuality | None = None, dominant: Hand | None = None
) -> Settings:
    """Settings as they count for this command; says so when the file was broken."""
    loaded = load_settings(settings_file())
    if loaded.fault:
        say(str(loaded.fault))
    settings = loaded.settings
    return replace(
        settings,
        language=language.value if language else settings.language,
        quality=quality or settings.quality,
        dominant=dominant or settings.dominant,
    )
