"""Taking, handing over, letting go, dropping and putting back."""

from __future__ import annotations

from ..core.events import EventKind
from ..core.intents import FRAME_HZ, Hand, HandInput
from ..core.model import InstrumentKind
from ..core.pose import Vec3, add, distance, dot, scale, subtract
from .stage import Stage
from .tool import Tool
from .world import Hold

REACH_M = 0.09
"""How near the palm must be to an instrument to take it."""
RETURN_M = 0.13
"""Let go this near its place, an instrument lies in its place again."""
CLEAR_M = 0.12
"""Lifted this far above its place, an instrument is clear of the tray in any attitude."""
FLOOR_Z_M = 0.35
"""Below this, whatever fell is no longer sterile."""
REPLACEMENT_FRAMES = 3 * FRAME_HZ
"""The assistant brings a sterile replacement after three seconds."""


def distance_to_tool(point: Vec3, tool: Tool) -> float:
    """From a palm to the handle of an instrument (its length beyond the tip, for slender ones)."""
    grip = tool.pose.apply(tool.spec.grip.position)
    tip = tool.pose.position
    along = subtract(grip, tip)
    length = dot(along, along)
    share = 1.0 if length < 1e-9 else min(1.0, max(0.4, dot(subtract(point, tip), along) / length))
    return min(distance(point, add(tip, scale(along, share))), distance(point, grip))


def reachable(stage: Stage, hand: Hand, palm: Vec3) -> Tool | None:
    """The instrument that a grasp of this hand would take: what lies free first, else what the other hand holds."""
    if stage.in_hand(hand) is not None:
        return None
    near = [
        (tool.held, distance_to_tool(palm, tool), name)
        for name, tool in stage.tools.items()
        if not (tool.attached and tool.spec.kind is InstrumentKind.PLATE)
    ]
    near = [item for item in near if item[1] < REACH_M]
    return stage.tools[min(near)[2]] if near else None


def grasp(stage: Stage, hand: Hand, given: HandInput, allowed: tuple[str, ...]) -> bool:
    """Take what is in reach; whether it was the wrong thing."""
    tool = reachable(stage, hand, given.target.position)
    if tool is None:
        return False
    handed_over = tool.held
    if handed_over:
        stage.tell(EventKind.RELEASED, tool.spec.id, tool.hand or "")
    else:
        stage.carry(tool, Hold.HELD)
    _close_on(tool, hand, given)
    stage.tell(EventKind.GRASPED, tool.spec.id, hand)
    if handed_over or tool.spec.id in allowed:
        return False
    stage.tell(EventKind.WRONG_INSTRUMENT, tool.spec.id, hand)
    return True


def _close_on(tool: Tool, hand: Hand, given: HandInput) -> None:
    """The instrument is this hand's from now on; its fingers and its trigger begin anew."""
    tool.hand = hand
    tool.last_hand_turn_rad = given.turn_rad
    tool.turn_lead_rad = 0.0
    tool.trigger_free = given.trigger < 0.1


def notice_lifted(stage: Stage) -> None:
    """Once a held instrument is well above its place, table and tray stop it."""
    for tool in stage.tools.values():
        if not tool.held or tool.clear:
            continue
        lowest = min(tool.pose.position[2], tool.pose.apply(tool.spec.grip.position)[2])
        if lowest > tool.spec.rest.position[2] + CLEAR_M:
            tool.clear = True
            stage.world.meet_furniture(tool.spec.id)


def let_go(stage: Stage, tool: Tool) -> None:
    """Open the hand: the instrument stays in the bone, lies in its place, or falls."""
    hand = tool.hand
    stage.tell(EventKind.RELEASED, tool.spec.id, hand or "")
    if tool.closed or tool.attached:
        stage.carry(tool, Hold.FIXED)
    elif distance(tool.pose.apply(tool.spec.grip.position), tool.spec.rest.apply(tool.spec.grip.position)) < RETURN_M:
        put_back(stage, tool)
    else:
        stage.carry(tool, Hold.LOOSE)
        stage.tell(EventKind.DROPPED, tool.spec.id)


def put_back(stage: Stage, tool: Tool) -> None:
    """Lay an instrument in its place on the tray."""
    tool.hook = False
    tool.reading_m = None
    tool.jaw_m = tool.spec.jaw_m
    stage.carry(tool, Hold.FIXED, tool.spec.rest)
    stage.tell(EventKind.RETURNED, tool.spec.id)


def watch_floor(stage: Stage) -> int:
    """Notice what fell to the floor, and bring replacements; how many fell in this frame."""
    fallen = 0
    for tool in stage.tools.values():
        if tool.hold is not Hold.LOOSE or tool.pose.position[2] > FLOOR_Z_M:
            continue
        if tool.sterile:
            tool.sterile = False
            tool.floor_frames = 0
            fallen += 1
            stage.tell(EventKind.STERILITY_LOST, tool.spec.id)
        tool.floor_frames += 1
        if tool.floor_frames >= REPLACEMENT_FRAMES:
            tool.sterile = True
            put_back(stage, tool)
    return fallen
