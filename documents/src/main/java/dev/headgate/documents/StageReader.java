package dev.headgate.documents;

import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one stage of a policy. */
final class StageReader {

    static final List<String> KNOWN = Stream.concat(
                    Stream.of("weight", "hold", "watch", "settle", "advance", "stop", "onFailure"),
                    StageProcedureReader.KNOWN.stream())
            .toList();
    private static final List<String> RESPONSES = List.of("rollback", "step back", "hold", "ask");
    private static final String WEIGHT = "a share of the traffic above 0%, up to 100%, as 5%, or `10% .. 50% over 2d`";

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
        Optional<WrittenWeight> written = fields.required("weight", WEIGHT, this::weight);
        Optional<Located<Weight>> weight = written.map(WrittenWeight::weight);
        Optional<Located<Ramp>> ramp = written.flatMap(WrittenWeight::ramp);
        Optional<Hold> hold = hold(fields, last, ramp);
        Duration settle =
                fields.optional("settle", this::duration).map(Located::value).orElse(Duration.ZERO);
        List<WrittenCriterion> advance = lists.advanceLines(fields);
        List<WrittenStopLine> stop = lists.stopLines(fields);
        Response onFailure = fields.optional("onFailure", field -> Responses.whole(field, RESPONSES, values))
                .orElse(Response.ROLLBACK);
        weight.ifPresent(it -> lists.checkComparable(it.value(), advance, stop));
        checkAdvance(fields, last);
        StageProcedureReader.WrittenProcedure procedure =
                new StageProcedureReader(values, problems, lists).read(fields, advance);
        WrittenStage stage = new WrittenStage(
                fields.place(), weight, ramp, hold, fields.has("watch"), settle, advance, stop, onFailure, procedure);
        new StageChecks(problems, fields, stage).check(first);
        return stage;
    }

    /** How long a stage lasts. */
    record Hold(Duration minimum, Optional<Duration> maximum) {}

    /** A stage as far as it could be read. */
    record WrittenStage(
            Place place,
            Optional<Located<Weight>> weight,
            Optional<Located<Ramp>> ramp,
            Optional<Hold> hold,
            boolean watched,
            Duration settle,
            List<WrittenCriterion> advance,
            List<WrittenStopLine> stop,
            Response onFailure,
            StageProcedureReader.WrittenProcedure procedure) {

        Optional<Stage> stage() {
            return weight.flatMap(share -> hold.map(times -> new Stage(
                    share.value(),
                    times.minimum(),
                    times.maximum(),
                    settle,
                    advance.stream().map(WrittenCriterion::criterion).toList(),
                    stop.stream().map(WrittenStopLine::line).toList(),
                    onFailure,
                    procedure.procedure(ramp.map(Located::value)))));
        }
    }

    /** A weight, and how it is reached. */
    private record WrittenWeight(Located<Weight> weight, Optional<Located<Ramp>> ramp) {}

    private WrittenWeight weight(Node node) throws Refusal {
        Tokens tokens = new Tokens(weightText(node));
        Located<Weight> first = weight(tokens);
        if (!tokens.accept(Token.Kind.RANGE)) {
            tokens.expectEnd(WEIGHT);
            return new WrittenWeight(first, Optional.empty());
        }
        Located<Weight> last = weight(tokens);
        Token over = tokens.peek();
        if (!tokens.accept("over")) {
            throw new Refusal(tokens.problem(over, "`over` is missing: how long the ramp takes")
                    .expected("`10% .. 50% over 2d`")
                    .suggest(NearestWord.to(over.text(), List.of("over"))));
        }
        Duration time = positive(Quantities.duration(tokens));
        tokens.expectEnd("nothing behind `10% .. 50% over 2d`");
        if (last.value().compareTo(first.value()) <= 0) {
            throw new Refusal(Problem.error(last.place(), "a ramp rises")
                    .found(first.value() + " .. " + last.value())
                    .expected("a second weight above the first"));
        }
        return new WrittenWeight(last, Optional.of(new Located<>(new Ramp(first.value(), time), first.place())));
    }

    private static Located<Weight> weight(Tokens tokens) throws Refusal {
        Quantities.Quantity quantity = Quantities.quantity(tokens, WEIGHT);
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

    private Optional<Hold> hold(Fields fields, boolean last, Optional<Located<Ramp>> ramp) {
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
        if (ramp.isPresent() && !fields.has("hold")) {
            return Optional.of(new Hold(ramp.orElseThrow().value().over(), Optional.empty()));
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
}
