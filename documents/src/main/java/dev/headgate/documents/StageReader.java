package dev.headgate.documents;

import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one stage of a policy. */
final class StageReader {

    static final List<String> KNOWN = List.of("weight", "hold", "watch", "settle", "advance", "stop", "onFailure");
    private static final List<String> FAILURES = List.of("rollback", "step back", "hold");
    private static final String WEIGHT = "a share of the traffic above 0%, up to 100%, as 5%";

    private final Values values;
    private final Problems problems;
    private final CriterionLists lists;

    StageReader(Values values, Problems problems, CriterionLists lists) {
        this.values = values;
        this.problems = problems;
        this.lists = lists;
    }

    /** Reads a stage; what could not be read is absent in it. */
    WrittenStage read(Node node, boolean first, boolean last) throws Refusal {
        Fields fields = Fields.of(node, "a stage", KNOWN, values, problems);
        Optional<Located<Weight>> weight = fields.required("weight", WEIGHT, this::weight);
        Optional<Hold> hold = hold(fields, last);
        Duration settle =
                fields.optional("settle", this::duration).map(Located::value).orElse(Duration.ZERO);
        List<WrittenCriterion> advance = lists.advanceLines(fields);
        List<WrittenStopLine> stop = lists.stopLines(fields);
        Response onFailure = fields.optional("onFailure", field -> values.word(field, FAILURES))
                .map(StageReader::failure)
                .orElse(Response.ROLLBACK);
        weight.ifPresent(it -> lists.checkComparable(it.value(), advance, stop));
        checkAdvance(fields, last);
        hold.ifPresent(it -> checkSettle(settle, it, fields));
        hold.ifPresent(it -> advance.forEach(line -> checkCanPass(line, it, settle)));
        if (first) {
            checkFirst(fields, onFailure);
        }
        return new WrittenStage(fields.place(), weight, hold, settle, advance, stop, onFailure);
    }

    /** How long a stage lasts. */
    record Hold(Duration minimum, Optional<Duration> maximum) {}

    /** A stage as far as it could be read. */
    record WrittenStage(
            Place place,
            Optional<Located<Weight>> weight,
            Optional<Hold> hold,
            Duration settle,
            List<WrittenCriterion> advance,
            List<WrittenStopLine> stop,
            Response onFailure) {

        Optional<Stage> stage() {
            return weight.flatMap(share -> hold.map(times -> new Stage(
                    share.value(),
                    times.minimum(),
                    times.maximum(),
                    settle,
                    advance.stream().map(WrittenCriterion::criterion).toList(),
                    stop.stream().map(WrittenStopLine::line).toList(),
                    onFailure)));
        }
    }

    private Located<Weight> weight(Node node) throws Refusal {
        Tokens tokens = new Tokens(weightText(node));
        Quantities.Quantity quantity = Quantities.quantity(tokens, WEIGHT);
        if (tokens.peek().is(Token.Kind.RANGE)) {
            throw new Refusal(Problem.error(tokens.whole(), "ramps (`a .. b over d`) are not supported in this release")
                    .found("`" + tokens.value() + "`")
                    .expected("one weight; write a stage for each step of the ramp"));
        }
        tokens.expectEnd(WEIGHT);
        BigDecimal percent = quantity.number();
        if (!quantity.unit().equals("%")) {
            throw new Refusal(Problem.error(quantity.place(), "a weight is a percentage")
                    .found("`" + quantity.written() + "`")
                    .expected(WEIGHT)
                    .suggest(percent.toPlainString() + "%"));
        }
        if (percent.signum() == 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new Refusal(Problem.error(quantity.place(), "this weight is out of range")
                    .found("`" + quantity.written() + "`")
                    .expected(WEIGHT));
        }
        return new Located<>(new Weight(percent.doubleValue()), quantity.place());
    }

    private Text weightText(Node node) throws Refusal {
        try {
            return values.text(node, WEIGHT);
        } catch (Refusal refusal) {
            String number = Values.scalar(node);
            throw number.matches("[0-9.]+") ? new Refusal(refusal.problem().suggest(number + "%")) : refusal;
        }
    }

    private Optional<Hold> hold(Fields fields, boolean last) {
        if (fields.has("watch") && !last) {
            problems.add(Problem.error(fields.keyPlace("watch"), "only the last stage has a `watch`")
                    .found("watch")
                    .expected("`hold: 30m .. 2h`, minimum and maximum")
                    .suggest("hold"));
            return Optional.empty();
        }
        if (fields.has("watch") && fields.has("hold")) {
            problems.add(Problem.error(fields.keyPlace("watch"), "a stage has either `hold` or `watch`")
                    .found("both")
                    .expected("one of them; `watch` is how long the last stage is watched before it completes"));
            return Optional.empty();
        }
        if (fields.has("watch")) {
            return fields.optional("watch", this::watch);
        }
        if (fields.has("hold") || !last) {
            return fields.required("hold", "`hold: 30m .. 2h`, minimum and maximum, or `hold: 30m`", this::range);
        }
        problems.add(
                Problem.warning(fields.place(), "the last stage has no `watch`: the rollout ends the moment it begins")
                        .expected("for example `watch: 24h`"));
        return Optional.of(new Hold(Duration.ZERO, Optional.empty()));
    }

    private Hold watch(Node node) throws Refusal {
        return new Hold(positive(duration(node)), Optional.empty());
    }

    private Hold range(Node node) throws Refusal {
        Tokens tokens = new Tokens(Durations.text(node, values));
        Duration minimum = positive(Quantities.duration(tokens));
        if (!tokens.accept(Token.Kind.RANGE)) {
            tokens.expectEnd("`30m` or `30m .. 2h`");
            return new Hold(minimum, Optional.empty());
        }
        Located<Duration> maximum = Quantities.duration(tokens);
        tokens.expectEnd("`30m .. 2h`");
        if (maximum.value().compareTo(minimum) < 0) {
            throw new Refusal(Problem.error(maximum.place(), "the maximum hold is shorter than the minimum")
                    .found("`" + tokens.value() + "`")
                    .expected("minimum .. maximum, the shorter one first"));
        }
        return new Hold(minimum, Optional.of(maximum.value()));
    }

    private static Duration positive(Located<Duration> duration) throws Refusal {
        if (duration.value().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new Refusal(Problem.error(duration.place(), "this is too short to judge anything")
                    .found("`" + Quantities.written(duration.value()) + "`")
                    .expected("at least 1s"));
        }
        return duration.value();
    }

    private Located<Duration> duration(Node node) throws Refusal {
        return Durations.read(node, values);
    }

    private void checkAdvance(Fields fields, boolean last) {
        if (last) {
            return;
        }
        boolean empty = fields.find("advance").map(Values::itemCount).equals(Optional.of(0));
        if (!fields.has("advance") || empty) {
            problems.add(
                    Problem.error(fields.keyPlace("advance"), "this stage has no reason to go on")
                            .found(empty ? "an empty list" : "")
                            .expected(
                                    "`advance` with at least one criterion, as `errorRate < 0.5%`; only the last stage may do without"));
        }
    }

    private void checkSettle(Duration settle, Hold hold, Fields fields) {
        Duration least = hold.minimum();
        if (!settle.isZero() && settle.compareTo(least) >= 0) {
            problems.add(Problem.error(
                            fields.keyPlace("settle"), "the stage settles as long as it lasts: nothing would be judged")
                    .found("settle " + Quantities.written(settle) + ", minimum hold " + Quantities.written(least))
                    .expected("`settle` shorter than the minimum hold"));
        }
    }

    /** A line that must hold longer than the stage may last never passes. */
    private void checkCanPass(WrittenCriterion line, Hold hold, Duration settle) {
        Duration needed = line.criterion().holdFor();
        Optional<Duration> judged = hold.maximum().map(maximum -> maximum.minus(settle));
        if (judged.isPresent() && needed.compareTo(judged.orElseThrow()) > 0) {
            problems.add(
                    Problem.error(line.whole(), "this line can never pass: the stage ends before its `for` is over")
                            .found("for " + Quantities.written(needed))
                            .expected("at most " + Quantities.written(judged.orElseThrow())
                                    + ", the maximum hold less `settle`"));
        }
    }

    private void checkFirst(Fields fields, Response onFailure) {
        if (onFailure == Response.STEP_BACK) {
            problems.add(Problem.error(fields.keyPlace("onFailure"), "the first stage has no stage to step back to")
                    .found("step back")
                    .expected("rollback or hold"));
        }
    }

    private static Response failure(String word) {
        return switch (word) {
            case "rollback" -> Response.ROLLBACK;
            case "step back" -> Response.STEP_BACK;
            case "hold" -> Response.HOLD;
            default -> throw new IllegalArgumentException("not one of " + FAILURES + ": " + word);
        };
    }
}
