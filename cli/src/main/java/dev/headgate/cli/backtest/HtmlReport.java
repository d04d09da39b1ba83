package dev.headgate.cli.backtest;

import static dev.headgate.cli.backtest.Html.text;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.core.backtest.PolicyOutcome;
import dev.headgate.schemas.model.Decision;
import java.time.Instant;

/** What came of a backtest as one HTML file that needs nothing else: no network, no other file. */
public final class HtmlReport {

    // Some systems have a language that Intl refuses, at which uPlot would not load.
    private static final String USABLE_LANGUAGE = "try { new Intl.NumberFormat(navigator.language); } catch (refused) {"
            + " Object.defineProperty(navigator, \"language\", { value: \"en-US\" }); }\n";

    private final BacktestRun.Outcome outcome;
    private final BacktestResult result;
    private final StringBuilder page = new StringBuilder(1 << 16);

    private HtmlReport(BacktestRun.Outcome outcome) {
        this.outcome = outcome;
        result = outcome.result();
    }

    /** The whole page. */
    public static String of(BacktestRun.Outcome outcome) {
        return new HtmlReport(outcome).build();
    }

    private String build() {
        head();
        for (int i = 0; i < result.outcomes().size(); i++) {
            policy(i, result.outcomes().get(i));
        }
        page.append("<details><summary>The recording as a table</summary>");
        page.append(FiguresTable.of(result)).append("</details>\n");
        page.append("<script type=\"application/json\" id=\"data\">")
                .append(ReportData.of(result))
                .append("</script>\n<script>")
                .append(USABLE_LANGUAGE)
                .append(Resources.chartsScript())
                .append("</script>\n<script>")
                .append(Resources.text("report.js"))
                .append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head() {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .append("style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>Backtest of ")
                .append(text(result.service() + " " + result.canary()))
                .append("</title>\n<style>")
                .append(Resources.chartsStyle())
                .append(Resources.text("report.css"))
                .append("</style>\n</head>\n<body>\n<h1>Backtest: ")
                .append(text(result.service()))
                .append(", <span class=\"canary\">canary ")
                .append(text(result.canary()))
                .append("</span> beside <span class=\"baseline\">baseline ")
                .append(text(result.baseline()))
                .append("</span></h1>\n<p class=\"soft\">")
                .append(Figures.count(outcome.events()))
                .append(" requests, ")
                .append(Instant.ofEpochSecond(result.firstSecond()))
                .append(" to ")
                .append(Instant.ofEpochSecond(result.endSecond()))
                .append("; the rollout starts ")
                .append(Instant.ofEpochSecond(result.startSecond()))
                .append("</p>\n<ul class=\"soft\">");
        outcome.notes().forEach(note -> page.append("<li>").append(text(note)).append("</li>"));
        page.append("</ul>\n");
    }

    private void policy(int index, PolicyOutcome policy) {
        page.append("<h2>Policy ")
                .append(text(policy.policy().policy().name()))
                .append(" <span class=\"soft\">")
                .append(text(policy.policy().text().name()))
                .append("</span></h2>\n<p>")
                .append(text(BacktestText.end(policy)))
                .append("</p>\n");
        policy.divergence()
                .ifPresent(found -> page.append("<p class=\"hypothetical\"><b>Hypothetical</b> after ")
                        .append(Since.start(result.startSecond(), found.since()))
                        .append(": ")
                        .append(text(found.why()))
                        .append(".</p>\n"));
        page.append("<h3>Decisions</h3>\n<ol class=\"decisions\">\n");
        policy.decisions().forEach(decision -> decision(index, policy, decision));
        page.append("</ol>\n");
        charts(index, policy);
    }

    private void decision(int index, PolicyOutcome policy, Decision decision) {
        boolean hypothetical = policy.hypothetical(decision);
        String kind = text(decision.kind().wireName());
        page.append("<li")
                .append(hypothetical ? " class=\"assumed\"" : "")
                .append("><button type=\"button\" id=\"")
                .append(ReportData.id(index))
                .append("-decision-")
                .append(decision.sequence())
                .append("\"><span>")
                .append(Since.start(result.startSecond(), decision.evaluatedAt()))
                .append("</span><b class=\"")
                .append(kind)
                .append("\">")
                .append(kind)
                .append("</b><span>")
                .append(text(DecisionText.shift(decision)))
                .append("</span><span class=\"why\">")
                .append(hypothetical ? "<span class=\"soft\">hypothetical: </span>" : "")
                .append(text(decision.reason()));
        decision.decidingCriterion()
                .ifPresent(line ->
                        page.append("<span class=\"rule\">").append(text(line)).append("</span>"));
        page.append("</span></button></li>\n");
    }

    private void charts(int index, PolicyOutcome policy) {
        page.append("<div class=\"charts\">\n");
        chart(index, "weight", "Canary's weight, %: decided and recorded");
        chart(index, "requests", "Requests per second");
        chart(index, "latency", "Latency: p50, p95, p99");
        chart(index, "errors", "Error rate, with 95 % bounds");
        for (int i = 0; i < policy.evidence().size(); i++) {
            chart(
                    index,
                    "evidence-" + i,
                    "Evidence: " + policy.evidence().get(i).criterion());
        }
        page.append("</div>\n");
    }

    private void chart(int index, String kind, String title) {
        page.append("<section><h3>")
                .append(text(title))
                .append("</h3><div class=\"plot\" id=\"")
                .append(ReportData.id(index))
                .append('-')
                .append(kind)
                .append("\" role=\"img\" aria-label=\"")
                .append(text(title))
                .append("; the table at the end of the page has the figures\"></div></section>\n");
    }
}
