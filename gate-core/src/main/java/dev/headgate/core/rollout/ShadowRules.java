package dev.headgate.core.rollout;

import dev.headgate.core.ParsedPolicy;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import java.util.Optional;

/** Which starts may have a shadow. One that cannot be judged is refused together with its start. */
public final class ShadowRules {

    private ShadowRules() {}

    /**
     * Why a start's shadow does not fit, for people; empty if it does, or if there is none.
     *
     * @param parsed the shadow's policy as it was read
     */
    public static Optional<String> unfit(StartRollout start, Optional<ParsedPolicy> parsed) {
        if (start.shadow().isEmpty()) {
            return Optional.empty();
        }
        if (!Names.isName(ShadowId.of(start.header().rolloutId()))) {
            return Optional.of("the rollout id leaves no room for the shadow's, which is the same with "
                    + ShadowId.ENDING + " behind it, at most 100 characters; choose a shorter one");
        }
        if (CommandRules.tooLong(start.shadow().get())) {
            return Optional.of("the shadow policy is longer than 256 kB");
        }
        if (parsed.isEmpty()) {
            return Optional.of("the start came with a shadow policy that was not read");
        }
        return parsed.get() instanceof ParsedPolicy.Unusable unusable
                ? Optional.of("the shadow policy cannot be used: " + unusable.problems())
                : Optional.empty();
    }
}
