package dev.headgate.console.http;

import dev.headgate.console.access.Admission;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.CommandKind;
import dev.headgate.console.command.Order;
import dev.headgate.console.command.RolloutRequest;
import dev.headgate.console.command.StartRequest;
import dev.headgate.console.command.StarterRule;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.view.RolloutDetail;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Commands of people, each once. */
final class CommandRoutes {

    private final ReadModel model;
    private final CommandDesk desk;
    private final Supplier<FeedStatus> feed;
    private final Entry entry;
    private final Commanding commanding;
    private final Supplier<Instant> now;

    CommandRoutes(
            ReadModel model,
            CommandDesk desk,
            Supplier<FeedStatus> feed,
            Entry entry,
            Commanding commanding,
            Supplier<Instant> now) {
        this.model = model;
        this.desk = desk;
        this.feed = feed;
        this.entry = entry;
        this.commanding = commanding;
        this.now = now;
    }

    List<Route> all() {
        return List.of(
                Route.commanded("/api/v1/rollouts", this::start),
                Route.commanded("/api/v1/rollouts/{rolloutId}/commands", this::ask));
    }

    private void start(Context context, Caller caller) throws Exception {
        Optional<Order> order = commanding.order(context, caller);
        if (order.isEmpty() || !commanding.allowed(context, caller, Set.of(CommandKind.START.role()))) {
            return;
        }
        StartRequest request = StartRequest.read(context.bodyAsBytes(), now.get());
        if (!commanding.possible(context)) {
            return;
        }
        commanding.answer(
                context, caller, order.get(), CommandKind.START.word(), "new", desk.start(order.get(), request));
    }

    private void ask(Context context, Caller caller) throws Exception {
        Optional<Order> order = commanding.order(context, caller);
        if (order.isEmpty()) {
            return;
        }
        RolloutRequest request = RolloutRequest.read(context.bodyAsBytes());
        if (!commanding.allowed(context, caller, Set.of(request.kind().role())) || !commanding.possible(context)) {
            return;
        }
        String id = context.pathParam("rolloutId");
        FeedStatus read = feed.get();
        Optional<RolloutDetail> rollout = model.rollout(id);
        if (rollout.isEmpty()) {
            commanding.notFound(context, read, "rollout");
            return;
        }
        Optional<String> started = StarterRule.refusal(
                request,
                caller.known(),
                rollout.get(),
                model.policy(rollout.get().row().policyHash()));
        if (started.isPresent()) {
            entry.refuse(
                    context,
                    caller.visit(),
                    new Admission.Refused(403, "not by who started it", started.get(), caller.person()));
            return;
        }
        Optional<String> misread = request.misread(rollout.get().situation());
        if (misread.isPresent()) {
            Entry.problem(
                    context,
                    409,
                    "the gate would take it for another answer",
                    misread.get() + ". Nothing was sent. Answer that first, with neither stage nor question, or upgrade"
                            + " the gate; an abort rolls back now.");
            return;
        }
        String service = rollout.get().row().service();
        commanding.answer(
                context, caller, order.get(), request.kind().word(), id, desk.ask(order.get(), request, service, id));
    }
}
