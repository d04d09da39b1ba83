package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.CloudEvents;
import dev.headgate.schemas.codec.CodecException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;

/**
 * Reads records that may be wrapped as CloudEvents. A record without headers is read as it is, at no cost; only if nothing
 * in it can be used it is looked at whether it is an envelope.
 */
final class EnvelopedReading {

    private EnvelopedReading() {}

    /** How many requests or measurements the reader counted of the record; the rest is noted as refused. */
    static long read(
            TelemetryReader reader, Headers headers, byte[] value, TelemetryReader.Times times, Refusals refusals) {
        try {
            byte[] document = headers.toArray().length == 0 ? value : CloudEvents.document(headers, value);
            if (document != value) {
                refusals.placesAreOthers();
            }
            long counted = reader.read(document, times, refusals);
            return counted > 0 || refusals.count() == 0 ? counted : again(reader, document, times, refusals);
        } catch (CodecException unusable) {
            refusals.clear();
            refusals.add(OptionalInt.empty(), unusable.cause(), unusable.detail());
            return 0;
        }
    }

    private static long again(TelemetryReader reader, byte[] refused, TelemetryReader.Times times, Refusals refusals) {
        Optional<byte[]> document = CloudEvents.unlabelled(refused);
        if (document.isEmpty()) {
            return 0;
        }
        refusals.clear();
        refusals.placesAreOthers();
        return reader.read(document.get(), times, refusals);
    }
}
