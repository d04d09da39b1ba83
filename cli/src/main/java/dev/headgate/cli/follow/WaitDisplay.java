package dev.headgate.cli.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows the waiting while it lasts. */
public interface WaitDisplay {

    /**
     * Something was read.
     *
     * @param news what
     * @param before what had been known
     */
    void happened(RolloutNews news, FollowedRollout before);

    /** Time has passed. */
    void passed(List<FollowedRollout> rollouts, Instant now);

    /** For a while nothing has been heard of rollouts that go on. */
    void silent(Duration silence);

    /** Something is heard again. */
    void heardAgain(Duration silence);

    /** The waiting is over. */
    void ended(List<WaitResult> results);
}
