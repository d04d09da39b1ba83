package dev.headgate.cli.diff;

import dev.headgate.cli.diff.Change.Sense;
import dev.headgate.documents.explain.Phrases;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.StopLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How lines differ. What stops is the stricter the more it stops, what lets go on the less it lets. */
final class LineChanges {
    private final Changes changes;

    LineChanges(Changes changes) {
        this.changes = changes;
    }

    /** Stop lines. */
    void stop(List<StopLine> before, List<StopLine> after) {
        LinePairs<StopLine> pairs = LinePairs.of(before, after, StopLine::criterion);
        pairs.both().forEach(pair -> stop(pair.before(), pair.after()));
        pairs.added()
                .forEach(line -> changes.added(
                        quoted(line) + " is new: it " + Phrases.response(line.response()), Sense.STRICTER));
        pairs.removed()
                .forEach(line -> changes.removed(
                        quoted(line) + " is gone: it " + Phrases.response(line.response()), Sense.LOOSER));
    }

    /** Lines that are waited for. */
    void waitedFor(String list, List<Criterion> before, List<Criterion> after) {
        LinePairs<Criterion> pairs = LinePairs.of(before, after, Function.identity());
        pairs.both().forEach(pair -> line(pair.before(), pair.after(), false, Optional.empty()));
        pairs.added()
                .forEach(line -> changes.added(
                        quoted(line) + " is new under `" + list + "`",
                        Sense.of(ofPeople(line), Sense.MORE_PEOPLE, Sense.STRICTER)));
        pairs.removed()
                .forEach(line -> changes.removed(
                        quoted(line) + " is gone from `" + list + "`",
                        Sense.of(ofPeople(line), Sense.FEWER_PEOPLE, Sense.LOOSER)));
        if (pairs.added().isEmpty() && pairs.removed().isEmpty() && inOrder(list) && !sameOrder(before, after, pairs)) {
            changes.changed("the order under `" + list + "` is another", Sense.OTHER);
        }
    }

    private static boolean inOrder(String list) {
        return !list.equals("advance");
    }

    private static boolean sameOrder(List<Criterion> before, List<Criterion> after, LinePairs<Criterion> pairs) {
        return pairs.both().stream().allMatch(pair -> before.indexOf(pair.before()) == after.indexOf(pair.after()));
    }

    private void stop(StopLine before, StopLine after) {
        List<String> more = new ArrayList<>();
        Sense sense = Sense.OTHER;
        String was = Phrases.response(before.response());
        String is = Phrases.response(after.response());
        if (!was.equals(is)) {
            more.add("it " + is + " instead of: it " + was);
            int order = Phrases.rank(before.effect()) - Phrases.rank(after.effect());
            sense = order == 0 ? Sense.OTHER : Sense.of(order > 0, Sense.STRICTER, Sense.LOOSER);
        }
        if (before.severity() != after.severity()) {
            more.add(after.severity().wireName() + " instead of "
                    + before.severity().wireName());
        }
        line(before.criterion(), after.criterion(), true, Optional.empty());
        if (!more.isEmpty()) {
            changes.changed(quoted(after) + ": " + String.join(", ", more), sense);
        }
    }

    private void line(Criterion before, Criterion after, boolean stops, Optional<String> whole) {
        if (before.measure() instanceof Measure.All was && after.measure() instanceof Measure.All is) {
            parts(was, is, after, stops);
        }
        String name = whole.orElseGet(() -> quoted(after)) + ": ";
        claim(name, before, after, stops);
        changes.time(
                name + "it must be true for",
                before.holdFor(),
                after.holdFor(),
                stops ? Sense.LOOSER : Sense.STRICTER,
                stops ? Sense.STRICTER : Sense.LOOSER);
        if (!before.over().equals(after.over())) {
            changes.changed(
                    name + "looked at over " + over(after, stops) + " instead of " + over(before, stops), Sense.OTHER);
        }
        if (!before.minRequests().equals(after.minRequests())) {
            boolean more = after.minRequests().orElse(0) > before.minRequests().orElse(0);
            changes.changed(
                    name + "from " + minimum(after) + " on instead of " + minimum(before),
                    Sense.of(more, Sense.SLOWER, Sense.FASTER));
        }
        if (before.perOperation() != after.perOperation()) {
            changes.changed(
                    name + (after.perOperation() ? "each operation by itself too" : "all operations together only"),
                    Sense.of(after.perOperation(), Sense.STRICTER, Sense.LOOSER));
        }
    }

    private void parts(Measure.All before, Measure.All after, Criterion whole, boolean stops) {
        LinePairs<Criterion> pairs = LinePairs.of(before.parts(), after.parts(), Function.identity());
        pairs.both().forEach(pair -> line(pair.before(), pair.after(), stops, Optional.of(quoted(whole))));
    }

    private void claim(String name, Criterion before, Criterion after, boolean stops) {
        if (before.claim().equals(after.claim())) {
            silence(name, before, after);
            return;
        }
        if (before.claim() instanceof Claim.Limit was && after.claim() instanceof Claim.Limit is) {
            limit(name, was, is, after, stops);
        } else if (before.claim() instanceof Claim.AgainstBaseline was
                && after.claim() instanceof Claim.AgainstBaseline is) {
            margin(name, was.margin(), is.margin());
        } else if (before.claim() instanceof Claim.AgainstPast was && after.claim() instanceof Claim.AgainstPast is) {
            margin(name, was.margin(), is.margin());
        } else if (before.claim() instanceof Claim.BurnRate was && after.claim() instanceof Claim.BurnRate is) {
            changes.changed(
                    name + "a burn of more than " + Phrases.percent(is.errorRate()) + " failures instead of "
                            + Phrases.percent(was.errorRate()),
                    Sense.of(is.errorRate() < was.errorRate(), Sense.STRICTER, Sense.LOOSER));
        }
    }

    private void silence(String name, Criterion before, Criterion after) {
        if (before.measure() instanceof Measure.NoSuccess was && after.measure() instanceof Measure.NoSuccess is) {
            changes.time(name + "after", was.duration(), is.duration(), Sense.LOOSER, Sense.STRICTER);
        }
    }

    private void limit(String name, Claim.Limit before, Claim.Limit after, Criterion line, boolean stops) {
        if (before.limit() != after.limit()) {
            boolean higher = after.limit() > before.limit();
            boolean harder = LinePairs.upwards(after.operator()) == (stops != higher);
            changes.changed(
                    name + "the limit is " + Phrases.limit(after.limit(), line.measure()) + " instead of "
                            + Phrases.limit(before.limit(), line.measure()),
                    Sense.of(harder, Sense.STRICTER, Sense.LOOSER));
        }
        if (before.operator() != after.operator()) {
            changes.words(
                    name + "compared by",
                    before.operator().wireName(),
                    after.operator().wireName());
        }
        if (!before.confidence().equals(after.confidence())) {
            double was = before.confidence().orElse(0);
            double is = after.confidence().orElse(0);
            changes.changed(
                    name + (is == 0 ? "the plain figure" : "with " + Phrases.percent(is) + " confidence")
                            + " instead of " + (was == 0 ? "the plain figure" : Phrases.percent(was) + " confidence"),
                    stops
                            ? Sense.of(is > was, Sense.LOOSER, Sense.STRICTER)
                            : Sense.of(is > was, Sense.STRICTER, Sense.LOOSER));
        }
    }

    private void margin(String name, Margin before, Margin after) {
        if (before.equals(after)) {
            return;
        }
        boolean comparable = before.getClass().equals(after.getClass()) || after instanceof Margin.None;
        changes.changed(
                name + "the margin is " + words(after) + " instead of " + words(before),
                comparable || before instanceof Margin.None
                        ? Sense.of(size(after) > size(before), Sense.LOOSER, Sense.STRICTER)
                        : Sense.OTHER);
    }

    private static double size(Margin margin) {
        if (margin instanceof Margin.Points points) {
            return points.points();
        }
        return margin instanceof Margin.Share share ? share.share() : 0;
    }

    private static String words(Margin margin) {
        if (margin instanceof Margin.Points points) {
            return Phrases.number(points.points() * 100) + " points";
        }
        return margin instanceof Margin.Share share ? Phrases.percent(share.share()) : "the built-in one";
    }

    private static String over(Criterion line, boolean stops) {
        return line.over().map(Phrases::time).orElse(stops ? "the policy's window" : "the whole stage");
    }

    private static String minimum(Criterion line) {
        return line.minRequests().isPresent()
                ? line.minRequests().getAsInt() + " requests"
                : "the policy's minimum of requests";
    }

    private static boolean ofPeople(Criterion line) {
        return line.measure() instanceof Measure.Approval || line.measure() instanceof Measure.ChecklistDone;
    }

    private static String quoted(Criterion line) {
        return "`" + line.text() + "`";
    }

    private static String quoted(StopLine line) {
        return quoted(line.criterion());
    }
}
