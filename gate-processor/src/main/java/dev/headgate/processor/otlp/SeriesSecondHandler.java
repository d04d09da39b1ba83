package dev.headgate.processor.otlp;

import dev.headgate.schemas.model.SeriesSecond;

/** Takes what was read of a record of metrics. */
public interface SeriesSecondHandler {

    /**
     * One data point.
     *
     * @param endMillis when it ends, milliseconds since 1970-01-01 UTC
     */
    void second(String service, SeriesSecond second, long endMillis);

    /**
     * A data point or metric that cannot be used.
     *
     * @param index its place among the record's data points, from 0
     * @param cause a word of the dead letters' vocabulary
     * @param detail what was found and what was expected
     */
    void refused(int index, String cause, String detail);
}
