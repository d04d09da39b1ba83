package dev.headgate.cli.replay;

import com.github.luben.zstd.ZstdInputStream;
import dev.headgate.cli.CommandFailure;
import dev.headgate.processor.judge.ReplayedJudge;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording that {@link RecordingFile} has written; needs no broker. */
public final class RecordedFile implements RolloutRecording {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path file;
    private final BufferedReader in;
    private final About about;
    private Optional<ConsumerRecord<byte[], byte[]>> first;

    private RecordedFile(Path file, BufferedReader in) throws IOException {
        this.file = file;
        this.in = in;
        JsonNode head = line().orElseThrow(() -> new IOException("it is empty"));
        if (head.path(RecordingFile.FORMAT).asInt(0) != RecordingFile.VERSION) {
            throw new IOException("it is no recording of format " + RecordingFile.VERSION);
        }
        List<ConsumerRecord<byte[], byte[]>> decisions = new ArrayList<>();
        first = read();
        while (first.isPresent() && first.get().topic().equals(TopicCatalogue.GATE_DECISIONS)) {
            decisions.add(first.get());
            first = read();
        }
        about = new About(
                head.path("rollout").asString(""),
                head.path("service").asString(""),
                head.path("partition").asInt(0),
                head.path("partitions").asInt(0),
                beginning(head),
                decisions);
    }

    /**
     * Opens a recording.
     *
     * @throws CommandFailure if it cannot be read, or is none
     */
    public static RecordedFile open(Path file) {
        try {
            var in = new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)));
            return new RecordedFile(file, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException | JacksonException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
        try {
            Optional<ConsumerRecord<byte[], byte[]>> record = first.isPresent() ? first : read();
            first = Optional.empty();
            return record;
        } catch (IOException | JacksonException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Optional<ReplayedJudge.Beginning> beginning(JsonNode head) {
        if (!head.has("after")) {
            return Optional.empty();
        }
        List<String> services = new ArrayList<>();
        head.path("services").forEach(service -> services.add(service.asString("")));
        RecordedTick tick = new JsonCodec().readTick(head.get("after").binaryValue());
        return Optional.of(new ReplayedJudge.Beginning(tick, services));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read() throws IOException {
        Optional<JsonNode> line = line();
        return line.isPresent() ? Optional.of(RecordingFile.record(line.get())) : Optional.empty();
    }

    private Optional<JsonNode> line() throws IOException {
        String line = in.readLine();
        return line == null ? Optional.empty() : Optional.of(MAPPER.readTree(line));
    }

    private static CommandFailure unreadable(Path file, Exception e) {
        return new CommandFailure(
                "cannot read the recording " + file + ": " + e.getMessage(),
                "Give a file that \"headgate rollout replay --save\" has written.",
                e);
    }
}
