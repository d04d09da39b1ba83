package dev.headgate.it.console;

import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.Console;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of each view, wide and narrow, light and dark, in {@code integration-tests/target/screenshots}:
 * {@code integration-tests/run console.Screenshots [ROLLOUTS=14] [SEED=20261129]}.
 */
public final class Screenshots {

    private static final int DECISIONS = 5;
    private static final int FIGURES = 240;
    private static final int MONTHS = 6;

    private Screenshots() {}

    /** How many live rollouts, and from which seed they are drawn. */
    public static void main(String[] arguments) throws Exception {
        int rollouts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 14;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 20_261_129;
        Path directory =
                Files.createDirectories(Project.file("integration-tests").resolve("target/screenshots"));
        Installation headgate = new Installation(BrokerKind.CHILD_PROCESS, "screenshots.");
        try (Browser browser = Browser.start()) {
            headgate.start();
            Instant now = Instant.now();
            try (Fleet fleet = new Fleet(headgate.bootstrapServers(), headgate.topics(), headgate.gateKey(), seed)) {
                fleet.over(60, MONTHS, now);
                fleet.live(rollouts, DECISIONS, FIGURES, now);
                Console console = Console.start(
                        headgate.run(), headgate.keys(), headgate.topics(), headgate.bootstrapServers(), 0);
                browser.look(Look.ALL.get(0));
                browser.open(console.link());
                browser.awaitText("#link", "live");
                take(browser, console, fleet, directory);
            }
        } finally {
            headgate.stop();
        }
        System.out.println("seed " + seed + ", pictures in " + directory);
        System.exit(0);
    }

    private static List<View> views(Fleet fleet) {
        Ship stopped = fleet.first(Situation.STUCK);
        List<View> views = new ArrayList<>(
                View.all("/rollouts/" + stopped.rolloutId(), "/decisions/" + stopped.rolloutId() + "/" + DECISIONS));
        views.add(new View(
                "rollout-undecided",
                "/rollouts/" + fleet.first(Situation.UNDECIDED).rolloutId(),
                "article.rollout .tabs"));
        return views;
    }

    private static void take(Browser browser, Console console, Fleet fleet, Path directory) throws Exception {
        for (View view : views(fleet)) {
            fleet.judgeAll(Instant.now());
            browser.open(console.page(view.path()));
            for (Look look : Look.ALL) {
                browser.look(look);
                browser.await(view.drawn());
                Files.write(directory.resolve(view.name() + "-" + look + ".png"), browser.screenshot(look));
            }
        }
    }
}
