package dev.headgate.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** One request, or what an application summed up of one series and second, on its way to the series' window. */
@SuppressWarnings("CanIgnoreReturnValueSuggester")
public final class Measured {

    static final TypeInformation<Measured> TYPE = new HandWrittenType<>(Measured.class, new Serializer());

    private static final byte[] NO_TALLY = {};

    String series = "";
    long millis;
    long latencyMicros;
    boolean failed;
    byte[] tally = NO_TALLY;

    /** Bytes by hand: a name, four figures. */
    static final class Serializer extends HandWrittenSerializer<Measured> {

        Serializer() {
            super(Measured::new);
        }

        @Override
        public Measured copy(Measured from) {
            Measured copy = new Measured();
            copy.series = from.series;
            copy.millis = from.millis;
            copy.latencyMicros = from.latencyMicros;
            copy.failed = from.failed;
            copy.tally = from.tally;
            return copy;
        }

        @Override
        public void serialize(Measured measured, DataOutputView out) throws IOException {
            StringValue.writeString(measured.series, out);
            out.writeLong(measured.millis);
            out.writeLong(measured.latencyMicros);
            out.writeBoolean(measured.failed);
            out.writeInt(measured.tally.length);
            out.write(measured.tally);
        }

        @Override
        public Measured deserialize(Measured reuse, DataInputView in) throws IOException {
            reuse.series = StringValue.readString(in);
            reuse.millis = in.readLong();
            reuse.latencyMicros = in.readLong();
            reuse.failed = in.readBoolean();
            int length = in.readInt();
            reuse.tally = length == 0 ? NO_TALLY : new byte[length];
            in.readFully(reuse.tally);
            return reuse;
        }
    }
}
