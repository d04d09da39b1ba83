package dev.headgate.core.rollout;

import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.VersionFigures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When people are told figures, and which. A digest's times are counted from the beginning of what it stands under: the
 * canary's first traffic for the policy's, the confirmed weight for a stage's. What was missed is not made up for.
 */
final class DigestRules {

    private DigestRules() {}

    /**
     * A digest in its place.
     *
     * @param id its place, as in {@link ToldDigest}
     * @param begins from when on its times are counted
     */
    record Placed(String id, Digest digest, Instant begins) {

        /** The last of its times up to an instant; empty before the first. */
        Optional<Instant> last(Instant now) {
            Instant end =
                    digest.lasting().map(begins::plus).filter(now::isAfter).orElse(now);
            if (end.isBefore(begins.plus(digest.every()))) {
                return Optional.empty();
            }
            long times = Duration.between(begins, end).dividedBy(digest.every());
            return Optional.of(begins.plus(digest.every().multipliedBy(times)));
        }

        /** The first of its times after an instant; empty after the last. */
        Optional<Instant> next(Instant now) {
            Instant next = last(now).orElse(begins).plus(digest.every());
            return digest.lasting()
                            .filter(lasting -> next.isAfter(begins.plus(lasting)))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(next);
        }
    }

    /** The digests of which people are told now. */
    static List<Placed> due(Policy policy, Rollout rollout, List<ToldDigest> told, Instant now) {
        return placed(policy, rollout)
                .filter(each -> each.last(now)
                        .filter(time -> told.stream()
                                .noneMatch(before -> before.digest().equals(each.id())
                                        && !before.at().isBefore(time)))
                        .isPresent())
                .toList();
    }

    /** When the next one is due. */
    static Optional<Instant> next(Policy policy, Rollout rollout, Instant now) {
        return placed(policy, rollout).flatMap(each -> each.next(now).stream()).min(Comparator.naturalOrder());
    }

    /** What was told, with digests that are told now; of those that are not in force any more nothing is kept. */
    static List<ToldDigest> told(Policy policy, Rollout rollout, List<ToldDigest> told, List<Placed> now, Instant at) {
        List<String> inForce = placed(policy, rollout).map(Placed::id).toList();
        List<String> ids = now.stream().map(Placed::id).toList();
        List<ToldDigest> others = new ArrayList<>(told);
        others.removeIf(each -> ids.contains(each.digest()) || !inForce.contains(each.digest()));
        now.forEach(each -> others.add(new ToldDigest(each.id(), each.last(at).orElse(at))));
        return others;
    }

    /** One sentence with the figures. */
    static String text(Policy policy, Rollout rollout, VersionFigures canary, VersionFigures baseline, Instant now) {
        return "stage " + (rollout.stage() + 1) + " of " + policy.stages().size() + " at "
                + rollout.confirmedWeight().orElse(rollout.desiredWeight()) + ", "
                + rollout.phase().wireName() + ", " + left(policy, rollout, now) + "; canary " + text(canary)
                + "; baseline " + text(baseline);
    }

    private static String left(Policy policy, Rollout rollout, Instant now) {
        Optional<StageClock> clock = rollout.clock();
        if (clock.isEmpty()) {
            return "not begun";
        }
        Stage stage = policy.stages().get(clock.get().stage());
        Instant earliest = clock.get().startedAt().plus(stage.minimumHold());
        if (now.isBefore(earliest)) {
            return "at least " + Times.text(Duration.between(now, earliest)) + " left";
        }
        return stage.maximumHold()
                .map(clock.get().startedAt()::plus)
                .filter(now::isBefore)
                .map(latest -> "at most " + Times.text(Duration.between(now, latest)) + " left")
                .orElse("its minimum hold is over");
    }

    private static String text(VersionFigures figures) {
        return figures.version() + ": " + number(figures.requestsPerSecond()) + " requests/s, errors "
                + figure(figures.errorRate(), 100, " %") + ", p50 " + figure(figures.p50Micros(), 0.001, " ms")
                + ", p95 " + figure(figures.p95Micros(), 0.001, " ms") + ", p99 "
                + figure(figures.p99Micros(), 0.001, " ms");
    }

    private static String figure(OptionalDouble value, double factor, String unit) {
        return value.isPresent() ? number(value.getAsDouble() * factor) + unit : "unknown";
    }

    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(value < 10 ? 2 : 1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static Stream<Placed> placed(Policy policy, Rollout rollout) {
        Stream<Placed> whole = rollout.carriesTrafficSince().stream()
                .flatMap(begins -> placed("report/", policy.procedure().reports(), begins));
        Stream<Placed> ofStage = rollout.clock().stream()
                .filter(clock -> clock.stage() == rollout.stage())
                .flatMap(clock -> placed(
                        "stage/" + clock.stage() + "/report/",
                        policy.stages().get(clock.stage()).procedure().reports(),
                        clock.startedAt()));
        return Stream.concat(whole, ofStage);
    }

    private static Stream<Placed> placed(String prefix, List<Digest> digests, Instant begins) {
        return IntStream.range(0, digests.size())
                .mapToObj(index -> new Placed(prefix + index, digests.get(index), begins));
    }
}
