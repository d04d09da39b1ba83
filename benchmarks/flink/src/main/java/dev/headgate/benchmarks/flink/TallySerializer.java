package dev.headgate.benchmarks.flink;

import dev.headgate.benchmarks.throughput.contender.Tally;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A window's sum as state: the gate's own sketch bytes. */
final class TallySerializer extends HandWrittenSerializer<Tally> {

    static final TypeInformation<Tally> TYPE = new HandWrittenType<>(Tally.class, new TallySerializer());

    TallySerializer() {
        super(Tally::new);
    }

    @Override
    public Tally copy(Tally from) {
        return from.copy();
    }

    @Override
    public void serialize(Tally tally, DataOutputView out) throws IOException {
        byte[] bytes = tally.toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public Tally deserialize(Tally reuse, DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return Tally.of(bytes);
    }
}
