from types import SimpleNamespace

import pytest

from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_S, HandInput, InputFrame
from sim.core.pose import Pose
from sim.loop import MOST_STEPS_A_PICTURE, Loop


class Counter:
    """A simulation that only counts, and ends after a number of frames."""

    def __init__(self, length, work=lambda: None):
        self.length = length
        self.work = work
        self.frames = []
        self.snapshot = SimpleNamespace(frame=0)

    @property
    def finished(self):
        return len(self.frames) >= self.length

    def step(self, frame):
        self.work()
        self.frames.append(frame)
        self.snapshot = SimpleNamespace(frame=len(self.frames))
        return self.snapshot, (Event(frame.index, EventKind.CONTACT),)


class Hand:
    """Moves a little every frame, by numbers that are no float32 values, and leaves after a number of frames."""

    def __init__(self, length=10_000):
        self.length = length

    def poll(self, index, snapshot):
        assert snapshot.frame == index
        if index >= self.length:
            return None
        return InputFrame(index, HandInput(Pose((0.1 * index, 0.0, 1.0))), HandInput())


class Kept:
    def __init__(self):
        self.frames = []

    def record(self, frame, events):
        self.frames.append(frame)

    def close(self):
        pass


class Screen:
    """Needs some time for every picture."""

    def __init__(self, clock, picture_s):
        self.clock, self.picture_s = clock, picture_s
        self.shown, self.events = [], []

    def show(self, snapshot, events):
        self.clock.time_s += self.picture_s
        self.shown.append(snapshot.frame)
        self.events += events

    def close(self):
        pass


class Clock:
    def __init__(self, patience_s=None):
        self.time_s = self.waited_s = 100.0
        self.patience_s = patience_s

    def now(self):
        return self.time_s

    def pass_by(self, seconds):
        self.time_s += seconds

    def wait(self, seconds):
        self.time_s += seconds
        self.waited_s = self.time_s

    @property
    def hurries(self):
        return self.patience_s is not None and self.time_s - self.waited_s >= self.patience_s


def shown(frames, picture_s, step_s=0.0, patience_s=None):
    clock = Clock(patience_s)
    screen, counter, kept = Screen(clock, picture_s), Counter(frames, lambda: clock.pass_by(step_s)), Kept()
    Loop(counter, Hand(), kept).run_shown(screen, clock)
    assert [frame.index for frame in kept.frames] == list(range(frames))
    assert [event.frame for event in screen.events] == list(range(frames))
    assert screen.shown[-1] == frames
    return screen, clock.time_s - 100.0


def test_a_quick_machine_shows_every_frame_in_real_time():
    screen, took_s = shown(frames=180, picture_s=0.002)
    assert took_s == pytest.approx(180 * FRAME_S, abs=3 * FRAME_S)
    assert len(screen.shown) >= 178


def test_a_slower_screen_shows_fewer_pictures_but_keeps_time():
    screen, took_s = shown(frames=180, picture_s=4 * FRAME_S)
    assert took_s == pytest.approx(180 * FRAME_S, abs=6 * FRAME_S)
    assert len(screen.shown) == pytest.approx(180 / 4, abs=3)


def test_a_far_too_slow_screen_slows_the_simulation_down():
    screen, took_s = shown(frames=180, picture_s=0.5)
    steps = [after - before for before, after in zip(screen.shown, screen.shown[1:], strict=False)]
    assert max(steps) <= MOST_STEPS_A_PICTURE
    assert took_s > 5 * 180 * FRAME_S


def test_a_picture_that_cannot_wait_slows_a_slow_simulation_down_instead():
    screen, took_s = shown(frames=60, picture_s=0.001, step_s=0.03, patience_s=0.01)
    steps = [after - before for before, after in zip(screen.shown, screen.shown[1:], strict=False)]
    assert max(steps) == 1
    assert took_s >= 60 * 0.03


class Headset(Clock):
    """Shows every picture for as long, whatever anybody asks."""

    def __init__(self, period_s):
        super().__init__()
        self.period_s = period_s

    def wait(self, seconds):
        self.time_s += self.period_s


@pytest.mark.parametrize(("period_s", "frames_a_picture"), [(0.011111111, 1), (1 / 90, 1), (0.1, MOST_STEPS_A_PICTURE)])
def test_a_headset_that_beats_with_the_frames_gets_as_many_in_every_picture(period_s, frames_a_picture):
    clock = Headset(period_s)
    screen = Screen(clock, 0.0)
    Loop(Counter(90 * frames_a_picture), Hand(), Kept()).run_shown(screen, clock)
    assert screen.shown == list(range(0, 90 * frames_a_picture + 1, frames_a_picture))


def test_headless_it_runs_to_the_end_of_the_procedure():
    counter, kept = Counter(500), Kept()
    Loop(counter, Hand(), kept).run()
    assert len(counter.frames) == 500
    assert kept.frames == counter.frames


def test_it_ends_when_the_person_leaves():
    counter = Counter(500)
    Loop(counter, Hand(length=20), Kept()).run()
    assert len(counter.frames) == 20


def test_the_simulation_sees_exactly_what_a_run_file_can_hold():
    counter = Counter(3)
    Loop(counter, Hand(), Kept()).run()
    assert counter.frames[1].left.target.position[0] == 0.10000000149011612
