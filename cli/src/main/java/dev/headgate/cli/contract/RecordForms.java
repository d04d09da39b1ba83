package dev.headgate.cli.contract;

import static dev.headgate.schemas.topics.TopicCatalogue.EXECUTIONS;
import static dev.headgate.schemas.topics.TopicCatalogue.EXECUTOR_JOURNAL;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_COMMANDS;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_DECISIONS;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_EVALUATIONS;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_POLICIES;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_ROLLOUTS;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_SKETCHES;
import static dev.headgate.schemas.topics.TopicCatalogue.GATE_TICKS;
import static dev.headgate.schemas.topics.TopicCatalogue.TELEMETRY_DEAD_LETTERS;
import static dev.headgate.schemas.topics.TopicCatalogue.TELEMETRY_MEASUREMENTS;
import static dev.headgate.schemas.topics.TopicCatalogue.TELEMETRY_REQUESTS;
import static dev.headgate.schemas.topics.TopicCatalogue.TELEMETRY_SUMMARIES;

import dev.headgate.cli.contract.RecordForm.Header;
import dev.headgate.cli.contract.RecordForm.Value;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.codec.CloudEvents;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.signing.SignatureHeaders;
import java.util.List;

/** Every sort of record that any topic holds. */
final class RecordForms {

    private static final String ANY = "anything or nothing: telemetry may lie in any partition";
    private static final String SERVICE = "the service's name, UTF-8";

    private static final List<Header> TELEMETRY = List.of(
            new Header(
                    "content-type",
                    CloudEvents.STRUCTURED
                            + " where the value is a CloudEvent whose data is the document described here",
                    false),
            new Header("ce_specversion", "1.0 where the record is a CloudEvent in binary mode", false),
            new Header(
                    ReplayHeaders.LETTER,
                    "of replayed telemetry: partition@offset of the dead letter that it was",
                    false),
            new Header(
                    ReplayHeaders.ARRIVED,
                    "of replayed telemetry: when it had reached Kafka first, milliseconds since 1970-01-01 UTC",
                    false));
    private static final Header CORRELATION =
            new Header(SignatureHeaders.CORRELATION_ID, "the id that runs from a command to log lines, UTF-8", true);
    private static final List<Header> SIGNED = List.of(
            new Header(SignatureHeaders.SIGNATURE, "64 raw bytes: Ed25519 over the exact bytes of the value", true),
            new Header(SignatureHeaders.KEY_ID, "which key signed, UTF-8", true),
            CORRELATION);

    private RecordForms() {}

    static List<RecordForm> all() {
        return List.of(
                RecordForm.json("requestEvent", TELEMETRY_REQUESTS, "A request", "request-event", ANY, TELEMETRY),
                RecordForm.json(
                        "requestBatch", TELEMETRY_REQUESTS, "A batch of requests", "request-batch", ANY, TELEMETRY),
                RecordForm.json("summary", TELEMETRY_SUMMARIES, "Requests summed up", "summary", ANY, TELEMETRY),
                RecordForm.json("measurement", TELEMETRY_MEASUREMENTS, "A figure", "measurement", ANY, TELEMETRY),
                RecordForm.json(
                        "measurementBatch",
                        TELEMETRY_MEASUREMENTS,
                        "A batch of figures",
                        "measurement-batch",
                        ANY,
                        TELEMETRY),
                RecordForm.other(
                                "deadLetter",
                                TELEMETRY_DEAD_LETTERS,
                                "What could not be used, as it came",
                                RecordForm.BYTES,
                                new Value.Raw("the refused record's value, cut off where the headers say so"),
                                "")
                        .withHeadersOf("dead-letter"),
                RecordForm.other(
                                "replayMark",
                                TELEMETRY_DEAD_LETTERS,
                                "The mark that a dead letter of the same partition was replayed",
                                RecordForm.BYTES,
                                new Value.None(),
                                "")
                        .with(List.of(new Header(ReplayHeaders.REPLAYED_OFFSET, "the letter's offset", true)))
                        .onlyFrom(Participant.REPLAYER),
                RecordForm.other(
                        "sketches",
                        GATE_SKETCHES,
                        "A service's telemetry since a combiner's last commit",
                        RecordForm.BYTES,
                        new Value.Raw("a packed delta of latency histograms and counts, between Headgate's own parts"),
                        SERVICE),
                RecordForm.other(
                        "progress",
                        GATE_SKETCHES,
                        "How far a combiner has come",
                        RecordForm.BYTES,
                        new Value.Raw("offsets and times, between Headgate's own parts; one for each partition"),
                        ""),
                RecordForm.json("command", GATE_COMMANDS, "What is asked of the gate", "command", SERVICE, SIGNED),
                RecordForm.json("decision", GATE_DECISIONS, "What was decided", "decision", SERVICE, SIGNED),
                RecordForm.json(
                        "evaluation",
                        GATE_EVALUATIONS,
                        "How a rollout looked",
                        "evaluation",
                        SERVICE,
                        List.of(CORRELATION)),
                RecordForm.json(
                        "rolloutState",
                        GATE_ROLLOUTS,
                        "Where a service's latest rollout stands",
                        "rollout-state",
                        SERVICE + ", with /shadow behind it for a shadow's state",
                        List.of(CORRELATION)),
                RecordForm.other(
                        "policy",
                        GATE_POLICIES,
                        "A policy as somebody wrote it",
                        RecordForm.YAML,
                        new Value.Described(RecordForm.file("policy")),
                        "the policy's hash, UTF-8"),
                RecordForm.json("tick", GATE_TICKS, "An instant at which a judge judged", "tick", "", List.of()),
                RecordForm.json(
                        "execution",
                        EXECUTIONS,
                        "What an executor did about a decision",
                        "execution",
                        SERVICE,
                        List.of(CORRELATION)),
                RecordForm.other(
                        "journalEntry",
                        EXECUTOR_JOURNAL,
                        "What an executor remembers of a decision",
                        RecordForm.JSON,
                        new Value.Raw("an executor's own; nothing where it has forgotten"),
                        "the service, /, the decision's id, UTF-8"));
    }
}
