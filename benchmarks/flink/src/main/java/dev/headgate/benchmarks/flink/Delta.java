package dev.headgate.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** What leaves when a window closes. */
public final class Delta {

    static final TypeInformation<Delta> TYPE = new HandWrittenType<>(Delta.class, new Serializer());

    private static final byte[] NONE = {};

    String series = "";
    byte[] value = NONE;

    static Delta of(String series, byte[] value) {
        Delta delta = new Delta();
        delta.series = series;
        delta.value = value;
        return delta;
    }

    /** A name and the bytes. */
    static final class Serializer extends HandWrittenSerializer<Delta> {

        Serializer() {
            super(Delta::new);
        }

        @Override
        public Delta copy(Delta from) {
            return of(from.series, from.value);
        }

        @Override
        public void serialize(Delta delta, DataOutputView out) throws IOException {
            StringValue.writeString(delta.series, out);
            out.writeInt(delta.value.length);
            out.write(delta.value);
        }

        @Override
        public Delta deserialize(Delta reuse, DataInputView in) throws IOException {
            reuse.series = StringValue.readString(in);
            reuse.value = new byte[in.readInt()];
            in.readFully(reuse.value);
            return reuse;
        }
    }
}
