package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.documents.explain.Explanation.Section;
import dev.headgate.documents.explain.Explanation.StageTimes;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WeightOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens in one stage, in the order of time. */
final class StageSection {
    private final Policy policy;
    private final int index;
    private final Stage stage;
    private final StageTimes times;
    private final LineWords words;
    private final List<Item> items = new ArrayList<>();

    private StageSection(Policy policy, int index, StageTimes times, LineWords words) {
        this.policy = policy;
        this.index = index;
        this.stage = policy.stages().get(index);
        this.times = times;
        this.words = words;
    }

    static Section of(Policy policy, int index, StageTimes times, LineWords words) {
        return new StageSection(policy, index, times, words).section();
    }

    private Section section() {
        before();
        inForce();
        if (last() && stage.advance().isEmpty()) {
            add("It is watched for " + Words.time(stage.minimumHold()) + ", then the rollout is complete.");
        } else {
            advance();
        }
        exit();
        failure();
        if (!stage.stop().isEmpty()) {
            items.add(new Item(
                    "In this stage alone, at any moment:",
                    StopSection.items(stage.stop(), words, Optional.of(stage.weight())).stream()
                            .map(Item::sentence)
                            .toList()));
        }
        stage.procedure().reports().forEach(digest -> add("Figures are told " + PeopleSection.digest(digest) + "."));
        return new Section(
                "Stage " + (index + 1) + " of " + policy.stages().size() + ": " + times.name() + " of the "
                        + (policy.weightOf() == WeightOf.USERS ? "users" : "requests"),
                items);
    }

    private void before() {
        List<String> enter = stage.procedure().enter().stream()
                .map(line -> words.advance(line, stage.weight()))
                .toList();
        if (!enter.isEmpty()) {
            items.add(new Item("Before traffic is shifted, in this order:", enter));
        }
    }

    private void inForce() {
        String when = (times.earliest().isZero()
                        ? "In force right after the start"
                        : "In force after " + Words.after(times.earliest()))
                + " at the earliest"
                + times.latest()
                        .filter(latest -> !latest.equals(times.earliest()))
                        .map(latest -> ", after " + Words.after(latest) + " at the latest")
                        .orElse("");
        add(when + "; by the runbook " + policy.shiftRunbook() + parameters() + ", and confirmed by the executor.");
        stage.procedure().ramp().ifPresent(ramp -> {
            long steps = Math.max(1, Math.min(20, (long)
                    Math.floor(stage.weight().percent() - ramp.from().percent())));
            add("The weight rises from " + ramp.from() + " to " + stage.weight() + " in "
                    + Words.count(steps, "equal step") + " over " + Words.time(ramp.over())
                    + ", each when nothing stops or holds.");
        });
        if (!stage.settle().isZero()) {
            add("For the first " + Words.time(stage.settle())
                    + " telemetry is shown and not judged, critical limits and `no success` aside.");
        }
        List<String> during = stage.procedure().during().stream()
                .map((RepeatedHook hook) -> Words.quoted(hook.hook().text()) + " every " + Words.time(hook.every()))
                .toList();
        if (!during.isEmpty()) {
            add("While it lasts the executor runs " + Words.and(during) + ".");
        }
    }

    private void advance() {
        String what = last() ? "the rollout is complete" : "it goes on";
        String when = stage.minimumHold().isZero()
                ? what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1)
                : "After " + Words.time(stage.minimumHold()) + " at least " + what;
        Optional<Score> score = stage.procedure().score();
        if (score.isPresent()) {
            add(when + " when the lines score " + Words.number(score.get().pass()) + " of 100 or more; from "
                    + Words.number(score.get().marginal()) + " on a person decides, below it the stage fails.");
            items.add(new Item("The lines, each with its weight:", scored(score.get())));
            return;
        }
        items.add(new Item(
                when + (stage.advance().isEmpty() ? "." : " when all of these pass:"),
                stage.advance().stream()
                        .map(line -> words.advance(line, stage.weight()))
                        .toList()));
    }

    private List<String> scored(Score score) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < stage.advance().size(); i++) {
            Score.LineWeight weight = score.lines().get(i);
            lines.add(words.advance(stage.advance().get(i), stage.weight()) + ", weight " + weight.weight()
                    + (weight.critical() ? ", required" : ""));
        }
        return lines;
    }

    private void exit() {
        List<String> exit = stage.procedure().exit().stream()
                .map((Criterion line) -> words.advance(line, stage.weight()))
                .toList();
        if (!exit.isEmpty()) {
            items.add(new Item("Then, before it is left, in this order:", exit));
        }
    }

    private void failure() {
        stage.procedure()
                .decideBy()
                .ifPresent(by -> add("Lines that fail " + Words.time(by)
                        + " after the shift fail the stage then, without waiting for the maximum hold."));
        Optional<Duration> maximum = stage.maximumHold();
        if (maximum.isPresent()) {
            String failing = ResponseWords.ofFailure(stage.onFailure());
            String undecided = ResponseWords.ofFailure(stage.procedure().onDeadline());
            add("If a line still fails" + (failing.equals(undecided) ? ", or is undecided," : "") + " after "
                    + Words.time(maximum.get()) + ", it " + failing
                    + (failing.equals(undecided) ? "." : "; if lines are only undecided, it " + undecided + "."));
        } else if (!stage.advance().isEmpty()) {
            add("It waits for as long as that takes: there is no maximum hold.");
        }
        if (last() && stage.advance().isEmpty() && stage.procedure().exit().isEmpty()) {
            return;
        }
        if (canFailAtOnce()) {
            add("A failed runbook or a rejected approval fails the stage at once: it "
                    + ResponseWords.ofFailure(stage.onFailure()) + ".");
        }
        if (stage.onFailure().effect() == Effect.STEP_BACK && index > 0) {
            add("Stepping back means " + Timeline.name(policy.stages().get(index - 1))
                    + " again, and that stage anew.");
        }
    }

    private boolean canFailAtOnce() {
        return !stage.procedure().enter().isEmpty()
                || !stage.procedure().exit().isEmpty()
                || stage.advance().stream().anyMatch(line -> !LineWords.onRequests(line.measure()));
    }

    private String parameters() {
        return stage.procedure().parameters().isEmpty()
                ? ""
                : " with "
                        + Words.and(stage.procedure().parameters().entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .toList());
    }

    private boolean last() {
        return index == policy.stages().size() - 1;
    }

    private void add(String sentence) {
        items.add(new Item(sentence));
    }
}
