package dev.headgate.cli.backtest;

import java.util.Optional;

/** Where recorded telemetry is to be read; each opening reads it anew. */
public sealed interface BacktestInput permits FileInput, TopicInput {

    /**
     * Opens it.
     *
     * @param versions which version a request counts for
     * @param service the service; empty for the first that is found
     */
    RecordedSource open(VersionRule versions, Optional<String> service);
}
