package dev.headgate.schemas.model.notice;

import java.util.List;
import java.util.Optional;

/**
 * Everything about notices that one file says.
 *
 * @param environment where this installation is, as {@code production}; written into every notice; may be empty
 * @param link where a decision can be looked at, with {@code ${decision}}, {@code ${rollout}} and {@code ${service}}
 * @param observed what becomes of decisions of rollouts that only observe
 * @param shadows what becomes of decisions of shadows
 * @param defaultChannel the channel of recipients that no route knows
 * @param channels the channels, each with a name of its own
 * @param routes what goes where
 */
public record NoticePlan(
        String environment,
        Optional<String> link,
        Telling observed,
        Telling shadows,
        String defaultChannel,
        List<Channel> channels,
        List<Route> routes) {

    /** What becomes of decisions that nobody carries out. */
    public enum Telling {
        /** They are told and marked as such. */
        MARKED,
        /** Nobody is told. */
        NEVER
    }

    /** Copies the lists. */
    public NoticePlan {
        channels = List.copyOf(channels);
        routes = List.copyOf(routes);
    }
}
