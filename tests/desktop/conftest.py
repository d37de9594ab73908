from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from sitting import Sitting

from sim.app import open_session
from sim.at_window import AtWindow
from sim.core.model import Mode
from sim.core.options import RunOptions
from sim.scenario import load_scenario
from sim.scene.quality import Quality
from sim.scene.window import Window
from sim.settings import Settings

SIZE = (320, 200)


@pytest.fixture
def sit_down() -> Iterator[Callable[[Settings], Sitting]]:
    """``sit_down(settings)``: a person before a window in memory, at the beginning of the shipped procedure."""
    with ExitStack() as stack:

        def sit(settings: Settings) -> Sitting:
            scenario = load_scenario("plate_osteosynthesis")
            options = RunOptions(Mode.LEARN, dominant=settings.dominant)
            session = stack.enter_context(open_session(scenario, options))
            window = Window(SIZE, offscreen=True, quality=Quality.LOW)
            stack.callback(window.close)
            there = AtWindow(window, session, settings)
            stack.callback(there.close)
            return Sitting(window, session, there)

        yield sit
