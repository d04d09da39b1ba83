package dev.headgate.console.http;

import dev.headgate.console.model.CommandFilter;
import dev.headgate.console.model.DecisionFilter;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.view.MonthFigures;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be asked about rollouts, decisions, policies, months and commands. */
final class ReadRoutes {

    private static final int MONTHS_SHOWN = 12;

    private final ReadModel model;
    private final Status status;
    private final Supplier<Instant> now;

    ReadRoutes(ReadModel model, Status status, Supplier<Instant> now) {
        this.model = model;
        this.status = status;
        this.now = now;
    }

    List<Route> all() {
        return List.of(
                Route.viewed("/api/v1/status", (context, caller) -> Json.answer(context, status.of(caller))),
                Route.viewed("/api/v1/rollouts", (context, caller) -> rollouts(context)),
                Route.viewed("/api/v1/rollouts/{rolloutId}", (context, caller) -> rollout(context)),
                Route.viewed("/api/v1/rollouts/{rolloutId}/figures", (context, caller) -> figures(context)),
                Route.viewed("/api/v1/rollouts/{rolloutId}/executions", (context, caller) -> executions(context)),
                Route.viewed("/api/v1/decisions", (context, caller) -> decisions(context)),
                Route.viewed("/api/v1/decisions/{rolloutId}/{sequence}", (context, caller) -> decision(context)),
                Route.viewed("/api/v1/policies/{hash}", (context, caller) -> policy(context)),
                Route.viewed("/api/v1/services", (context, caller) -> services(context)),
                Route.viewed("/api/v1/months", (context, caller) -> months(context)),
                Route.operated("/api/v1/commands", (context, caller) -> commands(context)));
    }

    /**
     * A list that is whole.
     *
     * @param items all of it
     */
    record Items<T>(List<T> items) {}

    /**
     * Figures of months, and how they are counted.
     *
     * @param items the figures
     * @param how how times are counted, in sentences
     */
    record Months(List<MonthFigures> items, MonthFigures.How how) {}

    private void rollouts(Context context) throws BadQuestion {
        Question question = new Question(context);
        RolloutFilter filter = new RolloutFilter(
                question.truth("live"),
                question.text("service"),
                question.text("phase"),
                question.text("mode"),
                question.text("q"));
        Json.answerUnlessKnown(context, model.rollouts(filter, question.page()));
    }

    private void rollout(Context context) {
        answer(context, model.rollout(context.pathParam("rolloutId")), "no such rollout");
    }

    private void figures(Context context) throws BadQuestion {
        String id = context.pathParam("rolloutId");
        Optional<Instant> since = new Question(context).instant("since");
        answer(context, model.rollout(id).map(known -> model.figures(id, since)), "no such rollout");
    }

    private void executions(Context context) {
        String id = context.pathParam("rolloutId");
        answer(context, model.rollout(id).map(known -> new Items<>(model.executions(id))), "no such rollout");
    }

    private void decisions(Context context) throws BadQuestion {
        Question question = new Question(context);
        DecisionFilter filter = new DecisionFilter(
                question.text("service"),
                question.text("rollout"),
                question.text("kind"),
                question.text("severity"),
                question.text("mode"),
                question.instant("from"),
                question.instant("to"),
                question.text("q"));
        Json.answerUnlessKnown(context, model.decisions(filter, question.page()));
    }

    private void decision(Context context) {
        String id = context.pathParam("rolloutId") + "/" + context.pathParam("sequence");
        answer(context, model.decision(id), "no such decision");
    }

    private void policy(Context context) {
        answer(context, model.policy(context.pathParam("hash")), "no such policy");
    }

    private void services(Context context) {
        Json.answerUnlessKnown(context, new Items<>(model.services()));
    }

    private void months(Context context) throws BadQuestion {
        Question question = new Question(context);
        YearMonth to = question.month("to", YearMonth.from(now.get().atZone(ZoneOffset.UTC)));
        YearMonth from = question.month("from", to.minusMonths(MONTHS_SHOWN - 1));
        if (from.isAfter(to)) {
            throw new BadQuestion("from: expected a month that is not after " + to);
        }
        Json.answerUnlessKnown(context, new Months(model.months(question.text("service"), from, to), MonthFigures.HOW));
    }

    private void commands(Context context) throws BadQuestion {
        Question question = new Question(context);
        CommandFilter filter = new CommandFilter(
                question.text("service"),
                question.text("rollout"),
                question.text("kind"),
                question.text("issuedBy"),
                question.instant("from"),
                question.instant("to"));
        Json.answerUnlessKnown(context, model.commands(filter, question.page()));
    }

    private static void answer(Context context, Optional<?> found, String missing) {
        if (found.isPresent()) {
            Json.answerUnlessKnown(context, found.get());
        } else {
            Entry.problem(
                    context,
                    404,
                    missing,
                    "The log holds none of this name, or not any more; while the console still reads, it may come.");
        }
    }
}
