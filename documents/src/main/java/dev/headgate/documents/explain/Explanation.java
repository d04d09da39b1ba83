package dev.headgate.documents.explain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A policy in plain sentences.
 *
 * @param policy its name
 * @param summary what it does, in a few sentences
 * @param stages when each stage begins and ends
 * @param sections the rest, by what it is about
 * @param traps where it does not do what it seems to
 */
public record Explanation(
        String policy, List<String> summary, List<StageTimes> stages, List<Section> sections, List<Trap> traps) {

    /** Copies the lists. */
    public Explanation {
        summary = List.copyOf(summary);
        stages = List.copyOf(stages);
        sections = List.copyOf(sections);
        traps = List.copyOf(traps);
    }

    /**
     * When a stage begins and ends, from the start on, if nobody and nothing makes it wait.
     *
     * @param name its weight, or its weights
     * @param earliest when its weight is in force at the earliest
     * @param latest when at the latest; empty if there is no latest time
     * @param end when it is over at the earliest
     * @param latestEnd when at the latest, if it goes on at all
     */
    public record StageTimes(
            String name, Duration earliest, Optional<Duration> latest, Duration end, Optional<Duration> latestEnd) {}

    /**
     * What is said about one thing.
     *
     * @param title about what
     * @param items what is said
     */
    public record Section(String title, List<Item> items) {

        /** Copies the list. */
        public Section {
            items = List.copyOf(items);
        }
    }

    /**
     * A sentence, and what belongs under it.
     *
     * @param sentence one or two sentences
     * @param details enumerated under it; none for most
     */
    public record Item(String sentence, List<String> details) {

        /** Copies the list. */
        public Item {
            details = List.copyOf(details);
        }

        /** Nothing under it. */
        public Item(String sentence) {
            this(sentence, List.of());
        }
    }

    /**
     * Something that does not do what it seems to.
     *
     * @param where the line or the field it is about, as written; empty for the policy as a whole
     * @param what what is wrong with it
     * @param instead what to write instead
     */
    public record Trap(String where, String what, String instead) {}
}
