"""What both eyes see in a headset, and the window beside it, taken in memory: no headset is needed for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .app import Say
from .core.headset import Eye, Fov
from .core.intents import Hand
from .core.pose import Pose, add, quat_from_axis_angle
from .core.snapshot import Snapshot
from .core.views import STANDING_EYES_M, STANDING_PLACE
from .language import Translator
from .scene.headset_display import HeadsetDisplay
from .scene.panels.air_panels import AirPanels
from .session.session import Session
from .settings import Settings
from .window_play import open_window

SIZE = (1000, 640)
HALF_EYES_M = 0.0315
LOOKS_DOWN_RAD = -0.66
FIELD = Fov(-0.98, 0.98, 0.72, -0.80)
LEAD = 30
"""Pictures before the one that is kept: the panels are drawn, chips fly and water runs."""


def take_headset_pictures(
    folder: Path, settings: Settings, session: Session, drilling: Iterator[Snapshot], say: Say
) -> None:
    """Keep ``headset_eyes.png`` and ``headset_mirror.png`` of what goes on. DisplayError when nothing can be drawn."""
    head = Pose(
        add(STANDING_PLACE, (0.03, 0.03, STANDING_EYES_M)), quat_from_axis_angle((1.0, 0.0, 0.0), LOOKS_DOWN_RAD)
    )
    left, right = (Eye(head @ Pose((x, 0.0, 0.0)), FIELD) for x in (-HALF_EYES_M, HALF_EYES_M))
    with open_window(settings, offscreen=True) as window:
        display = HeadsetDisplay(window, session.scenario, session.bone, SIZE)
        panels = AirPanels(window, session.scenario, Translator(settings.language))
        display.hang(panels)
        for number, snapshot in enumerate(drilling):
            panels.look_from(head, at_once=number == 0)
            display.follow(snapshot, (), head, {hand: snapshot.hand(hand).pose for hand in Hand}, {})
            display.look((left, right))
            display.draw()
            if number == LEAD:
                break
        say(str(display.screenshot_eyes(folder / "headset_eyes.png")))
        say(str(window.screenshot(folder / "headset_mirror.png")))
