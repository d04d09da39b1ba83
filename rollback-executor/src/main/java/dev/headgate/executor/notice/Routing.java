package dev.headgate.executor.notice;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.Route;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which notice goes to which channels. Immutable. */
public final class Routing {

    private final NoticePlan plan;
    private final Set<String> channels;
    private final Set<String> known;

    /** By the routes of this plan. */
    public Routing(NoticePlan plan) {
        this.plan = plan;
        channels = plan.channels().stream().map(Channel::name).collect(Collectors.toSet());
        known = Stream.concat(channels.stream(), plan.routes().stream().flatMap(route -> route.recipients().stream()))
                .collect(Collectors.toSet());
    }

    /** Where it goes; nowhere if no route fits and nobody is named. */
    public Set<String> channels(Notice notice) {
        Stream<String> routed =
                plan.routes().stream().filter(route -> fits(route, notice)).flatMap(route -> route.channels().stream());
        if (isAbout(notice, List.of()) || notice.waits()) {
            routed = Stream.concat(routed, notice.recipients().stream().filter(channels::contains));
        }
        Set<String> found = routed.collect(Collectors.toSet());
        boolean standard = notice.kind().isEmpty() || !unknown(notice).isEmpty() || (notice.waits() && found.isEmpty());
        return Stream.concat(found.stream(), standard ? Stream.of(plan.defaultChannel()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** Those whom a decision names and no route knows: the default channel is told. */
    public List<String> unknown(Notice notice) {
        return notice.status().isPresent()
                ? List.of()
                : notice.recipients().stream()
                        .filter(recipient -> !known.contains(recipient))
                        .toList();
    }

    private static boolean fits(Route route, Notice notice) {
        boolean kind = notice.status().isPresent()
                ? route.executions().contains(notice.status().get()) || (notice.waits() && takesQuestions(route))
                : (route.executions().isEmpty() || !route.decisions().isEmpty()) && isAbout(notice, route.decisions());
        return kind
                && (route.recipients().isEmpty() || notice.recipients().stream().anyMatch(route.recipients()::contains))
                && route.severity()
                        .map(least -> Urgency.of(notice.severity()) >= Urgency.of(least))
                        .orElse(true)
                && (route.services().isEmpty()
                        || route.services().stream()
                                .anyMatch(service ->
                                        isService(service, notice.about().service())));
    }

    /** What waits for a person is a question, as those that the gate asks. */
    private static boolean takesQuestions(Route route) {
        return route.decisions().isEmpty()
                ? route.executions().isEmpty()
                : route.decisions().contains(DecisionKind.ASK);
    }

    /** Without kinds: every decision but those that only say what a runbook or a command does. */
    private static boolean isAbout(Notice notice, List<DecisionKind> kinds) {
        return notice.status().isEmpty()
                && notice.kind()
                        .map(kind -> kinds.isEmpty()
                                ? kind != DecisionKind.RUN && kind != DecisionKind.RECORD
                                : kinds.contains(kind))
                        .orElse(false);
    }

    private static boolean isService(String written, String service) {
        return written.endsWith("*")
                ? service.startsWith(written.substring(0, written.length() - 1))
                : service.equals(written);
    }
}
