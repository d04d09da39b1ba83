package dev.headgate.console.http;

import dev.headgate.console.feed.FeedStatus;
import dev.headgate.process.AccessToken;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health and metrics.
 *
 * @param feed how far the console is behind the log
 * @param live whether the log is still being read; if not, the process should be restarted
 * @param scrape all meters in Prometheus' text format
 * @param token what readers of metrics must show; empty if nothing is asked of them
 * @param thisMachineAlone whether browsers of this machine alone are meant to reach it
 */
record MonitoringRoutes(
        Supplier<FeedStatus> feed,
        Supplier<Boolean> live,
        Supplier<String> scrape,
        Optional<AccessToken> token,
        boolean thisMachineAlone) {

    private static final String TEXT = "text/plain; charset=utf-8";

    List<Route> all() {
        return List.of(
                Route.watched(
                        "/health/live",
                        true,
                        (context, caller) -> health(
                                context, live.get(), live.get() ? "ok" : "the log is not read any more: restart it")),
                Route.watched("/health/ready", true, (context, caller) -> ready(context)),
                Route.watched("/metrics", foreignNamesReadMetrics(), (context, caller) -> metrics(context)));
    }

    /**
     * Open metrics of a console for this machine alone are not for a page that its browser was lured to. Who knows a token is no
     * such page.
     */
    private boolean foreignNamesReadMetrics() {
        return token.isPresent() || !thisMachineAlone;
    }

    private void ready(Context context) {
        FeedStatus status = feed.get();
        health(context, status.state() == FeedStatus.State.CURRENT, status.sentence());
    }

    private void metrics(Context context) {
        String shown = Optional.ofNullable(context.header("Authorization")).orElse("");
        if (token.filter(expected -> !expected.isShownBy(shown)).isPresent()) {
            Entry.problem(
                    context, 401, "no token", "Show the token of http.token.file: `Authorization: Bearer TOKEN`.");
            return;
        }
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(scrape.get());
    }

    private static void health(Context context, boolean well, String text) {
        context.status(well ? 200 : 503).contentType(TEXT).result(text + System.lineSeparator());
    }
}
