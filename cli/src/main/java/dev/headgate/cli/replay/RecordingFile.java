package dev.headgate.cli.replay;

import com.github.luben.zstd.ZstdOutputStream;
import dev.headgate.cli.CommandFailure;
import dev.headgate.schemas.codec.JsonCodec;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Passes a recording on and writes what it passes to a file: lines of JSON, compressed with zstd; a line about the rollout,
 * its decisions, then inputs and ticks as they are replayed.
 */
public final class RecordingFile implements RolloutRecording {

    static final String FORMAT = "headgateRecording";
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final RolloutRecording recording;
    private final Path file;
    private final Writer out;

    private RecordingFile(RolloutRecording recording, Path file) throws IOException {
        this.recording = recording;
        this.file = file;
        out = new BufferedWriter(new OutputStreamWriter(
                new ZstdOutputStream(new BufferedOutputStream(Files.newOutputStream(file))), StandardCharsets.UTF_8));
        About about = recording.about();
        ObjectNode head = MAPPER.createObjectNode()
                .put(FORMAT, VERSION)
                .put("rollout", about.rolloutId())
                .put("service", about.service())
                .put("partition", about.partition())
                .put("partitions", about.partitions());
        about.beginning().ifPresent(known -> {
            head.put("after", new JsonCodec().write(known.tick()));
            known.services().forEach(head.putArray("services")::add);
        });
        write(head);
        for (ConsumerRecord<byte[], byte[]> decision : about.decisions()) {
            write(node(decision));
        }
    }

    /**
     * Begins to write.
     *
     * @throws CommandFailure if the file cannot be written
     */
    public static RecordingFile of(RolloutRecording recording, Path file) {
        try {
            return new RecordingFile(recording, file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    @Override
    public About about() {
        return recording.about();
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
        Optional<ConsumerRecord<byte[], byte[]>> record = recording.next();
        try {
            if (record.isPresent()) {
                write(node(record.get()));
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return record;
    }

    @Override
    public void close() {
        recording.close();
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A line as the record that it was. */
    static ConsumerRecord<byte[], byte[]> record(JsonNode line) {
        RecordHeaders headers = new RecordHeaders();
        for (JsonNode header : line.path("headers")) {
            headers.add(header.path("key").asString(""), header.path("value").binaryValue());
        }
        return Records.of(
                line.path("topic").asString(""),
                line.path("partition").asInt(0),
                line.path("offset").asLong(0),
                line.path("timestamp").asLong(0),
                line.has("key") ? line.get("key").binaryValue() : null,
                line.has("value") ? line.get("value").binaryValue() : null,
                headers);
    }

    private static ObjectNode node(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("timestamp", record.timestamp());
        if (record.key() != null) {
            node.put("key", record.key());
        }
        if (record.value() != null) {
            node.put("value", record.value());
        }
        ArrayNode headers = MAPPER.createArrayNode();
        for (Header header : record.headers()) {
            headers.addObject().put("key", header.key()).put("value", header.value());
        }
        if (!headers.isEmpty()) {
            node.set("headers", headers);
        }
        return node;
    }

    private void write(ObjectNode node) throws IOException {
        out.write(node.toString());
        out.write('\n');
    }

    private static CommandFailure unwritable(Path file, IOException e) {
        return new CommandFailure(
                "cannot write the recording " + file + ": " + e.getMessage(), "Give a path that may be written.", e);
    }
}
