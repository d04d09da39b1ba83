package dev.headgate.cli.demo;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.local.demo.LocalConsole;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ChildProcessException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells where a local stack's page is, or why there is none: everything else goes on without it. */
public final class ConsoleLines {

    private ConsoleLines() {}

    /**
     * Waits for the page.
     *
     * @param begun when the console was started
     * @return the link, or why there is none, in lines to be printed where they stay to be seen
     * @throws InterruptedException if interrupted while waiting
     */
    public static List<String> await(LocalConsole console, StartLines progress, Palette palette, Instant begun)
            throws InterruptedException {
        progress.waitingFor("console");
        URI link;
        try {
            link = console.awaitLink();
        } catch (ChildProcessException away) {
            progress.wipe();
            return without("There is no page: " + away.getMessage());
        }
        progress.ready("console on " + console.http(), Duration.between(begun, Instant.now()));
        return List.of("", palette.bold("On a page") + ", by a link that is good once and for an hour", "  " + link);
    }

    /** That the page is there no more, in lines to be printed. */
    public static List<String> ended(LocalConsole console) {
        ChildProcess process = console.process().process();
        int code = process.exitCode().orElse(0);
        return without("The page is gone: the console ended with exit code " + code + ". " + process.lastWords());
    }

    private static List<String> without(String why) {
        return List.of("", why, "Everything else goes on without it.");
    }
}
