package dev.headgate.benchmarks.throughput.contender;

/** Looks at nothing: what reading costs alone. */
final class RawBytes implements PlainConsumer.Work {

    private long records;
    private long bytes;

    @Override
    public void take(byte[] value) {
        records++;
        bytes += value.length;
    }

    @Override
    public long counted() {
        return records;
    }

    /** Sum of the values' lengths. */
    long bytes() {
        return bytes;
    }
}
