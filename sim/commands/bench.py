"""``proctor bench``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import options as o
from .output import give, give_json, say, stdout_for_result

if TYPE_CHECKING:
    from ..bench import Bench
    from ..bench_headset import HeadsetBench


def bench(
    seed: o.SeedOption = 1,
    quality: o.QualityOption = None,
    vr: o.HeadsetOption = o.Headset.OFF,
    json: o.JsonOption = False,
) -> None:
    """Measure speed and memory over the expert's whole run, or in a headset while a hole is drilled."""
    result: Bench | HeadsetBench
    with stdout_for_result():
        from ..settings import PictureQuality

        quality = quality or PictureQuality.LOW
        if vr is o.Headset.OFF:
            from ..bench import measure

            result = measure(seed, quality, say)
        else:
            from ..bench_headset import measure_headset

            result = measure_headset(seed, quality, say)
    if json:
        give_json(result.to_json())
        return
    for line in result.lines():
        give(line)
