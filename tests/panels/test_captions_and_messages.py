import pytest
from panel_snapshots import procedure

from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_HZ
from sim.core.model import Mode
from sim.language import Translator, available_languages
from sim.panels.captions import CaptionStack
from sim.panels.limits import Status
from sim.panels.messages import MessageLog


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


def test_a_caption_stays_three_seconds_and_fades_in_the_last_half(translator):
    captions = CaptionStack(translator)
    captions.hear("caption.break_through", 10.0)
    (line,) = captions.lines(12.0)
    assert line.text == translator.text("caption.break_through")
    assert line.opacity == 1.0
    assert captions.lines(12.75)[0].opacity == pytest.approx(0.5)
    assert captions.lines(13.0) == ()


def test_a_sound_heard_again_stays_longer_and_is_not_doubled(translator):
    captions = CaptionStack(translator)
    for time_s in (0.0, 1.0, 2.0):
        captions.hear("caption.drill_running", time_s)
    assert len(captions.lines(4.0)) == 1


def test_at_most_three_captions_are_shown(translator):
    captions = CaptionStack(translator)
    for number, key in enumerate(("contact", "skive", "drill_loaded", "break_through")):
        captions.hear(f"caption.{key}", number * 0.1)
    assert [line.key for line in captions.lines(0.5)] == [
        "caption.skive",
        "caption.drill_loaded",
        "caption.break_through",
    ]


def test_captions_of_a_time_to_come_are_dropped_after_a_restart(translator):
    captions = CaptionStack(translator)
    captions.hear("caption.contact", 50.0)
    assert captions.lines(1.0) == ()


def test_a_wrong_instrument_is_named(translator):
    log = MessageLog(procedure(), translator)
    log.add([Event(90, EventKind.WRONG_INSTRUMENT, "drill_35")], Mode.PRACTISE)
    (message,) = log.messages
    assert procedure().text("instruments.drill_35.name", translator.language) in message.text
    assert message.status is Status.BAD
    assert message.time_s == pytest.approx(1.0)


def test_values_are_told_with_their_units(translator):
    log = MessageLog(procedure(), translator)
    log.add([Event(1, EventKind.PLUNGED, value=0.0072), Event(1, EventKind.OVERHEATED, value=48.2)], Mode.PRACTISE)
    assert "7 mm" in log.messages[0].text
    assert "48 °C" in log.messages[1].text


def test_most_events_are_not_worth_a_message(translator):
    log = MessageLog(procedure(), translator)
    log.add([Event(1, EventKind.GRASPED, "drill_35"), Event(2, EventKind.CONTACT)], Mode.PRACTISE)
    assert log.messages == ()


def test_messages_leave_after_five_seconds_but_are_kept(translator):
    log = MessageLog(procedure(), translator)
    log.add([Event(FRAME_HZ, EventKind.SKIVED)], Mode.PRACTISE)
    assert log.shown(5.9)
    assert not log.shown(6.1)
    assert log.messages


@pytest.mark.parametrize(
    ("option", "mode", "told"),
    [
        ("right_tibia", Mode.LEARN, "message.right_answer"),
        ("left_tibia", Mode.PRACTISE, "message.wrong_answer"),
        ("left_tibia", Mode.ASSESS, None),
    ],
)
def test_answers_are_judged_aloud_except_in_assess_mode(option, mode, told, translator):
    log = MessageLog(procedure(), translator)
    log.add([Event(1, EventKind.ANSWERED, "operated_side", option)], mode)
    assert [message.text for message in log.messages] == ([translator.text(told)] if told else [])
