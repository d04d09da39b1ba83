package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that was seen of a run so far, looked up by what guarantees ask for. Built once, then only read. */
public final class Evidence {

    /** How long whatever is on its way when an executor is paused may come after it woke up. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final List<Issued> issued;
    private final List<Recorded> recorded;
    private final Map<Issued.Place, List<String>> deadLetters;
    private final List<Line> lines;
    private final List<Sample> samples;
    private final List<Life> lives;
    private final long overdueBefore;
    private final Map<String, Issued> byId = new HashMap<>();
    private final Map<String, List<Recorded>> recordedById = new HashMap<>();
    private final Map<String, List<Line>> linesById = new HashMap<>();
    private final Map<Long, Life> livesByPid = new HashMap<>();

    /**
     * Of a run.
     *
     * @param issued all decisions in their order
     * @param recorded all executions, those of a service in their order
     * @param deadLetters the causes for which records were refused, by where these are
     * @param lines what programs wrote, in its order
     * @param samples the weights in force, by time
     * @param lives the executors' processes
     * @param overdueBefore by {@code System.nanoTime()}: what was written before must have come to an end
     */
    public Evidence(
            List<Issued> issued,
            List<Recorded> recorded,
            Map<Issued.Place, List<String>> deadLetters,
            List<Line> lines,
            List<Sample> samples,
            List<Life> lives,
            long overdueBefore) {
        this.issued = List.copyOf(issued);
        this.recorded = List.copyOf(recorded);
        this.deadLetters = Map.copyOf(deadLetters);
        this.lines = List.copyOf(lines);
        this.samples = List.copyOf(samples);
        this.lives = List.copyOf(lives);
        this.overdueBefore = overdueBefore;
        issued.stream().filter(one -> one.sort() != Sort.DUPLICATE).forEach(one -> byId.put(one.id(), one));
        recorded.forEach(one -> add(recordedById, one.execution().decisionId(), one));
        lines.forEach(one -> add(linesById, one.decisionId(), one));
        lives.forEach(one -> livesByPid.put(one.pid(), one));
    }

    /** All decisions in their order, duplicates too. */
    public List<Issued> issued() {
        return issued;
    }

    /** A decision by its id; empty if nobody wrote it. */
    Optional<Issued> issued(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All executions; those of a service are in their order. */
    List<Recorded> recorded() {
        return recorded;
    }

    /** A decision's executions in their order. */
    List<Recorded> recorded(Issued one) {
        return recordedById.getOrDefault(one.id(), List.of());
    }

    /** A decision's outcomes. */
    public List<Recorded> outcomes(Issued one) {
        return recorded(one).stream().filter(Recorded::isOutcome).toList();
    }

    /** Its outcome, if it ended so. */
    Optional<Recorded> outcome(Issued one, ExecutionStatus status) {
        return recorded(one).stream()
                .filter(found -> found.isOutcome() && found.is(status))
                .findFirst();
    }

    /** The causes for which what was written there was refused. */
    List<String> deadLetters(Issued one) {
        return deadLetters.getOrDefault(one.place(), List.of());
    }

    /** What programs wrote. */
    public List<Line> lines() {
        return lines;
    }

    /** What a decision's programs wrote. */
    List<Line> lines(Issued one) {
        return linesById.getOrDefault(one.id(), List.of());
    }

    /** The weights in force, by time. */
    List<Sample> samples() {
        return samples;
    }

    /** The executors' processes. */
    List<Life> lives() {
        return lives;
    }

    /**
     * How many pauses ended after a successor had acted: while the executor slept, another one recorded something of a
     * service of which the sleeping one had recorded the last before.
     */
    public long takenOver() {
        List<Life> paused =
                lives.stream().filter(life -> !life.pauses().isEmpty()).toList();
        Map<String, String> lastBy = new HashMap<>();
        Set<Life.Pause> takenOver = new HashSet<>();
        for (Recorded one : recorded) {
            String executor = one.execution().executor();
            String before = lastBy.put(one.execution().service(), executor);
            for (Life life : paused) {
                if (life.name().equals(before) && !executor.equals(before)) {
                    life.pauses().stream()
                            .filter(pause ->
                                    pause.pausedAtNanos() < one.seenAt() && one.seenAt() < pause.resumedAtNanos())
                            .forEach(takenOver::add);
                }
            }
        }
        return takenOver.size();
    }

    /** Whether what is missing of it will not come any more. */
    boolean isOverdue(Issued one) {
        return one.sentAt() < overdueBefore;
    }

    /** Whether the executor that started it was killed. */
    boolean ofKilled(Line line) {
        Life life = livesByPid.get(line.executor());
        return life != null && life.killedAt().isPresent();
    }

    /** Whether its executor slept at some time from then until the line was written. */
    boolean sleptBetween(Instant from, Line line) {
        Life life = livesByPid.get(line.executor());
        return life != null
                && life.pauses().stream()
                        .anyMatch(pause -> !pause.pausedAt().isAfter(line.at())
                                && !pause.resumedAt().isBefore(from));
    }

    /**
     * The pause in which a program was on its way, as it was begun the moment its executor woke up; empty if it was
     * begun at any other time.
     */
    Optional<Life.Pause> pauseThatHeld(Line line) {
        Life life = livesByPid.get(line.executor());
        return life == null
                ? Optional.empty()
                : life.pauses().stream()
                        .filter(pause -> !line.at().isBefore(pause.pausedAt())
                                && line.at().isBefore(pause.resumedAt().plus(ON_ITS_WAY)))
                        .findFirst();
    }

    /** Whether a program was begun the moment its executor woke up: it had been on its way when that was paused. */
    boolean wasOnItsWay(Line line) {
        return pauseThatHeld(line).isPresent();
    }

    /** The decisions by service, in their order, without duplicates. */
    Map<String, List<Issued>> byService() {
        Map<String, List<Issued>> services = new LinkedHashMap<>();
        issued.stream().filter(one -> one.sort() != Sort.DUPLICATE).forEach(one -> add(services, one.service(), one));
        return services;
    }

    private static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
        lists.computeIfAbsent(key, absent -> new ArrayList<>()).add(value);
    }
}
