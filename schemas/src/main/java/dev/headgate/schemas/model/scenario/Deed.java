package dev.headgate.schemas.model.scenario;

import java.time.Duration;

/**
 * What a person does.
 *
 * @param at when, since the scenario's beginning; of one who waits to be asked, how long after that, and {@link
 *     Stretch#FOR_EVER} for never
 * @param whenAsked whether the person waits to be asked, and then does it each time
 * @param kind what
 * @param name a role, a checklist or an item of it as {@code list/item}, a weight, a decision, a policy's file; may be
 *     empty
 */
public record Deed(Duration at, boolean whenAsked, Kind kind, String name) {

    /** Things that people do. */
    public enum Kind {
        /** Starts a rollout. */
        START("start"),
        /** Says yes for a role. */
        APPROVE("approve"),
        /** Says no for a role. */
        REJECT("reject"),
        /** Ticks a checklist, or one of its items. */
        TICK("tick"),
        /** Pauses the rollout. */
        PAUSE("pause"),
        /** Lets it go on. */
        RESUME("resume"),
        /** Advances it by hand. */
        ADVANCE("advance"),
        /** Steps it back by hand. */
        STEP_BACK("step back"),
        /** Sets a weight by hand. */
        SET_WEIGHT("set weight"),
        /** Acknowledges what people were told. */
        ACKNOWLEDGE("acknowledge"),
        /** Replaces its policy. */
        CHANGE_POLICY("change policy"),
        /** Aborts it. */
        ABORT("abort");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As people write it. */
        public String words() {
            return words;
        }
    }
}
