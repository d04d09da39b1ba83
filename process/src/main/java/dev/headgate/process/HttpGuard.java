package dev.headgate.process;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;

/**
 * Who may ask a process over HTTP: not too often, never a web page, and where a token is set only who shows it. Thread-safe.
 */
final class HttpGuard {

    /** Requests of a monitoring system are a few a minute. */
    private static final int BURST = 100;

    private static final int PER_SECOND = 20;

    private final Optional<AccessToken> token;
    /** Of health alone: who asks for metrics all the time must not make a process look dead. */
    private final RateLimit open = new RateLimit(BURST, PER_SECOND, System::nanoTime);

    private final RateLimit others = new RateLimit(BURST, PER_SECOND, System::nanoTime);

    HttpGuard(Optional<AccessToken> token) {
        this.token = token;
    }

    /**
     * Why a request is not answered.
     *
     * @param status of HTTP
     * @param text what to do instead
     */
    record Refusal(int status, String text) {}

    /** What everybody may ask for, as health. */
    Optional<Refusal> open(HttpExchange exchange) {
        return tooOften(open).or(() -> ofAPage(exchange));
    }

    /** What only those may ask for who show the token, if one is set. */
    Optional<Refusal> guarded(HttpExchange exchange) {
        return tooOften(others)
                .or(() -> ofAPage(exchange))
                .or(() -> token.flatMap(expected -> unauthenticated(exchange, expected)));
    }

    /** What nobody may ask for where no token is set, as whatever changes something. */
    Optional<Refusal> closed(HttpExchange exchange) {
        return guarded(exchange)
                .or(() -> token.isPresent()
                        ? Optional.empty()
                        : Optional.of(new Refusal(403, "set http.token.file and start again to allow this")));
    }

    private static Optional<Refusal> tooOften(RateLimit limit) {
        return limit.admits()
                ? Optional.empty()
                : Optional.of(new Refusal(429, "too many requests, try again in a second"));
    }

    /** Browsers say where a page comes from that asks; nothing here is for pages. */
    private static Optional<Refusal> ofAPage(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("Origin")
                ? Optional.of(new Refusal(403, "no web page may ask this: a request with an Origin is refused"))
                : Optional.empty();
    }

    private static Optional<Refusal> unauthenticated(HttpExchange exchange, AccessToken expected) {
        String shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return expected.isShownBy(shown)
                ? Optional.empty()
                : Optional.of(new Refusal(401, "show the token of http.token.file: `Authorization: Bearer TOKEN`"));
    }
}
