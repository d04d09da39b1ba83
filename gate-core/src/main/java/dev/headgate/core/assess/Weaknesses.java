package dev.headgate.core.assess;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a policy is not good for, in what came of its rollouts. */
public final class Weaknesses {

    /** Below this share of rollbacks a regression counts as missed. */
    private static final double MISSED_BELOW = 0.5;

    private final List<PolicyLine> lines;
    private final AssessedCase healthy;
    private final List<AssessedCase> regressions;

    private Weaknesses(Policy policy, AssessedCase healthy, List<AssessedCase> regressions) {
        this.lines = PolicyLine.of(policy);
        this.healthy = healthy;
        this.regressions = regressions;
    }

    /** All that were found: first what acts against healthy versions, then what does not act against others. */
    public static List<Weakness> of(Policy policy, AssessedCase healthy, List<AssessedCase> regressions) {
        Weaknesses weaknesses = new Weaknesses(policy, healthy, regressions);
        List<Weakness> found = new ArrayList<>();
        weaknesses.lines.forEach(line -> weaknesses.triggerHappy(line).ifPresent(found::add));
        weaknesses.lines.forEach(line -> weaknesses.obstructive(line).ifPresent(found::add));
        weaknesses.lines.forEach(line -> weaknesses.powerless(line).ifPresent(found::add));
        weaknesses.regressions.forEach(each -> weaknesses.missed(each).ifPresent(found::add));
        return found;
    }

    private Optional<Weakness> triggerHappy(PolicyLine line) {
        if (line.key().list() != CriterionList.STOP || !line.acts()) {
            return Optional.empty();
        }
        List<RunRecord> runs = healthy.begun();
        Share spoke = new Share(
                runs.stream().filter(run -> run.line(line.key()).failed()).count(), runs.size());
        boolean asPromised = line.sharesTheWallet() && spoke.low() <= 0.01;
        if (spoke.count() == 0 || asPromised) {
            return Optional.empty();
        }
        return Optional.of(new Weakness(
                Weakness.Kind.TRIGGER_HAPPY,
                Optional.of(line.key().text()),
                "`" + line.key().text() + "` acted (" + line.effect() + ") in " + counted(spoke) + " healthy rollouts.",
                line.calmer()));
    }

    private Optional<Weakness> obstructive(PolicyLine line) {
        List<RunRecord> held = healthy.begun().stream()
                .filter(run -> run.end() == End.HELD)
                .filter(run -> run.lines().containsKey(line.key()))
                .filter(run -> run.line(line.key()).last() != Judgement.PASS)
                .toList();
        if (held.isEmpty() || line.key().list() != CriterionList.ADVANCE) {
            return Optional.empty();
        }
        return Optional.of(new Weakness(
                Weakness.Kind.OBSTRUCTIVE,
                Optional.of(line.key().text()),
                "`" + line.key().text() + "` did not pass in " + held.size() + " of "
                        + healthy.begun().size() + " healthy rollouts that were held at the end"
                        + Reason.of(line, held).because() + ".",
                Reason.of(line, held).remedy(line)));
    }

    private Optional<Weakness> powerless(PolicyLine line) {
        List<AssessedCase> blind = regressions.stream()
                .filter(each -> ought(line, each))
                .filter(each -> each.begun().stream()
                        .noneMatch(run -> run.line(line.key()).failed()))
                .filter(each -> 2 * unanswered(each).size() >= each.begun().size())
                .toList();
        if (!blind.isEmpty()) {
            List<RunRecord> runs =
                    blind.stream().flatMap(each -> unanswered(each).stream()).toList();
            return Optional.of(new Weakness(
                    Weakness.Kind.POWERLESS,
                    Optional.of(line.key().text()),
                    "`" + line.key().text() + "` spoke in no run of "
                            + blind.stream().map(AssessedCase::name).collect(Collectors.joining("; "))
                            + ", although it is true of them"
                            + Reason.of(line, runs).because() + ".",
                    Reason.of(line, runs).remedy(line)));
        }
        boolean spoke = regressions.stream()
                .flatMap(each -> each.begun().stream())
                .anyMatch(run -> run.line(line.key()).failed());
        List<RunRecord> judged = healthy.begun().stream()
                .filter(run -> run.lines().containsKey(line.key()))
                .toList();
        Reason reason = Reason.of(line, judged);
        if (spoke
                || judged.isEmpty()
                || reason.why() == Reason.Why.ELSE
                || judged.stream().anyMatch(run -> run.line(line.key()).decided())) {
            return Optional.empty();
        }
        return Optional.of(new Weakness(
                Weakness.Kind.POWERLESS,
                Optional.of(line.key().text()),
                "`" + line.key().text() + "` was never decided in " + judged.size() + " healthy rollouts"
                        + reason.because() + ".",
                reason.remedy(line)));
    }

    private Optional<Weakness> missed(AssessedCase regression) {
        Share rolledBack = regression.summary().rolledBack();
        if (rolledBack.of() == 0 || rolledBack.value() >= MISSED_BELOW) {
            return Optional.empty();
        }
        return Optional.of(new Weakness(
                Weakness.Kind.MISSED,
                Optional.empty(),
                regression.name() + " was rolled back in " + counted(rolledBack)
                        + " rollouts, and carried everything in "
                        + percent(regression.summary().fullWhileBad().value()) + ".",
                missedRemedy(regression)));
    }

    private String missedRemedy(AssessedCase regression) {
        List<PolicyLine> ought = lines.stream()
                .filter(line -> line.rollsBack() && ought(line, regression))
                .toList();
        if (ought.isEmpty()) {
            return regression.truth().speaks()
                    ? "No line that rolls back is true of it: lower a limit, or compare with the baseline"
                            + " (`errorRate worse than baseline`, `latency worse than baseline`)."
                    : silenceRemedy();
        }
        List<PolicyLine> blind =
                ought.stream().filter(line -> lacksLastWeek(line, regression)).toList();
        List<PolicyLine> seeing =
                ought.stream().filter(line -> !blind.contains(line)).toList();
        List<String> sentences = new ArrayList<>();
        if (!seeing.isEmpty()) {
            sentences.add(
                    named(seeing) + " true of it and may need more requests or time: more weight, or a longer hold.");
        }
        if (!blind.isEmpty()) {
            sentences.add(named(blind) + " true of it, but a simulation does not know last week: a rollout with"
                    + " `mode: observe` shows what " + (blind.size() == 1 ? "it says." : "they say."));
        }
        return String.join(" ", sentences);
    }

    /** A version that says nothing has no figures: no limit and no comparison can be true of it. */
    private String silenceRemedy() {
        return lines.stream()
                .filter(line -> line.key().list() == CriterionList.STOP)
                .filter(line -> line.criterion().measure() instanceof Measure.NoSuccess)
                .findFirst()
                .map(line -> "`" + line.key().text() + "` is true of it and does not roll back (" + line.effect()
                        + "): let it do so, `" + line.key().text() + " -> rollback`.")
                .orElse("No line is true of a version that says nothing: add `no success for 2m` under `stop`.");
    }

    private static boolean lacksLastWeek(PolicyLine line, AssessedCase regression) {
        return line.asksForLastWeek()
                && regression.begun().stream()
                        .noneMatch(run -> run.line(line.key()).failed())
                && Reason.of(line, unanswered(regression)).why() == Reason.Why.NO_PAST;
    }

    private static String named(List<PolicyLine> lines) {
        return lines.stream().map(line -> "`" + line.key().text() + "`").collect(Collectors.joining(", "))
                + (lines.size() == 1 ? " is" : " are");
    }

    private boolean ought(PolicyLine line, AssessedCase regression) {
        return line.key().list() == CriterionList.STOP
                && line.acts()
                && regression.truth().calls(line.criterion(), healthy.truth());
    }

    /** The runs that nothing rolled back, and that the line could have spoken in. */
    private static List<RunRecord> unanswered(AssessedCase regression) {
        return regression.begun().stream()
                .filter(run -> run.end() != End.ROLLED_BACK)
                .toList();
    }

    private static String counted(Share share) {
        return share.count() + " of " + share.of() + " (" + percent(share.value()) + ", 95 % interval "
                + percent(share.low()) + " to " + percent(share.high()) + ")";
    }

    private static String percent(double share) {
        String words = String.format(Locale.ROOT, "%.1f", share * 100);
        return (words.endsWith(".0") ? words.substring(0, words.length() - 2) : words) + " %";
    }
}
