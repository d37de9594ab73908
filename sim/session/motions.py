"""One physics step of everything that is held: what it cuts with, what it turns, what guides it."""

from __future__ import annotations

from ..core.events import EventKind
from ..core.intents import HandInput, InputFrame
from ..core.model import InstrumentKind
from ..tissue.material import Edge
from ..tissue.thread import Engagement, insertion_torque_nm
from . import screwing
from .guides import guide_of
from .handling import COUNTERSINK_EASE, Handling
from .stage import Stage
from .tool import TAP_CORE_SHARE, Tool
from .turning import follow_fingers, move_fingers, thread_speed_m_s, turn_screw
from .world import Hold

SPIN_UP_S = 0.08
"""Time constant of a drill's motor (ours)."""
STALL_TORQUE_NM = 0.9
LOADED_DROOP = 0.45
"""A stalled motor would lose all its speed; one at full load this share (ours)."""
RUNNING_TRIGGER = 0.05
TAP_LENGTH_M = 0.045


class Motions:
    """Moves what the hands hold."""

    def __init__(self, stage: Stage, handling: Handling) -> None:
        self._stage = stage
        self._handling = handling

    def step(self, frame: InputFrame) -> None:
        """One physics step."""
        held = [tool for tool in self._stage.tools.values() if tool.held and tool.hand is not None]
        for tool in held:
            if tool.closed:
                # a locked clamp stays on the bone, whoever pulls
                self._stage.world.set_velocity(tool.spec.id, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
            elif tool.hand is not None:
                self._move(tool, frame.hand(tool.hand))
        self._stage.world.step()
        for tool in self._stage.tools.values():
            if tool.hold is Hold.FIXED:
                continue
            motion = self._stage.world.motion(tool.spec.id)
            tool.pose, tool.linear, tool.angular = motion.pose, motion.linear_m_s, motion.angular_rad_s
        for tool in held:
            if tool.speed_rad_s > 0.5:
                self._handling.cut(tool)

    def _move(self, tool: Tool, hand: HandInput) -> None:
        dt = self._stage.world.step_s
        edge, thread_m_s = None, None
        match tool.spec.kind:
            case InstrumentKind.DRILL:
                edge = self._motor(tool, hand.trigger, dt)
                tool.guide = guide_of(tool, self._stage.tools)
            case InstrumentKind.COUNTERSINK:
                edge = self._countersink(tool, hand, dt)
            case InstrumentKind.TAP:
                thread_m_s = self._tap(tool, hand, dt)
            case InstrumentKind.DRIVER:
                thread_m_s = self._drive(tool, hand, dt)
            case InstrumentKind.DEPTH_GAUGE:
                thread_m_s = 0.0 if tool.hook else None
        guide = self._stage.tools[tool.guide] if tool.guide else None
        self._handling.move(tool, hand, edge, thread_m_s, guide)

    def _motor(self, tool: Tool, trigger: float, dt: float) -> Edge:
        edge = Edge(tool.spec.diameter_m, tool.spec.sharpness, tool.speed_rad_s)
        torque = edge.torque_nm(tool.thrust_n) if tool.speed_rad_s > 0.5 else 0.0
        tool.load += (min(1.0, torque / STALL_TORQUE_NM * 12.0) - tool.load) * min(1.0, dt / 0.05)
        tool.torque_nm = torque
        running = trigger > RUNNING_TRIGGER
        if running != tool.running:
            tool.running = running
            kind = EventKind.DRILL_STARTED if running else EventKind.DRILL_STOPPED
            self._stage.tell(kind, tool.spec.id)
        wanted = trigger * tool.spec.max_speed_rad_s * (1.0 - LOADED_DROOP * tool.load)
        tool.speed_rad_s += (wanted - tool.speed_rad_s) * min(1.0, dt / SPIN_UP_S)
        tool.turn_rad += tool.speed_rad_s * dt
        return Edge(tool.spec.diameter_m, tool.spec.sharpness, tool.speed_rad_s)

    def _countersink(self, tool: Tool, hand: HandInput, dt: float) -> Edge:
        move_fingers(tool, hand.turn_rad)
        edge = Edge(tool.spec.diameter_m, tool.spec.sharpness, max(tool.speed_rad_s, 1.0), COUNTERSINK_EASE)
        resistance = 0.05 + edge.torque_nm(tool.thrust_n)
        angle = follow_fingers(tool, resistance, dt)
        tool.speed_rad_s += (max(0.0, angle / dt) - tool.speed_rad_s) * min(1.0, dt / 0.1)
        return Edge(tool.spec.diameter_m, tool.spec.sharpness, tool.speed_rad_s, COUNTERSINK_EASE)

    def _tap(self, tool: Tool, hand: HandInput, dt: float) -> float | None:
        move_fingers(tool, hand.turn_rad)
        major = tool.spec.diameter_m
        felt = self._thread(tool, TAP_CORE_SHARE * major, major, TAP_LENGTH_M)
        core = felt.core if felt else 0.0
        engaged = felt.length_m if felt else 0.0
        # a tap cuts with its first threads only: what follows runs in the thread they made
        cutting = min(engaged, 3.0 * tool.spec.pitch_m)
        resistance = 0.02 + insertion_torque_nm(cutting, 0.0, core, major) + 8.0 * max(0.0, engaged - cutting)
        angle = follow_fingers(tool, resistance, dt)
        tool.speed_rad_s = abs(angle / dt)
        if engaged < 0.0003:
            return None
        return thread_speed_m_s(tool, tool.spec.pitch_m, angle, dt)

    def _drive(self, tool: Tool, hand: HandInput, dt: float) -> float | None:
        move_fingers(tool, hand.turn_rad)
        screw = tool.screw
        tool.guide = guide_of(tool, self._stage.tools) if screw else None
        if screw is None:
            follow_fingers(tool, 0.02, dt)
            return None
        family = screw.family
        felt = self._thread(tool, family.minor_diameter_m, family.major_diameter_m, screw.length_m)
        engaged, core = (felt.length_m, felt.core) if felt else (0.0, 0.0)
        self._assign(tool, engaged)
        if felt is not None:
            screwing.note_engagement(self._stage, screw, tool.working_pose, felt)
        bears = felt is not None and screwing.head_bears(self._stage, self._handling, screw, tool.working_pose)
        self._seat(tool, bears)
        before = tool.turn_rad
        if turn_screw(tool, screw, engaged, core, self._threaded_share(tool), dt) is EventKind.SCREW_STRIPPED:
            self._stage.tell(EventKind.SCREW_STRIPPED, screw.id, screw.target or "", screw.peak_torque_nm)
        angle = tool.turn_rad - before
        if engaged < 0.0003:
            return 0.0 if bears else None
        if (screw.seated and angle >= 0.0) or screw.stripped:
            return 0.0
        return thread_speed_m_s(tool, family.pitch_m, angle, dt)

    def _assign(self, tool: Tool, engaged_m: float) -> None:
        screw = tool.screw
        if screw is None or screw.target is not None or engaged_m < 0.001:
            return
        bone_from_world = self._stage.world_from_bone.inverse()
        tip = bone_from_world.apply(tool.working_pose.position)
        screw.target = screwing.nearest_target(self._stage, tip, bone_from_world.turn(tool.axis))
        if screw.target is not None:
            self._stage.tell(EventKind.SCREW_STARTED, screw.id, screw.target, screw.length_m)

    def _seat(self, tool: Tool, bears: bool) -> None:
        screw = tool.screw
        if screw is None:
            return
        if bears and screw.bearing_rad is None and screw.target is not None:
            screw.bearing_rad = 0.0
            self._stage.tell(EventKind.SCREW_SEATED, screw.id, screw.target)
        elif screw.bearing_rad is not None and not bears and screw.bearing_rad <= 0.0:
            screw.bearing_rad = None

    def _threaded_share(self, tool: Tool) -> float:
        screw = tool.screw
        if screw is None or screw.target is None:
            return 0.0
        tapped = [h for h in self._stage.bores.at(screw.target) if h.kind is InstrumentKind.TAP]
        axis = self._stage.axis(screw.target)
        return min(1.0, max((h.depth_m for h in tapped), default=0.0) / max(axis.through_m, 1e-4))

    def _thread(self, tool: Tool, minor: float, major: float, length: float) -> Engagement | None:
        if not self._handling.near_bone(tool.working_pose):
            return None
        return screwing.feel_thread(self._stage, self._handling, tool.working_pose, minor, major, length)
