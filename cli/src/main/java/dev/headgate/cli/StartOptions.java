package dev.headgate.cli;

import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.ShadowId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which rollouts a start begins. */
final class StartOptions {
    private static final int SHORT_ID = 8;

    @Option(names = "--service", paramLabel = "NAME", description = "The service; of a train all are started.")
    private @Nullable String service;

    @Option(
            names = "--canary",
            paramLabel = "VERSION",
            required = true,
            description = "The version to roll out; of a train SERVICE=VERSION, once for each.")
    private List<String> canaries = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            required = true,
            description = "The version that holds the traffic; of a train SERVICE=VERSION.")
    private List<String> baselines = List.of();

    @Option(names = "--train", description = "Start every service of the policy's train, to move together.")
    private boolean train;

    @Option(
            names = "--rollout",
            paramLabel = "ID",
            description = "The rollout's id (default: made of service, canary and a random end).")
    private @Nullable String rollout;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Begin at this time, as 2026-11-29T02:00:00Z (default: at once).")
    private @Nullable Instant at;

    /**
     * A rollout to begin.
     *
     * @param header who asks, when and why; of a train all have one correlation id
     * @param versions what is rolled out
     * @param policy by what
     */
    record Begun(CommandHeader header, StartedVersions versions, StartedPolicy policy) {}

    /** Whether a whole train is started. */
    boolean train() {
        return train;
    }

    /** When it begins; empty for at once. */
    Optional<Instant> at() {
        return Optional.ofNullable(at);
    }

    /**
     * What does not need the policy.
     *
     * @throws IllegalArgumentException in words, if something is not understood
     */
    void check(Instant now) {
        if (at != null && at.isBefore(now)) {
            throw new IllegalArgumentException("--at lies in the future, found " + at + ", and it is " + now);
        }
        Optional.ofNullable(rollout).ifPresent(id -> Names.requireName("--rollout", id));
        if (rollout != null && ShadowId.isShadow(rollout)) {
            throw new IllegalArgumentException(
                    "--rollout must not end with " + ShadowId.ENDING + ", which is what shadows are called");
        }
        if (!train) {
            StartedVersions.ofOne(service, canaries, baselines);
        } else if (service != null || rollout != null) {
            throw new IllegalArgumentException(
                    "--train starts all services of the policy's train: leave --service and --rollout out");
        }
    }

    /**
     * The rollouts.
     *
     * @throws IllegalArgumentException in words, if something is not understood
     */
    List<Begun> of(List<StartedPolicy> policies, SigningOptions signing) {
        List<StartedVersions> versions = train
                ? StartedVersions.ofTrain(StartedPolicy.train(policies), canaries, baselines)
                : StartedVersions.ofOne(service, canaries, baselines);
        String correlation = UUID.randomUUID().toString();
        String end = UUID.randomUUID().toString().substring(0, SHORT_ID);
        return versions.stream()
                .map(each -> new Begun(
                        header(each, correlation, end, signing),
                        each,
                        train ? StartedPolicy.of(each.service(), policies) : StartedPolicy.single(policies)))
                .toList();
    }

    private CommandHeader header(StartedVersions versions, String correlation, String end, SigningOptions signing) {
        return new CommandHeader(
                UUID.randomUUID().toString(),
                correlation,
                versions.service(),
                Optional.ofNullable(rollout).orElse(versions.service() + "-" + versions.canary() + "-" + end),
                signing.issuedBy(),
                Instant.now(),
                signing.reason());
    }

    /** Reads a time with its zone. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String word) {
            try {
                return OffsetDateTime.parse(word).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("expected a time with its zone, as 2026-11-29T02:00:00Z or"
                        + " 2026-11-29T03:00:00+01:00, found '" + word + "'");
            }
        }
    }
}
