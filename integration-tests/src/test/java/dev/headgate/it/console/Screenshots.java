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
import java.util.Locale;

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
                takeForReadme(browser, console, fleet, directory);
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
        for (Situation situation : List.of(Situation.ASKS, Situation.SCORES, Situation.BACK_ASKS)) {
            views.add(new View(
                    "rollout-" + situation.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "/rollouts/" + fleet.first(situation).rolloutId(),
                    "article.rollout .tabs"));
        }
        return views;
    }

    /** Those of the README: what matters of three views, as docs/images has them. */
    private static void takeForReadme(Browser browser, Console console, Fleet fleet, Path directory) throws Exception {
        Ship stopped = fleet.first(Situation.STOPS);
        Ship back = fleet.first(Situation.STUCK);
        Look light = Look.ALL.get(0);
        fleet.judgeAll(Instant.now());
        browser.look(light);
        browser.open(console.page("/"));
        browser.await("table.fleet");
        Files.write(directory.resolve("console-fleet.png"), browser.screenshot(light, "main", 708));
        browser.open(console.page("/rollouts/" + stopped.rolloutId()));
        browser.await("article.rollout .tabs");
        Files.write(directory.resolve("console-rollout.png"), browser.screenshot(light, "article.rollout", 812));
        browser.open(console.page("/decisions/" + back.rolloutId() + "/" + DECISIONS));
        browser.await("article.decision");
        Files.write(directory.resolve("console-decision.png"), browser.screenshot(light, "article.decision", 832));
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
