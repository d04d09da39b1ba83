package dev.headgate.schemas.access;

import java.util.Arrays;
import java.util.Optional;

/** Who connects to Kafka for Headgate's sake, each with rights of its own. Combine and judge are the two halves of a gate. */
public enum Participant {
    /** Makes the topics, and looks at them. */
    ADMINISTRATOR("administrator", "headgate topics create and list"),
    /** A service that publishes its telemetry, or whatever publishes it for the service. */
    APPLICATION("application", "services that publish telemetry, headgate measure, scrape, receive alertmanager"),
    /** Publishes what proxies log. */
    RECEIVER("receiver", "headgate receive access-log"),
    /** The half of the gate that sums telemetry up. */
    COMBINE("combine", "the gate, headgate gate --only combine"),
    /** The half of the gate that decides. */
    JUDGE("judge", "the gate, headgate gate --only judge"),
    /** Carries decisions out and tells people. */
    EXECUTOR("executor", "the executor"),
    /** Looks at everything and changes nothing. */
    VIEWER("viewer", "commands that only read: rollout status and show, decisions tail, executions list, backtest"),
    /** Commands the gate, and looks at everything. */
    OPERATOR("operator", "commands to the gate: rollout start, approve, abort, policy bind"),
    /** Speaks to executors without the gate, and whatever an operator may do. */
    ON_CALL("on-call", "rollback --direct, executions hold, release, confirm, retry, resolve"),
    /** Publishes telemetry again that was refused. */
    REPLAYER("replayer", "headgate dead-letters replay"),
    /** Shows rollouts on a page, commands the gate, and answers what executors ask. */
    CONSOLE("console", "the console"),
    /** Looks at what everybody else needs, and how it is. */
    DOCTOR("doctor", "headgate doctor");

    private final String wireName;
    private final String who;

    Participant(String wireName, String who) {
        this.wireName = wireName;
        this.who = who;
    }

    /** Its name in commands and documents. */
    public String wireName() {
        return wireName;
    }

    /** The participant of that name; empty if there is none. */
    public static Optional<Participant> named(String wireName) {
        return Arrays.stream(values())
                .filter(participant -> participant.wireName.equals(wireName))
                .findFirst();
    }

    /** The name of the process that it is: of both halves of a gate the same. */
    public String process() {
        return this == COMBINE || this == JUDGE ? "gate" : wireName;
    }

    /** What processes and commands that is, for people. */
    public String who() {
        return who;
    }
}
