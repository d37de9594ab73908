"""``proctor bench``."""

from __future__ import annotations

from . import options as o
from .output import give, give_json, say, stdout_for_result


def bench(seed: o.SeedOption = 1, quality: o.QualityOption = None, json: o.JsonOption = False) -> None:
    """Measure speed and memory over the expert's whole run."""
    with stdout_for_result():
        from ..bench import measure
        from ..settings import PictureQuality

        result = measure(seed, quality or PictureQuality.LOW, say)
    if json:
        give_json(result.to_json())
        return
    for line in result.lines():
        give(line)
