package dev.headgate.it.harness;

import dev.headgate.local.proxy.TrafficSplitter;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** One rollout, as everybody can see it from outside: decisions, executions, evaluations, and HAProxy's statistics. */
public final class Release {

    private final Site site;
    private final Operator operator;
    private final String service;
    private final String rolloutId;

    private Release(Site site, Operator operator, String service, String rolloutId) {
        this.site = site;
        this.operator = operator;
        this.service = service;
        this.rolloutId = rolloutId;
    }

    /** Its id. */
    public String rolloutId() {
        return rolloutId;
    }

    /** Its decisions so far. */
    public List<Decision> decisions() {
        return site.decisions(rolloutId);
    }

    /** Its decisions so far, as kind, from and to. */
    public List<String> moves() {
        return decisions().stream()
                .map(decision -> decision.kind().wireName() + " " + decision.from() + " " + decision.to())
                .toList();
    }

    /** Its decisions so far, as kind, from, to and the criterion that decided. */
    public List<String> course() {
        return decisions().stream()
                .map(decision -> "%s %s %s %s"
                        .formatted(
                                decision.kind().wireName(),
                                decision.from(),
                                decision.to(),
                                decision.decidingCriterion().orElse("-")))
                .toList();
    }

    /** Its decisions' sequence numbers. */
    public List<Integer> sequences() {
        return decisions().stream().map(Decision::sequence).toList();
    }

    /** Its executions so far that ended so. */
    public List<Execution> executions(ExecutionStatus status) {
        return site.executions(rolloutId).stream()
                .filter(execution -> execution.status() == status)
                .toList();
    }

    /** What became of a decision. */
    public Execution execution(Decision decision, ExecutionStatus status) {
        return site.executions.await(
                "the execution of " + decision.decisionId() + " is " + status,
                site.patience,
                execution -> execution.decisionId().equals(decision.decisionId()) && execution.status() == status);
    }

    /** The canary's share of the traffic by HAProxy's own statistics, percent. */
    public double shareInForce() {
        return site.shareInForce(service);
    }

    /** Waits for the first decision of a kind. */
    public Decision awaitDecision(DecisionKind kind) {
        return awaitDecision(kind, 1);
    }

    /** Waits for the first decision of a kind, as it was read. */
    public Collected.Item<Decision> awaitItem(DecisionKind kind) {
        Decision decision = awaitDecision(kind);
        return site.decisions.items().stream()
                .filter(item -> item.value().equals(decision))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a decision of a kind whose sequence number is at least that. */
    public Decision awaitDecision(DecisionKind kind, int sequence) {
        return site.decisions.await(
                "rollout " + rolloutId + " decides " + kind + ", found " + moves(),
                site.patience,
                decision -> decision.rolloutId().equals(rolloutId)
                        && decision.kind() == kind
                        && (kind == DecisionKind.REFUSE || decision.sequence() >= sequence));
    }

    /** Waits until the gate knows that the weight is in force, and is judging. */
    public void awaitWeight(double percent) {
        site.rollouts.await(
                "rollout " + rolloutId + " is observed at " + percent + " %",
                site.patience,
                state -> state.rolloutId().equals(rolloutId)
                        && state.phase() == Phase.OBSERVING
                        && state.confirmedWeight().orElse(Weight.NONE).percent() == percent);
    }

    /** Waits until the executor has recorded that it shifted the traffic to that weight, whether the gate knows or not. */
    public void awaitShift(double percent) {
        Decision promotion = site.decisions.await(
                "rollout " + rolloutId + " is promoted to " + percent + " %, found " + moves(),
                site.patience,
                decision -> decision.rolloutId().equals(rolloutId)
                        && decision.kind() == DecisionKind.PROMOTE
                        && decision.to().percent() == percent);
        execution(promotion, ExecutionStatus.SUCCEEDED);
    }

    /** Waits for a phase. */
    public RolloutState awaitPhase(Phase phase) {
        return site.rollouts.await(
                "rollout " + rolloutId + " is " + phase,
                site.patience,
                state -> state.rolloutId().equals(rolloutId) && state.phase() == phase);
    }

    /** Waits until it waits for something of that kind and name. */
    public RolloutState awaitWaiting(String kind, String name) {
        return site.rollouts.await(
                "rollout " + rolloutId + " waits for " + kind + " " + name,
                site.patience,
                state -> state.rolloutId().equals(rolloutId)
                        && state.situation().waitingFor().stream()
                                .anyMatch(each ->
                                        each.kind().equals(kind) && each.name().equals(name)));
    }

    /** The partition that its decisions are in. */
    public int partition() {
        return site.decisions.items().stream()
                .filter(item -> item.value().rolloutId().equals(rolloutId))
                .findFirst()
                .orElseThrow()
                .partition();
    }

    /** Waits for an evaluation. */
    public Evaluation awaitEvaluation(String what, Predicate<Evaluation> fits) {
        return site.evaluations.await(
                what, site.patience, evaluation -> evaluation.rolloutId().equals(rolloutId) && fits.test(evaluation));
    }

    /** Its evaluations so far. */
    public List<Evaluation> evaluations() {
        return site.evaluations.values(evaluation -> evaluation.rolloutId().equals(rolloutId));
    }

    /** How long before an evaluation the first evaluation without any request was, seconds. */
    public long secondsSinceSilence(Evaluation evaluation) {
        return evaluations().stream()
                .filter(each -> each.canary().requests() == 0 && each.baseline().requests() == 0)
                .filter(each -> each.weight().percent() > 0)
                .findFirst()
                .map(first -> Duration.between(first.evaluatedAt(), evaluation.evaluatedAt())
                        .toSeconds())
                .orElse(0L);
    }

    /** Ends it. */
    public void abortAndAwaitRollback() {
        operator.abort(service, rolloutId);
        awaitDecision(DecisionKind.ROLLBACK);
        awaitPhase(Phase.ROLLED_BACK);
    }

    /** Where releases happen: HAProxies by service, and readers of everything that is published about rollouts. */
    public static final class Site {

        private final Installation installation;
        private final String canary;
        private final String baseline;
        private final Map<String, TrafficSplitter> splitters = new ConcurrentHashMap<>();
        private Duration patience = Await.LONG;
        private Collected<Decision> decisions;
        private Collected<Execution> executions;
        private Collected<Evaluation> evaluations;
        private Collected<RolloutState> rollouts;
        private Collected<DeadLetter> deadLetters;

        /** For releases of one version after another. */
        public Site(Installation installation, String canary, String baseline) {
            this.installation = installation;
            this.canary = canary;
            this.baseline = baseline;
        }

        /** Starts a HAProxy for the service; before the executor starts, which reads its runbooks then. */
        public void divideTraffic(String service) throws InterruptedException {
            splitters.put(service, installation.haproxy(service, canary, baseline));
        }

        /** How long is waited for anything from now on; {@link Await#LONG} before. */
        public void waitUpTo(Duration newPatience) {
            patience = newPatience;
        }

        /** Begins to read what is published. */
        public void readers() {
            decisions = installation.readers().decisions();
            executions = installation.readers().executions();
            evaluations = installation.readers().evaluations();
            rollouts = installation.readers().rollouts();
            deadLetters = installation.readers().deadLetters();
        }

        /** Starts a rollout. */
        public Release start(Operator operator, String service, String rolloutId, String policy) {
            operator.start(service, rolloutId, canary, baseline, policy);
            return new Release(this, operator, service, rolloutId);
        }

        /** A rollout that somebody else has started. */
        public Release found(Operator operator, String service, String rolloutId) {
            return new Release(this, operator, service, rolloutId);
        }

        /** A rollout's decisions so far. */
        public List<Decision> decisions(String rolloutId) {
            return decisions.values(decision -> decision.rolloutId().equals(rolloutId));
        }

        /** All decisions of a service so far. */
        public List<Decision> decisionsOf(String service) {
            return decisions.values(decision -> decision.service().equals(service));
        }

        /** Waits for a service's decision. */
        public Decision awaitDecision(String service, DecisionKind kind) {
            return decisions.await(
                    service + " decides " + kind,
                    patience,
                    decision -> decision.service().equals(service) && decision.kind() == kind);
        }

        /** A rollout's executions so far. */
        public List<Execution> executions(String rolloutId) {
            return executions.values(execution -> execution.rolloutId().equals(rolloutId));
        }

        /** Waits for an execution. */
        public Execution awaitExecution(String what, Predicate<Execution> fits) {
            return executions.await(what, patience, fits);
        }

        /** Waits until a record of a topic was refused for a cause. */
        public DeadLetter awaitDeadLetter(String cause, String topic) {
            return deadLetters.await(
                    "a dead letter of " + topic + " for " + cause,
                    letter -> letter.cause().equals(cause)
                            && letter.topic().equals(installation.topics().name(topic)));
        }

        /** All dead letters so far. */
        public List<DeadLetter> deadLetters() {
            return deadLetters.values(letter -> true);
        }

        /** The canary's share of a service's traffic by HAProxy's own statistics, percent. */
        public double shareInForce(String service) {
            return splitters.get(service).runtimeApi().statistics().stream()
                            .filter(row -> canary.equals(row.get("svname")))
                            .mapToDouble(row -> Double.parseDouble(row.get("weight")))
                            .sum()
                    * 100
                    / splitters.get(service).runtimeApi().statistics().stream()
                            .filter(row -> canary.equals(row.get("svname")) || baseline.equals(row.get("svname")))
                            .mapToDouble(row -> Double.parseDouble(row.get("weight")))
                            .sum();
        }

        /** A decision as a gate would write it. */
        public Decision decision(
                String service, String rolloutId, DecisionKind kind, int sequence, double from, double to) {
            return decision(service, rolloutId, 0, kind, sequence, from, to, "shift-" + service);
        }

        /** A decision as a gate would write it, of a rollout with an epoch, carried out by a runbook. */
        public Decision decision(
                String service,
                String rolloutId,
                long epoch,
                DecisionKind kind,
                int sequence,
                double from,
                double to,
                String runbook) {
            Map<String, String> parameters = new TreeMap<>(Map.of(
                    "service",
                    service,
                    "canary",
                    canary,
                    "baseline",
                    baseline,
                    kind == DecisionKind.RUN ? "current" : "weight",
                    new Weight(to).toString().replace("%", ""),
                    "rollout",
                    rolloutId,
                    "decision",
                    rolloutId + "/" + sequence,
                    "reason",
                    "a test"));
            return new Decision(
                    rolloutId + "/" + sequence,
                    rolloutId,
                    service,
                    epoch,
                    sequence,
                    "correlation-" + rolloutId,
                    kind,
                    Mode.ENFORCE,
                    Severity.INFO,
                    canary,
                    baseline,
                    0,
                    new Weight(from),
                    new Weight(to),
                    "a test decides",
                    Optional.empty(),
                    List.of(),
                    "",
                    Instant.now(),
                    List.of(),
                    Optional.of(Duration.ofMinutes(5)),
                    new RunbookCall(runbook, new TreeMap<>(parameters)));
        }
    }
}
