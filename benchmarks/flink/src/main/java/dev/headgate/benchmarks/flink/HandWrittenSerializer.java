package dev.headgate.benchmarks.flink;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What serializers of changeable objects without settings have in common. State is never restored by another build. */
abstract class HandWrittenSerializer<T> extends TypeSerializerSingleton<T> {

    private final Made<T> made;

    /** A constructor that travels with the job. */
    interface Made<T> extends Supplier<T>, Serializable {}

    HandWrittenSerializer(Made<T> made) {
        this.made = made;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public T createInstance() {
        return made.get();
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return deserialize(createInstance(), in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Unchanging<>(this);
    }

    /** There is one version of each. */
    public static final class Unchanging<T> extends SimpleTypeSerializerSnapshot<T> {
        Unchanging(HandWrittenSerializer<T> serializer) {
            super(() -> serializer);
        }
    }
}
