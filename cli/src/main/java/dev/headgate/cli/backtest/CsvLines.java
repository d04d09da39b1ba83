package dev.headgate.cli.backtest;

import dev.headgate.cli.CommandFailure;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** Rows of a CSV file whose first line names the columns; separated by comma, semicolon or tab. A row is one line. */
final class CsvLines implements LineFormat {

    /** The service of rows, which name none. */
    static final String SERVICE = "recording";

    private static final String ONE_OPERATION = "request";
    private static final String ONE_VERSION = "recorded";
    private static final int LONGEST_OPERATION = 200;

    private final CsvMapping mapping;
    private final ErrorRule.Test failed;
    private final VersionNames versions;
    private final ObjectReader reader;
    private final int columns;
    private final int time;
    private final int latency;
    private final int outcome;
    private final int version;
    private final int operation;

    /** @throws CommandFailure if the file has not the columns that the mapping names */
    CsvLines(String file, byte[] header, CsvMapping mapping, VersionNames versions) {
        this.mapping = mapping;
        this.versions = versions;
        String text = new String(header, StandardCharsets.UTF_8).replace("\uFEFF", "");
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
        reader = new CsvMapper().readerFor(String[].class).with(schema);
        List<String> names = Arrays.asList(row(text.getBytes(StandardCharsets.UTF_8)));
        Function<String, Integer> place = column -> place(file, names, column);
        columns = names.size();
        time = place.apply(mapping.time());
        latency = place.apply(mapping.latency());
        version = mapping.version().map(place).orElse(-1);
        operation = mapping.operation().map(place).orElse(-1);
        outcome = mapping.errorWhen()
                .flatMap(ErrorRule::column)
                .or(mapping::outcome)
                .map(place)
                .orElseThrow(() -> new IllegalStateException("neither an outcome nor a rule that names its column"));
        failed = mapping.errorWhen().map(ErrorRule::test).orElseGet(ErrorRule::words);
    }

    @Override
    public void read(byte[] line, RequestEventHandler handler) {
        handler.event(event(row(line)));
    }

    private RequestEvent event(String[] row) {
        if (row.length < columns) {
            throw new CodecException(
                    DeadLetterCause.MISSING_FIELD, "expected " + columns + " columns, found " + row.length);
        }
        long completedAt = field(mapping.time(), row[time], Times::millis);
        long micros = field(mapping.latency(), row[latency], mapping.unit()::micros);
        Outcome ended = field("outcome", row[outcome], failed::of);
        String of = version < 0 ? ONE_VERSION : field("version", row[version], versions::of);
        String asked = operation < 0 ? ONE_OPERATION : operation(row[operation]);
        return new RequestEvent(SERVICE, of, asked, Labels.NONE, completedAt, micros, ended, Optional.empty());
    }

    private static <T> T field(String name, String value, Function<String, T> reading) {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException e) {
            throw new CodecException(DeadLetterCause.INVALID_VALUE, name + ": " + e.getMessage(), e);
        }
    }

    private static String operation(String text) {
        if (Names.isOperation(text)) {
            return text;
        }
        String plain = text.strip().replaceAll("[^\\x20-\\x7E]", "?");
        return plain.isEmpty() ? ONE_OPERATION : plain.substring(0, Math.min(plain.length(), LONGEST_OPERATION));
    }

    private String[] row(byte[] line) {
        try {
            return reader.readValue(line);
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "not CSV: " + e.getOriginalMessage(), e);
        }
    }

    private static char separator(String header) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, most)) {
                most = candidate;
            }
        }
        return most;
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }

    private static int place(String file, List<String> names, String column) {
        int place = names.indexOf(column);
        if (place < 0) {
            throw new CommandFailure(
                    file + " has no column \"" + column + "\"; it has " + String.join(", ", names),
                    "Name its columns as its first line does: --time, --latency, --outcome, --error-when,"
                            + " --version-column, --operation-column.");
        }
        return place;
    }
}
