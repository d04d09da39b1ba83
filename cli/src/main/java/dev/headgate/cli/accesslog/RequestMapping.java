package dev.headgate.cli.accesslog;

import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.util.Optional;

/**
 * Makes events of logged requests. Immutable.
 *
 * @param service the service
 * @param backend the only HAProxy backend that counts; empty for all
 * @param versions which version a server runs
 * @param operations which operation a request is
 * @param errorStatus the first HTTP status that means an error
 * @param abandoned what a request is that its client gave up; empty to leave it out
 */
public record RequestMapping(
        String service,
        Optional<String> backend,
        ServerVersions versions,
        Operations operations,
        int errorStatus,
        Optional<Outcome> abandoned) {

    /** What becomes of a logged request. */
    sealed interface Mapped {}

    /**
     * It is an event.
     *
     * @param event the event
     */
    record Counts(RequestEvent event) implements Mapped {}

    /**
     * It is none.
     *
     * @param why the reason
     * @param what the server or backend that the reason speaks of
     */
    record LeftOut(Why why, String what) implements Mapped {}

    /** Why a request is no event. */
    enum Why {
        /** Of another backend. */
        ANOTHER_BACKEND("of other backends"),
        /** The proxy answered it without a server, so that it belongs to no version. */
        NO_SERVER("answered by no server"),
        /** Of a server whose version nobody told. */
        UNKNOWN_SERVER("of servers without a version"),
        /** Its client gave it up, and such are left out. */
        ABANDONED("given up by clients");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Mapped of(LoggedRequest request) {
        if (backend.isPresent() && !backend.equals(request.backend())) {
            return new LeftOut(Why.ANOTHER_BACKEND, request.backend().orElse(""));
        }
        if (request.server().isEmpty()) {
            return new LeftOut(Why.NO_SERVER, "");
        }
        Optional<String> version = versions.of(request.server().get());
        if (version.isEmpty()) {
            return new LeftOut(Why.UNKNOWN_SERVER, request.server().get());
        }
        return outcome(request)
                .<Mapped>map(outcome -> new Counts(event(request, version.get(), outcome)))
                .orElseGet(() -> new LeftOut(Why.ABANDONED, ""));
    }

    private Optional<Outcome> outcome(LoggedRequest request) {
        return switch (request.end()) {
            case ABANDONED -> abandoned;
            case FAILED -> Optional.of(Outcome.ERROR);
            case ANSWERED -> Optional.of(request.status() >= errorStatus ? Outcome.ERROR : Outcome.SUCCESS);
        };
    }

    private RequestEvent event(LoggedRequest request, String version, Outcome outcome) {
        return new RequestEvent(
                service,
                version,
                operations.of(request.method(), request.path()),
                Labels.NONE,
                request.completedAtMillis(),
                request.latencyMicros(),
                outcome,
                request.requestId().filter(id -> id.length() <= TelemetryLimits.TEXT_LENGTH));
    }
}
