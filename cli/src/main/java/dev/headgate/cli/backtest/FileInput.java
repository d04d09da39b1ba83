package dev.headgate.cli.backtest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files of events, in the order of time.
 *
 * @param csv how CSV is read; empty for JSON lines
 */
public record FileInput(List<Path> files, Optional<CsvMapping> csv) implements BacktestInput {

    /** Copies the list. */
    public FileInput {
        files = List.copyOf(files);
    }

    @Override
    public RecordedSource open(VersionRule versions, Optional<String> service) {
        return new Recording(files, csv, versions, service);
    }
}
