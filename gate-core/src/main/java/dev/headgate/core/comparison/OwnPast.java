package dev.headgate.core.comparison;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the past allows the canary of one rollout, line by line: fixed at the start for the hours before it, and for each
 * hour as it begins for the same hour a week ago. That all bounds on the past hold has a chance of its own, which they
 * share. Not thread-safe.
 */
public final class OwnPast {

    /** The chance that any bound on the past is wrong. */
    static final double ALPHA = 0.001;

    private static final long ALWAYS = -1;

    private final PastHours hours;
    private final long startHour;
    private final double alpha;
    private final TreeMap<String, LineLimits> lines = new TreeMap<>();

    private OwnPast(PastHours hours, long startSecond, List<EvidenceLine> asked) {
        this.hours = hours;
        startHour = Math.floorDiv(startSecond, (long) PastHours.HOUR);
        int bounds = asked.stream()
                .mapToInt(line -> levels(line.criterion()) * (line.advance() ? 2 : 1))
                .sum();
        alpha = ALPHA / Math.max(1, bounds);
    }

    /**
     * What the past allows a line.
     *
     * @param line its place in the policy
     * @param hour the hour for which it does, hours since 1970-01-01 UTC, or the stage for one that compares with the stage
     *     before; -1 for always
     * @param limits of each level; none if too little is known
     */
    public record LineLimits(String line, long hour, List<PastLimit> limits) {

        /** Copies the list. */
        public LineLimits {
            limits = List.copyOf(limits);
        }
    }

    /**
     * Of a rollout that begins; its past ends here.
     *
     * @param startSecond when it begins, seconds since 1970-01-01 UTC
     * @param asked the policy's lines that are judged by evidence
     * @param clustering what is known of the baseline's clusters
     */
    public static OwnPast begin(
            PastHours hours, String baseline, long startSecond, List<EvidenceLine> asked, Clustering clustering) {
        List<EvidenceLine> past =
                asked.stream().filter(EvidenceLine::comparesWithPast).toList();
        OwnPast own = new OwnPast(hours, startSecond, past);
        past.stream().filter(line -> claim(line).past() == Past.BEFORE_ROLLOUT).forEach(line -> {
            HourSum before = hours.before(baseline, own.startHour);
            own.put(line, ALWAYS, own.limits(line, before, own.alpha, clustering));
        });
        return own;
    }

    /** Of a rollout that goes on, with what was found before. */
    public static OwnPast restore(PastHours hours, long startSecond, List<EvidenceLine> asked, List<LineLimits> found) {
        OwnPast own = new OwnPast(
                hours,
                startSecond,
                asked.stream().filter(EvidenceLine::comparesWithPast).toList());
        found.forEach(each -> own.lines.put(each.line(), each));
        return own;
    }

    /** What has to be remembered. */
    public List<LineLimits> memory() {
        return List.copyOf(lines.values());
    }

    /** What the past allows a line at present; none if too little is known of it. */
    List<PastLimit> limits(EvidenceLine line) {
        return Optional.ofNullable(lines.get(line.id())).map(LineLimits::limits).orElse(List.of());
    }

    /**
     * Goes on to a stage; whether what is allowed changes with it.
     *
     * @param stage the stage that is in force, counted from 0
     * @param before what the canary did in the stage before; none if that is not known
     */
    boolean goOnToStage(EvidenceLine line, int stage, Supplier<HourSum> before, Clustering clustering) {
        LineLimits known = lines.get(line.id());
        if (claim(line).past() != Past.PREVIOUS_STAGE || (known != null && known.hour() == stage)) {
            return false;
        }
        // The stages of a rollout share the chance of being wrong in the same way as its hours.
        double nth = Math.max(1, stage);
        put(line, stage, limits(line, before.get(), alpha / (nth * (nth + 1)), clustering));
        return true;
    }

    /** Goes on to a second; whether what is allowed changes with it. */
    boolean goOn(EvidenceLine line, long second, Clustering clustering) {
        long hour = Math.floorDiv(second, (long) PastHours.HOUR);
        LineLimits known = lines.get(line.id());
        if (!claim(line).sameHour() || (known != null && known.hour() == hour)) {
            return false;
        }
        // The hours of a rollout share the chance of being wrong as 1/2 + 1/6 + 1/12 + ... = 1.
        double nth = Math.max(1, hour - startHour + 1);
        put(line, hour, limits(line, hours.at(hour - PastHours.WEEK), alpha / (nth * (nth + 1)), clustering));
        return true;
    }

    private void put(EvidenceLine line, long hour, List<PastLimit> limits) {
        lines.put(line.id(), new LineLimits(line.id(), hour, limits));
    }

    /** Of all levels, or of none. */
    private List<PastLimit> limits(EvidenceLine line, HourSum past, double chance, Clustering clustering) {
        // The hours behind are kept of all requests together.
        if (!line.criterion().labels().isEmpty() && claim(line).past() != Past.PREVIOUS_STAGE) {
            return List.of();
        }
        Claim.AgainstPast claim = claim(line);
        List<Double> quantiles = Question.quantiles(line.criterion().measure());
        List<PastLimit> limits = new ArrayList<>();
        if (quantiles.isEmpty()) {
            PastLimit.ofErrors(past, claim, chance, clustering.tempering(Level.ERROR_RATE))
                    .ifPresent(limits::add);
        }
        for (double quantile : quantiles) {
            PastLimit.ofQuantile(past, quantile, claim, chance, clustering.tempering(Level.nameOf(quantile)))
                    .ifPresent(limits::add);
        }
        return limits.size() == levels(line.criterion()) ? limits : List.of();
    }

    private static int levels(Criterion criterion) {
        return criterion.measure() instanceof Measure.Latency ? Level.QUANTILES.size() : 1;
    }

    private static Claim.AgainstPast claim(EvidenceLine line) {
        return (Claim.AgainstPast) line.criterion().claim();
    }
}
