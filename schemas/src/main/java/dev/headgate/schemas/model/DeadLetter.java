package dev.headgate.schemas.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a record could not be used, and where it came from: the headers of a dead letter, whose value is the record's raw
 * bytes (cut at a bound).
 *
 * @param cause a word from a growing vocabulary, for example {@code not-json}, {@code too-large}, {@code future}
 * @param detail what was found and what was expected, in a sentence
 * @param application which application refused it, for example {@code combine}
 * @param topic where it came from
 * @param partition its partition
 * @param offset its offset
 * @param originalSize its size before cutting, bytes
 * @param sha256 hash of its whole value, lower-case hexadecimal
 * @param truncated whether the value was cut
 * @param arrivedAtMillis when it had reached Kafka, milliseconds since 1970-01-01 UTC; told of telemetry
 * @param refusedItems which items of it were refused; told of telemetry, and empty where that is not known
 */
public record DeadLetter(
        String cause,
        String detail,
        String application,
        String topic,
        int partition,
        long offset,
        int originalSize,
        String sha256,
        boolean truncated,
        OptionalLong arrivedAtMillis,
        Optional<RefusedItems> refusedItems) {

    /** The same of telemetry: with the time of its arrival and what of it was refused. */
    public DeadLetter ofTelemetry(long arrivedAt, Optional<RefusedItems> refused) {
        return new DeadLetter(
                cause,
                detail,
                application,
                topic,
                partition,
                offset,
                originalSize,
                sha256,
                truncated,
                OptionalLong.of(arrivedAt),
                refused);
    }
}
