package dev.headgate.executor.notice;

import java.util.ArrayList;
import java.util.List;

/**
 * A notice as names and values, in the order in which people want them; the same in every format.
 *
 * @param name what it is
 * @param value its value, one line
 */
public record Shown(String name, String value) {

    /** Everything that a notice says beside its title, its reason and the output of a step. */
    public static List<Shown> of(Notice notice) {
        List<Shown> all = new ArrayList<>();
        Notice.Subject about = notice.about();
        add(all, "Service", about.service());
        add(all, "Environment", notice.environment());
        add(all, "Marking", notice.marking());
        add(all, "Version", about.canary());
        add(all, "Previous version", about.baseline());
        add(all, "Rollout", about.rollout());
        add(all, "Stage", about.stage() > 0 ? Integer.toString(about.stage()) : "");
        add(all, "Weight", notice.shifts() ? about.from() + " → " + about.to() : about.to());
        add(all, "Decision", notice.kind().map(kind -> kind.wireName()).orElse(""));
        String status = notice.status().map(word -> word.wireName()).orElse("");
        add(all, "Outcome", notice.waits() ? "waits for a person" : status);
        add(all, "Severity", notice.severity().wireName());
        notice.evidence().ifPresent(evidence -> evidence(all, evidence));
        if (!notice.figures().isEmpty()) {
            add(all, "Performance", String.join("; ", notice.figures()));
        }
        notice.work().ifPresent(work -> work(all, work));
        notice.since().ifPresent(duration -> add(all, "Duration of the rollout", Figures.text(duration)));
        add(all, "Told to", String.join(", ", notice.recipients()));
        add(all, "About", notice.regards().orElse(""));
        add(all, "Decision id", about.decision());
        add(all, "Correlation id", about.correlationId());
        add(all, "Time", notice.at().toString());
        return all;
    }

    private static void evidence(List<Shown> all, Notice.Evidence evidence) {
        add(all, "Line", evidence.line());
        add(all, "Observed", evidence.observed());
        add(all, "Limit", evidence.limit());
        add(all, "Evidence", evidence.sentence());
        add(all, "Requests", String.join(", ", evidence.requestIds()));
    }

    private static void work(List<Shown> all, Notice.Work work) {
        add(all, "Runbook", work.runbook());
        add(all, "Executor", work.executor());
        add(all, "Attempt", work.attempt() > 1 ? Integer.toString(work.attempt()) : "");
        work.took().ifPresent(took -> add(all, "Took", Figures.text(took)));
        work.confirmed().ifPresent(weight -> add(all, "Weight in force", weight));
        work.failed()
                .ifPresent(failed -> add(
                        all,
                        "Failed step",
                        failed.name()
                                + (failed.exitCode().isPresent()
                                        ? ", exit code " + failed.exitCode().getAsInt()
                                        : "")));
        add(all, "Results", String.join(", ", work.results()));
    }

    private static void add(List<Shown> all, String name, String value) {
        if (!value.isEmpty()) {
            all.add(new Shown(name, value));
        }
    }

    /** The end of the output of the step that failed; empty if there is none. */
    public static String output(Notice notice) {
        return notice.work()
                .flatMap(Notice.Work::failed)
                .map(Notice.FailedStep::outputEnd)
                .orElse("");
    }

    /** What is said of those that are told with another one, in a few words. */
    public static String more(List<Post> posts) {
        int others = posts.size() - 1;
        return others == 0
                ? ""
                : "and " + others + (others == 1 ? " more notice of " : " more notices of ")
                        + posts.get(0).notice().about().service();
    }
}
