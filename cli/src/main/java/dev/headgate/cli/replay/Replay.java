package dev.headgate.cli.replay;

import dev.headgate.cli.replay.Replayed.Compared;
import dev.headgate.cli.replay.Replayed.Result;
import dev.headgate.processor.judge.ReplayedJudge;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides a recorded rollout again and compares. To be run once; not thread-safe. */
public final class Replay {

    private static final JsonCodec JSON = new JsonCodec();

    private final RolloutRecording recording;
    private final RolloutRecording.About about;
    private final ReplayedJudge judge;
    private final Optional<TrustedKeys> gateKeys;
    private final Instant lastRecorded;
    private final List<ReplayedJudge.Redecided> again = new ArrayList<>();
    private Optional<Instant> until = Optional.empty();
    private long ticks;
    private long records;

    /**
     * A replay that has not begun.
     *
     * @param settings what the gate that decided had to go by
     * @param gateKeys keys of which one must have signed each recorded decision; empty if nobody asks
     */
    public Replay(RolloutRecording recording, ReplayedJudge.Settings settings, Optional<TrustedKeys> gateKeys) {
        this.recording = recording;
        this.gateKeys = gateKeys;
        about = recording.about();
        judge = new ReplayedJudge(about.partition(), settings, about.beginning());
        lastRecorded = about.decisions().stream()
                .map(record -> JSON.readDecision(record.value()).evaluatedAt())
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /**
     * Replays up to the rollout's end, or as far as was recorded.
     *
     * @param progress is told the instant of each tick
     */
    public Replayed run(Consumer<Instant> progress) {
        boolean over = false;
        while (!over) {
            Optional<ConsumerRecord<byte[], byte[]>> next = recording.next();
            next.ifPresent(record -> take(record, progress));
            over = next.isEmpty() || isOver();
        }
        return new Replayed(about, compared(), ticks, records, judge.refused(), judge.otherTicks(), until);
    }

    /** The last recorded decision's instant; a replay goes on as long as its rollout is live. */
    public Instant lastRecorded() {
        return lastRecorded;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Consumer<Instant> progress) {
        if (!record.topic().equals(TopicCatalogue.GATE_TICKS)) {
            records++;
            judge.take(record.topic(), record);
            return;
        }
        RecordedTick tick = JSON.readTick(record.value());
        ticks++;
        until = Optional.of(tick.instant());
        judge.tick(tick).stream()
                .filter(each -> each.decision().rolloutId().equals(about.rolloutId()))
                .forEach(again::add);
        progress.accept(tick.instant());
    }

    private boolean isOver() {
        return until.filter(instant -> instant.isAfter(lastRecorded)).isPresent()
                && !judge.live(about.service(), about.rolloutId());
    }

    /** Refusals of one rollout share their id, so those are taken for each other in their order. */
    private List<Compared> compared() {
        List<ReplayedJudge.Redecided> left = new ArrayList<>(again);
        List<Compared> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : about.decisions()) {
            Decision decision = JSON.readDecision(record.value());
            Optional<ReplayedJudge.Redecided> match = left.stream()
                    .filter(each -> each.decision().decisionId().equals(decision.decisionId()))
                    .findFirst();
            match.ifPresent(left::remove);
            if (match.isPresent() || !isLater(decision)) {
                all.add(compared(record, decision, match));
            }
        }
        left.forEach(
                extra -> all.add(new Compared(extra.decision(), Result.EXTRA, Optional.empty(), Optional.empty())));
        return all;
    }

    /** A decision may become visible between reading the last tick and reading decisions. */
    private boolean isLater(Decision decision) {
        return until.map(last -> decision.evaluatedAt().isAfter(last)).orElse(false);
    }

    private Compared compared(
            ConsumerRecord<byte[], byte[]> record, Decision decision, Optional<ReplayedJudge.Redecided> match) {
        var signature = gateKeys.map(keys -> keys.verify(record.value(), record.headers()));
        if (match.isEmpty()) {
            return new Compared(decision, Result.MISSING, Optional.empty(), signature);
        }
        byte[] now = match.get().value();
        return Arrays.equals(now, record.value())
                ? new Compared(decision, Result.IDENTICAL, Optional.empty(), signature)
                : new Compared(
                        decision, Result.DIFFERS, Optional.of(Difference.between(record.value(), now)), signature);
    }
}
