package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.documents.explain.Explanation.Section;
import dev.headgate.documents.explain.Explanation.StageTimes;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains a policy. */
public final class Explainer {
    private final Policy policy;
    private final Traffic traffic;
    private final Instant now;

    private Explainer(Policy policy, Traffic traffic, Instant now) {
        this.policy = policy;
        this.traffic = traffic;
        this.now = now;
    }

    /**
     * Explains a policy.
     *
     * @param traffic what is known of the service's traffic
     * @param now the present, for the calendar's next hours
     */
    public static Explanation explain(Policy policy, Traffic traffic, Instant now) {
        return new Explainer(policy, traffic, now).explanation();
    }

    private Explanation explanation() {
        List<StageTimes> times = Timeline.of(policy);
        var words = new LineWords(policy.window(), policy.minRequests(), traffic);
        List<Section> sections = new ArrayList<>();
        add(sections, "Before it starts", start());
        for (int i = 0; i < policy.stages().size(); i++) {
            sections.add(StageSection.of(policy, i, times.get(i), words));
        }
        add(sections, "What stops it, in every stage", StopSection.items(policy.stop(), words, Optional.empty()));
        add(sections, "When it rolls back", AfterwardsSection.rollback(policy));
        add(sections, "When it is complete", AfterwardsSection.complete(policy));
        add(sections, "Who is asked", PeopleSection.asked(policy));
        add(sections, "Who is told", PeopleSection.told(policy));
        policy.procedure()
                .calendar()
                .ifPresent(calendar -> add(sections, "Calendar", CalendarSection.items(policy, calendar, now)));
        return new Explanation(policy.name(), summary(times), times, sections, Traps.of(policy, traffic));
    }

    private List<String> summary(List<StageTimes> times) {
        StageTimes last = times.get(times.size() - 1);
        String weights = times.stream().map(StageTimes::name).collect(Collectors.joining(" → "));
        List<String> summary = new ArrayList<>();
        summary.add(
                policy.mode() == Mode.OBSERVE
                        ? "Everything is judged and published, and nothing is touched (mode: observe)."
                        : "Decisions are carried out (mode: enforce).");
        summary.add((times.size() == 1 ? "One stage, " : times.size() + " stages, ") + weights
                + "; complete after " + Words.after(last.end()) + " at the earliest"
                + last.latestEnd()
                        .map(latest -> ", after " + Words.after(latest) + " at the latest if it goes on at all")
                        .orElse(", and there is no latest time")
                + ". Shifts, people, runbooks and hours of a calendar add to that.");
        policy.procedure()
                .train()
                .ifPresent(train -> summary.add("It is the train " + train.name() + " of "
                        + Words.and(train.services())
                        + ": a stage is left when all may leave it, and one rollback rolls all back."));
        traffic.rate()
                .ifPresent(rate -> summary.add("At " + Words.number(rate) + " requests a second, of which "
                        + Words.percent(traffic.errorRate()) + " fail usually."));
        return summary;
    }

    private List<Item> start() {
        Procedure procedure = policy.procedure();
        List<Item> items = new ArrayList<>();
        procedure
                .service()
                .ifPresent(service -> items.add(
                        new Item("It is for " + service + " alone: a start of another service" + " is refused.")));
        if (procedure.startOnNewVersion()) {
            items.add(new Item("Once it is bound with `headgate policy bind`, the first requests of a version that was"
                    + " not seen before start a rollout of it."));
        }
        if (!procedure.onStart().isEmpty()) {
            items.add(new Item("The executor runs " + Words.and(procedure.onStart()) + " before anything is shifted."));
        }
        return items;
    }

    private static void add(List<Section> sections, String title, List<Item> items) {
        if (!items.isEmpty()) {
            sections.add(new Section(title, items));
        }
    }
}
