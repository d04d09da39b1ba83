package dev.headgate.core.scenario;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.StartRollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens in a scenario: written down step by step, then run. The service is {@value #SERVICE}, its versions {@value
 * #CANARY} and {@value #BASELINE}. Not thread-safe.
 */
public final class Scenario {

    /** The service's name. */
    public static final String SERVICE = "shop";

    /** The version that is rolled out. */
    public static final String CANARY = "2.0.0";

    /** The version that holds the traffic. */
    public static final String BASELINE = "1.0.0";

    /** When every scenario begins. */
    public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    final Policy policy;
    final List<Traffic> traffic = new ArrayList<>();
    final List<Span> combinerStops = new ArrayList<>();
    final List<Span> gateStops = new ArrayList<>();
    final List<Late> late = new ArrayList<>();
    final List<TimedCommand> commands = new ArrayList<>();
    final List<Duration> restarts = new ArrayList<>();
    ExecutorBehaviour executor = ExecutorBehaviour.SOUND;
    GateSettings settings = GateSettings.DEFAULTS;
    Duration tick = Duration.ofMillis(200);
    long seed = 1;

    /** Telemetry of a version that arrives later than usual. */
    record Late(String version, Span span, Duration delay) {}

    /** A command and when it is given. */
    record TimedCommand(Duration at, Command command, Optional<Policy> policy) {}

    private Scenario(Policy policy) {
        this.policy = policy;
    }

    /** A scenario in which both versions are healthy; nothing is started yet. */
    public static Scenario of(Policy policy) {
        return new Scenario(policy).with(Traffic.healthy(BASELINE)).with(Traffic.healthy(CANARY));
    }

    /** Changes how a version answers, from what was said before. */
    public Scenario with(Traffic change) {
        traffic.add(change);
        return this;
    }

    /** Publishes nothing of a version for a while. */
    public Scenario silent(String version, Span span) {
        return with(Traffic.healthy(version).during(span).atRate(0));
    }

    /** Lets the combiners stand still for a while; what came meanwhile is caught up afterwards. */
    public Scenario combinersStopped(Span span) {
        combinerStops.add(span);
        return this;
    }

    /** Lets the gate stand still for a while. */
    public Scenario gateStopped(Span span) {
        gateStops.add(span);
        return this;
    }

    /** Delays the telemetry of a version that is produced during a stretch. */
    public Scenario late(String version, Span span, Duration delay) {
        late.add(new Late(version, span, delay));
        return this;
    }

    /** Takes the gate down and up again between two ticks, with what it had written. */
    public Scenario restarted(Duration at) {
        restarts.add(at);
        return this;
    }

    /** Says how the executor answers. */
    public Scenario executedBy(ExecutorBehaviour behaviour) {
        executor = behaviour;
        return this;
    }

    /** Says with which settings the gate runs. */
    public Scenario settings(GateSettings other) {
        settings = other;
        return this;
    }

    /** Says how far apart ticks are. */
    public Scenario ticking(Duration every) {
        tick = every;
        return this;
    }

    /** Says from which seed all that is random comes. */
    public Scenario seeded(long other) {
        seed = other;
        return this;
    }

    /** Starts a rollout. */
    public Scenario start(Duration at, String rolloutId) {
        return command(at, startOf(policy, "start-" + rolloutId, rolloutId, BEGINNING.plus(at)));
    }

    /** Aborts a rollout. */
    public Scenario abort(Duration at, String rolloutId) {
        return command(at, new AbortRollout(header("abort-" + rolloutId, rolloutId)));
    }

    /** Gives any command. An approval, a rejection or an advance with a header from here is issued when it is given. */
    public Scenario command(Duration at, Command command) {
        Optional<Policy> its = command instanceof StartRollout ? Optional.of(policy) : Optional.empty();
        commands.add(new TimedCommand(at, command, its));
        return this;
    }

    /** Gives a command with the policy that it brings. */
    public Scenario command(Duration at, Command command, Policy brought) {
        commands.add(new TimedCommand(at, command, Optional.of(brought)));
        return this;
    }

    /** Runs it for so long. */
    public ScenarioResult run(Duration length) {
        return new ScenarioRun(this).run(length);
    }

    /** A start command for the scenario's service. */
    public static StartRollout startOf(Policy policy, String commandId, String rolloutId) {
        return startOf(policy, commandId, rolloutId, BEGINNING);
    }

    /** The same, issued at an instant. */
    public static StartRollout startOf(Policy policy, String commandId, String rolloutId, Instant issuedAt) {
        return new StartRollout(
                new CommandHeader(commandId, "correlation-" + rolloutId, SERVICE, rolloutId, "ada", issuedAt, ""),
                CANARY,
                BASELINE,
                new PolicyText(policy.name() + ".yaml", "policy: " + policy.name(), "0".repeat(64)));
    }

    /** A command's header for the scenario's service. */
    public static CommandHeader header(String commandId, String rolloutId) {
        return header(commandId, rolloutId, "");
    }

    /** A command's header for the scenario's service, with a reason. */
    public static CommandHeader header(String commandId, String rolloutId, String reason) {
        return new CommandHeader(commandId, "correlation-" + rolloutId, SERVICE, rolloutId, "ada", BEGINNING, reason);
    }

    /** The same header, issued so long after the beginning. */
    public static CommandHeader issued(CommandHeader header, Duration at) {
        return new CommandHeader(
                header.commandId(),
                header.correlationId(),
                header.service(),
                header.rolloutId(),
                header.issuedBy(),
                BEGINNING.plus(at),
                header.reason());
    }
}
