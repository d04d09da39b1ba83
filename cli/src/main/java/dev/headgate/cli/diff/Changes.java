package dev.headgate.cli.diff;

import dev.headgate.cli.diff.Change.Sense;
import dev.headgate.cli.diff.Change.Sort;
import dev.headgate.documents.explain.Phrases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Differences of one part of a policy, as they are found. */
final class Changes {
    private final String where;
    private final List<Change> found = new ArrayList<>();

    Changes(String where) {
        this.where = where;
    }

    List<Change> found() {
        return List.copyOf(found);
    }

    void added(String sentence, Sense sense) {
        found.add(new Change(where, Sort.ADDED, sentence, sense));
    }

    void removed(String sentence, Sense sense) {
        found.add(new Change(where, Sort.REMOVED, sentence, sense));
    }

    void changed(String sentence, Sense sense) {
        found.add(new Change(where, Sort.CHANGED, sentence, sense));
    }

    /** What may be another word than before. */
    void words(String what, Object before, Object after) {
        words(what, before.toString(), after.toString(), Sense.OTHER);
    }

    void words(String what, String before, String after, Sense sense) {
        if (!before.equals(after)) {
            changed(what + " " + after + " instead of " + before, sense);
        }
    }

    /** A time that may be longer or shorter than before. */
    void time(String what, Duration before, Duration after, Sense longer, Sense shorter) {
        int order = after.compareTo(before);
        if (order != 0) {
            changed(
                    what + " " + Phrases.time(after) + " instead of " + Phrases.time(before),
                    order > 0 ? longer : shorter);
        }
    }

    /** A time that may be there or not; none is the longest. */
    void limit(String what, Optional<Duration> before, Optional<Duration> after, Sense longer, Sense shorter) {
        if (!before.equals(after)) {
            boolean grown = after.isEmpty()
                    || before.filter(old -> after.get().compareTo(old) > 0).isPresent();
            changed(
                    what + " " + after.map(Phrases::time).orElse("none") + " instead of "
                            + before.map(Phrases::time).orElse("none"),
                    grown ? longer : shorter);
        }
    }

    /** Names that may be there or not. */
    void names(String what, List<String> before, List<String> after, Sense more, Sense fewer) {
        after.stream().filter(name -> !before.contains(name)).forEach(name -> added(what + " " + name, more));
        before.stream().filter(name -> !after.contains(name)).forEach(name -> removed(what + " " + name, fewer));
    }
}
