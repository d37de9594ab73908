"""A bot that operates: it reads the step from the snapshot and works through its task with its level of skill."""

from __future__ import annotations

import math

import numpy as np

from ...core import model
from ...core.intents import Command, CommandKind, Hand, InputFrame
from ...core.pose import Pose, add, distance, dot, quat_between, quat_from_axis_angle, quat_multiply, scale, subtract
from ...core.snapshot import Phase, Snapshot
from .body import Body, Frames
from .drilling import STARTS, Drilling
from .driving import Driving
from .instruments import Handwork, withdrawn
from .skill import Skill

TRIES = 3
"""How often it repeats a task that did not end its step before it gives up."""
SEARCHES = 8
"""How often it feels for the hole with a screw before it begins the task anew."""


class BotSurgeon:
    """An input source like a hand: it sees snapshots and answers with input frames."""

    def __init__(self, scenario: model.Scenario, skill: Skill, seed: int) -> None:
        self._scenario = scenario
        self._skill = skill
        self._random = np.random.default_rng(seed)
        self._body: Body | None = None
        self._script: Frames = iter(())

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The next input frame; None once the procedure is over."""
        if snapshot.phase is Phase.FINISHED:
            return None
        if self._body is None:
            self._body = Body(self._skill, snapshot, self._random)
            self._work = Handwork(self._scenario, self._body)
            self._drilling = Drilling(self._work, Hand.RIGHT)
            self._driving = Driving(self._work, Hand.RIGHT)
            self._script = self._operate()
        self._body.seen = snapshot
        next(self._script, None)
        return self._body.frame(index)

    def _operate(self) -> Frames:
        """Every step in turn."""
        tries, last = 0, ""
        while True:
            step = self._scenario.steps[self._seen.step.index]
            tries = tries + 1 if step.id == last else 1
            last = step.id
            if tries > TRIES:
                self._say(CommandKind.GIVE_UP)
                yield from self._body_now.wait(0.2)
                continue
            yield from self._tidy(step)
            yield from self._fumble(step)
            yield from self._task(step.task)
            yield from self._body_now.wait(0.25)

    @property
    def _body_now(self) -> Body:
        assert self._body is not None
        return self._body

    @property
    def _seen(self) -> Snapshot:
        return self._body_now.seen

    def _say(self, kind: CommandKind, argument: str = "") -> None:
        self._body_now.say(Command(kind, argument))

    def _tidy(self, step: model.Step) -> Frames:
        """Put away what the step does not need."""
        for hand in Hand:
            holding = self._work.holding(hand)
            if holding is not None and holding not in step.instruments:
                yield from self._work.put_back(hand)

    def _fumble(self, step: model.Step) -> Frames:
        """Now and then a clumsy bot takes the wrong thing first."""
        if self._random.random() >= self._skill.wrong_take or not step.instruments:
            return
        if self._work.holding(Hand.RIGHT) is not None:
            return
        on_tray = [s.id for s in self._seen.instruments if s.held_by is None and not s.fixed]
        wrong = [name for name in on_tray if name not in step.instruments]
        if wrong:
            yield from self._work.take(Hand.RIGHT, str(self._random.choice(wrong)))
            yield from self._work.put_back(Hand.RIGHT)

    def _goal(self, number: int = 0) -> Pose:
        return self._seen.step.goals[number].pose

    def _aimed(self, goal: Pose, lean_rad: float, aside_m: float) -> Pose:
        """A goal as this bot sees it: off by its usual error."""
        angle = self._random.uniform(0.0, 2.0 * math.pi)
        lean = lean_rad * abs(self._random.normal(1.0, 0.25))
        turn = quat_from_axis_angle((math.cos(angle), math.sin(angle), 0.0), lean)
        off = self._random.normal(0.0, aside_m, 2).tolist()
        position = add(goal.position, goal.turn((off[0], off[1], 0.0)))
        return Pose(position, quat_multiply(goal.rotation, turn))

    def _task(self, task: model.Task) -> Frames:
        match task:
            case model.AskTask():
                yield from self._ask(task)
            case model.ReduceTask(clamp, _, _):
                yield from self._clamp(clamp, self._aimed(self._goal(), self._skill.clamp_lean_rad, 0.001))
            case model.DrillTask(drill, target, through, guide):
                yield from self._drill(drill, target, through, guide)
            case model.SleeveTask(sleeve, _):
                yield from self._sleeve(sleeve)
            case model.CountersinkTask(countersink, _, depth_m):
                yield from self._countersink(countersink, depth_m)
            case model.MeasureTask(gauge, target):
                yield from self._measure(gauge, target)
            case model.TapTask(tap, _):
                yield from self._tap(tap)
            case _:
                yield from self._implant_task(task)

    def _implant_task(self, task: model.Task) -> Frames:
        match task:
            case model.ChooseScrewTask(driver, family, _, _):
                yield from self._choose(driver, family)
            case model.DriveTask(driver, _, _):
                yield from self._drive(driver)
            case model.PlaceTask(plate, _, clamp):
                yield from self._place(plate, clamp)
            case model.RemoveTask(clamp):
                yield from self._remove(clamp)

    def _ask(self, task: model.AskTask) -> Frames:
        for view in task.views:
            self._say(CommandKind.TAKE_VIEW, view)
            yield from self._body_now.wait(1.0)
        while (question := self._seen.step.question) is not None:
            yield from self._body_now.wait(1.2)
            wrong = [o.id for o in question.options if not o.correct]
            right = [o.id for o in question.options if o.correct]
            if wrong and self._random.random() < self._skill.wrong_answer:
                self._say(CommandKind.ANSWER, wrong[0])
                yield from self._body_now.wait(0.8)
            self._say(CommandKind.ANSWER, right[0])
            yield from self._body_now.wait(0.1)

    def _clamp(self, clamp: str, goal: Pose) -> Frames:
        """Close a clamp on a goal with the right hand and leave it there."""
        yield from self._work.take(Hand.RIGHT, clamp)
        yield from self._work.bring(Hand.RIGHT, clamp, goal, 0.09)
        yield from self._work.advance(Hand.RIGHT, clamp, goal)
        yield from self._body_now.wait(0.3)
        yield from self._body_now.pull(Hand.RIGHT, 1.0, 1.0)
        yield from self._body_now.wait(0.4)
        yield from self._body_now.pull(Hand.RIGHT, 0.0, 0.2)
        if self._seen.instrument(clamp).fixed:
            self._body_now.grasp[Hand.RIGHT] = False
            yield from self._body_now.wait(0.2)
            yield from self._work.lift(Hand.RIGHT)

    def _drill(self, drill: str, target: str, through: model.Cortex, guide: str | None) -> Frames:
        yield from self._work.take(Hand.RIGHT, drill)
        view = next(t for t in self._seen.targets if t.id == target)
        goal = view.entry
        if guide is not None:
            # through a sleeve the bit goes where the sleeve points
            sleeve = self._seen.instrument(guide).pose
            off = subtract(goal.position, sleeve.position)
            up = sleeve.turn((0.0, 0.0, 1.0))
            goal = Pose(add(sleeve.position, scale(up, dot(off, up))), _same_axis(goal, sleeve))
            length = self._scenario.instrument(guide).length_m
            yield from self._work.bring(Hand.RIGHT, drill, goal, length + 0.02)
            yield from self._work.advance(Hand.RIGHT, drill, withdrawn(goal, 0.0), 2.0)
            yield from self._drilling.drill(drill, goal, through, view.length_m)
            return
        for start in range(STARTS + 1):
            aimed = self._aimed(goal, self._skill.lean_rad, self._skill.aside_m)
            yield from self._drilling.drill(drill, aimed, through, view.length_m, start)
            if not self._drilling.slipped:
                break

    def _sleeve(self, sleeve: str) -> Frames:
        yield from self._work.take(Hand.LEFT, sleeve)
        goal = self._goal()
        yield from self._work.bring(Hand.LEFT, sleeve, goal, 0.05)
        yield from self._work.advance(Hand.LEFT, sleeve, goal, 3.0)
        yield from self._body_now.wait(0.3)

    def _countersink(self, countersink: str, depth_m: float) -> Frames:
        yield from self._work.take(Hand.RIGHT, countersink)
        goal = self._goal()
        yield from self._work.bring(Hand.RIGHT, countersink, goal, 0.04)
        yield from self._work.advance(Hand.RIGHT, countersink, withdrawn(goal, 0.001))
        deep = depth_m + 0.0003
        yield from self._driving.turn_in(countersink, goal, lambda: self._seen.gauges.depth_m >= deep)
        yield from self._driving.away(countersink, goal)

    def _measure(self, gauge: str, target: str) -> Frames:
        yield from self._work.take(Hand.RIGHT, gauge)
        goal = self._goal()
        yield from self._work.bring(Hand.RIGHT, gauge, goal, 0.06)
        deep = next(t for t in self._seen.targets if t.id == target).length_m
        yield from self._work.advance(Hand.RIGHT, gauge, withdrawn(goal, deep + 0.005))
        self._body_now.braced = True
        yield from self._work.advance(Hand.RIGHT, gauge, withdrawn(goal, deep - 0.006), 0.7)
        measuring = self._seen.step.id
        for quarter in range(4):
            # the hook feels for the rim, a quarter further each time
            turned = goal @ Pose(rotation=quat_from_axis_angle((0.0, 0.0, 1.0), quarter * math.pi / 2.0))
            yield from self._work.advance(Hand.RIGHT, gauge, withdrawn(turned, -0.001), 1.0 if quarter else 2.5)
            yield from self._body_now.wait(0.3)
            yield from self._body_now.pull(Hand.RIGHT, 1.0, 0.2)
            yield from self._body_now.wait(0.5)
            yield from self._body_now.pull(Hand.RIGHT, 0.0, 0.2)
            if self._seen.step.id != measuring:
                break
        yield from self._driving.away(gauge, goal)
        self._body_now.braced = False

    def _choose(self, driver: str, family_id: str) -> Frames:
        family = self._scenario.family(family_id)
        yield from self._work.take(Hand.RIGHT, driver)
        goal = self._goal()
        slots = round(self._skill.screw_error_m / 0.002)
        if slots:
            x = family.rack.inverse().apply(goal.position)[0]
            number = min(len(family.lengths_m) - 1, round(x / family.slot_spacing_m) + slots)
            more = family.lengths_m[number]
            goal = family.slot(number) @ Pose((0.0, 0.0, more + 0.6 * family.head_height_m))
        goal = Pose(goal.position, goal.rotation)
        yield from self._work.bring(Hand.RIGHT, driver, goal, 0.08)
        yield from self._work.advance(Hand.RIGHT, driver, goal)
        yield from self._body_now.wait(0.3)
        yield from self._work.bring(Hand.RIGHT, driver, goal, 0.12)

    def _tap(self, tap: str) -> Frames:
        yield from self._work.take(Hand.RIGHT, tap)
        goal = self._goal()
        yield from self._work.bring(Hand.RIGHT, tap, goal, 0.05)
        yield from self._driving.turn_in(tap, goal, lambda: self._seen.gauges.past_far_cortex_m >= 0.001)
        yield from self._driving.turn_out(tap, goal, lambda: self._seen.gauges.depth_m > 0.0)
        yield from self._driving.away(tap, goal)

    def _drive(self, driver: str) -> Frames:
        yield from self._work.take(Hand.RIGHT, driver)
        self._body_now.braced = True
        for _ in range(SEARCHES):
            # the eye is on the screw's tip, so the driver leans about the hole's entry
            entry = withdrawn(self._goal(), -self._screw_offset_m(driver))
            aimed = self._aimed(entry, 0.3 * self._skill.lean_rad, 0.2 * self._skill.aside_m)
            goal = withdrawn(aimed, self._screw_offset_m(driver))
            yield from self._work.bring(Hand.RIGHT, driver, goal, 0.04)
            yield from self._work.advance(Hand.RIGHT, driver, withdrawn(goal, 0.002), 2.0)
            yield from self._driving.screw_in(driver, goal, self._tight)
            if self._tight():
                break
        yield from self._body_now.wait(0.3)
        self._body_now.braced = False
        yield from self._driving.away(driver, goal, 0.08)

    def _screw_offset_m(self, driver: str) -> float:
        """From the tip of the screw that a driver carries to the driver's."""
        at = self._seen.instrument(driver).pose.position
        return max((distance(s.pose.position, at) for s in self._seen.screws if s.driver == driver), default=0.0)

    def _tight(self) -> bool:
        screws = [s for s in self._seen.screws if s.driver is not None]
        if any(s.stripped for s in screws) or not screws:
            return True
        share = self._seen.gauges.torque_share or 0.0
        return any(s.seated for s in screws) and share >= self._skill.torque_aim

    def _place(self, plate: str, clamp: str) -> Frames:
        yield from self._work.take(Hand.LEFT, plate)
        goal = self._aimed(self._goal(), 0.25 * self._skill.lean_rad, self._skill.aside_m)
        yield from self._work.bring(Hand.LEFT, plate, goal, 0.06)
        yield from self._work.advance(Hand.LEFT, plate, withdrawn(goal, -0.001), 2.0)
        yield from self._body_now.wait(0.2)
        yield from self._clamp(clamp, self._goal(1))
        self._body_now.grasp[Hand.LEFT] = False
        yield from self._body_now.wait(0.2)
        yield from self._work.lift(Hand.LEFT)

    def _remove(self, clamp: str) -> Frames:
        yield from self._work.take(Hand.RIGHT, clamp)
        yield from self._body_now.pull(Hand.RIGHT, 1.0, 0.4)
        yield from self._body_now.wait(0.4)
        yield from self._body_now.pull(Hand.RIGHT, 0.0, 0.2)
        pose = self._seen.instrument(clamp).pose
        yield from self._work.bring(Hand.RIGHT, clamp, pose, 0.09)
        yield from self._work.put_back(Hand.RIGHT)


def _same_axis(goal: Pose, sleeve: Pose) -> tuple[float, float, float, float]:
    """The goal's rotation tipped onto a sleeve's axis."""
    tip = quat_between(goal.turn((0.0, 0.0, 1.0)), sleeve.turn((0.0, 0.0, 1.0)))
    return quat_multiply(tip, goal.rotation)
