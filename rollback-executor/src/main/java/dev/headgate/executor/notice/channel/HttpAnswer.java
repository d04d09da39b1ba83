package dev.headgate.executor.notice.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a provider answered.
 *
 * @param status the HTTP status
 * @param retryAfter its {@code Retry-After}, as it is
 * @param body the beginning of its body
 */
record HttpAnswer(int status, Optional<String> retryAfter, String body) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int TOO_MANY = 429;

    /** What that means for the notice. */
    Outcome outcome(Instant now) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String said = "answered with status " + status + (body.isBlank() ? "" : ": " + body);
        if (status == TOO_MANY) {
            return new Outcome.Later(said, "rate-limited", pause(now).or(() -> Optional.of(Duration.ofSeconds(1))));
        }
        return switch (status) {
            // Credentials are read anew for each try: who replaces them must not lose what came meanwhile.
            case 401, 403, 408, 409, 425 -> new Outcome.Later(said, "refused", Optional.empty());
            default ->
                status >= 500
                        ? new Outcome.Later(said, "server", pause(now))
                        : new Outcome.Never(said + (status >= 300 && status < 400 ? "; no redirect is followed" : ""));
        };
    }

    /** Seconds, or a date; at most an hour, so that a strange one does not silence a channel. */
    private Optional<Duration> pause(Instant now) {
        return retryAfter
                .flatMap(text -> duration(text.strip(), now))
                .map(pause -> pause.isNegative() ? Duration.ZERO : pause)
                .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private static Optional<Duration> duration(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }
}
