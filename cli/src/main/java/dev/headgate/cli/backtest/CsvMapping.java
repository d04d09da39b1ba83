package dev.headgate.cli.backtest;

import java.util.Optional;

/**
 * Which columns of a CSV file mean what.
 *
 * @param time when a request was completed
 * @param latency how long it took
 * @param unit in what that is given
 * @param outcome how it ended; empty if {@code errorWhen} names its column
 * @param errorWhen what means an error; empty if the column has the words {@code success} and {@code error}
 * @param version the version; empty if all rows are of one
 * @param operation the operation; empty if it does not matter
 */
public record CsvMapping(
        String time,
        String latency,
        LatencyUnit unit,
        Optional<String> outcome,
        Optional<ErrorRule> errorWhen,
        Optional<String> version,
        Optional<String> operation) {}
