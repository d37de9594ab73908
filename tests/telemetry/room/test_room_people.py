from __future__ import annotations

import pytest
from rehearsal import CODE, Client, Rehearsal

from telemetry.protocol import codec
from telemetry.protocol.codec import Form
from telemetry.protocol.errors import CloseCode, ErrorCode, ProtocolError
from telemetry.protocol.events import (
    Assisted,
    Chat,
    Drawn,
    Dropped,
    HandedOver,
    Help,
    Joined,
    Left,
    LookHere,
    Mode,
    Muted,
    Prompted,
    PromptKind,
    Recorded,
    Returned,
    RunEnded,
    RunStarted,
    StepChanged,
    StepState,
)
from telemetry.protocol.limits import MAX_CHAT, MAX_NAME
from telemetry.protocol.messages import Hello, Leave, RoomState, Tell
from telemetry.protocol.streams import Frame, Pointing, Pose, Streams, Voice
from telemetry.roles import Role
from telemetry.room.limits import RoomLimits
from telemetry.room.outgoing import Close, Grant

POSE = Pose(bytes(16))


def bodies(client: Client) -> list[object]:
    return [event.body for session in client.sessions for event in session]


def of_kind(client: Client, kind: type) -> list[object]:
    return [body for body in bodies(client) if isinstance(body, kind)]


def started(mode: Mode) -> RunStarted:
    return RunStarted("run", "plate_osteosynthesis", "hash", mode)


def step(name: str) -> StepChanged:
    return StepChanged(name, StepState.STARTED, 0, 9, 0.0)


@pytest.fixture
def played() -> Rehearsal:
    return Rehearsal()


@pytest.fixture
def operator(played: Rehearsal) -> Client:
    return played.person("OPERATOR", Role.OPERATOR)


@pytest.fixture
def assistant(played: Rehearsal, operator: Client) -> Client:
    return played.person("ASSISTANT", Role.ASSISTANT)


@pytest.fixture
def rep(played: Rehearsal, operator: Client) -> Client:
    return played.person("REP", Role.REPRESENTATIVE)


@pytest.fixture
def trainer(played: Rehearsal, operator: Client) -> Client:
    return played.person("TRAINER", Role.TRAINER)


def refusal(played: Rehearsal, client: Client, body: object) -> bool:
    """Whether the hub refuses that."""
    before = len(client.refused)
    client.tell(body)  # type: ignore[arg-type]
    played.settle()
    return len(client.refused) > before


def test_somebody_back_within_a_minute_is_the_same_and_missed_nothing(played: Rehearsal, rep: Client) -> None:
    operator = played.clients["OPERATOR"]
    rep.tell(Chat("before"))
    played.settle()
    played.drop(rep)
    played.settle()
    assert operator.view.standing.roster[rep.view.member].away
    operator.tell(Chat("while away"))
    rep.tell(Chat("told while away"))
    played.settle()
    played.now_s += 59.0
    played.tick()
    assert played.connect(rep)
    played.settle()
    assert len(rep.sessions) == 1, "resumed: nothing was told anew"
    assert [body.text for body in of_kind(rep, Chat)] == ["before", "while away", "told while away"]  # type: ignore[attr-defined]
    assert [type(body) for body in bodies(operator)][-4:] == [Dropped, Chat, Returned, Chat]


def test_after_a_minute_the_seat_is_given_up_and_yet_nothing_is_doubled(played: Rehearsal, rep: Client) -> None:
    operator = played.clients["OPERATOR"]
    rep.tell(Chat("only once"))
    played.hub_hears(rep)
    played.drop(rep)
    played.settle()
    played.now_s += 61.0
    played.tick()
    played.settle()
    assert [type(body) for body in bodies(operator)][-1] is Left
    assert rep.view.member not in operator.view.standing.roster
    assert played.connect(rep)
    played.settle()
    assert operator.view.standing.roster[rep.view.member].participant == "REP"
    assert len(of_kind(operator, Chat)) == 1
    assert not rep.pending.waiting


def test_the_room_waits_for_its_operator(played: Rehearsal, operator: Client, rep: Client) -> None:
    played.drop(operator)
    played.now_s += 3600.0
    played.tick()
    played.settle()
    assert rep.view.standing.roster[operator.view.member].away
    operator.tell(Chat("the link is back"))
    assert played.connect(operator)
    played.settle()
    assert [body.text for body in of_kind(rep, Chat)] == ["the link is back"]  # type: ignore[attr-defined]


def test_there_is_one_operator(played: Rehearsal, operator: Client) -> None:
    with pytest.raises(ProtocolError) as caught:
        played.room.join(99, Grant("SECOND", Role.OPERATOR, ""), Hello(version=1), Form.JSON, 1.0)
    assert caught.value.code is ErrorCode.OPERATOR_PRESENT
    played.drop(operator)
    second = played.person("SECOND", Role.OPERATOR)
    assert second.view.standing.operator is not None
    assert second.view.standing.operator.participant == "SECOND"
    assert not played.connect(operator)


def test_a_newer_connection_takes_the_place_of_an_older_one(played: Rehearsal, rep: Client) -> None:
    operator = played.clients["OPERATOR"]
    old_link, heard = rep.link, len(bodies(operator))
    assert old_link is not None
    outgoing = played.room.join(77, Grant("REP", rep.role, ""), Hello(version=1), Form.MESSAGEPACK, played.now_s)
    assert Close(old_link, CloseCode.REPLACED, "the same member came by another connection") in outgoing
    assert played.room.receive(old_link, codec.encode(Tell(1, Chat("from the old one"))), played.now_s) == ()
    assert played.room.dropped(old_link, played.now_s) == ()
    assert played.room.batch() is None
    assert len(bodies(operator)) == heard, "to the others nothing has happened"


def test_goodbye_gives_up_the_seat_at_once(played: Rehearsal, rep: Client) -> None:
    link = rep.link
    rep.say(Leave())
    played.settle()
    assert link not in played.room.links
    assert [type(body) for body in bodies(played.clients["OPERATOR"])][-1] is Left


def test_a_full_room_says_so_and_lets_its_own_people_back_in() -> None:
    played = Rehearsal(limits=RoomLimits(members=2, known=3))
    played.person("OPERATOR", Role.OPERATOR)
    rep = played.person("REP", Role.REPRESENTATIVE)
    third = Client("THIRD", Role.WATCHER)
    played.clients["THIRD"] = third
    assert not played.connect(third)
    played.drop(rep)
    assert played.connect(rep)
    rep.say(Leave())
    played.settle()
    assert played.connect(third)
    third.cut()
    played.settle()
    played.carry(played.room.dropped(3, played.now_s))
    assert len(played.room.standing.roster) == 2


def test_an_empty_room_says_since_when(played: Rehearsal) -> None:
    assert played.room.empty_since_s == 0.0
    operator = played.person("OPERATOR", Role.OPERATOR)
    assert played.room.empty_since_s is None
    played.now_s = 12.0
    played.drop(operator)
    assert played.room.empty_since_s == 12.0


def test_with_another_role_somebody_is_in_anew(played: Rehearsal, rep: Client) -> None:
    played.drop(rep)
    rep.role = Role.TRAINER
    assert played.connect(rep)
    played.settle()
    roster = played.clients["OPERATOR"].view.standing.roster
    assert roster[rep.view.member].role is Role.TRAINER
    assert not refusal(played, rep, Muted(1, True))


def test_names_are_cleaned_and_nobody_is_called_as_another(played: Rehearsal) -> None:
    names = []
    for number, name in enumerate(["Li", "li", "\u202eLi\u0007", "  李 \n 雷 ", "x" * 99, "\u200b", ""]):
        grant = Grant(f"P{number}", Role.WATCHER, "")
        played.room.join(number + 1, grant, Hello(version=1, name=name[:MAX_NAME]), Form.JSON, 0.0)
        names.append(played.room.standing.roster[number + 1].name)
    assert names == ["Li", "li 2", "Li 3", "李 雷", "x" * MAX_NAME, "", ""]


def test_an_instrument_is_handed_over_and_taken_back(played: Rehearsal, operator: Client, assistant: Client) -> None:
    me, other = operator.view.member, assistant.view.member
    assert refusal(played, assistant, HandedOver("drill", other)), "nobody takes what was not given"
    operator.tell(HandedOver("drill", other))
    operator.tell(HandedOver("clamp", other))
    played.settle()
    assert assistant.view.standing.state.holders == {"drill": other, "clamp": other}
    assert not refusal(played, assistant, HandedOver("drill", me))
    assert not refusal(played, operator, HandedOver("clamp", me))
    assert operator.view.standing.state.holders == {}


def test_a_representative_never_touches(played: Rehearsal, operator: Client, rep: Client) -> None:
    assert refusal(played, operator, HandedOver("drill", rep.view.member))
    assert refusal(played, operator, HandedOver("drill", 99))


def test_what_somebody_held_who_is_gone_is_the_operators_again(
    played: Rehearsal, operator: Client, assistant: Client
) -> None:
    operator.tell(HandedOver("drill", assistant.view.member))
    played.settle()
    played.drop(assistant)
    played.settle()
    assert operator.view.standing.state.holders
    played.now_s += 61.0
    played.tick()
    played.settle()
    assert operator.view.standing.state.holders == {}


def test_help_marks_a_run_in_assess_mode_with_who_and_when(
    played: Rehearsal, operator: Client, assistant: Client, rep: Client, trainer: Client
) -> None:
    one, two, three = (client.view.member for client in (assistant, rep, trainer))
    operator.tell(started(Mode.ASSESS))
    operator.tell(step("drill"))
    played.settle()
    operator.stream(Pointing(True, bytes(15)))
    operator.tell(LookHere(bytes(15)))
    rep.stream(Pointing(False, bytes(15)))
    played.settle()
    assert of_kind(operator, Assisted) == [], "one's own pointing, and a pointer that is off, are no help"
    for _ in range(2):
        rep.stream(Pointing(True, bytes(15), 900))
        rep.tell(Prompted(PromptKind.NEXT_STEP))
        trainer.tell(Drawn(bytes(9)))
        operator.tell(HandedOver("drill", one))
        operator.tell(HandedOver("drill", operator.view.member))
        played.settle()
    helped = {(mark.member, mark.help, mark.step) for mark in operator.view.standing.state.assisted}
    assert helped == {
        (two, Help.POINTING, "drill"),
        (two, Help.PROMPT, "drill"),
        (three, Help.POINTING, "drill"),
        (one, Help.HAND_OVER, "drill"),
    }
    assert len(of_kind(operator, Assisted)) == 4, "once for each member, kind and step"
    operator.tell(step("measure"))
    played.settle()
    rep.stream(Pointing(True, bytes(15), 900))
    played.settle()
    assert of_kind(operator, Assisted)[-1] == Assisted(two, Help.POINTING, "run", "measure")
    marked = [event for event in played.disk.recorded if isinstance(event.body, Assisted)]
    assert all(event.sender == 0 and event.at_ms > 0 for event in marked)


@pytest.mark.parametrize("mode", [Mode.LEARN, Mode.PRACTISE])
def test_help_in_other_modes_and_after_the_run_marks_nothing(
    played: Rehearsal, operator: Client, rep: Client, mode: Mode
) -> None:
    operator.tell(started(mode))
    rep.tell(Prompted(PromptKind.DATA_SHEET, "plate"))
    played.settle()
    operator.tell(started(Mode.ASSESS))
    operator.tell(RunEnded("run", True))
    played.settle()
    rep.stream(Pointing(True, bytes(15)))
    played.settle()
    assert of_kind(operator, Assisted) == []


def test_who_is_muted_is_not_heard(played: Rehearsal, operator: Client, rep: Client, trainer: Client) -> None:
    def heard() -> list[int]:
        frames = [codec.from_hub(data) for data in operator.from_hub]
        told = [item.value for frame in frames for item in getattr(frame, "told", ())]
        return [value.sequence for value in told if isinstance(value, Voice)]

    def speak(sequence: int) -> None:
        rep.say(Streams([POSE, Voice(sequence, b"opus")]))
        played.hub_hears(rep)
        played.now_s += 1.0
        played.tick()

    assert refusal(played, rep, Muted(operator.view.member, True)), "only a trainer silences others"
    speak(1)
    assert heard() == [1]
    played.settle()
    assert not refusal(played, trainer, Muted(rep.view.member, True))
    speak(2)
    assert heard() == []
    assert operator.from_hub, "the pose in the same message came"
    played.settle()
    assert not refusal(played, rep, Muted(rep.view.member, False))
    speak(3)
    assert heard() == [3]


def test_no_ghost_is_seen_of_who_dropped_out(played: Rehearsal, operator: Client, rep: Client) -> None:
    rep.stream(POSE)
    played.settle()
    assert rep.view.member in operator.view.streams
    rep.stream(POSE)
    played.hub_hears(rep)
    played.drop(rep)
    played.now_s += 1.0
    played.tick()
    assert not [data for data in operator.from_hub if isinstance(codec.from_hub(data), Frame)]
    played.settle()
    assert rep.view.member not in operator.view.streams
    late = played.person("LATE", Role.WATCHER)
    assert rep.view.member not in late.view.streams


def test_a_new_run_begins_with_nothing_of_the_old_one(played: Rehearsal, operator: Client, assistant: Client) -> None:
    operator.tell(started(Mode.ASSESS))
    operator.tell(step("drill"))
    operator.tell(HandedOver("drill", assistant.view.member))
    played.settle()
    assert operator.view.standing.state.assisted
    operator.tell(started(Mode.ASSESS))
    played.settle()
    assert operator.view.standing.state == RoomState(run=started(Mode.ASSESS))


def test_words_stay_within_their_bounds_when_they_are_written_in_the_usual_way(
    played: Rehearsal, operator: Client, rep: Client
) -> None:
    """This letter is two in Unicode's usual form."""
    rep.tell(Chat("\u0958" * MAX_CHAT))
    played.settle()
    (chat,) = of_kind(operator, Chat)
    assert chat == Chat("\u0915\u093c" * (MAX_CHAT // 2))


@pytest.mark.parametrize("text", ["   ", "\n", "\u200b", "\u202e\u0000"])
def test_words_that_nobody_sees_are_refused(played: Rehearsal, rep: Client, text: str) -> None:
    assert refusal(played, rep, Chat(text))


def test_a_new_run_forgets_the_things_of_the_old_one(played: Rehearsal, operator: Client, rep: Client) -> None:
    operator.stream(POSE)
    played.settle()
    operator.tell(started(Mode.LEARN))
    played.settle()
    assert operator.view.member not in rep.view.streams
    operator.tell(started(Mode.LEARN))
    operator.stream(POSE)
    for _ in range(2):
        played.hub_hears(operator)
    played.now_s += 1.0
    played.tick()
    played.settle()
    assert operator.view.member in rep.view.streams, "what was told after it is of the new run, though it came first"


def test_the_same_event_told_again_happens_once(played: Rehearsal, rep: Client) -> None:
    tell = rep.pending.add(Chat("once"))
    for _ in range(3):
        rep.say(tell)
    played.settle()
    assert sum(isinstance(event.body, Chat) for event in played.disk.recorded) == 1
    assert not rep.pending.waiting


def test_a_room_says_which_one_it_is(played: Rehearsal, operator: Client) -> None:
    assert operator.welcome is not None
    assert operator.welcome.room == CODE
    assert operator.welcome.token == "token of OPERATOR"
    assert isinstance(operator.sessions[0][0], Recorded)
    assert of_kind(operator, Joined)[0].person.name == "Li"  # type: ignore[attr-defined]
