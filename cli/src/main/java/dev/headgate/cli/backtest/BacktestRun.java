package dev.headgate.cli.backtest;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.backtest.Judging.Judged;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import java.util.ArrayList;
import java.util.List;

/** Reads a recording, judges it, and says what there is to know about it. */
public final class BacktestRun {

    private static final int TAKEN_BETWEEN_PROGRESS = 10_000;

    private BacktestRun() {}

    /**
     * What came of it.
     *
     * @param result decisions and figures
     * @param events events that were judged
     * @param notes what people should know about the recording, in sentences
     */
    public record Outcome(BacktestResult result, long events, List<String> notes) {

        /** Copies the list. */
        public Outcome {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Runs it.
     *
     * @throws CommandFailure if there is nothing to judge
     */
    public static Outcome run(BacktestOrder order, Progress progress) {
        RecordedSource recording = order.source();
        try (Judging judging = new Judging(order.reorderSeconds(), order::backtest)) {
            recording.read(new Watched(judging, recording, progress));
            Judged judged = judging.finish();
            progress.done();
            return outcome(order, recording, judged);
        }
    }

    /** Reads and parses the same files and does nothing else; how many events there were. */
    public static long readOnly(BacktestOrder order) {
        long[] latest = {0};
        RecordedSource recording = order.source();
        recording.read(new RecordedSink() {
            @Override
            public void event(RequestEvent event) {
                latest[0] = Math.max(latest[0], event.completedAtMillis());
            }

            @Override
            public void part(String service, SeriesSecond part) {
                latest[0] = Math.max(latest[0], part.second());
            }
        });
        return recording.choice().events();
    }

    /** Hands on, and tells now and then how far it has come. */
    private static final class Watched implements RecordedSink {

        private final Judging judging;
        private final RecordedSource recording;
        private final Progress progress;
        private int sinceProgress;

        Watched(Judging judging, RecordedSource recording, Progress progress) {
            this.judging = judging;
            this.recording = recording;
            this.progress = progress;
        }

        @Override
        public void event(RequestEvent event) {
            judging.event(event);
            tell();
        }

        @Override
        public void part(String service, SeriesSecond part) {
            judging.part(service, part);
            tell();
        }

        private void tell() {
            if (++sinceProgress == TAKEN_BETWEEN_PROGRESS) {
                sinceProgress = 0;
                progress.at(() -> recording.soFar() + Progress.since(judging.eventMillis()));
            }
        }
    }

    private static Outcome outcome(BacktestOrder order, RecordedSource recording, Judged judged) {
        BadLines bad = recording.choice().bad();
        if (recording.choice().events() == 0) {
            throw new CommandFailure(
                    nothing(recording)
                            + String.join(
                                    "",
                                    bad.first().stream()
                                            .map(line -> "\n  " + line)
                                            .toList()),
                    recording.remedy());
        }
        List<String> notes = notes(order, recording, judged);
        BacktestResult result = judged.result().orElseThrow(() -> noRollout(order, judged, notes));
        notes.add(
                0,
                "canary " + result.canary() + ", baseline " + result.baseline() + ": "
                        + (order.canaryFromMillis().isPresent() ? "divided by time, --canary-from" : result.choice()));
        return new Outcome(result, recording.choice().events(), notes);
    }

    private static String nothing(RecordedSource recording) {
        if (recording.lines() == 0) {
            return "there are no events: the input is empty";
        }
        return recording.choice().otherServices() > 0
                ? "there are no events of this service, "
                        + Figures.count(recording.choice().otherServices()) + " of others"
                : "none of " + Figures.count(recording.lines()) + " lines can be used:";
    }

    private static CommandFailure noRollout(BacktestOrder order, Judged judged, List<String> notes) {
        String seen = "versions in the recording: " + String.join(", ", judged.versions());
        if (judged.versions().size() < 2 && order.canary().isEmpty()) {
            return new CommandFailure(
                    "there is only one version, nothing to roll out; " + seen,
                    "Divide it by time with --canary-from TIME, or by a field with --split-by FIELD.");
        }
        return new CommandFailure(
                "the rollout never starts: canary, baseline or the time of --start is not in the recording; " + seen
                        + String.join(
                                "", notes.stream().map(note -> "\n  " + note).toList()),
                "Check --canary, --baseline and --start.");
    }

    private static List<String> notes(BacktestOrder order, RecordedSource recording, Judged judged) {
        List<String> notes = new ArrayList<>();
        if (order.canaryFromMillis().isPresent()) {
            notes.add("There is no baseline beside the canary: comparisons lapse, only limits and silence are judged.");
        }
        BadLines bad = recording.choice().bad();
        if (bad.count() > 0) {
            notes.add(Figures.count(bad.count()) + " lines or events could not be used"
                    + (bad.count() > BadLines.TOLD ? ", the first " + BadLines.TOLD : "") + ": "
                    + String.join("; ", bad.first()));
        }
        if (judged.late() > 0) {
            notes.add(Figures.count(judged.late()) + " events were more than " + order.reorderSeconds()
                    + " s behind others and are left out; --reorder widens that.");
        }
        if (judged.farAhead() > 0) {
            notes.add(Figures.count(judged.farAhead())
                    + " events lie more than a day ahead of those before them and are left out.");
        }
        if (recording.choice().otherServices() > 0) {
            notes.add(Figures.count(recording.choice().otherServices()) + " events of other services than "
                    + recording.service().orElse("") + " are left out; --service chooses.");
        }
        if (recording.choice().measurements() > 0) {
            notes.add(Figures.count(recording.choice().measurements())
                    + " measurements are left out: a backtest judges by requests, lines that speak of measurements are"
                    + " undecided.");
        }
        judged.result().ifPresent(result -> thirdVersions(result, notes));
        return notes;
    }

    private static void thirdVersions(BacktestResult result, List<String> notes) {
        List<String> others = result.requests().entrySet().stream()
                .filter(each ->
                        !each.getKey().equals(result.canary()) && !each.getKey().equals(result.baseline()))
                .map(each -> each.getKey() + " (" + Figures.count(each.getValue()) + " requests)")
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            notes.add("Other versions are not judged: " + String.join(", ", others) + ".");
        }
    }
}
