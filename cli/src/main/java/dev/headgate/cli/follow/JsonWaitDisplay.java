package dev.headgate.cli.follow;

import dev.headgate.cli.follow.RolloutNews.Decided;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A document for each decision, and one at the end; silence is told on the error output. */
public final class JsonWaitDisplay implements WaitDisplay {
    private final PrintWriter out;
    private final PrintWriter err;
    private final WaitLines lines;

    /**
     * Prints there.
     *
     * @param lines words for the error output
     */
    public JsonWaitDisplay(PrintWriter out, PrintWriter err, WaitLines lines) {
        this.out = out;
        this.err = err;
        this.lines = lines;
    }

    @Override
    public void happened(RolloutNews news, FollowedRollout before) {
        if (news instanceof Decided decided) {
            out.println(WaitJson.decision(decided.decision()));
            out.flush();
        }
    }

    @Override
    public void passed(List<FollowedRollout> rollouts, Instant now) {
        // Documents come with decisions only.
    }

    @Override
    public void silent(Duration silence) {
        err.println(lines.silent(silence));
        err.flush();
    }

    @Override
    public void heardAgain(Duration silence) {
        err.println(lines.heardAgain(silence));
        err.flush();
    }

    @Override
    public void ended(List<WaitResult> results) {
        out.println(WaitJson.result(results, RolloutWaiting.exitCode(results)));
        out.flush();
    }
}
