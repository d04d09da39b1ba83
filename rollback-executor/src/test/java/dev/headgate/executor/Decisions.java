package dev.headgate.executor;

import dev.headgate.executor.acceptance.DirectRollback;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.SignedBytes;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.Step.Recovery;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decisions and runbooks for tests. */
public final class Decisions {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** One for all: a fresh codec learns the records anew, which takes longer than writing them. */
    private static final JsonCodec CODEC = new JsonCodec();

    private Decisions() {}

    /** A decision of rollout {@code r<epoch>} of service shop. */
    public static Decision decision(DecisionKind kind, long epoch, int sequence, double weight) {
        return decision("shop", kind, epoch, sequence, weight, "shift-traffic", Mode.ENFORCE);
    }

    public static Decision decision(
            String service, DecisionKind kind, long epoch, int sequence, double weight, String runbook, Mode mode) {
        String rollout = "r" + epoch;
        Map<String, String> parameters =
                Map.of("canary", "2.0.0", "baseline", "1.0.0", "weight", Double.toString(weight));
        return new Decision(
                rollout + "/" + sequence,
                rollout,
                service,
                epoch,
                sequence,
                "correlation-" + epoch,
                kind,
                mode,
                Severity.CRITICAL,
                "2.0.0",
                "1.0.0",
                0,
                Weight.NONE,
                new Weight(weight),
                "a test decides",
                Optional.empty(),
                List.of(),
                "hash",
                NOON,
                List.of(),
                kind == DecisionKind.PROMOTE ? Optional.of(Duration.ofSeconds(60)) : Optional.empty(),
                new RunbookCall(runbook, new TreeMap<>(parameters)));
    }

    /** A run of rollout {@code r<epoch>} of service shop, without a weight. */
    public static Decision run(long epoch, int sequence, String runbook) {
        Decision shift = decision("shop", DecisionKind.RUN, epoch, sequence, 5, runbook, Mode.ENFORCE);
        return with(shift, shift.decisionId(), Map.of("canary", "2.0.0"), Optional.empty());
    }

    /** A rollback that an operator signed while the gate was dead. */
    public static Decision direct(long epoch, int number, int sequence) {
        Decision rollback = decision(DecisionKind.ROLLBACK, epoch, sequence, 0);
        return with(
                rollback, "r" + epoch + "/direct-" + number, rollback.runbook().parameters(), Optional.empty());
    }

    /** The same, to be carried out although nothing is known of its rollout. */
    public static Decision althoughUnknown(Decision direct) {
        TreeMap<String, String> parameters = new TreeMap<>(direct.runbook().parameters());
        parameters.put(DirectRollback.ALTHOUGH_UNKNOWN, "true");
        return direct.by(new RunbookCall(direct.runbook().name(), parameters));
    }

    /** The same by another runbook. */
    public static Decision by(String runbook, Decision decision) {
        return decision.by(new RunbookCall(runbook, decision.runbook().parameters()));
    }

    /** The same between other versions, to its runbook, too. */
    public static Decision between(Decision decision, String canary, String baseline) {
        TreeMap<String, String> parameters = new TreeMap<>(decision.runbook().parameters());
        parameters.put("canary", canary);
        parameters.put("baseline", baseline);
        return new Decision(
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.epoch(),
                decision.sequence(),
                decision.correlationId(),
                decision.kind(),
                decision.mode(),
                decision.severity(),
                canary,
                baseline,
                decision.stage(),
                decision.from(),
                decision.to(),
                decision.reason(),
                decision.decidingCriterion(),
                decision.verdicts(),
                decision.policyHash(),
                decision.evaluatedAt(),
                decision.inputOffsets(),
                decision.validFor(),
                new RunbookCall(decision.runbook().name(), parameters));
    }

    /** The same with another id, other parameters and another validity. */
    public static Decision with(
            Decision decision, String id, Map<String, String> parameters, Optional<Duration> valid) {
        return new Decision(
                id,
                decision.rolloutId(),
                decision.service(),
                decision.epoch(),
                decision.sequence(),
                decision.correlationId(),
                decision.kind(),
                decision.mode(),
                decision.severity(),
                decision.canary(),
                decision.baseline(),
                decision.stage(),
                decision.from(),
                decision.to(),
                decision.reason(),
                decision.decidingCriterion(),
                decision.verdicts(),
                decision.policyHash(),
                decision.evaluatedAt(),
                decision.inputOffsets(),
                valid,
                new RunbookCall(decision.runbook().name(), new TreeMap<>(parameters)));
    }

    /** The same of the shadow beside its rollout, with all that an executor would need to carry it out. */
    public static Decision shadow(Decision decision, Mode mode) {
        String rollout = decision.rolloutId() + ".shadow";
        return new Decision(
                rollout + "/" + decision.sequence(),
                rollout,
                decision.service(),
                decision.epoch(),
                decision.sequence(),
                decision.correlationId(),
                decision.kind(),
                mode,
                decision.severity(),
                decision.canary(),
                decision.baseline(),
                decision.stage(),
                decision.from(),
                decision.to(),
                decision.reason(),
                decision.decidingCriterion(),
                decision.verdicts(),
                decision.policyHash(),
                decision.evaluatedAt(),
                decision.inputOffsets(),
                decision.validFor(),
                decision.runbook());
    }

    /** As read from the log, appended at noon. */
    public static Received received(Decision decision) {
        return received(decision, decision.epoch() * 1_000 + decision.sequence(), Optional.of(NOON));
    }

    public static Received received(Decision decision, long offset, Optional<Instant> appendedAt) {
        String value = Base64.getEncoder().encodeToString(CODEC.write(decision));
        return new Received(decision, new SignedBytes(value, "c2lnbmF0dXJl", "key"), 0, offset, appendedAt);
    }

    /** The runbooks of the tests: one or two steps, that may be run again or not. */
    public static Runbooks runbooks() {
        return new Runbooks(List.of(
                runbook("shift-traffic", Recovery.RERUN),
                runbook("careful", Recovery.ASK),
                runbook("two-steps", Recovery.RERUN, Recovery.ASK),
                runbook("restoring", Recovery.ASK, Recovery.RERUN),
                runbook("empty"),
                hook("smoke-tests", Recovery.RERUN, Recovery.RERUN),
                hook("careful-hook", Recovery.RERUN, Recovery.ASK),
                undoing("undoing", true),
                undoing("undoing-hook", false),
                verifying("verifying", true),
                verifying("verifying-hook", false),
                asking("asking", true),
                asking("asking-hook", false),
                new Runbook("shifting-hook", "", Duration.ofSeconds(30), List.of(), List.of(shift()))));
    }

    /** Without parameters: it moves no traffic. */
    public static Runbook hook(String name, Recovery... recoveries) {
        return new Runbook(
                name,
                "",
                Duration.ofSeconds(30),
                List.of(),
                runbook(name, recoveries).steps());
    }

    /** Two steps that are undone if the third fails. */
    private static Runbook undoing(String name, boolean shifts) {
        Step.Undo undo = new Step.Undo(command("/bin/true"), Duration.ofSeconds(5), 2);
        List<Step> steps = List.of(
                step("make", Recovery.RERUN, Step.OnFailure.STOP, Optional.of(undo), Optional.empty()),
                step("look", Recovery.RERUN, Step.OnFailure.CONTINUE, Optional.empty(), Optional.empty()),
                step("fill", Recovery.RERUN, Step.OnFailure.COMPENSATE, Optional.of(undo), Optional.empty()),
                step("open", Recovery.RERUN, Step.OnFailure.COMPENSATE, Optional.empty(), Optional.empty()));
        return new Runbook(
                name, "", Duration.ofSeconds(30), shifts ? runbook(name).parameters() : List.of(), steps);
    }

    /** Steps that must not have their effect twice, and can be asked whether they had it. */
    private static Runbook verifying(String name, boolean shifts) {
        Step.Verification verify = new Step.Verification(command("/bin/true"), Duration.ofSeconds(5));
        List<Step> steps = List.of(
                step("first", Recovery.VERIFY, Step.OnFailure.STOP, Optional.empty(), Optional.of(verify)),
                step("second", Recovery.VERIFY, Step.OnFailure.STOP, Optional.empty(), Optional.of(verify)));
        return new Runbook(
                name, "", Duration.ofSeconds(30), shifts ? runbook(name).parameters() : List.of(), steps);
    }

    /** A question to a person before a step, and a step of which a person must tell what became of it. */
    private static Runbook asking(String name, boolean shifts) {
        Step.Undo undo = new Step.Undo(command("/bin/true"), Duration.ofSeconds(5), 2);
        List<Step> steps = List.of(
                step("make", Recovery.RERUN, Step.OnFailure.STOP, Optional.of(undo), Optional.empty()),
                new Step(
                        "confirm",
                        new Action.Confirm("May it go on?"),
                        Duration.ofSeconds(12),
                        Recovery.ASK,
                        1,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Step.OnFailure.COMPENSATE,
                        Optional.empty(),
                        Optional.empty(),
                        false),
                new Step(
                        "charge",
                        command("/bin/true"),
                        Duration.ofSeconds(5),
                        Recovery.ASK,
                        1,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Step.OnFailure.STOP,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Duration.ofSeconds(60)));
        return new Runbook(
                name, "", Duration.ofSeconds(60), shifts ? runbook(name).parameters() : List.of(), steps);
    }

    private static Step step(
            String name,
            Recovery recovery,
            Step.OnFailure onFailure,
            Optional<Step.Undo> undo,
            Optional<Step.Verification> verify) {
        return new Step(
                name,
                command("/bin/true"),
                Duration.ofSeconds(5),
                recovery,
                1,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                onFailure,
                undo,
                verify,
                false);
    }

    private static Step shift() {
        return new Step(
                "weight",
                new Action.HaproxyWeight("127.0.0.1:9999", "shop", "2.0.0", "1.0.0", "50"),
                Duration.ofSeconds(5),
                Recovery.RERUN);
    }

    public static Runbook runbook(String name, Recovery... recoveries) {
        List<Step> steps = new java.util.ArrayList<>();
        for (Recovery recovery : recoveries) {
            steps.add(new Step("step-" + steps.size(), command("/bin/true"), Duration.ofSeconds(5), recovery));
        }
        return new Runbook(
                name,
                "",
                Duration.ofSeconds(30),
                List.of(new RunbookParameter("weight", RunbookParameter.Type.WEIGHT, Optional.empty())),
                steps);
    }

    public static Action.Command command(String... arguments) {
        return new Action.Command(List.of(arguments), Labels.NONE, List.of());
    }
}
