package dev.headgate.console.http;

import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.access.Session;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.schemas.model.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the console is.
 *
 * @param now the time by its clock
 * @param version of what it shows
 * @param feed how old that is
 * @param you who asks
 * @param commands whether commands can be given
 * @param signatures {@code checked} or {@code not-checked}
 * @param held what keeps executors from beginning advances and runs; empty if nothing does
 */
record StatusView(
        Instant now, long version, Feed feed, You you, Commands commands, String signatures, Optional<Held> held) {

    private static final double MILLIS = 1_000.0;

    /**
     * How far it is behind the log.
     *
     * @param state {@code reading}, {@code current}, {@code away} or {@code stopped}
     * @param sentence the same in a sentence
     * @param readShare which share of the log was read, 0 to 1
     * @param behindSeconds how old what is shown is at most
     * @param lastRecordAt when the newest record was appended; empty if none was read
     * @param awaySince since when the broker does not answer
     * @param unreadable records that could not be read
     */
    record Feed(
            String state,
            String sentence,
            double readShare,
            double behindSeconds,
            Optional<Instant> lastRecordAt,
            Optional<Instant> awaySince,
            long unreadable) {

        static Feed of(FeedStatus status) {
            return new Feed(
                    status.state().wireName(),
                    status.sentence(),
                    status.readShare(),
                    seconds(status.behind()),
                    Optional.of(status.lastRecordAt()).filter(at -> at.isAfter(Instant.EPOCH)),
                    status.awaySince(),
                    status.unreadable());
        }
    }

    /**
     * Who asks.
     *
     * @param name as it stands in commands
     * @param roles what they may do
     * @param csrf what a session's commands must carry; empty where none is needed
     */
    record You(String name, List<String> roles, Optional<String> csrf) {

        static You of(Person person, Optional<Session> session) {
            return new You(
                    person.name(),
                    person.roles().stream().sorted().map(Role::wireName).toList(),
                    session.map(Session::csrf));
        }
    }

    /**
     * Whether commands can be given.
     *
     * @param possible whether they can
     * @param why why not
     */
    record Commands(boolean possible, Optional<String> why) {}

    /**
     * That executors are held.
     *
     * @param since since when, of the latest hold
     * @param sentence who holds, and why
     * @param partitions how many partitions of the decisions are held
     */
    record Held(Instant since, String sentence, int partitions) {

        static Optional<Held> of(List<Decision> holds) {
            return holds.stream()
                    .max(Comparator.comparing(Decision::evaluatedAt))
                    .map(latest -> new Held(latest.evaluatedAt(), latest.reason(), holds.size()));
        }
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
