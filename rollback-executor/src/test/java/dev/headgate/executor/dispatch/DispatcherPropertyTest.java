package dev.headgate.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any interleaving of decisions, replays, outcomes and crashes keeps the promises of the executor. */
class DispatcherPropertyTest {

    private static final JournalCodec CODEC = new JournalCodec();

    private static final Map<Part, Integer> DONE = new ConcurrentHashMap<>();

    private static final Map<String, Integer> HEARD = new ConcurrentHashMap<>();

    /** Worlds in which nothing is ever undone, verified, asked or answered would promise nothing. */
    @AfterAll
    static void theWorldsHadEachPartOfAStep() {
        assertThat(HEARD)
                .containsOnlyKeys("yes", "no", "done", "failed", "retry", "nobody", "refused", "superseded", "held")
                .allSatisfy((word, times) -> assertThat(times).isGreaterThan(5));
        assertThat(DONE)
                .containsOnlyKeys(Part.values())
                .allSatisfy((part, times) -> assertThat(times).isGreaterThan(100));
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyAcceptedDecisionHasOneOutcomeInOrderAndNothingUnsafeRunsTwice(int seed) {
        World world = new World(new Random(seed));
        for (int turn = 0; turn < 120; turn++) {
            world.turn();
        }
        world.settle();

        world.assertOneOutcomeEach();
        world.assertNoRetreatWasGivenUp();
        world.assertOrderPerService();
        world.assertNoAdvanceAfterRollback();
        world.assertCarefulStepsRanOnce();
        world.assertAttemptsAreNumbered();
        world.assertVerifiedStepsHadTheirEffectOnce();
        world.assertNothingIsDoneAfterUndoing();
        world.assertNothingIsDoneThatWasNotConfirmed();
        world.assertNothingIsLetGoOnUnderAHold();
        world.assertNobodyIsAskedAnyMore();
        world.count();
    }

    /** What happened outside: the journal's topic, the executions, and the effects in the order they were made. */
    private static final class World {

        private record Made(Effect effect, Decision decision, boolean rollbackWasAccepted) {}

        private final Random random;
        private final List<Decision> log = new ArrayList<>();
        private final Map<String, byte[]> journalTopic = new LinkedHashMap<>();
        private final List<Execution> executions = new ArrayList<>();
        private final List<Made> made = new ArrayList<>();
        private final Map<String, Received> accepted = new HashMap<>();
        private final Set<Long> rolledBack = new HashSet<>();
        private final Map<String, Integer> sequences = new HashMap<>();
        /** How often a step of a decision had its effect outside, whatever the executor came to know of it. */
        private final Map<String, Integer> had = new HashMap<>();

        private int words;
        /** The words that were taken, by the answers to them. */
        private final Map<String, Decision> taken = new HashMap<>();

        private final List<Effect> due = new ArrayList<>();
        private final List<Effect> running = new ArrayList<>();
        private int committedOffset;
        private long epoch = 1;
        private Instant now = Decisions.NOON;
        private Dispatcher dispatcher = started();

        World(Random random) {
            this.random = random;
        }

        void turn() {
            now = now.plusSeconds(random.nextInt(4));
            say();
            if (random.nextInt(12) == 0) {
                log.add(order(random.nextInt(6) == 0));
            }
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> log.add(decide());
                case 3, 4 -> read(1 + random.nextInt(3));
                case 5, 6 -> effect(random.nextInt(10) == 0);
                default -> crashIf(random.nextInt(3) == 0);
            }
        }

        void settle() {
            log.add(order(false));
            do {
                asked().stream().filter(entry -> entry.received().isRetreat()).forEach(this::say);
                read(log.size());
                while (!due.isEmpty() || !running.isEmpty()) {
                    effect(false);
                }
                now = now.plusSeconds(30);
                commit(taken());
            } while (!due.isEmpty() || dispatcher.journal().unfinished() > 0 || committedOffset < log.size());
        }

        private Output taken() {
            Output output = new Output();
            dispatcher.takeUp(now, output);
            return output;
        }

        private Decision order(boolean held) {
            return ExecutorHold.of(held, ExecutorHold.service(0), "jo", "a freeze", "c", now);
        }

        private List<JournalEntry> asked() {
            return dispatcher.journal().entries().stream()
                    .filter(entry -> entry.question().isPresent())
                    .toList();
        }

        /** To what is asked, or waits for its next attempt, or to anything at all; true or not. */
        private void say() {
            List<JournalEntry> all = dispatcher.journal().entries().stream()
                    .filter(JournalEntry::wasAccepted)
                    .toList();
            List<JournalEntry> waiting = all.stream()
                    .filter(entry -> entry.question().isPresent() || entry.pausesAt(now))
                    .toList();
            List<JournalEntry> some = waiting.isEmpty() || random.nextInt(10) == 0 ? all : waiting;
            if (!some.isEmpty() && random.nextInt(waiting.isEmpty() ? 60 : 3) == 0) {
                say(some.get(random.nextInt(some.size())));
                read(random.nextInt(3) == 0 ? 1 : log.size());
            }
        }

        private void say(JournalEntry about) {
            Optional<Question> question = about.question();
            List<Says> fitting = question.map(asked -> asked.about() == Question.About.CONFIRMATION
                            ? List.of(Says.YES, Says.YES, Says.NO)
                            : had.containsKey(about.decision().decisionId() + ":" + about.step())
                                    ? List.of(Says.DONE)
                                    : List.of(Says.FAILED, Says.RETRY))
                    .orElse(List.of(Says.RETRY));
            List<Says> said = random.nextInt(8) == 0 && question.isEmpty() ? List.of(Says.values()) : fitting;
            ExecutionWord word = new ExecutionWord(
                    said.get(random.nextInt(said.size())),
                    about.decision().decisionId(),
                    about.execution().map(Execution::attempt).orElse(1),
                    question.map(Question::step),
                    question.map(Question::askedAt),
                    "jane",
                    "so");
            log.add(word.decision(about.decision(), String.format("%08x-word", ++words), now));
        }

        private Decision decide() {
            if (!log.isEmpty() && random.nextInt(6) == 0) {
                return log.get(random.nextInt(log.size()));
            }
            String service = random.nextBoolean() ? "shop" : "till";
            epoch += random.nextInt(5) == 0 ? 1 : 0;
            int sequence = sequences.merge(service + epoch, 1, Integer::sum);
            DecisionKind kind = switch (random.nextInt(10)) {
                case 0 -> DecisionKind.ROLLBACK;
                case 1 -> DecisionKind.STEP_BACK;
                case 2 -> DecisionKind.HOLD;
                case 3, 4 -> DecisionKind.RUN;
                default -> DecisionKind.PROMOTE;
            };
            String runbook = runbook(kind);
            Mode mode = random.nextInt(10) == 0 ? Mode.OBSERVE : Mode.ENFORCE;
            Decision decision = Decisions.decision(service, kind, epoch, sequence, 5, runbook, mode);
            Map<String, String> parameters =
                    kind == DecisionKind.RUN ? Map.of() : decision.runbook().parameters();
            return Decisions.with(decision, service + "-" + decision.decisionId(), parameters, decision.validFor());
        }

        private String runbook(DecisionKind kind) {
            if (kind == DecisionKind.RUN) {
                return List.of("smoke-tests", "careful-hook", "undoing-hook", "verifying-hook", "asking-hook")
                        .get(random.nextInt(5));
            }
            return switch (random.nextInt(6)) {
                case 0 -> "careful";
                case 1 -> "two-steps";
                case 2 -> "undoing";
                case 3 -> "verifying";
                case 4 -> "asking";
                default -> "shift-traffic";
            };
        }

        /** One transaction: what follows from the records, and the offset; or nothing, if a crash comes first. */
        private void read(int count) {
            Output output = new Output();
            int from = committedOffset;
            int to = Math.min(log.size(), from + count);
            for (int offset = from; offset < to; offset++) {
                dispatcher.arrived(Decisions.received(log.get(offset), offset, Optional.of(now)), now, output);
            }
            dispatcher.takeUp(now, output);
            if (random.nextInt(12) == 0) {
                crash();
                return;
            }
            commit(output);
            committedOffset = to;
        }

        private void effect(boolean crashBeforeRecord) {
            if (!running.isEmpty() && (due.isEmpty() || random.nextBoolean())) {
                end(running.remove(random.nextInt(running.size())), crashBeforeRecord);
            } else if (!due.isEmpty()) {
                begin(due.remove(random.nextInt(due.size())));
            }
        }

        private void begin(Effect effect) {
            now = effect.isDue(now) ? now : effect.notBefore();
            Decision decision = accepted.get(effect.decisionId()).decision();
            boolean permitted = random.nextInt(6) != 0 && !dispatcher.isOvertaken(effect);
            if (permitted) {
                DONE.merge(effect.part(), 1, Integer::sum);
                made.add(new Made(
                        effect,
                        decision,
                        rolledBack.contains(
                                decision.epoch() * 2 + (decision.service().equals("shop") ? 1 : 0))));
            }
            assertThat(running)
                    .as("what runs beside %s", effect)
                    .noneMatch(other -> other.service().equals(effect.service()) && !isBesideAStepBack(other, effect));
            if (permitted) {
                running.add(effect);
            } else {
                tell(effect, new StepOutcome.NotBegun("no lease"));
            }
        }

        /** The only two that may run at once: less traffic does not wait for a hook, nor stop it. */
        private static boolean isBesideAStepBack(Effect one, Effect other) {
            Set<DecisionKind> kinds = Set.of(one.kind(), other.kind());
            return kinds.equals(Set.of(DecisionKind.RUN, DecisionKind.STEP_BACK));
        }

        private void end(Effect effect, boolean crashBeforeRecord) {
            if (crashBeforeRecord) {
                had(effect, random.nextBoolean());
                crash();
            } else if (effect.part() == Part.VERIFICATION) {
                tell(effect, answer(effect));
            } else if (random.nextInt(5) == 0) {
                had(effect, false);
                tell(effect, new StepOutcome.Failed(FailureCategory.TARGET, "no answer"));
            } else {
                had(effect, true);
                Optional<Weight> weight =
                        effect.kind() == DecisionKind.RUN ? Optional.empty() : Optional.of(new Weight(5));
                tell(effect, new StepOutcome.Done(weight, OptionalInt.empty(), ""));
            }
        }

        private void had(Effect effect, boolean it) {
            if (it && effect.part() == Part.ACTION) {
                had.merge(effect.decisionId() + ":" + effect.step(), 1, Integer::sum);
            }
        }

        /** A verification tells the truth, or nothing. */
        private StepOutcome answer(Effect effect) {
            if (random.nextInt(6) == 0) {
                return new StepOutcome.Failed(FailureCategory.TIME_OUT, "no answer");
            }
            return had.containsKey(effect.decisionId() + ":" + effect.step())
                    ? new StepOutcome.Done(Optional.empty(), OptionalInt.empty(), "")
                    : new StepOutcome.Failed(FailureCategory.NO_EFFECT, "not there");
        }

        private void tell(Effect effect, StepOutcome outcome) {
            Output output = new Output();
            dispatcher.ended(effect, outcome, now, now, output);
            dispatcher.takeUp(now, output);
            commit(output);
        }

        private void commit(Output output) {
            for (JournalEntry entry : output.entries()) {
                journalTopic.put(entry.key(), CODEC.write(entry));
                if (entry.wasAccepted()) {
                    accepted.put(entry.decision().decisionId(), entry.received());
                    if (entry.decision().kind() == DecisionKind.ROLLBACK) {
                        rolledBack.add(entry.decision().epoch() * 2
                                + (entry.decision().service().equals("shop") ? 1 : 0));
                    }
                }
            }
            output.forgotten().forEach(journalTopic::remove);
            executions.addAll(output.executions());
            output.executions().stream()
                    .filter(execution -> execution.status() == ExecutionStatus.SUCCEEDED)
                    .forEach(answer -> log.stream()
                            .filter(said -> ExecutionWord.isNamed(said)
                                    && said.decisionId().equals(answer.decisionId()))
                            .forEach(said -> taken.put(said.decisionId(), said)));
            due.removeIf(old -> output.effects().stream().anyMatch(effect -> effect.replaces(old)));
            due.addAll(output.effects());
            List<Effect> stopped = running.stream().filter(dispatcher::mustStop).toList();
            running.removeAll(stopped);
            stopped.forEach(effect -> tell(effect, new StepOutcome.Abandoned()));
            assertNoRollbackWaitsForAHook();
            assertNoStepBackWaitsForAHook();
        }

        private void assertNoStepBackWaitsForAHook() {
            for (String service : List.of("shop", "till")) {
                List<JournalEntry> shifts = dispatcher.journal().waiting(service).stream()
                        .filter(entry -> !entry.isRun())
                        .toList();
                boolean waits = !shifts.isEmpty()
                        && shifts.get(0).decision().kind() == DecisionKind.STEP_BACK
                        && !dispatcher.journal().isShifting(service);
                assertThat(waits)
                        .as("a step back of %s waits for a hook", service)
                        .isFalse();
            }
        }

        private void assertNoRollbackWaitsForAHook() {
            for (String service : List.of("shop", "till")) {
                boolean waits = dispatcher.journal().waiting(service).stream()
                        .anyMatch(entry -> entry.decision().kind() == DecisionKind.ROLLBACK);
                assertThat(waits
                                && running.stream()
                                        .anyMatch(effect ->
                                                effect.service().equals(service) && effect.kind() == DecisionKind.RUN))
                        .as("a rollback of %s waits for a hook", service)
                        .isFalse();
            }
        }

        private void crashIf(boolean wanted) {
            if (wanted) {
                crash();
            }
        }

        private void crash() {
            running.forEach(effect -> had(effect, random.nextBoolean()));
            due.clear();
            running.clear();
            dispatcher = started();
            Output output = new Output();
            dispatcher.recover(now, received -> true, output);
            dispatcher.takeUp(now, output);
            commit(output);
        }

        private Dispatcher started() {
            Journal journal = new Journal();
            if (journalTopic != null) {
                journalTopic.values().forEach(bytes -> journal.put(CODEC.read(bytes)));
            }
            return new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "executor");
        }

        /** Failures before the outcome are only those of retreats, which are tried again. */
        void assertOneOutcomeEach() {
            Map<String, List<ExecutionStatus>> outcomes = new HashMap<>();
            executions.stream()
                    .filter(execution -> execution.status() != ExecutionStatus.STARTED)
                    .filter(execution -> !execution.rolloutId().equals("executor"))
                    .forEach(execution -> outcomes.computeIfAbsent(execution.decisionId(), id -> new ArrayList<>())
                            .add(execution.status()));
            outcomes.forEach((id, told) -> {
                List<ExecutionStatus> before = told.subList(0, told.size() - 1);
                assertThat(before).as(id).allMatch(status -> status == ExecutionStatus.FAILED);
                assertThat(before.isEmpty() || accepted.get(id).isRetreat())
                        .as(id)
                        .isTrue();
            });
            assertThat(outcomes.keySet()).containsAll(accepted.keySet());
            assertThat(journalTopic.values())
                    .allSatisfy(bytes ->
                            assertThat(CODEC.read(bytes).progress().isOver()).isTrue());
        }

        /** As many failures as there were, a retreat whose step may run again ends well or makes place. */
        void assertNoRetreatWasGivenUp() {
            Map<String, ExecutionStatus> last = new HashMap<>();
            executions.forEach(execution -> last.put(execution.decisionId(), execution.status()));
            accepted.values().stream()
                    .filter(Received::isRetreat)
                    .map(Received::decision)
                    .filter(decision -> decision.runbook().name().equals("shift-traffic"))
                    .filter(decision -> last.get(decision.decisionId()) == ExecutionStatus.FAILED)
                    .forEach(decision -> assertThat(accepted.values())
                            .as("what took the place of %s", decision.decisionId())
                            .anyMatch(later -> later.decision().service().equals(decision.service())
                                    && later.order().compareTo(Order.of(decision)) > 0));
        }

        void assertOrderPerService() {
            for (String service : List.of("shop", "till")) {
                for (boolean runs : List.of(true, false)) {
                    List<Order> orders = made.stream()
                            .filter(one -> one.decision().service().equals(service))
                            .filter(one -> runs == (one.decision().kind() == DecisionKind.RUN))
                            .map(one -> Order.of(one.decision()))
                            .toList();
                    assertThat(orders).isSorted();
                }
            }
        }

        void assertNoAdvanceAfterRollback() {
            assertThat(made)
                    .filteredOn(one -> one.decision().kind() == DecisionKind.PROMOTE
                            && one.effect().step() > 0)
                    .noneMatch(Made::rollbackWasAccepted);
        }

        void assertCarefulStepsRanOnce() {
            Map<String, Integer> runs = new HashMap<>();
            made.stream()
                    .filter(one -> isCareful(one))
                    .forEach(one -> runs.merge(
                            one.effect().decisionId() + ":" + one.effect().step(), 1, Integer::sum));
            assertThat(runs).allSatisfy((step, count) -> assertThat(count).isEqualTo(1));
        }

        void assertVerifiedStepsHadTheirEffectOnce() {
            made.stream()
                    .filter(one -> one.decision().runbook().name().startsWith("verifying"))
                    .map(one -> one.effect().decisionId() + ":" + one.effect().step())
                    .forEach(step ->
                            assertThat(had.getOrDefault(step, 0)).as(step).isLessThanOrEqualTo(1));
        }

        /** Backwards, and only what was done; never beside or before a step of the same decision, nor of a retreat. */
        void assertNothingIsDoneAfterUndoing() {
            Map<String, Integer> lowest = new HashMap<>();
            for (Made one : made) {
                String id = one.effect().decisionId();
                if (one.effect().part() == Part.UNDO) {
                    assertThat(accepted.get(id).isRetreat()).as(id).isFalse();
                    assertThat(had).containsKey(id + ":" + one.effect().step());
                    assertThat(one.effect().step()).as(id).isLessThanOrEqualTo(lowest.getOrDefault(id, 99));
                    lowest.put(id, one.effect().step());
                } else {
                    assertThat(lowest).as("undone before step %s", one.effect()).doesNotContainKey(id);
                }
            }
            made.stream()
                    .filter(one -> one.effect().part() == Part.UNDO)
                    .forEach(one -> assertThat(
                                    one.rollbackWasAccepted() && one.decision().kind() != DecisionKind.RUN)
                            .isFalse());
        }

        /** Each step behind a question has its yes, of this very decision; each further try of a careful one its word. */
        void assertNothingIsDoneThatWasNotConfirmed() {
            Map<String, Integer> charges = new HashMap<>();
            made.stream()
                    .filter(one -> one.decision().runbook().name().startsWith("asking"))
                    .filter(one -> one.effect().step() == 2)
                    .forEach(one -> charges.merge(one.effect().decisionId(), 1, Integer::sum));
            charges.forEach((id, times) -> {
                assertThat(said(id, Says.YES)).as("yes to %s", id).isGreaterThanOrEqualTo(1);
                assertThat(times).as("charges of %s", id).isLessThanOrEqualTo(1 + said(id, Says.RETRY));
            });
            made.stream()
                    .map(one -> one.effect().decisionId() + ":2")
                    .filter(step -> charges.containsKey(step.substring(0, step.length() - 2)))
                    .forEach(step ->
                            assertThat(had.getOrDefault(step, 0)).as(step).isLessThanOrEqualTo(1));
        }

        /** By the order of the log: no advance and no run is let go on behind a hold and before its release. */
        void assertNothingIsLetGoOnUnderAHold() {
            Set<String> seen = new HashSet<>();
            boolean held = false;
            for (Decision decision : log) {
                boolean first = seen.add(decision.service() + "/" + decision.decisionId());
                if (first && ExecutorHold.isNamed(decision)) {
                    held = ExecutorHold.holds(decision);
                } else if (first && held && taken.containsKey(decision.decisionId())) {
                    ExecutionWord word = ExecutionWord.of(decision).orElseThrow();
                    assertThat(word.says().goesOn()
                                    && !accepted.get(word.decisionId()).isRetreat())
                            .as("%s to %s under a hold", word.says(), word.decisionId())
                            .isFalse();
                }
            }
        }

        private int said(String decisionId, Says says) {
            return (int) taken.values().stream()
                    .map(ExecutionWord::of)
                    .flatMap(Optional::stream)
                    .filter(word -> word.decisionId().equals(decisionId) && word.says() == says)
                    .count();
        }

        void assertNobodyIsAskedAnyMore() {
            assertThat(dispatcher.journal().asking()).isZero();
            assertThat(executions)
                    .filteredOn(execution -> execution.finishedAt().isPresent())
                    .allSatisfy(execution -> assertThat(execution.question()).isEmpty());
        }

        void count() {
            taken.values()
                    .forEach(said -> ExecutionWord.of(said)
                            .ifPresent(word -> HEARD.merge(word.says().wireName(), 1, Integer::sum)));
            for (Execution execution : executions) {
                if (execution.reason().contains("nobody has answered")) {
                    HEARD.merge("nobody", 1, Integer::sum);
                } else if (execution.reason().contains("stopped while it waited for a person")) {
                    HEARD.merge("superseded", 1, Integer::sum);
                } else if (execution.reason().contains("release first")) {
                    HEARD.merge("held", 1, Integer::sum);
                } else if (execution.rolloutId().equals("executor") && execution.status() == ExecutionStatus.REFUSED) {
                    HEARD.merge("refused", 1, Integer::sum);
                }
            }
        }

        void assertAttemptsAreNumbered() {
            Set<String> seen = new HashSet<>();
            assertThat(made)
                    .allSatisfy(one -> assertThat(seen.add(one.effect().decisionId() + ":"
                                    + one.effect().name() + ":" + one.effect().attempt()))
                            .isTrue());
        }

        private static boolean isCareful(Made one) {
            String runbook = one.decision().runbook().name();
            boolean second = one.effect().step() == 1;
            return runbook.equals("careful")
                    || (runbook.equals("two-steps") && second)
                    || (runbook.equals("careful-hook") && second);
        }
    }
}
