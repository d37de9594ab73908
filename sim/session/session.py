"""One run of one scenario: `Session.step` takes what a person does in 1/90 s and shows what came of it."""

from __future__ import annotations

from dataclasses import replace

from ..core import model
from ..core.events import Event, EventKind
from ..core.intents import FRAME_S, Command, CommandKind, Hand, HandInput, InputFrame
from ..core.measurements import Hole, PlatePlacement, RunRecord, StepRecord
from ..core.options import RunOptions
from ..core.pose import Pose
from ..core.procedure import Procedure
from ..core.snapshot import Gauges, Phase, Snapshot
from ..core.timing import StageTimer, timed
from ..tissue.anatomy import build_bone
from ..tissue.bone import Bone
from . import checkpoint, clamping, gauging, grasping, screwing, showing
from .bores import Bores
from .facts import SessionFacts
from .fragments import Fragments
from .goals import Goals, right_length_m, task_target
from .handling import Handling
from .motions import Motions
from .plan import Plan
from .stage import Stage, starting_tools
from .tally import Tally, answer, open_question, open_views, step_record
from .tool import CUTTING_KINDS, Tool
from .traces import TraceRecorder
from .world import Hold, World

LEFT_START = (-0.15, -0.28, 1.15)
RIGHT_START = (0.15, -0.28, 1.15)


def with_options(scenario: model.Scenario, options: RunOptions) -> model.Scenario:
    """The scenario with the bone and the bits that the options ask for."""
    quality = options.quality or scenario.patient.quality
    instruments = scenario.instruments
    if options.sharpness is not None:
        instruments = tuple(replace(i, sharpness=options.sharpness) for i in instruments)
    return replace(scenario, patient=replace(scenario.patient, quality=quality), instruments=instruments)


class Session:
    """The trainer. Knows no clock, no window and no particular procedure."""

    def __init__(
        self, scenario: model.Scenario, options: RunOptions, world: World, timer: StageTimer | None = None
    ) -> None:
        scenario = with_options(scenario, options)
        self.scenario = scenario
        self.options = options
        self._timer = timer
        patient = scenario.patient
        bone = build_bone(patient.bone, patient.quality, patient.fracture)
        plan = Plan(scenario, bone)
        self._stage = Stage(
            scenario,
            bone,
            world,
            Fragments(patient),
            plan,
            Bores(bone, patient.world_from_bone),
            starting_tools(scenario.instruments, world),
        )
        self._handling = Handling(bone, self._stage.fragments, world)
        self._motions = Motions(self._stage, self._handling)
        self._goals = Goals(scenario, plan, patient.world_from_bone)
        self._procedure = Procedure(scenario)
        self._tally = Tally()
        self._facts = SessionFacts(self._stage, self._tally)
        self._traces = TraceRecorder()
        self._records: list[StepRecord] = []
        self._phase = Phase.RUNNING
        self._begun = False
        self._substeps = round(FRAME_S / world.step_s)
        self._total_hints = self._total_errors = 0
        self._last = InputFrame(-1, HandInput(Pose(LEFT_START)), HandInput(Pose(RIGHT_START)))
        self._kept = checkpoint.keep(self._stage)
        self._handling.warm_up()
        self.snapshot = self._show()

    # --- what others may see ---

    @property
    def bone(self) -> Bone:
        """The voxels, for displays and reports; only the session changes them."""
        return self._stage.bone

    @property
    def finished(self) -> bool:
        """Whether the procedure is over."""
        return self._phase is Phase.FINISHED

    def record(self) -> RunRecord:
        """What the scoring may know of the run; the step that is on counts as unfinished."""
        records = tuple(self._records)
        return RunRecord(self.scenario.name, self.options.mode, records, self._procedure.finished, self._stage.time_s)

    def holes(self, target: str) -> tuple[Hole, ...]:
        """What has been cut at a planned hole so far."""
        return self._stage.bores.at(target)

    def choose_mode(self, mode: model.Mode) -> None:
        """Work in another mode. ValueError once the run has begun: it would be another run."""
        if self._begun:
            raise ValueError("the mode is chosen before the first control frame")
        self.options = replace(self.options, mode=mode)
        self.snapshot = self._show()

    def close(self) -> None:
        """Give back the physics."""
        self._stage.world.close()

    # --- one control frame ---

    def step(self, frame: InputFrame) -> tuple[Snapshot, tuple[Event, ...]]:
        """Advance by one control frame."""
        stage = self._stage
        stage.events = []
        stage.frame = frame.index
        self._commands(frame.commands)
        if self._phase is Phase.PAUSED:
            stage.paused_frames += 1
        if self._phase is Phase.RUNNING:
            self._begin()
            with timed(self._timer, "tissue"):
                self._act(frame)
            with timed(self._timer, "procedure"):
                self._judge()
        self._last = frame
        with timed(self._timer, "procedure"):
            self.snapshot = self._show()
        return self.snapshot, tuple(stage.events)

    def _begin(self) -> None:
        """Say that the first step has begun."""
        if not self._begun:
            self._begun = True
            self._stage.tell(EventKind.STEP_STARTED, self._procedure.step.id)

    def _act(self, frame: InputFrame) -> None:
        stage = self._stage
        self._hands(frame)
        for tool in stage.tools.values():
            tool.removed_m3 = 0.0
        for _ in range(self._substeps):
            self._motions.step(frame)
        grasping.notice_lifted(stage)
        self._use(frame)
        self._follow_bores(frame.irrigate)
        self._tally.sterility_errors += grasping.watch_floor(stage)
        self._note_screws()
        active = showing.active_tool(stage, self.options.dominant)
        self._gauges = showing.gauges_of(stage, active, FRAME_S)
        self._traces.add(stage, frame.left.target.position, frame.right.target.position, self._gauges)

    def _hands(self, frame: InputFrame) -> None:
        """Grasps, then releases: what one hand takes as the other opens does not fall in between."""
        allowed = self._procedure.step.instruments
        for hand in Hand:
            now, before = frame.hand(hand), self._last.hand(hand)
            if now.grasp and not before.grasp:
                wrong = grasping.grasp(self._stage, hand, now, allowed)
                self._tally.instrument_errors += int(wrong)
        for hand in Hand:
            now = frame.hand(hand)
            held = self._stage.in_hand(hand)
            if held is not None and not now.grasp:
                grasping.let_go(self._stage, held)
                if held.hold is Hold.LOOSE:
                    screwing.drop_screw(self._stage, held)

    def _use(self, frame: InputFrame) -> None:
        """What triggers do, besides running drills."""
        for hand in Hand:
            tool = self._stage.in_hand(hand)
            if tool is not None:
                self._use_tool(tool, frame.hand(hand).trigger)

    def _use_tool(self, tool: Tool, trigger: float) -> None:
        stage = self._stage
        match tool.spec.kind:
            case model.InstrumentKind.CLAMP:
                clamping.close(stage, tool, trigger)
            case model.InstrumentKind.DEPTH_GAUGE:
                target = showing.gauges_of(stage, tool, FRAME_S).target
                reading = gauging.read(stage, tool, trigger, target)
                if reading is not None:
                    stage.readings[reading.target] = reading.depth_m
                    self._tally.readings.append(reading)
            case model.InstrumentKind.DRIVER:
                screwing.give_back(stage, tool, trigger)
                screwing.release_into_bone(stage, tool)
                if tool.screw is None:
                    screwing.take_from_bone(stage, tool)
                if tool.screw is None and not tool.must_leave:
                    screwing.take_from_rack(stage, tool)

    def _follow_bores(self, irrigated: bool) -> None:
        stage = self._stage
        targets = tuple(stage.axis(t.id) for t in self.scenario.targets)
        for tool in stage.tools.values():
            if tool.spec.kind not in CUTTING_KINDS or not (tool.held or tool.spec.id in stage.bores.current):
                continue
            for kind, bore, value in stage.bores.follow(tool, targets, FRAME_S, irrigated):
                stage.tell(kind, bore.target, tool.spec.id, value)
            bore_now = stage.bores.current.get(tool.spec.id)
            if bore_now is not None and tool.removed_m3 > 0.0:
                self._count_bore((bore_now.target, tool.spec.id))

    def _count_bore(self, key: tuple[str, str]) -> None:
        if key in self._tally.bores:
            return
        self._tally.bores.add(key)
        step = self._procedure.step
        if key[0] != task_target(step.task) or key[1] not in step.instruments:
            self._tally.order_errors += 1
            self._stage.tell(EventKind.OUT_OF_ORDER, key[1], key[0])

    def _note_screws(self) -> None:
        stage = self._stage
        taken = stage.happened(EventKind.SCREW_TAKEN)
        if taken:
            self._tally.chosen_m = taken[-1].value
        for tool in stage.tools.values():
            if tool.screw is not None and tool.screw.target is not None:
                found = screwing.result(stage, tool.screw, tool.working_pose)
                if found is not None:
                    self._tally.screws[tool.screw.id] = found
                    self._bind_by(tool.screw.id, found.seated and not found.stripped and found.far_engagement > 0.2)

    def _bind_by(self, screw_id: str, holds_fragments: bool) -> None:
        fragments = self._stage.fragments
        if holds_fragments and fragments.bound_by:
            fragments.bind(screw_id)

    # --- steps ---

    def _judge(self) -> None:
        done = self._procedure.advance(self._facts)
        if done is None:
            return
        self._records.append(self._close_step(done, finished=True))
        self._stage.tell(EventKind.STEP_FINISHED, done.id)
        if self._procedure.finished:
            self._phase = Phase.FINISHED
            self._stage.tell(EventKind.PROCEDURE_FINISHED, self.scenario.name)
            return
        self._stage.tell(EventKind.STEP_STARTED, self._procedure.step.id)
        self._kept = checkpoint.keep(self._stage)

    def _close_step(self, step: model.Step, *, finished: bool) -> StepRecord:
        record = step_record(self._stage, step, self._tally, self._traces, self._placement(step.task), finished)
        self._total_hints += self._tally.hints
        self._total_errors += self._tally.errors
        self._tally = Tally(started_frame=self._stage.clock_frames)
        self._facts.tally = self._tally
        return record

    def _placement(self, task: model.Task) -> PlatePlacement | None:
        if not isinstance(task, model.PlaceTask):
            return None
        return self._facts.placement(task.plate, task.at)

    # --- commands ---

    def _commands(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            self._command(command)

    def _command(self, command: Command) -> None:
        assess = self.options.mode is model.Mode.ASSESS
        task = self._procedure.step.task
        match command.kind:
            case CommandKind.PAUSE if self._phase is Phase.RUNNING:
                self._phase = Phase.PAUSED
                self._stage.tell(EventKind.PAUSED)
            case CommandKind.RESUME if self._phase is Phase.PAUSED:
                self._phase = Phase.RUNNING
                self._stage.tell(EventKind.RESUMED)
            case CommandKind.HINT if not assess and self._phase is Phase.RUNNING:
                self._hint()
            case CommandKind.RESTART_STEP if not assess and self._phase is Phase.RUNNING:
                self._restart()
            case CommandKind.ANSWER if self._phase is Phase.RUNNING:
                question = answer(self._tally, task, command.argument)
                if question is not None:
                    self._stage.tell(EventKind.ANSWERED, question.id, command.argument)
            case CommandKind.TAKE_VIEW:
                self._tally.views.add(command.argument)
                self._stage.tell(EventKind.VIEW_TAKEN, command.argument)
            case CommandKind.GIVE_UP if self._phase is not Phase.FINISHED:
                self._records.append(self._close_step(self._procedure.step, finished=False))
                self._phase = Phase.FINISHED

    def _hint(self) -> None:
        if self._tally.hints < self._procedure.step.hint_count:
            self._tally.hints += 1
            self._stage.tell(EventKind.HINT_SHOWN, self._procedure.step.id, value=float(self._tally.hints))

    def _restart(self) -> None:
        restarts = self._tally.restarts + 1
        checkpoint.restore(self._stage, self._kept)
        self._traces.take()
        self._tally = Tally(started_frame=self._stage.clock_frames, restarts=restarts, hints=self._tally.hints)
        self._facts.tally = self._tally
        self._procedure.restart_step()
        self._stage.tell(EventKind.STEP_RESTARTED, self._procedure.step.id)

    # --- showing ---

    _gauges = Gauges()

    def _show(self) -> Snapshot:
        stage, step = self._stage, self._procedure.step
        target = task_target(step.task)
        drilling = isinstance(step.task, model.DrillTask)
        axis = None if target is None else stage.axis(target) if drilling else stage.drilled_axis(target)
        needed = showing.needed_length_m(stage, step.task)
        goals = self._goals.of(step.task, axis, stage.tools, needed)
        learn = self.options.mode is model.Mode.LEARN
        suggested = None
        if isinstance(step.task, model.ChooseScrewTask) and learn:
            suggested = right_length_m(self.scenario.family(step.task.family), needed)
        view = showing.step_view(
            step,
            min(self._procedure.index, len(self.scenario.steps) - 1),
            len(self.scenario.steps),
            (stage.clock_frames - self._tally.started_frame) * FRAME_S,
            goals if learn or self._tally.hints else (),
            goals,
            self._tally.hints,
            open_question(self._tally, step.task),
            open_views(self._tally, step.task),
            target,
            suggested,
        )
        return Snapshot(
            frame=stage.frame,
            time_s=stage.time_s,
            mode=self.options.mode,
            phase=self._phase,
            step=view,
            hands=showing.hand_states(stage, self._last),
            instruments=showing.instrument_states(stage),
            screws=showing.screw_states(stage),
            fragments=stage.fragments.poses,
            targets=showing.target_views(stage),
            gauges=self._gauges,
            irrigating=self._last.irrigate,
            bone_revision=stage.bone.revision,
            hints_used=self._total_hints + self._tally.hints,
            errors=self._total_errors + self._tally.errors,
        )
