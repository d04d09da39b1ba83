package dev.headgate.core.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.judge.Deeds.Answer;
import dev.headgate.core.rollout.OpenQuestion;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a yes that was taken has done, in every life under every plan: what it names, or what it can have meant alone, and
 * nothing else. {@code -Dheadgate.lives=100} looks at more of them.
 */
class AnswerPropertyTest {

    private static final int STEPS = 400;

    /** What a yes turned out to be about. */
    private enum About {
        QUESTION_NAMED,
        STAGE_NAMED,
        QUESTION_MEANT,
        STAGE_MEANT
    }

    private final Map<About, Integer> seen = new EnumMap<>(About.class);

    @Test
    void aYesDoesWhatItNamesOrAloneCanHaveMeantAndNothingElse() {
        LongStream.rangeClosed(1, Integer.getInteger("headgate.lives", 5)).forEach(this::live);

        assertThat(seen.keySet()).as("%s", seen).contains(About.values());
    }

    private void live(long seed) {
        PlanLife life = new PlanLife(seed).live(STEPS);
        Random random = new Random(seed);
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        Map<SlotKey, Slot> slots = new HashMap<>();
        for (Tick tick : life.ticks) {
            gate.tick(tick);
            DirtySlots dirty = gate.drainDirty();
            dirty.removed().forEach(slots::remove);
            dirty.written().forEach(slot -> slots.put(slot.key(), slot));
            Optional<Rollout> rollout = gate.rollout().filter(Rollout::judged);
            Optional<Policy> policy = life.policyOf(gate);
            if (rollout.isEmpty() || policy.isEmpty()) {
                continue;
            }
            boolean asked = !rollout.get().affairs().questions().isEmpty();
            if (random.nextInt(asked ? 6 : 40) == 0) {
                for (Approve yes : everyYes(rollout.get(), tick.now())) {
                    ServiceGate its = ServiceGate.restore(
                            gate.state(), policy, List.copyOf(slots.values()), GateSettings.DEFAULTS);
                    said(seed, its, yes, policy.get(), tick);
                }
            }
        }
    }

    /** Bare ones of each role, given now and a while ago, and those that name the stage or a question. */
    private static List<Approve> everyYes(Rollout rollout, Instant now) {
        List<Approve> all = new ArrayList<>();
        for (String role : RandomPlan.ROLES) {
            all.add(yes(rollout, role, now));
            all.add(yes(rollout, role, now.minusSeconds(5)));
            all.add(yes(rollout, role, now).in(rollout.stageInForce()));
        }
        rollout.affairs()
                .questions()
                .forEach(each -> all.add(yes(rollout, each.response().whom().orElse(""), now.minusSeconds(60))
                        .to(each.decisionId())));
        return all;
    }

    private static Approve yes(Rollout rollout, String role, Instant issuedAt) {
        CommandHeader header = Scenario.header("a-yes", rollout.identity().rolloutId());
        return new Approve(Scenario.issued(header, Duration.between(Scenario.BEGINNING, issuedAt)), role);
    }

    private void said(long seed, ServiceGate gate, Approve yes, Policy policy, Tick last) {
        Rollout before = gate.rollout().orElseThrow();
        Input input = new Input.CommandInput(2_000_000, yes, Optional.empty());
        TickOutcome outcome = gate.tick(new Tick(last.now(), List.of(input), last.status(), last.offsets()));
        Rollout after = gate.rollout().orElseThrow();
        Decision answer = outcome.decisions().stream()
                .filter(each -> each.command().equals(Optional.of("a-yes")))
                .findFirst()
                .orElseThrow();
        String where = "seed " + seed + ", " + before.phase() + ", " + yes + ": " + answer.reason();
        if (answer.kind() == DecisionKind.REFUSE) {
            assertThat(after.affairs().questions())
                    .as(where)
                    .isEqualTo(before.affairs().questions());
            assertThat(after.affairs().deeds())
                    .as(where)
                    .isEqualTo(before.affairs().deeds());
        } else if (after.stageInForce() == before.stageInForce()) {
            // Where it leads to the next stage at once, what was said for the one before is forgotten.
            check(where, yes, answer, policy, before, after, last.now());
        }
    }

    private void check(
            String where, Approve yes, Decision taken, Policy policy, Rollout before, Rollout after, Instant now) {
        List<OpenQuestion> closed = new ArrayList<>(before.affairs().questions());
        closed.removeAll(after.affairs().questions());
        closed.removeIf(each -> !each.deadline().isAfter(now));
        boolean answers = taken.reason().contains("which answers what was asked");
        if (answers) {
            assertThat(approvals(after, yes)).as(where).isEqualTo(approvals(before, yes));
            assertThat(closed).as(where).hasSizeLessThanOrEqualTo(1);
            assertThat(after.affairs().questions())
                    .as(where)
                    .extracting(OpenQuestion::decisionId)
                    .doesNotContain(taken.regards().orElseThrow());
        } else {
            assertThat(approvals(after, yes)).as(where).isNotEqualTo(approvals(before, yes));
            assertThat(closed).as(where).isEmpty();
        }
        if (yes.question().isPresent()) {
            assertThat(answers).as(where).isTrue();
            assertThat(taken.regards()).as(where).isEqualTo(yes.question());
            count(About.QUESTION_NAMED);
        } else if (yes.stage().isPresent()) {
            assertThat(answers).as(where).isFalse();
            assertThat(yes.stage().getAsInt()).as(where).isEqualTo(before.stageInForce());
            count(About.STAGE_NAMED);
        } else if (answers) {
            assertThat(mayApprove(yes.role(), policy, before)).as(where).isFalse();
            assertThat(closed).as(where).allSatisfy(each -> {
                assertThat(each.response().whom()).contains(yes.role());
                assertThat(each.askedAt()).isBeforeOrEqualTo(yes.header().issuedAt());
            });
            count(About.QUESTION_MEANT);
        } else {
            assertThat(after.affairs().questions())
                    .as(where)
                    .extracting(each -> each.response().whom().orElse(""))
                    .doesNotContain(yes.role());
            count(About.STAGE_MEANT);
        }
    }

    private void count(About about) {
        seen.merge(about, 1, Integer::sum);
    }

    private static List<Answer> approvals(Rollout rollout, Approve yes) {
        return rollout.affairs().deeds().answers().stream()
                .filter(each -> each.role().equals(yes.role()))
                .toList();
    }

    /** Much simpler than what decides: whether an approval of the role counts for the stage, or for entering the next. */
    private static boolean mayApprove(String role, Policy policy, Rollout rollout) {
        int stage = rollout.stageInForce();
        boolean scored =
                stage >= 0 && policy.stages().get(stage).procedure().score().isPresent();
        Stream<Criterion> leaving = policy.stages().stream()
                .skip(Math.max(0, stage))
                .limit(stage < 0 ? 0 : 1)
                .flatMap(its -> Stream.concat(its.advance().stream(), its.procedure().exit().stream()));
        Stream<Criterion> entering =
                policy.stages().stream().skip(stage + 1L).limit(1).flatMap(its -> its.procedure().enter().stream());
        return scored
                || Stream.concat(leaving, entering)
                        .map(Criterion::measure)
                        .flatMap(AnswerPropertyTest::parts)
                        .anyMatch(measure -> measure instanceof Measure.Approval approval
                                && approval.role().equals(role));
    }

    private static Stream<Measure> parts(Measure measure) {
        return measure instanceof Measure.All all ? all.parts().stream().map(Criterion::measure) : Stream.of(measure);
    }
}
