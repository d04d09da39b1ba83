package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import java.util.List;
import java.util.Optional;

/** What stop lines do, and how fast. */
final class StopSection {
    private StopSection() {}

    /** An item for each line, the gravest effects first. */
    static List<Item> items(List<StopLine> lines, LineWords words, Optional<Weight> weight) {
        return lines.stream()
                .sorted((one, other) -> rank(one.effect()) - rank(other.effect()))
                .map(line -> item(line, words, weight))
                .toList();
    }

    private static Item item(StopLine line, LineWords words, Optional<Weight> weight) {
        String settling =
                line.severity().isCritical() && speaksWhileSettling(line) ? "; also while a stage settles" : "";
        return new Item(Words.quoted(line.criterion().text()) + " " + ResponseWords.of(line.response()) + " ("
                + line.severity().wireName() + "): " + words.speed(line.criterion(), weight) + settling + ".");
    }

    private static boolean speaksWhileSettling(StopLine line) {
        return line.criterion().measure() instanceof Measure.NoSuccess
                || (line.criterion().claim() instanceof Claim.Limit
                        && LineWords.onRequests(line.criterion().measure())
                        && !line.criterion().byEvidence());
    }

    /** The gravest first. */
    static int rank(Effect effect) {
        return switch (effect) {
            case ROLLBACK -> 0;
            case STEP_BACK -> 1;
            case ASK -> 2;
            case MITIGATE -> 3;
            case HOLD -> 4;
            case NOTIFY -> 5;
            case UNKNOWN -> 6;
        };
    }
}
