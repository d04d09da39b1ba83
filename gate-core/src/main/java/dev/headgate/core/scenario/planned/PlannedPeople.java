package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.scenario.Deed;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** What people do, when they want to and when they are asked. Not thread-safe. */
final class PlannedPeople {

    private static final String EVERYBODY = "ada";

    /** Another one, since a policy may want that. */
    private static final String APPROVER = "grace";

    private final PlannedScenario scenario;
    private final Policy policy;
    private final PolicyText text;
    private final Map<String, PlannedPolicy> others;
    private final Instant beginning;
    private final List<Intention> intentions = new ArrayList<>();
    private final Set<Question> open = new HashSet<>();
    private Optional<RolloutState> state = Optional.empty();
    private int starts;
    private int commands;

    PlannedPeople(
            PlannedScenario scenario,
            Policy policy,
            PolicyText text,
            Map<String, PlannedPolicy> others,
            Instant beginning) {
        this.scenario = scenario;
        this.policy = policy;
        this.text = text;
        this.others = others;
        this.beginning = beginning;
        scenario.happens().deeds().stream()
                .filter(deed -> !deed.whenAsked())
                .forEach(deed -> intentions.add(new Intention(deed.at(), deed, About.NOTHING)));
    }

    private record Intention(Duration at, Deed deed, About about) {}

    /** What somebody has seen who says yes or no to it: a question, or a stage that waits. */
    private record About(Optional<String> question, OptionalInt stage) {

        private static final About NOTHING = new About(Optional.empty(), OptionalInt.empty());

        private static About of(WaitingFor waiting, RolloutState seen) {
            boolean approval = waiting.kind().equals("approval") && seen.phase() != Phase.SHIFTING;
            int inForce = seen.stageStartedAt().isPresent() ? seen.stage() : -1;
            return new About(waiting.question(), approval ? OptionalInt.of(inForce) : OptionalInt.empty());
        }
    }

    /** What the rollout waits for, in one of its stages. */
    private record Question(String kind, String name, int stage) {}

    /** When somebody does something next. */
    Optional<Duration> next() {
        return intentions.stream().map(Intention::at).min(Duration::compareTo);
    }

    /** Lets people see where the rollout stands. */
    void see(RolloutState seen, Duration now) {
        state = Optional.of(seen);
        Set<Question> asked = new HashSet<>();
        // One thing after the other: what stands further down is not asked for yet.
        seen.situation().waitingFor().stream().findFirst().ifPresent(waiting -> {
            Question question = new Question(waiting.kind(), waiting.name(), seen.stage());
            asked.add(question);
            if (!open.contains(question)) {
                answerTo(question)
                        .ifPresent(deed ->
                                intentions.add(new Intention(now.plus(deed.at()), deed, About.of(waiting, seen))));
            }
        });
        open.clear();
        open.addAll(asked);
    }

    /** The last one that was given for it counts; one that is never done is no answer. */
    private Optional<Deed> answerTo(Question question) {
        return scenario.happens().deeds().stream()
                .filter(deed -> deed.whenAsked() && answers(deed, question))
                .reduce((earlier, later) -> later)
                .filter(deed -> deed.at().compareTo(Stretch.FOR_EVER) < 0);
    }

    private static boolean answers(Deed deed, Question question) {
        boolean list = question.kind().equals("checklist");
        boolean asked =
                list || question.kind().equals("approval") || question.kind().equals("answer");
        String name = deed.name().split("[/ ]", 2)[0];
        return asked
                && list == (deed.kind() == Deed.Kind.TICK)
                && question.name().equals(name);
    }

    /** The commands that are given by now. */
    List<Command> commandsUntil(Duration now) {
        List<Intention> due = intentions.stream()
                .filter(each -> each.at().compareTo(now) <= 0)
                .toList();
        intentions.removeAll(due);
        return due.stream().flatMap(each -> commands(each, now)).toList();
    }

    private Stream<Command> commands(Intention intention, Duration now) {
        Deed deed = intention.deed();
        About about = intention.about();
        return switch (deed.kind()) {
            case START -> Stream.of(start(deed, now));
            case APPROVE -> Stream.of(new Approve(header(now, APPROVER), deed.name(), about.question(), about.stage()));
            case REJECT -> Stream.of(new Reject(header(now), deed.name(), about.question(), about.stage()));
            case TICK -> ticks(deed, now);
            case PAUSE -> Stream.of(new PauseRollout(header(now)));
            case RESUME -> Stream.of(new ResumeRollout(header(now)));
            case ADVANCE -> Stream.of(new AdvanceRollout(header(now)));
            case STEP_BACK -> Stream.of(new StepBackRollout(header(now)));
            case SET_WEIGHT -> Stream.of(new SetWeight(header(now), weight(deed.name())));
            case CHANGE_POLICY -> change(deed.name(), now);
            case ACKNOWLEDGE -> acknowledgements(now);
            case ABORT -> Stream.of(new AbortRollout(header(now)));
        };
    }

    private StartRollout start(Deed deed, Duration now) {
        starts++;
        String rolloutId = rolloutId(starts);
        return new StartRollout(
                header(rolloutId, now),
                deed.name().isEmpty() ? scenario.canary() : deed.name(),
                scenario.baseline(),
                text);
    }

    private Stream<Command> change(String file, Duration now) {
        PlannedPolicy other = others.get(file);
        if (other == null) {
            throw new IllegalArgumentException("the scenario changes to " + file + ", which was not given");
        }
        return Stream.of(new ChangePolicy(header(now), other.text()));
    }

    private Stream<Command> ticks(Deed deed, Duration now) {
        String[] words = deed.name().split("/", 2);
        return policy.procedure().checklists().stream()
                .filter(list -> list.name().equals(words[0]))
                .flatMap(list -> list.items().stream())
                .filter(item -> words.length == 1 || item.id().equals(words[1]))
                .map(item -> tick(words[0], item, now));
    }

    private TickItem tick(String list, Checklist.Item item, Duration now) {
        return new TickItem(
                header(now),
                list,
                item.id(),
                item.role(),
                item.evidence() ? "https://evidence.example/" + item.id() : "");
    }

    private Stream<Command> acknowledgements(Duration now) {
        return state.stream()
                .flatMap(seen -> seen.situation().notices().stream())
                .map(OpenNotice::decisionId)
                .map(decision -> new Acknowledge(header(now), decision));
    }

    private static Weight weight(String written) {
        return new Weight(Double.parseDouble(written.replace("%", "")));
    }

    private CommandHeader header(Duration now) {
        return header(now, EVERYBODY);
    }

    private CommandHeader header(Duration now, String person) {
        return header(state.map(RolloutState::rolloutId).orElse(rolloutId(Math.max(1, starts))), now, person);
    }

    private CommandHeader header(String rolloutId, Duration now) {
        return header(rolloutId, now, EVERYBODY);
    }

    private CommandHeader header(String rolloutId, Duration now, String person) {
        commands++;
        return new CommandHeader(
                "command-" + commands,
                "correlation-" + rolloutId,
                scenario.service(),
                rolloutId,
                person,
                beginning.plus(now),
                "as the scenario says");
    }

    private static String rolloutId(int start) {
        return "rollout-" + start;
    }
}
