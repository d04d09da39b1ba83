package dev.headgate.cli.show;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a rollout waits for and what people have to know, a line each. */
public final class SituationText {
    private static final int KIND_WIDTH = 9;

    private SituationText() {}

    /** The lines; none where there is nothing. */
    public static List<String> lines(RolloutSituation situation, Instant now, Palette palette) {
        List<String> lines = new ArrayList<>();
        situation.waitingFor().forEach(each -> lines.add(waits(each, now, palette)));
        if (!situation.ticked().isEmpty()) {
            lines.add(labelled("ticked", ticked(situation.ticked())));
        }
        situation.notices().forEach(notice -> lines.add(notice(notice, now, palette)));
        situation.mitigations().forEach(name -> lines.add(labelled("in force", "mitigation " + name)));
        return lines;
    }

    /** Until when something is done without what is waited for. */
    static String until(WaitingFor waiting, Instant now) {
        return waiting.until()
                .map(until -> until.isAfter(now)
                        ? ", until " + until.truncatedTo(ChronoUnit.SECONDS) + " (" + left(Duration.between(now, until))
                                + " left)"
                        : ", until " + until.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
    }

    private static String left(Duration time) {
        return time.toDays() > 1 ? time.toDays() + " days" : Figures.elapsed(time);
    }

    /** A line with what it is about in front. */
    static String labelled(String label, String words) {
        return Text.left(label, KIND_WIDTH) + " " + words;
    }

    private static String waits(WaitingFor waiting, Instant now, Palette palette) {
        return labelled(
                "waits",
                palette.yellow(Text.visible(waiting.kind())) + ": " + Text.visible(waiting.sentence())
                        + until(waiting, now));
    }

    private static String ticked(List<TickedItem> items) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        TickedItem::checklist,
                        TreeMap::new,
                        Collectors.mapping(
                                item -> item.item() + " (" + Text.visible(item.by()) + ")", Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(list -> list.getKey() + ": " + list.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String notice(OpenNotice notice, Instant now, Palette palette) {
        return labelled(
                "told",
                palette.red(notice.severity().wireName()) + " " + notice.decisionId() + ", "
                        + Figures.elapsed(Duration.between(notice.since(), now)) + " ago, "
                        + (notice.level() == 1 ? "1 level" : notice.level() + " levels")
                        + " told, nobody has acknowledged it");
    }
}
