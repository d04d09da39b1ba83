package dev.headgate.cli.scenario;

import dev.headgate.schemas.model.CriterionList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Why some lines of the plans cannot be violated alone: docs/plans/lines.yaml. */
final class UnshownReasons {

    private static final Path FILE = Path.of(System.getProperty("headgate.home", ".."), "docs", "plans", "lines.yaml");

    private final List<PlanLine> lines;

    private UnshownReasons(List<PlanLine> lines) {
        this.lines = lines;
    }

    static UnshownReasons read() {
        Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text());
        List<PlanLine> lines = new ArrayList<>();
        for (Object each : (List<?>) root.get("lines")) {
            Map<?, ?> entry = (Map<?, ?>) each;
            if (String.valueOf(entry.get("reason")).length() < 20) {
                throw new IllegalStateException("lines.yaml gives no reason in a sentence: " + entry);
            }
            for (Object stage : (List<?>) entry.get("stages")) {
                lines.add(new PlanLine(
                        String.valueOf(entry.get("policy")),
                        ((Integer) stage) - 1,
                        list(String.valueOf(entry.get("list"))),
                        String.valueOf(entry.get("line"))));
            }
        }
        return new UnshownReasons(lines);
    }

    List<PlanLine> withoutReason(List<PlanLine> unshown) {
        return unshown.stream().filter(line -> !lines.contains(line)).toList();
    }

    List<PlanLine> needless(List<PlanLine> unshown) {
        return lines.stream().filter(line -> !unshown.contains(line)).toList();
    }

    private static CriterionList list(String word) {
        return Stream.of(CriterionList.values())
                .filter(list -> list.wireName().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lines.yaml names no list of a policy: " + word));
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
