package dev.headgate.benchmarks.throughput.contender;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.headgate.benchmarks.throughput.input.Closing;
import dev.headgate.benchmarks.throughput.input.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The least that anybody has to do with OpenTelemetry's spans in protobuf: take the few fields that are needed with protobuf's
 * own reader, step over the rest without making messages of it, and record each latency in its series' HdrHistogram. Of an
 * attribute everything is passed by whose key is not looked for. No windows, no guarantee, one thread.
 */
public final class SpanFloor implements PlainConsumer.Work {

    private static final long HIGHEST_MICROS = 60_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int SERVER = 2;
    private static final int SERVER_ERROR = 500;

    private final Map<Series, Histogram> histograms = new HashMap<>();
    private String service = "";
    private String version = "";
    private String operation = "";
    private long status;
    private long requests;
    private long errors;
    private long closing;

    /** What is done with a field, standing before its value. */
    private interface Field {

        /** Reads the field's value, or says no: then it is stepped over. */
        boolean read(int field, CodedInputStream in) throws IOException;
    }

    @Override
    public void take(byte[] value) {
        try {
            fields(CodedInputStream.newInstance(value), this::ofTraces);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public long counted() {
        return requests - closing;
    }

    @Override
    public long errors() {
        return errors;
    }

    private boolean ofTraces(int field, CodedInputStream in) throws IOException {
        return field == 1 && message(in, this::ofResourceSpans);
    }

    private boolean ofResourceSpans(int field, CodedInputStream in) throws IOException {
        return switch (field) {
            case 1 -> message(in, (of, inner) -> of == 1 && message(inner, new Attribute()));
            case 2 -> message(in, (of, inner) -> of == 2 && span(inner));
            default -> false;
        };
    }

    private boolean span(CodedInputStream in) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        long kind = 0;
        long start = 0;
        long end = 0;
        status = 0;
        Attribute attribute = new Attribute();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 6 -> kind = in.readEnum();
                case 7 -> start = in.readFixed64();
                case 8 -> end = in.readFixed64();
                case 9 -> message(in, attribute);
                default -> in.skipField(tag);
            }
        }
        in.popLimit(outer);
        if (kind == SERVER) {
            record((end - start) / NANOS_PER_MICRO);
        }
        return true;
    }

    private void record(long latencyMicros) {
        histograms
                .computeIfAbsent(new Series(service, version, operation), series -> new Histogram(HIGHEST_MICROS, 2))
                .recordValue(latencyMicros);
        requests++;
        errors += status >= SERVER_ERROR ? 1 : 0;
        closing += service.equals(Closing.SERVICE) ? 1 : 0;
    }

    private static void fields(CodedInputStream in, Field each) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!each.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
    }

    private static boolean message(CodedInputStream in, Field each) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        fields(in, each);
        in.popLimit(outer);
        return true;
    }

    /** A key and its value, of which those that are asked for are kept. */
    private final class Attribute implements Field {

        private String key = "";

        @Override
        public boolean read(int field, CodedInputStream in) throws IOException {
            return switch (field) {
                case 1 -> {
                    key = in.readString();
                    yield true;
                }
                case 2 -> wanted() && message(in, this::value);
                default -> false;
            };
        }

        private boolean wanted() {
            return key.equals("service.name")
                    || key.equals("service.version")
                    || key.equals("http.route")
                    || key.equals("http.response.status_code");
        }

        private boolean value(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case 1 -> text(in.readString());
                case 3 -> status = in.readInt64();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void text(String value) {
            switch (key) {
                case "service.name" -> service = value;
                case "service.version" -> version = value;
                default -> operation = value;
            }
        }
    }
}
