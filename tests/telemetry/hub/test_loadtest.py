from __future__ import annotations

from pathlib import Path

from hubs import a_hub, run

from telemetry.loadtest import Load, Measured, put_load


def test_a_load_is_put_on_a_hub_and_what_came_of_it_is_measured(tmp_path: Path) -> None:
    measured: list[Measured] = []

    async def test() -> None:
        async with a_hub(tmp_path) as hub:
            measured.append(await put_load(hub.url, Load(rooms=2, people=3, hertz=20.0, seconds=0.5)))

    run(test)
    (result,) = measured
    assert result.sent > 0
    assert 0 < result.told <= result.expected + 6 * 2 * 20, "those under way when measuring began may come on top"
    assert 0.0 < result.median_ms <= result.p99_ms <= result.worst_ms
