package dev.headgate.processor.judge;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the judge has to say at the next commit, as bytes. A value that no broker would take is left out and named in the
 * log by its topic and key: under exactly-once, trying to send it would end in a crash loop. Not thread safe.
 */
final class Outgoing {

    private static final Logger log = LoggerFactory.getLogger(Outgoing.class);

    private final JsonCodec json = new JsonCodec();
    /** Behind the service's name in the key of a shadow's state, which would otherwise take the rollout's place. */
    private static final String OF_SHADOW = "/shadow";

    private final SigningKey signingKey;
    private final int largestRecordBytes;
    private final List<Letter> letters = new ArrayList<>();

    /** A record to be sent: which sink, key, value and headers. */
    static final class Letter {

        private final String sink;
        private final byte[] key;
        private final byte[] value;
        private final Headers headers;

        Letter(String sink, byte[] key, byte[] value, Headers headers) {
            this.sink = sink;
            this.key = key;
            this.value = value;
            this.headers = headers;
        }

        String sink() {
            return sink;
        }

        Record<byte[], byte[]> at(long millis) {
            return new Record<>(key, value, millis, headers);
        }
    }

    Outgoing(SigningKey signingKey, int largestRecordBytes) {
        this.signingKey = signingKey;
        this.largestRecordBytes = largestRecordBytes;
    }

    void decision(Decision decision) {
        byte[] value = DecisionBytes.of(json, decision);
        Headers headers = correlated(decision.correlationId());
        signingKey.sign(value, headers);
        add(JudgeTopology.DECISIONS, decision.service(), value, headers);
    }

    void command(Command command) {
        byte[] value = json.write(command);
        Headers headers = correlated(command.header().correlationId());
        signingKey.sign(value, headers);
        add(JudgeTopology.SIGNALS, command.header().service(), value, headers);
    }

    void evaluation(Evaluation evaluation) {
        add(
                JudgeTopology.EVALUATIONS,
                evaluation.service(),
                json.write(evaluation),
                correlated(evaluation.correlationId()));
    }

    void rollout(RolloutState rollout) {
        String key = rollout.mode() == Mode.SHADOW ? rollout.service() + OF_SHADOW : rollout.service();
        add(JudgeTopology.ROLLOUTS, key, json.write(rollout), correlated(rollout.correlationId()));
    }

    void policy(PolicyText policy) {
        add(JudgeTopology.POLICIES, policy.hash(), bytes(policy.text()), new RecordHeaders());
    }

    void tick(int task, RecordedTick tick) {
        letters.add(new Letter(JudgeTopology.TICKS, OwnPartition.key(task), json.write(tick), new RecordHeaders()));
    }

    List<Letter> drain() {
        List<Letter> drained = List.copyOf(letters);
        letters.clear();
        return drained;
    }

    void clear() {
        letters.clear();
    }

    private void add(String sink, String key, byte[] value, Headers headers) {
        if (value.length > largestRecordBytes) {
            log.error(
                    "Not sent to {}: the value for {} has {} bytes, a record holds at most {}",
                    sink,
                    key,
                    value.length,
                    largestRecordBytes);
            return;
        }
        letters.add(new Letter(sink, bytes(key), value, headers));
    }

    private static Headers correlated(String correlationId) {
        return new RecordHeaders().add(SignatureHeaders.CORRELATION_ID, bytes(correlationId));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
