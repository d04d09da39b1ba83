package dev.headgate.cli;

import dev.headgate.cli.backtest.Times;
import dev.headgate.cli.executions.Recorded;
import dev.headgate.documents.Durations;
import dev.headgate.documents.Place;
import dev.headgate.documents.Refusal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which executions are looked at. */
final class ExecutionsOptions {
    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            converter = SinceConverter.class,
            description = "Only what was written since then: 30m, 12h or 7d ago, or a time as 2026-11-22T09:30:00Z"
                    + " (default: ${DEFAULT-VALUE}).")
    private Instant since = Instant.EPOCH;

    @Option(names = "--dry-run", description = "What an executor with dry.run=true would have done.")
    private boolean dryRun;

    /** Every attempt that was recorded since then, oldest first. */
    List<Recorded> read() {
        return ExecutionRecords.since(
                connection, topic(), connection.catalogue().name(TopicCatalogue.GATE_DECISIONS), since);
    }

    /**
     * Everything that was recorded since then, and then each record that comes, until it is enough.
     *
     * @param first takes what is there
     * @param next takes one that came after it
     */
    void follow(Consumer<List<Recorded>> first, Consumer<Recorded> next, BooleanSupplier enough) {
        String decisions = connection.catalogue().name(TopicCatalogue.GATE_DECISIONS);
        ExecutionRecords.follow(connection, topic(), decisions, this::read, first, next, enough);
    }

    private String topic() {
        return connection.catalogue().prefix()
                + (dryRun ? TopicCatalogue.EXECUTIONS_DRY_RUN : TopicCatalogue.EXECUTIONS);
    }

    /** The hold in force, as the journal has it: of each held partition what holds it. */
    List<JournalEntry> holds() {
        TopicCatalogue catalogue = connection.catalogue();
        return ExecutionRecords.holds(
                connection,
                catalogue.prefix()
                        + (dryRun ? TopicCatalogue.EXECUTOR_JOURNAL_DRY_RUN : TopicCatalogue.EXECUTOR_JOURNAL));
    }

    /** Reads a time, or how long ago it was. */
    static final class SinceConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.now().minus(Durations.read(text, Place.of("--since")));
            } catch (Refusal noDuration) {
                try {
                    return Instant.ofEpochMilli(Times.millis(text));
                } catch (IllegalArgumentException noTime) {
                    throw new TypeConversionException(
                            "expected 30m, 12h or 7d, or a time as 2026-11-22T09:30:00Z, found '" + text + "'");
                }
            }
        }
    }
}
