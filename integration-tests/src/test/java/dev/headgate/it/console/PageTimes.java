package dev.headgate.it.console;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.Console;
import dev.headgate.it.harness.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long the page takes to load, to show what changed, and to answer a key, with many live rollouts under constant change:
 * {@code integration-tests/run console.PageTimes [ROLLOUTS=500] [DECISIONS=10000] [TURNS=50]}. Of the rollouts 100 are judged
 * anew each second meanwhile. It begins once the console has read what was written before: news wait behind that.
 */
public final class PageTimes {

    private static final int JUDGED_EACH_TENTH = 10;
    private static final int ROLLBACK = 1_000;
    private static final Duration BEAT = Duration.ofMillis(100);

    /** From a key in the filter's field until the frame is drawn that shows what it leaves. */
    private static final String KEY = """
            const [text, done] = arguments;
            const field = document.querySelector('[data-filter]');
            const begun = performance.now();
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
            """;

    /** Notes when a rollout's row has been drawn as one that is bad. */
    private static final String WATCH = """
            const [id] = arguments;
            window.drawnAt = null;
            const look = () => {
              const row = document.querySelector(`a[href="/rollouts/${id}"]`)?.closest('tr');
              if (row?.classList.contains('is-bad')) requestAnimationFrame(() => { window.drawnAt = Date.now(); });
              else requestAnimationFrame(look);
            };
            look();
            """;

    private static final String DRAWN = "return window.drawnAt";

    private static final String LOADED = """
            const [navigation] = performance.getEntriesByType('navigation');
            return [navigation.domContentLoadedEventEnd, performance.now()];
            """;

    private PageTimes() {}

    /** How many live rollouts, how many decisions altogether, how many turns. */
    public static void main(String[] arguments) throws Exception {
        int rollouts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int decisions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int turns = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
        Installation headgate = new Installation(BrokerKind.CHILD_PROCESS, "times.");
        try (Browser browser = Browser.start()) {
            headgate.start();
            try (Fleet fleet = new Fleet(headgate.bootstrapServers(), headgate.topics(), headgate.gateKey(), 1)) {
                fleet.live(rollouts, decisions / rollouts, 2, Instant.now());
                long begun = System.nanoTime();
                Console console = Console.start(
                        headgate.run(), headgate.keys(), headgate.topics(), headgate.bootstrapServers(), 0);
                browser.look(Look.ALL.get(0));
                browser.open(console.link());
                browser.awaitText("main .title", rollouts + " live");
                browser.awaitText("#link", "live");
                double read = (System.nanoTime() - begun) / 1e6;
                measure(browser, console, fleet, rollouts, turns);
                print("console started until all of the log is read", List.of(read));
            }
        } finally {
            headgate.stop();
        }
        System.exit(0);
    }

    private static void measure(Browser browser, Console console, Fleet fleet, int rollouts, int turns)
            throws Exception {
        List<Double> loads = new ArrayList<>();
        for (int turn = 0; turn < 5; turn++) {
            browser.open(console.page("/"));
            browser.awaitText("main .title", rollouts + " live");
            loads.add(((Number) ((List<?>) browser.driver().executeScript(LOADED)).get(1)).doubleValue());
        }
        Thread judging = new Thread(() -> judgeAllTheTime(fleet), "judging");
        judging.setDaemon(true);
        judging.start();
        List<Double> keys = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            String text = turn % 2 == 0 ? "check" : "";
            keys.add(((Number) browser.driver().executeAsyncScript(KEY, text)).doubleValue());
        }
        browser.driver().executeAsyncScript(KEY, "");
        List<Double> updates = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            updates.add(update(browser, fleet, turn));
        }
        judging.interrupt();
        judging.join();
        System.out.printf("%d live rollouts, %d turns%n", rollouts, turns);
        print("page load until all rows are there", loads);
        print("key in the filter until drawn", keys);
        print("record written until on screen", updates);
    }

    /** A decision to roll back, until the page has drawn it; both clocks are this machine's. */
    private static double update(Browser browser, Fleet fleet, int turn) {
        Ship ship = fleet.passing(turn);
        browser.driver().executeScript(WATCH, ship.rolloutId());
        long begun = System.currentTimeMillis();
        synchronized (fleet) {
            fleet.rollBack(ship, ROLLBACK, Instant.now());
        }
        Await.until(
                "the rollback of " + ship.rolloutId(), () -> browser.driver().executeScript(DRAWN) != null);
        return ((Number) browser.driver().executeScript(DRAWN)).doubleValue() - begun;
    }

    private static void judgeAllTheTime(Fleet fleet) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                synchronized (fleet) {
                    fleet.judge(JUDGED_EACH_TENTH, Instant.now());
                }
                Thread.sleep(BEAT.toMillis());
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(String what, List<Double> millis) {
        List<Double> ordered = new ArrayList<>(millis);
        Collections.sort(ordered);
        System.out.printf(
                "%-40s median %6.0f ms   p95 %6.0f ms   max %6.0f ms%n",
                what,
                ordered.get(ordered.size() / 2),
                ordered.get((int) Math.ceil(ordered.size() * 0.95) - 1),
                ordered.get(ordered.size() - 1));
    }
}
