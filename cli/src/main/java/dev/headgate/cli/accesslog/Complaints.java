package dev.headgate.cli.accesslog;

import dev.headgate.cli.terminal.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of lines that cannot be used, at a rate that a person can read. Not thread-safe. */
final class Complaints {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int LONGEST = 200;
    private static final int SERVERS = 100;

    private final Consumer<String> told;
    private final InstantSource clock;
    private final Set<String> servers = new HashSet<>();
    private long nextAtMillis;

    Complaints(Consumer<String> told, InstantSource clock) {
        this.told = told;
        this.clock = clock;
    }

    void about(Harvest harvest, Tally tally) {
        if (!harvest.unreadable().isEmpty() && clock.millis() >= nextAtMillis) {
            nextAtMillis = clock.millis() + EVERY.toMillis();
            Harvest.Unreadable first = harvest.unreadable().get(0);
            String text = first.line().text();
            told.accept("unreadable: " + first.why() + "; " + tally.unreadable(0) + " so far, for example: "
                    + Text.visible(text.substring(0, Math.min(LONGEST, text.length()))));
        }
        for (String server : harvest.unknownServers()) {
            if (servers.size() < SERVERS && servers.add(server)) {
                told.accept("the version of server " + Text.visible(server)
                        + " is not known, so that its requests are left out; give --version-of " + Text.visible(server)
                        + "=VERSION or another --version-pattern");
            }
        }
    }
}
