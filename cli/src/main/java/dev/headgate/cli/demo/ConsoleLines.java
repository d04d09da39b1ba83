package dev.headgate.cli.demo;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.local.demo.LocalConsole;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells where a local stack's page is. */
public final class ConsoleLines {

    private ConsoleLines() {}

    /**
     * Waits for the page.
     *
     * @param begun when the console was started
     * @return the link, in lines to be printed where they stay to be seen
     * @throws dev.headgate.local.process.ChildProcessException if it does not start
     * @throws InterruptedException if interrupted while waiting
     */
    public static List<String> await(LocalConsole console, StartLines progress, Palette palette, Instant begun)
            throws InterruptedException {
        progress.waitingFor("console");
        URI link = console.awaitLink();
        progress.ready("console on " + console.http(), Duration.between(begun, Instant.now()));
        return List.of("", palette.bold("On a page") + ", by a link that is good once and for an hour", "  " + link);
    }
}
