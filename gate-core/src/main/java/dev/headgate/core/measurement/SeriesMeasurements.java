package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSum;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All rows of slots of one series. Not thread-safe. */
final class SeriesMeasurements {

    private final MeasurementKey key;
    private final Track latest;
    private final Optional<Track> hour;
    private Optional<Track> seconds = Optional.empty();
    private final TreeMap<String, Track> asked = new TreeMap<>();

    SeriesMeasurements(MeasurementKey key, long runningSecond) {
        this.key = key;
        latest = new Track(key, Span.LATEST, runningSecond);
        hour = key.kind() == Measurement.Kind.GAUGE || key.kind() == Measurement.Kind.VALUE
                ? Optional.of(new Track(key, Span.HOUR, runningSecond))
                : Optional.empty();
    }

    MeasurementKey key() {
        return key;
    }

    /** Whether a plan asks for it. */
    boolean asked() {
        return seconds.isPresent();
    }

    void add(long second, MeasurementSum part) {
        all(track -> track.add(second, part));
    }

    void advanceTo(long runningSecond) {
        asked.values().forEach(track -> track.advanceTo(runningSecond));
    }

    /** Keeps the rows that go on; new ones begin with what the seconds hold. */
    void watch(Set<Span> spans, long runningSecond, Consumer<Place> removed) {
        Track second = seconds.orElseGet(() -> {
            Track begun = new Track(key, Span.SECONDS, runningSecond);
            latest.slots().forEach(begun::add);
            return begun;
        });
        seconds = Optional.of(second);
        asked.values().removeIf(track -> {
            boolean gone = !spans.contains(track.span());
            if (gone) {
                track.drop(removed);
            }
            return gone;
        });
        for (Span span : spans) {
            if (!asked.containsKey(span.toString())) {
                Track track = new Track(key, span, runningSecond);
                second.slots().forEach(track::add);
                asked.put(span.toString(), track);
            }
        }
    }

    /** No plan asks for it any more. */
    void unwatch(Consumer<Place> removed) {
        seconds.ifPresent(track -> track.drop(removed));
        seconds = Optional.empty();
        asked.values().forEach(track -> track.drop(removed));
        asked.clear();
    }

    /** Makes room for what is restored. */
    void prepareToRestore(Set<Span> spans, long runningSecond) {
        watch(spans, runningSecond, place -> {});
    }

    /** False if nothing of the kind is kept any more. */
    boolean restore(Kept kept) {
        Optional<Track> track = track(kept.place().span());
        track.ifPresent(found -> found.restore(kept));
        return track.isPresent();
    }

    Optional<Track> track(Span span) {
        return switch (span.shape()) {
            case LATEST -> Optional.of(latest);
            case HOUR -> hour;
            case SECONDS -> seconds;
            case RING, SUM, COURSE -> Optional.ofNullable(asked.get(span.toString()));
        };
    }

    Optional<Latest> latest() {
        NavigableMap<Long, MeasurementSum> slots = latest.slots();
        if (slots.isEmpty()) {
            return Optional.empty();
        }
        MeasurementSum last = slots.lastEntry().getValue();
        return Optional.of(new Latest(
                last.last(),
                Instant.ofEpochMilli(last.lastAtMillis()),
                slots.size() > 1
                        ? Optional.of(Duration.ofSeconds(slots.lastKey() - slots.firstKey()))
                        : Optional.empty()));
    }

    /** When something was measured last, seconds since 1970-01-01 UTC. */
    long lastSecond() {
        return latest.slots().isEmpty() ? Long.MIN_VALUE : latest.slots().lastKey();
    }

    void forEach(Consumer<Kept> action) {
        all(track -> track.forEach(action));
    }

    void drain(Consumer<Kept> written, Consumer<Place> removed) {
        all(track -> track.drain(written, removed));
    }

    void drop(Consumer<Place> removed) {
        all(track -> track.drop(removed));
    }

    private void all(Consumer<Track> action) {
        action.accept(latest);
        hour.ifPresent(action);
        seconds.ifPresent(action);
        Collection<Track> others = asked.values();
        others.forEach(action);
    }
}
