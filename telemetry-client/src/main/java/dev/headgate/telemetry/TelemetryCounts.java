package dev.headgate.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** What became of recorded requests. Thread-safe. */
final class TelemetryCounts {

    final LongAdder excluded = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder published = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder unnamed = new LongAdder();
    final LongAdder timedOut = new LongAdder();
}
