package dev.headgate.console.fleet;

import dev.headgate.schemas.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How large a fleet is.
 *
 * @param seed from which all that is random comes
 * @param services how many services; each has one live rollout, or one in an uncommon situation
 * @param finished how many rollouts of each service are over
 * @param months over how many months those are spread
 * @param points how many evaluations of each live rollout there are at the beginning, one a second
 * @param partitions how many partitions the topics have
 * @param now the present
 * @param gateKey signs decisions; empty for nobody
 * @param operatorKey signs commands; empty for nobody
 */
public record FleetSettings(
        long seed,
        int services,
        int finished,
        int months,
        int points,
        int partitions,
        Instant now,
        Optional<SigningKey> gateKey,
        Optional<SigningKey> operatorKey) {

    /** So large, four partitions, nobody signs. */
    public static FleetSettings of(long seed, int services, int finished, Instant now) {
        return new FleetSettings(seed, services, finished, 6, 120, 4, now, Optional.empty(), Optional.empty());
    }

    /** The same with so many evaluations of each live rollout. */
    public FleetSettings points(int count) {
        return new FleetSettings(seed, services, finished, months, count, partitions, now, gateKey, operatorKey);
    }

    /** The same with other partitions. */
    public FleetSettings partitions(int count) {
        return new FleetSettings(seed, services, finished, months, points, count, now, gateKey, operatorKey);
    }

    /** The same, signed. */
    public FleetSettings signed(SigningKey gate, SigningKey operator) {
        return new FleetSettings(
                seed, services, finished, months, points, partitions, now, Optional.of(gate), Optional.of(operator));
    }

    Duration history() {
        return Duration.ofDays(30L * months);
    }
}
