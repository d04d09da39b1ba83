package dev.headgate.telemetry;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The ids of the few requests that tell most, failed ones first and then the slowest; allocates nothing. Not thread-safe. */
final class TellingRequests {

    private final @Nullable String[] ids = new String[Exemplar.KEPT];
    private final long[] completedAtMillis = new long[Exemplar.KEPT];
    private final long[] latencyMicros = new long[Exemplar.KEPT];
    private final boolean[] successes = new boolean[Exemplar.KEPT];
    private int count;

    /** Whether there is room, or one is kept that tells less. */
    boolean wouldKeep(long latency, boolean success) {
        return count < Exemplar.KEPT || tellsMore(latency, success, Exemplar.KEPT - 1);
    }

    /** Keeps a request, in the place of the one that tells least where there is no room. */
    void keep(String id, long completedMillis, long latency, boolean success) {
        int place = count < Exemplar.KEPT ? count++ : Exemplar.KEPT - 1;
        while (place > 0 && tellsMore(latency, success, place - 1)) {
            move(place - 1, place);
            place--;
        }
        ids[place] = id;
        completedAtMillis[place] = completedMillis;
        latencyMicros[place] = latency;
        successes[place] = success;
    }

    List<Exemplar> kept() {
        return IntStream.range(0, count).mapToObj(this::exemplar).toList();
    }

    void clear() {
        Arrays.fill(ids, null);
        count = 0;
    }

    private boolean tellsMore(long latency, boolean success, int than) {
        return success == successes[than] ? latency > latencyMicros[than] : !success;
    }

    private void move(int from, int to) {
        ids[to] = ids[from];
        completedAtMillis[to] = completedAtMillis[from];
        latencyMicros[to] = latencyMicros[from];
        successes[to] = successes[from];
    }

    private Exemplar exemplar(int index) {
        return new Exemplar(
                Objects.requireNonNull(ids[index]),
                completedAtMillis[index],
                latencyMicros[index],
                successes[index] ? Outcome.SUCCESS : Outcome.ERROR);
    }
}
