package dev.headgate.cli.backtest;

import dev.headgate.cli.CommandFailure;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.RequestEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Recorded events of one service in files, which are read one after another. Lines that cannot be used are counted and
 * never stop it. To be read once; not thread-safe.
 */
final class Recording implements RecordedSource {

    private final List<Path> files;
    private final Optional<CsvMapping> csv;
    private final VersionRule versions;
    private final Choice choice;
    private final AtomicLong bytesRead = new AtomicLong();
    private long lines;

    /**
     * @param csv how CSV files are read; without it every file holds request events as JSON
     * @param service the service; empty for the first one that is found
     */
    Recording(List<Path> files, Optional<CsvMapping> csv, VersionRule versions, Optional<String> service) {
        this.files = files;
        this.csv = csv;
        this.versions = versions;
        choice = new Choice(versions, service);
    }

    @Override
    public void read(RecordedSink sink) {
        read(sink::event);
    }

    @Override
    public String soFar() {
        return Progress.megabytes(bytesRead(), size());
    }

    @Override
    public Choice choice() {
        return choice;
    }

    @Override
    public String remedy() {
        return csv.isPresent()
                ? "Check --time, --latency, --outcome and --error-when against the file's first lines."
                : "Give request events as JSON lines, or CSV with --time, --latency and --outcome.";
    }

    /**
     * Hands over all events.
     *
     * @throws CommandFailure if a file cannot be read
     */
    void read(Consumer<RequestEvent> sink) {
        files.forEach(file -> read(file, sink));
    }

    /** Length of all files together, bytes. */
    long size() {
        return files.stream().mapToLong(Recording::size).sum();
    }

    /** How much of that was read. */
    long bytesRead() {
        return bytesRead.get();
    }

    /** Events that were handed over. */
    long events() {
        return choice.events();
    }

    /** Lines that were read, empty ones aside. */
    @Override
    public long lines() {
        return lines;
    }

    /** Events of other services. */
    long otherServices() {
        return choice.otherServices();
    }

    BadLines bad() {
        return choice.bad();
    }

    private void read(Path file, Consumer<RequestEvent> sink) {
        try (InputStream in = CompressedFile.open(file, bytesRead)) {
            Lines source = new Lines(in);
            Optional<LineFormat> format = format(file, source);
            Taking taking = new Taking(file.toString(), csv.isPresent() ? 2 : 1, sink);
            while (format.isPresent()) {
                Optional<byte[]> line = source.next();
                if (line.isEmpty()) {
                    return;
                }
                taking.line(line.get(), format.get());
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read " + file + ": " + why(file, e),
                    "Give files of events: JSON lines or CSV, plain or compressed as .gz or .zst.",
                    e);
        }
    }

    /** Empty for an empty CSV file. */
    private Optional<LineFormat> format(Path file, Lines source) throws IOException {
        if (csv.isEmpty()) {
            return Optional.of(new JsonLines());
        }
        Optional<byte[]> header = source.next();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CsvLines(file.toString(), header.get(), csv.get(), versions.names()));
    }

    private static String why(Path file, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return Files.isDirectory(file) ? "it is a directory" : String.valueOf(failure.getMessage());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** Takes the lines of one file. */
    private final class Taking implements RequestEventHandler {

        private final String file;
        private final Consumer<RequestEvent> sink;
        private long number;

        Taking(String file, long firstNumber, Consumer<RequestEvent> sink) {
            this.file = file;
            this.sink = sink;
            number = firstNumber - 1;
        }

        void line(byte[] line, LineFormat format) {
            number++;
            if (line.length == 0) {
                return;
            }
            lines++;
            try {
                format.read(line, this);
            } catch (CodecException e) {
                choice.bad().add(file + ":" + number, e.detail());
            }
        }

        @Override
        public void event(RequestEvent event) {
            try {
                choice.of(event).ifPresent(sink);
            } catch (IllegalArgumentException e) {
                choice.bad().add(file + ":" + number, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void refused(int index, String cause, String detail) {
            choice.bad().add(file + ":" + number + " event " + (index + 1), detail);
        }
    }
}
