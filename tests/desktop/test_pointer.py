"""The mouse of a window, played by a stand-in for the window's pointer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import pytest
from panda3d.core import WindowProperties

from sim.scene.pointer import PATIENCE, TRIES, Pointer

WIDTH, HEIGHT = 1280, 800
MIDDLE = (640.0, 400.0)


@dataclass
class Where:
    """A pointer's place, as Panda3D tells it."""

    place: tuple[float, float]

    def get_x(self) -> float:
        return self.place[0]

    def get_y(self) -> float:
        return self.place[1]


@dataclass
class Screen:
    """A window whose pointer somebody pushes about."""

    relative: bool = True
    """Whether the system can tell relative motion."""
    can_be_put: bool = True
    late: int = 0
    """For how many looks the pointer is still reported where it was before it was put elsewhere."""
    place: tuple[float, float] = MIDDLE
    asked: list[WindowProperties] = field(default_factory=list)
    refused: WindowProperties = field(default_factory=WindowProperties)
    stale: list[tuple[float, float]] = field(default_factory=list)
    puts: int = 0

    def push(self, right: float, down: float) -> None:
        x, y = self.place[0] + right, self.place[1] + down
        self.place = (min(WIDTH - 1.0, max(0.0, x)), min(HEIGHT - 1.0, max(0.0, y)))

    def get_pointer(self, _: int) -> Where:
        return Where(self.stale.pop() if self.stale else self.place)

    def move_pointer(self, _: int, x: int, y: int) -> bool:
        self.puts += 1
        if self.can_be_put:
            self.stale = [self.place] * self.late
            self.place = (x, y)
        return True

    def get_x_size(self) -> int:
        return WIDTH

    def get_y_size(self) -> int:
        return HEIGHT

    def request_properties(self, wanted: WindowProperties) -> None:
        self.asked.append(WindowProperties(wanted))
        if wanted.get_mouse_mode() == WindowProperties.M_relative and not self.relative:
            self.refused.set_mouse_mode(WindowProperties.M_relative)

    def get_rejected_properties(self) -> WindowProperties:
        return self.refused

    def clear_rejected_properties(self) -> None:
        self.refused = WindowProperties()


def captured(screen: Screen) -> Pointer:
    pointer = Pointer(screen)
    pointer.capture(True)
    assert pointer.moved() == (0.0, 0.0)
    return pointer


def travelled(screen: Screen, pointer: Pointer, step: tuple[float, float], times: int) -> tuple[float, float]:
    sums = [0.0, 0.0]
    for _ in range(times):
        screen.push(*step)
        right, down = pointer.moved()
        sums[0] += right
        sums[1] += down
    return sums[0], sums[1]


def test_a_free_pointer_moves_no_hand() -> None:
    screen = Screen()
    pointer = Pointer(screen)
    assert travelled(screen, pointer, (30.0, 5.0), 4) == (0.0, 0.0)
    assert screen.asked == []
    assert screen.puts == 0


def test_a_captured_pointer_is_hidden_and_never_comes_to_an_end() -> None:
    screen = Screen()
    pointer = captured(screen)
    assert screen.asked[-1].get_cursor_hidden()
    assert screen.asked[-1].get_mouse_mode() == WindowProperties.M_relative
    assert travelled(screen, pointer, (31.0, -17.0), 100) == (3100.0, -1700.0)


@pytest.mark.parametrize("late", [0, 1, 2])
def test_a_pointer_that_is_put_back_late_makes_no_jump(late: int) -> None:
    screen = Screen(late=late)
    pointer = captured(screen)
    steps = []
    for _ in range(60):
        screen.push(20.0, 0.0)
        steps.append(pointer.moved()[0])
    assert all(0.0 <= step <= 20.0 * (late + 1) for step in steps)
    assert sum(steps) == pytest.approx(60 * 20.0, abs=20.0 * (late + 1))


def test_without_relative_motion_the_pointer_is_kept_in_the_window() -> None:
    screen = Screen(relative=False)
    pointer = captured(screen)
    assert [each.get_mouse_mode() for each in screen.asked] == [
        WindowProperties.M_relative,
        WindowProperties.M_confined,
    ]
    assert travelled(screen, pointer, (-40.0, 0.0), 50) == (-2000.0, 0.0)
    assert len(screen.asked) == 2


def test_a_pointer_that_cannot_be_put_still_moves_the_hand() -> None:
    screen = Screen(can_be_put=False)
    pointer = captured(screen)
    travelled(screen, pointer, (25.0, 0.0), 12)
    for _ in range(TRIES * (PATIENCE + 1)):
        pointer.moved()
    puts = screen.puts
    assert travelled(screen, pointer, (-20.0, 0.0), 40) == (-800.0, 0.0)
    assert screen.puts == puts


def test_a_released_pointer_can_be_seen_and_starts_anew() -> None:
    screen = Screen()
    pointer = captured(screen)
    pointer.capture(False)
    assert not screen.asked[-1].get_cursor_hidden()
    assert screen.asked[-1].get_mouse_mode() == WindowProperties.M_absolute
    screen.push(-300.0, 100.0)
    pointer.capture(True)
    assert pointer.moved() == (0.0, 0.0)
    screen.push(3.0, 4.0)
    assert math.hypot(*pointer.moved()) == 5.0


def test_a_picture_in_memory_has_no_pointer() -> None:
    pointer = Pointer(object())
    pointer.capture(True)
    assert pointer.moved() == (0.0, 0.0)
