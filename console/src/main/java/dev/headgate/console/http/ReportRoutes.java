package dev.headgate.console.http;

import dev.headgate.console.model.ReadModel;
import dev.headgate.console.report.Badge;
import dev.headgate.console.report.DeploymentReport;
import dev.headgate.console.report.Period;
import dev.headgate.console.report.PeriodReport;
import dev.headgate.console.report.ReportFormat;
import dev.headgate.console.report.Reports;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reports of rollouts and of periods, and badges. */
final class ReportRoutes {

    private static final String BADGE = "/api/v1/services/{service}/badge.svg";

    private final Reports reports;
    private final boolean publicBadges;
    private final Supplier<Instant> now;

    /** @param publicBadges whether everybody sees badges, from pages of other hosts too */
    ReportRoutes(ReadModel model, boolean publicBadges, Supplier<Instant> now) {
        reports = new Reports(model);
        this.publicBadges = publicBadges;
        this.now = now;
    }

    List<Route> all() {
        return List.of(
                Route.viewed("/api/v1/rollouts/{rolloutId}/report", (context, caller) -> deployment(context)),
                Route.viewed(
                        "/api/v1/services/{service}/report",
                        (context, caller) -> period(context, Optional.of(context.pathParam("service")))),
                Route.viewed("/api/v1/report", (context, caller) -> period(context, Optional.empty())),
                publicBadges
                        ? Route.open("GET", BADGE, (context, caller) -> badge(context))
                        : Route.viewed(BADGE, (context, caller) -> badge(context)));
    }

    private void deployment(Context context) throws BadQuestion {
        ReportFormat format = format(context);
        Optional<DeploymentReport> report = reports.deployment(context.pathParam("rolloutId"));
        if (report.isPresent()) {
            answer(context, reports.written(report.get(), format), format);
        } else {
            Entry.problem(
                    context,
                    404,
                    "no such rollout",
                    "The log holds none of this name, or not any more; while the console still reads, it may come.");
        }
    }

    private void period(Context context, Optional<String> service) throws BadQuestion {
        ReportFormat format = format(context);
        Optional<String> word = new Question(context).text("period");
        Period period = word.isEmpty()
                ? Period.month(YearMonth.from(now.get().atZone(ZoneOffset.UTC)))
                : Period.of(word.get())
                        .orElseThrow(
                                () -> new BadQuestion("period: expected a month, as 2026-11, or a week, as 2026-W48"));
        PeriodReport report = reports.period(service, period);
        answer(context, reports.written(report, format, Optional.of("")), format);
    }

    private void badge(Context context) throws BadQuestion {
        String service = context.pathParam("service");
        String of = new Question(context).text("of").orElse("last");
        Badge badge = switch (of) {
            case "last" -> reports.lastRollout(service);
            case "success" -> reports.success(service, now.get());
            default -> throw new BadQuestion("of: expected last or success");
        };
        context.header("Cache-Control", "no-cache");
        if (publicBadges) {
            context.header("Cross-Origin-Resource-Policy", "cross-origin");
        }
        Json.answerUnlessKnown(context, badge.svg().getBytes(StandardCharsets.UTF_8), Badge.MEDIA_TYPE);
    }

    private static ReportFormat format(Context context) throws BadQuestion {
        String word = new Question(context).text("format").orElse(ReportFormat.HTML.word());
        return ReportFormat.of(word)
                .orElseThrow(
                        () -> new BadQuestion("format: expected one of " + String.join(", ", ReportFormat.words())));
    }

    /** A page brings its style with it, which the console's own pages may not. */
    private static void answer(Context context, byte[] report, ReportFormat format) {
        if (format == ReportFormat.HTML) {
            context.header("Content-Security-Policy", Reports.CONTENT_SECURITY_POLICY);
        }
        Json.answerUnlessKnown(context, report, format.mediaType());
    }
}
