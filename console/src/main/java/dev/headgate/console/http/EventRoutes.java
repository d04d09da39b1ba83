package dev.headgate.console.http;

import dev.headgate.console.access.Admission;
import dev.headgate.console.access.Guard;
import dev.headgate.console.access.Role;
import dev.headgate.console.model.ReadModel;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps pages up to date: server-sent events, a thread for each page, and no more than so many pages. */
final class EventRoutes {

    private final Board board;
    private final ReadModel model;
    private final Status status;
    private final Guard guard;
    private final AtomicInteger clients;
    private final int most;

    EventRoutes(Board board, ReadModel model, Status status, Guard guard, AtomicInteger clients, int most) {
        this.board = board;
        this.model = model;
        this.status = status;
        this.guard = guard;
        this.clients = clients;
        this.most = most;
    }

    List<Route> all() {
        return List.of(Route.viewed("/api/v1/events", this::follow));
    }

    private void follow(Context context, Caller caller) throws Exception {
        Optional<String> rollout = new Question(context).text("rollout");
        if (clients.incrementAndGet() > most) {
            clients.decrementAndGet();
            context.header("Retry-After", "10");
            Entry.problem(
                    context,
                    503,
                    "too many pages",
                    "At most " + most
                            + " pages are kept up to date at once (events.clients); the rest of the API answers.");
            return;
        }
        try {
            context.res().setContentType("text/event-stream");
            context.res().setCharacterEncoding("UTF-8");
            context.res().setHeader("Cache-Control", "no-store");
            // Proxies as NGINX hold answers back otherwise.
            context.res().setHeader("X-Accel-Buffering", "no");
            new EventStream(
                            board,
                            model,
                            () -> status.of(caller),
                            () -> guard.admit(caller.visit(), Set.of(Role.VIEWER)) instanceof Admission.Admitted,
                            rollout,
                            context.res().getOutputStream())
                    .run();
        } catch (IOException gone) {
            // The page was closed, or takes nothing any more; it asks again if it is still there.
        } finally {
            clients.decrementAndGet();
        }
    }
}
