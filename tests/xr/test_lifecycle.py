from hypothesis import given
from hypothesis import strategies as st

from sim.xr.lifecycle import Duty, Lifecycle, SessionState

S = SessionState


def duties(*states):
    life = Lifecycle()
    return [life.enter(state) for state in states], life


def test_a_session_from_its_start_to_an_orderly_end():
    asked, life = duties(S.IDLE, S.READY, S.SYNCHRONIZED, S.VISIBLE, S.FOCUSED, S.VISIBLE, S.SYNCHRONIZED, S.STOPPING,
                         S.IDLE, S.EXITING)  # fmt: skip
    assert asked[1] is Duty.BEGIN
    assert asked[7] is Duty.END
    assert asked[9] is Duty.LEAVE
    assert [duty for duty in asked if duty is not Duty.NOTHING] == [Duty.BEGIN, Duty.END, Duty.LEAVE]
    assert not life.running


def test_only_with_the_focus_controllers_mean_anything():
    _, life = duties(S.IDLE, S.READY, S.SYNCHRONIZED, S.VISIBLE)
    assert (life.visible, life.focused, life.running) == (True, False, True)
    life.enter(S.FOCUSED)
    assert life.focused


def test_a_headset_that_is_put_down_and_taken_up_again_begins_again():
    asked, life = duties(S.IDLE, S.READY, S.FOCUSED, S.STOPPING, S.IDLE, S.READY)
    assert asked.count(Duty.BEGIN) == 2
    assert life.running


def test_a_lost_session_is_to_be_made_anew_and_runs_no_more():
    asked, life = duties(S.IDLE, S.READY, S.FOCUSED, S.LOSS_PENDING)
    assert asked[-1] is Duty.RENEW
    assert not life.running


@given(st.lists(st.sampled_from(list(S))))
def test_whatever_a_runtime_says_begin_and_end_take_turns(states):
    life = Lifecycle()
    begun = False
    for state in states:
        duty = life.enter(state)
        if duty is Duty.END:
            assert begun
        begun = (begun or duty is Duty.BEGIN) and duty in (Duty.BEGIN, Duty.NOTHING)
        assert life.running == begun
