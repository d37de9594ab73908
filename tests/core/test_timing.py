import pytest

from sim.core.timing import STAGES, StageTimer, timed


class Clock:
    time_s = 0.0

    def __call__(self):
        return self.time_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def timer(clock):
    return StageTimer(clock)


def spend(clock, timer, stage, seconds):
    with timer.stage(stage):
        clock.time_s += seconds


def test_visits_of_one_frame_add_up(clock, timer):
    spend(clock, timer, "physics", 0.25)
    spend(clock, timer, "physics", 0.5)
    timer.end_frame()
    spend(clock, timer, "physics", 1.0)
    timer.end_frame()
    assert timer.seconds("physics").tolist() == [0.75, 1.0]


def test_a_nested_stage_counts_for_itself_alone(clock, timer):
    with timer.stage("tissue"):
        clock.time_s += 1.0
        spend(clock, timer, "remesh", 4.0)
        clock.time_s += 2.0
    timer.end_frame()
    assert timer.seconds("tissue").tolist() == [3.0]
    assert timer.seconds("remesh").tolist() == [4.0]
    assert timer.seconds("tissue", "remesh").tolist() == [7.0]


def test_an_open_frame_is_not_counted(clock, timer):
    spend(clock, timer, "input", 1.0)
    assert timer.frames == 0
    assert timer.seconds(*STAGES).size == 0


def test_it_grows_with_a_long_run(clock, timer):
    for _ in range(10_000):
        spend(clock, timer, "input", 0.5)
        timer.end_frame()
    assert timer.seconds("input").sum() == 5000.0


def test_an_error_inside_closes_the_stage(clock, timer):
    with pytest.raises(ZeroDivisionError), timer.stage("physics"):
        1 / 0  # noqa: B018  # raises
    spend(clock, timer, "tissue", 2.0)
    timer.end_frame()
    assert timer.seconds("tissue").tolist() == [2.0]


def test_without_a_timer_nothing_is_measured():
    with timed(None, "physics"):
        pass


def test_an_unknown_stage_is_an_error(timer):
    with pytest.raises(KeyError):
        timer.stage("coffee")
