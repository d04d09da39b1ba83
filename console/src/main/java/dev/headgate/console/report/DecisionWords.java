package dev.headgate.console.report;

import dev.headgate.console.model.Signatures;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.schemas.model.DecisionKind;
import java.util.Set;

/** How a decision is named within a report. */
final class DecisionWords {

    private static final Set<String> MOVING = Set.of(
            DecisionKind.PROMOTE.wireName(),
            DecisionKind.STEP_BACK.wireName(),
            DecisionKind.ROLLBACK.wireName(),
            DecisionKind.COMPLETE.wireName());

    private DecisionWords() {}

    static boolean moves(DecisionRow decision) {
        return MOVING.contains(decision.kind());
    }

    /** What links within a report lead to: never to a record that only claims to be that decision. */
    static String id(DecisionRow decision) {
        return (decision.signature().equals(Signatures.WRONG) ? "not-believed-" : "decision-")
                + decision.link()
                        .substring(decision.link().lastIndexOf('/') + 1)
                        .replaceAll("[^a-z0-9-]", "-");
    }

    /** {@code decision 3}: within a rollout's report its id says nothing. */
    static String shortId(String link, String rolloutId) {
        return link.startsWith(rolloutId + "/")
                ? "decision " + link.substring(rolloutId.length() + 1)
                : "decision " + link;
    }

    static String heading(DecisionRow decision) {
        return "Decision " + decision.sequence() + ": " + move(decision) + ", " + Wording.at(decision.evaluatedAt());
    }

    /** {@code promote 5% → 25%}. */
    static String move(DecisionRow decision) {
        boolean shift = !decision.from().equals(decision.to());
        return decision.kind() + (shift ? " " + decision.from() + " → " + decision.to() : "");
    }

    static Tone tone(DecisionRow decision) {
        if (decision.signature().equals(Signatures.WRONG)) {
            return Tone.BAD;
        }
        return switch (decision.kind()) {
            case "rollback" -> Tone.BAD;
            case "step-back", "hold", "notify", "ask", "refuse" -> Tone.OPEN;
            case "promote", "complete" -> Tone.GOOD;
            default -> Tone.PLAIN;
        };
    }

    static Tone judgement(String word) {
        return switch (word) {
            case "pass" -> Tone.GOOD;
            case "fail" -> Tone.BAD;
            default -> Tone.OPEN;
        };
    }

    static Tone status(String word) {
        return switch (word) {
            case "succeeded" -> Tone.GOOD;
            case "failed", "refused" -> Tone.BAD;
            default -> Tone.OPEN;
        };
    }
}
