package dev.headgate.console.http;

import dev.headgate.console.access.Role;
import dev.headgate.console.command.ExecutorDesk;
import dev.headgate.console.command.HoldRequest;
import dev.headgate.console.command.NothingSent;
import dev.headgate.console.command.Order;
import dev.headgate.console.command.WordRequest;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What people say to executors, each once. */
final class ExecutorRoutes {

    private final ReadModel model;
    private final ExecutorDesk desk;
    private final Supplier<FeedStatus> feed;
    private final Commanding commanding;

    ExecutorRoutes(ReadModel model, ExecutorDesk desk, Supplier<FeedStatus> feed, Commanding commanding) {
        this.model = model;
        this.desk = desk;
        this.feed = feed;
        this.commanding = commanding;
    }

    List<Route> all() {
        return List.of(
                Route.commanded("/api/v1/decisions/{rolloutId}/{sequence}/answer", this::say),
                Route.commanded("/api/v1/executors/orders", this::order));
    }

    private void say(Context context, Caller caller) throws Exception {
        Optional<Order> order = commanding.order(context, caller);
        if (order.isEmpty()) {
            return;
        }
        WordRequest request = WordRequest.read(context.bodyAsBytes());
        if (!commanding.allowed(context, caller, request.roles()) || !commanding.possible(context)) {
            return;
        }
        String id = context.pathParam("rolloutId") + "/" + context.pathParam("sequence");
        FeedStatus read = feed.get();
        if (model.carriedOut(id).isEmpty()) {
            commanding.notFound(context, read, "decision");
            return;
        }
        try {
            commanding.answer(context, caller, order.get(), request.kind(), id, desk.say(order.get(), request, id));
        } catch (NothingSent why) {
            nothingSent(context, "it does not ask that now", why);
        }
    }

    private void order(Context context, Caller caller) throws Exception {
        Optional<Order> order = commanding.order(context, caller);
        if (order.isEmpty() || !commanding.allowed(context, caller, Set.of(Role.OPERATOR))) {
            return;
        }
        HoldRequest request = HoldRequest.read(context.bodyAsBytes());
        if (!commanding.possible(context)) {
            return;
        }
        try {
            commanding.answer(
                    context, caller, order.get(), request.kind(), "executor", desk.order(order.get(), request));
        } catch (NothingSent why) {
            nothingSent(context, "it was not sent", why);
        }
    }

    private static void nothingSent(Context context, String title, NothingSent why) {
        Entry.problem(context, 409, title, why.getMessage() + "; nothing was sent.");
    }
}
