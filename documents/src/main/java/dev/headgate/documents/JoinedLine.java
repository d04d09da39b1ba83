package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Criteria joined by {@code and}: each with its own window and minimum, {@code for} at the end is of all together. */
final class JoinedLine {

    static final String AND = "and";
    private static final String FOR = "\\s*\\bfor\\s+[0-9.]+\\s*[a-z]+";

    private JoinedLine() {}

    /** Reads one criterion, or several that are joined. */
    static WrittenCriterion read(Tokens tokens) throws Refusal {
        Token first = tokens.peek();
        List<WrittenCriterion> parts = new ArrayList<>();
        parts.add(SingleCriterion.read(tokens));
        while (tokens.peek().isWord(AND)) {
            checkNext(tokens, parts.get(parts.size() - 1));
            tokens.next();
            parts.add(SingleCriterion.read(tokens));
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        String text =
                tokens.value().substring(first.start(), tokens.peek().start()).strip();
        Token end = new Token(Token.Kind.END, "", first.start(), first.start() + text.length());
        return joined(text, parts, parts.get(parts.size() - 1).criterion().holdFor(), tokens.place(first, end));
    }

    private static void checkNext(Tokens tokens, WrittenCriterion before) throws Refusal {
        if (tokens.peekBehind().is(Token.Kind.NUMBER)) {
            throw new Refusal(tokens.problem(tokens.peek(), "this does not belong here")
                    .expected("a criterion behind `and`, as `p50 > 1s and feedback.score < 3`"));
        }
        if (!before.criterion().holdFor().isZero()) {
            throw new Refusal(tokens.problem(
                            tokens.peek(), "`for` stands at the end of the line, and is of all together")
                    .found("`for` before `and`")
                    .expected("`errorRate > 5% and feedback.score < 3 for 10m`; a part's own window is `over`"));
        }
    }

    /** The criterion that all of these are. */
    static WrittenCriterion joined(String text, List<WrittenCriterion> parts, Duration holdFor, Place whole) {
        List<WrittenCriterion> bare = parts.stream()
                .map(part -> part.of(withoutFor(part.criterion())))
                .toList();
        Criterion criterion = new Criterion(
                text,
                new Measure.All(bare.stream().map(WrittenCriterion::criterion).toList()),
                Optional.empty(),
                new Claim.Done(true),
                Optional.empty(),
                holdFor,
                OptionalInt.empty(),
                Labels.NONE);
        return new WrittenCriterion(criterion, whole, whole, whole, Optional.empty(), bare, Optional.empty());
    }

    private static Criterion withoutFor(Criterion part) {
        if (part.holdFor().isZero()) {
            return part;
        }
        return new Criterion(
                part.text().replaceFirst(FOR, ""),
                part.measure(),
                part.operation(),
                part.claim(),
                part.over(),
                Duration.ZERO,
                part.minRequests(),
                part.labels());
    }
}
