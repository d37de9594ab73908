"""Events: what happened. Numbered by the hub without a gap, acknowledged, kept, and told to everybody exactly once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from ..roles import Act, Role
from . import limits
from .fields import Count, Detail, Id, Milliseconds, Name, Number, PoseBytes, Real, SomeId


class Mode(StrEnum):
    """How much help the person has in a run."""

    LEARN = "learn"
    PRACTISE = "practise"
    ASSESS = "assess"


class RunStarted(Struct, tag="run_started", frozen=True):
    """A run begins; what was told of the run before it, and every stream of its operator until now, no longer holds."""

    needs: ClassVar[Act] = Act.OPERATE
    run: SomeId
    scenario: Id
    scenario_hash: Id
    mode: Mode
    build: Id = ""


class RunEnded(Struct, tag="run_ended", frozen=True):
    """A run is over."""

    needs: ClassVar[Act] = Act.OPERATE
    run: SomeId
    complete: bool


class StepState(StrEnum):
    """What has become of a step."""

    STARTED = "started"
    RESTARTED = "restarted"
    FINISHED = "finished"


class StepChanged(Struct, tag="step", frozen=True):
    """A step of the procedure begins or ends."""

    needs: ClassVar[Act] = Act.OPERATE
    step: SomeId
    state: StepState
    index: Count
    count: Count
    time_s: Real
    """Of the simulation."""


class Scored(Struct, tag="scored", frozen=True):
    """What a metric came to; units are the metric's own (docs/scoring.md)."""

    needs: ClassVar[Act] = Act.OPERATE
    step: Id
    metric: SomeId
    value: Real | None
    score: Real | None
    """0 to 1."""


class ScoreCard(Struct, tag="score_card", frozen=True):
    """A run's score card, signed by the trainer that made it; the hub's store reads it, the room does not."""

    needs: ClassVar[Act] = Act.OPERATE
    run: SomeId
    signed: Annotated[bytes, Meta(max_length=limits.MAX_CARD_BYTES)]


class Happened(Struct, tag="happened", frozen=True):
    """Anything else of the trainer's events: grasped, dropped, plunged, overheated."""

    needs: ClassVar[Act] = Act.OPERATE
    kind: SomeId
    frame: Number
    subject: Id = ""
    detail: Detail = ""
    value: Real = 0.0


class Strokes(Struct, tag="strokes", frozen=True):
    """Bone that was removed, in the trainer's own packing; the hub does not look into it."""

    needs: ClassVar[Act] = Act.OPERATE
    frame: Number
    """The control frame after which the bone is so."""
    data: Annotated[bytes, Meta(max_length=limits.MAX_STROKE_BYTES)]


class HandedOver(Struct, tag="handed_over", frozen=True):
    """An instrument goes to somebody's hand. From the operator, or back to the operator by who holds it."""

    needs: ClassVar[Act] = Act.HOLD
    thing: SomeId
    to: Number


class Chat(Struct, tag="chat", frozen=True):
    """Words in any language."""

    needs: ClassVar[Act] = Act.CHAT
    text: Annotated[str, Meta(min_length=1, max_length=limits.MAX_CHAT)]


class Drawn(Struct, tag="drawn", frozen=True):
    """A line in the air; it fades where it is shown."""

    needs: ClassVar[Act] = Act.POINT
    points: Annotated[bytes, Meta(min_length=9, max_length=9 * limits.MAX_DRAWN_POINTS)]
    """World coordinates, packed by `telemetry.quantised.pack_points`."""
    width_mm: Annotated[int, Meta(ge=1, le=100)] = 4


class LookHere(Struct, tag="look_here", frozen=True):
    """Look where I look."""

    needs: ClassVar[Act] = Act.POINT
    view: PoseBytes
    """world_from_eye: +x right in the picture, +y into it, +z up."""


class Muted(Struct, tag="muted", frozen=True):
    """A voice is shut or open again: one's own, or by a trainer somebody else's."""

    needs: ClassVar[Act] = Act.SPEAK
    member: Number
    muted: bool


class PromptKind(StrEnum):
    """What is shown to the operator."""

    NEXT_STEP = "next_step"
    DATA_SHEET = "data_sheet"


class Prompted(Struct, tag="prompted", frozen=True):
    """Somebody shows the operator the next step, or a device's data sheet."""

    needs: ClassVar[Act] = Act.PROMPT
    kind: PromptKind
    subject: Id = ""


class Injected(Struct, tag="injected", frozen=True):
    """A trainer's complication: which one, and its own settings."""

    needs: ClassVar[Act] = Act.INJECT
    complication: SomeId
    detail: Detail = ""


class Paused(Struct, tag="paused", frozen=True):
    """The run stands still or goes on."""

    needs: ClassVar[Act] = Act.PAUSE
    paused: bool


class Rated(Struct, tag="rated", frozen=True):
    """A trainer's OSATS form: each item 1 to 5 (Martin et al., Br J Surg 1997;84:273-8)."""

    needs: ClassVar[Act] = Act.RATE
    run: Id
    items: Annotated[dict[SomeId, Annotated[int, Meta(ge=1, le=5)]], Meta(min_length=1, max_length=16)]
    remark: Annotated[str, Meta(max_length=limits.MAX_CHAT)] = ""


ClientEvent = (
    RunStarted | RunEnded | StepChanged | Scored | ScoreCard | Happened | Strokes | HandedOver
    | Chat | Drawn | LookHere | Muted | Prompted | Injected | Paused | Rated
)  # fmt: skip
"""What a client may say."""


class Person(Struct, frozen=True):
    """Somebody in the room."""

    member: Number
    """1, 2, 3 ... in the room; never given to another."""
    participant: Id
    """The same over all rooms and hubs. No secret."""
    name: Name
    role: Role
    away: bool = False
    """Lost the connection less than a minute ago; the seat is kept, nothing of them is shown as live."""
    muted: bool = False


class Joined(Struct, tag="joined", frozen=True):
    """Somebody is in the room now."""

    person: Person


class Dropped(Struct, tag="dropped", frozen=True):
    """Somebody's connection is lost; the seat is kept for a while."""

    member: Number


class Returned(Struct, tag="returned", frozen=True):
    """Back in time, as if nothing had happened."""

    member: Number


class Left(Struct, tag="left", frozen=True):
    """Somebody is gone; what they held is the operator's again."""

    member: Number


class Help(StrEnum):
    """What help makes a run assisted."""

    PROMPT = "prompt"
    POINTING = "pointing"
    HAND_OVER = "hand_over"


class Assisted(Struct, tag="assisted", frozen=True):
    """Somebody helped in assess mode: the run is marked. Once for each member, kind of help and step."""

    member: Number
    help: Help
    run: Id
    step: Id


HubEvent = Joined | Dropped | Returned | Left | Assisted
"""What only the hub says (sender 0)."""

Event = (
    RunStarted | RunEnded | StepChanged | Scored | ScoreCard | Happened | Strokes | HandedOver
    | Chat | Drawn | LookHere | Muted | Prompted | Injected | Paused | Rated
    | Joined | Dropped | Returned | Left | Assisted
)  # fmt: skip

CLIENT_EVENTS: tuple[type[Struct], ...] = (
    RunStarted, RunEnded, StepChanged, Scored, ScoreCard, Happened, Strokes, HandedOver,
    Chat, Drawn, LookHere, Muted, Prompted, Injected, Paused, Rated,
)  # fmt: skip
HUB_EVENTS: tuple[type[Struct], ...] = (Joined, Dropped, Returned, Left, Assisted)


class Recorded(Struct, array_like=True, frozen=True):
    """An event as the hub keeps it and tells it."""

    number: Number
    """1, 2, 3 ... in the room."""
    sender: Number
    """The member; 0: the hub."""
    at_ms: Milliseconds
    """The hub's clock since the room opened."""
    event_id: Number
    """The sender's own number for it; 0 where the hub is the sender."""
    body: Event


class Events(Struct, array_like=True, tag="events", frozen=True):
    """Hub to client: the next events, in order."""

    events: list[Recorded]
