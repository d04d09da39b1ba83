package dev.headgate.cli.follow;

import dev.headgate.cli.executions.Asking;
import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.follow.RolloutNews.Executed;
import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a pipeline's log says of a rollout: a line for each decision, each phase, and what is waited for. Immutable. */
public final class WaitLines {
    private static final int WHAT = 9;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final boolean several;
    private final Palette palette;

    /**
     * Writes with a palette.
     *
     * @param several whether each line says of which service it is
     */
    public WaitLines(boolean several, Palette palette) {
        this.several = several;
        this.palette = palette;
    }

    /** The first line about a rollout that has been started. */
    public String head(StartRollout start) {
        return head(start.header().rolloutId(), start.header().service(), start.baseline(), start.canary());
    }

    /** The first line about a rollout that was found. */
    public String head(RolloutState state) {
        return head(state.rolloutId(), state.service(), state.baseline(), state.canary()) + ", policy "
                + state.policyName()
                + (state.mode().followsTraffic() ? "" : " (" + state.mode().wireName() + ": nothing is shifted)");
    }

    private String head(String rolloutId, String service, String baseline, String canary) {
        return "rollout " + palette.bold(rolloutId) + "  " + service + " " + baseline + " → " + palette.cyan(canary);
    }

    /** What there is to say about news; often nothing. */
    public List<String> on(RolloutNews news, FollowedRollout before) {
        if (news instanceof Decided decided) {
            return List.of(at(decided.writtenAt(), before.service()) + DecisionText.line(decided.decision(), palette));
        }
        if (news instanceof Executed executed) {
            return executed(executed, before);
        }
        return news instanceof Moved moved ? moved(moved, before) : List.of();
    }

    /** Where a rollout stands, on one line that is drawn again and again. */
    public String status(FollowedRollout rollout, Instant now) {
        String stands = rollout.state()
                .map(state -> stands(state) + waits(state.situation().waitingFor(), now))
                .orElse("waiting for the gate's word");
        String figures = rollout.evaluation().map(WaitLines::figures).orElse("");
        return (several ? rollout.service() + " " : "") + stands + figures;
    }

    /** How it ended, and what to type next. */
    public List<String> ended(WaitResult result) {
        FollowedRollout rollout = result.rollout();
        List<String> lines = new ArrayList<>();
        String took = Figures.elapsed(result.waited());
        lines.add(paint(result.end(), "rollout " + rollout.rolloutId() + " " + words(result)) + " after " + took
                + (rollout.reason().isEmpty() || result.end().goesOn() ? "" : ": " + Text.visible(rollout.reason())));
        next(result).forEach(line -> lines.add("  " + palette.dim(line)));
        return lines;
    }

    /** Nothing has been heard. */
    public String silent(Duration silence) {
        return palette.yellow("nothing heard for " + Figures.elapsed(silence)
                + ": the gate is silent or no broker can be reached; waiting goes on");
    }

    /** Something is heard again. */
    public String heardAgain(Duration silence) {
        return palette.green("heard again after " + Figures.elapsed(silence));
    }

    static String words(WaitResult result) {
        boolean pretended = result.rollout()
                .state()
                .map(state -> state.mode() == Mode.OBSERVE)
                .orElse(false);
        String would = pretended ? " (observe: nothing was shifted)" : "";
        return switch (result.end()) {
            case COMPLETED -> "completed" + would;
            case ROLLED_BACK -> "was rolled back" + would;
            case ROLLBACK_FAILED -> "could not be rolled back";
            case ABORTED -> "was aborted" + would;
            case REFUSED -> "was refused";
            case STILL_RUNNING -> "goes on by itself, still running";
            case SILENT -> "was not heard of for too long";
            case UNSEEN -> "was followed by another, its end was not seen";
        };
    }

    private static List<String> next(WaitResult result) {
        String rollout = result.rollout().rolloutId();
        String service = result.rollout().service();
        return switch (result.end()) {
            case COMPLETED, REFUSED, ABORTED -> List.of();
            case ROLLED_BACK -> List.of("see  headgate rollout show " + rollout);
            case ROLLBACK_FAILED ->
                List.of(
                        "traffic may still reach the canary: a person must act",
                        "see  headgate executions list --service " + service + " --status failed",
                        "try  headgate rollout abort --service " + service);
            case STILL_RUNNING ->
                List.of("wait  headgate rollout wait " + rollout, "end   headgate rollout abort --service " + service);
            case SILENT ->
                List.of(
                        "whether it goes on is not known: see whether a gate and the brokers run (headgate doctor)",
                        "wait  headgate rollout wait " + rollout);
            case UNSEEN -> List.of("see  headgate decisions tail --from-beginning --service " + service);
        };
    }

    private String paint(RolloutEnd end, String text) {
        return switch (end) {
            case COMPLETED -> palette.green(text);
            case STILL_RUNNING, UNSEEN -> palette.yellow(text);
            case ROLLED_BACK, ROLLBACK_FAILED, ABORTED, REFUSED, SILENT -> palette.red(text);
        };
    }

    private List<String> executed(Executed executed, FollowedRollout before) {
        Execution execution = executed.execution();
        if (execution.waitsForAPerson()) {
            return asks(executed, before);
        }
        if (execution.status() == ExecutionStatus.STARTED || execution.status() == ExecutionStatus.SUCCEEDED) {
            return List.of();
        }
        return List.of(at(executed.writtenAt(), before.service())
                + palette.yellow(Text.left(execution.status().wireName(), WHAT)) + "  "
                + Text.visible(execution.reason()));
    }

    /** Nothing goes on until somebody answers: a pipeline's log says how. */
    private List<String> asks(Executed executed, FollowedRollout before) {
        List<String> lines = new ArrayList<>();
        lines.add(at(executed.writtenAt(), before.service()) + palette.yellow(Text.left("asks", WHAT)) + "  "
                + Asking.sentence(executed.execution(), executed.writtenAt()));
        Asking.commands(executed.execution()).forEach(command -> lines.add("  " + palette.dim(command)));
        return lines;
    }

    private List<String> moved(Moved moved, FollowedRollout before) {
        RolloutState state = moved.state();
        boolean samePhase = before.phase() == state.phase()
                && before.state().map(RolloutState::stage).orElse(-1) == state.stage();
        List<WaitingFor> waiting = state.situation().waitingFor();
        boolean sameWaiting = names(waiting)
                .equals(before.state()
                        .map(known -> names(known.situation().waitingFor()))
                        .orElse(List.of()));
        if ((samePhase && sameWaiting) || !settled(state.phase())) {
            return List.of();
        }
        return List.of(at(moved.writtenAt(), before.service()) + stands(state) + waits(waiting, moved.writtenAt()));
    }

    // A shift that is under way is told by its decision, and its end by the phase behind it.
    private static boolean settled(Phase phase) {
        return phase != Phase.SHIFTING && phase != Phase.ROLLING_BACK;
    }

    private static List<String> names(List<WaitingFor> waiting) {
        return waiting.stream().map(each -> each.kind() + " " + each.name()).toList();
    }

    private String stands(RolloutState state) {
        return palette.cyan(Text.left(state.phase().wireName(), WHAT)) + "  stage " + (state.stage() + 1) + " of "
                + state.stages() + ", weight " + state.confirmedWeight().orElse(Weight.NONE);
    }

    private static String waits(List<WaitingFor> waiting, Instant now) {
        return waiting.isEmpty()
                ? ""
                : "; waits: "
                        + waiting.stream()
                                .map(each -> Text.visible(each.sentence())
                                        + each.until()
                                                .filter(until -> until.isAfter(now))
                                                .map(until -> " (until " + TIME.format(until) + ")")
                                                .orElse(""))
                                .collect(Collectors.joining("; "));
    }

    private static String figures(Evaluation evaluation) {
        VersionFigures canary = evaluation.canary();
        return canary.requests() == 0
                ? "; no requests yet"
                : "; " + Figures.rate(canary.requestsPerSecond()) + " req/s, errors "
                        + Figures.share(canary.errorRate()) + ", p95 " + Figures.latency(canary.p95Micros());
    }

    private String at(Instant instant, String service) {
        return palette.dim(TIME.format(instant)) + "  " + (several ? palette.bold(service) + "  " : "");
    }
}
