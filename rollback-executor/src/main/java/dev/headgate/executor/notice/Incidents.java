package dev.headgate.executor.notice;

import dev.headgate.executor.notice.Post.Act;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ShadowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The incidents that one pager channel has open, and what opens, acknowledges and resolves them. They follow from the
 * decisions alone, read in their order: whoever reads them again comes to the same. Not thread-safe.
 *
 * <p>One decision and what reminds of it at once is one incident. A reminder that comes later, since nobody has
 * acknowledged, is an incident of its own: whoever is on call is called again. An acknowledgement means all of them. The
 * rollout's end resolves them, and what is told after its end is resolved when the service's next rollout shifts traffic.
 */
public final class Incidents {

    private static final int MOST = 5_000;
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private final String scope;
    private final Map<String, Incident> open = new LinkedHashMap<>();

    private record Incident(String key, String root, String service, String rollout, boolean asks, Instant at) {}

    /** @param scope stands before every key, so that installations that share a pager keep apart */
    public Incidents(String scope) {
        this.scope = scope;
    }

    /** What is to be sent, in this order. */
    public List<Post> on(Notice notice, boolean routed) {
        List<Post> posts = new ArrayList<>();
        if (endsRollout(notice)) {
            close(incident -> incident.rollout().equals(notice.about().rollout()), Act.RESOLVE, notice, posts);
        }
        if (shiftsForReal(notice)) {
            close(incident -> isOfFormerRollout(incident, notice.about()), Act.RESOLVE, notice, posts);
        }
        if (notice.status().isPresent() && !notice.waits()) {
            String root = root(notice);
            close(incident -> incident.root().equals(root) && incident.asks(), Act.RESOLVE, notice, posts);
        }
        if (notice.kind().filter(kind -> kind == DecisionKind.RECORD).isPresent()) {
            notice.regards().ifPresent(root -> acknowledge(root, notice, posts));
        } else if (routed && needsSomebody(notice)) {
            posts.add(opened(notice));
        }
        return posts;
    }

    /** Forgets all of them, to read them anew. */
    public void clear() {
        open.clear();
    }

    private void acknowledge(String root, Notice notice, List<Post> posts) {
        close(incident -> incident.root().equals(root) && incident.asks(), Act.RESOLVE, notice, posts);
        open.values().stream()
                .filter(incident -> incident.root().equals(root))
                .forEach(incident -> posts.add(new Post(Act.ACKNOWLEDGE, incident.key(), notice)));
    }

    private void close(Predicate<Incident> which, Act act, Notice notice, List<Post> posts) {
        List<Incident> closed = open.values().stream().filter(which).toList();
        closed.forEach(incident -> {
            open.remove(incident.key());
            posts.add(new Post(act, incident.key(), notice));
        });
    }

    private Post opened(Notice notice) {
        String root = root(notice);
        String key = key(notice, root);
        open.putIfAbsent(
                key,
                new Incident(
                        key,
                        root,
                        notice.about().service(),
                        notice.about().rollout(),
                        notice.waits()
                                || notice.kind()
                                        .filter(kind -> kind == DecisionKind.ASK)
                                        .isPresent(),
                        notice.at()));
        if (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
        return new Post(Act.TELL, key, notice);
    }

    private static String root(Notice notice) {
        return notice.regards().orElse(notice.id());
    }

    private String key(Notice notice, String root) {
        if (notice.waits()) {
            return scope + notice.id();
        }
        if (notice.status().isPresent()) {
            return scope + root + "/execution";
        }
        Optional<Instant> first = Optional.ofNullable(open.get(scope + root)).map(Incident::at);
        boolean again = notice.regards().isPresent()
                && first.map(at -> Duration.between(at, notice.at()).compareTo(AT_ONCE) > 0)
                        .orElse(false);
        return scope + (again ? notice.id() : root);
    }

    /** An advance that is carried out: what a former rollout of its service has told after its end concerns nobody any more. */
    private static boolean shiftsForReal(Notice notice) {
        return notice.status().isEmpty()
                && notice.marking().isEmpty()
                && notice.kind().filter(kind -> kind == DecisionKind.PROMOTE).isPresent();
    }

    private static boolean isOfFormerRollout(Incident incident, Notice.Subject about) {
        return incident.service().equals(about.service())
                && !incident.rollout().equals(about.rollout())
                && !incident.rollout().equals(ShadowId.of(about.rollout()));
    }

    /** A rollout ends when it is complete or rolled back; one that only observes is rolled back by its decision. */
    private static boolean endsRollout(Notice notice) {
        boolean rollback =
                notice.kind().filter(kind -> kind == DecisionKind.ROLLBACK).isPresent();
        boolean complete =
                notice.kind().filter(kind -> kind == DecisionKind.COMPLETE).isPresent();
        return notice.status()
                .map(status -> rollback && status == ExecutionStatus.SUCCEEDED)
                .orElse(complete || (rollback && !notice.marking().isEmpty()));
    }

    private static boolean needsSomebody(Notice notice) {
        if (notice.waits()) {
            return true;
        }
        return notice.status()
                .map(Incidents::needsSomebody)
                .orElseGet(() -> notice.kind().map(Incidents::needsSomebody).orElse(true));
    }

    private static boolean needsSomebody(ExecutionStatus status) {
        return switch (status) {
            case FAILED, REFUSED, EXPIRED, UNKNOWN -> true;
            case STARTED, SUCCEEDED, SUPERSEDED -> false;
        };
    }

    private static boolean needsSomebody(DecisionKind kind) {
        return switch (kind) {
            case HOLD, STEP_BACK, ROLLBACK, NOTIFY, ASK, UNKNOWN -> true;
            case PROMOTE, COMPLETE, REFUSE, RUN, RECORD -> false;
        };
    }
}
