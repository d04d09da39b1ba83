package dev.headgate.console.access;

import java.util.Optional;

/** Who shows which secret: what was printed at start, tokens of a file, tokens of a provider, sessions. Thread-safe. */
public final class Identities {

    private final OneTimeToken oneTime;
    private final Person whoStarted;
    private final Optional<TokenFile> tokens;
    private final Optional<Oidc> oidc;
    private final Sessions sessions;

    /**
     * These ways and no other.
     *
     * @param oneTime lets in {@code whoStarted}
     * @param whoStarted who started the console
     * @param tokens of people and pipelines
     * @param oidc the provider
     */
    public Identities(
            OneTimeToken oneTime,
            Person whoStarted,
            Optional<TokenFile> tokens,
            Optional<Oidc> oidc,
            Sessions sessions) {
        this.oneTime = oneTime;
        this.whoStarted = whoStarted;
        this.tokens = tokens;
        this.oidc = oidc;
        this.sessions = sessions;
    }

    /** Who shows this token with a request. */
    Optional<Person> bearer(String token) {
        return tokens.flatMap(file -> file.person(token))
                .or(() -> oidc.flatMap(provider -> provider.bearer(token)).filter(person -> !namedByFile(person)));
    }

    /**
     * Whether a provider gives somebody a name that a token of the file gives: who may choose a name there must not speak as
     * the one whom the file means.
     */
    boolean namedByFile(Person person) {
        return person.proof() == Person.Proof.OIDC
                && tokens.filter(file -> file.names(person.name())).isPresent();
    }

    /** A session, unless it began with a token or a name that does not count any more; with the roles that the token has now. */
    Optional<Session> session(String secret) {
        return sessions.find(secret)
                .filter(session -> !namedByFile(session.person()))
                .flatMap(session -> session.tokenHash()
                        .map(hash -> tokens.flatMap(file -> file.personOfHash(hash))
                                .map(person ->
                                        new Session(person, session.csrf(), session.until(), session.tokenHash())))
                        .orElse(Optional.of(session)));
    }

    /**
     * Begins a session with what was printed at start, and with nothing else: an address stands in logs and histories, and
     * another site may lead to it.
     *
     * @return the cookie's value and who it is; empty if it is not that
     */
    Optional<Begun> signInByLink(String token) {
        return oneTime.use(token) ? Optional.of(begin(whoStarted, Optional.empty())) : Optional.empty();
    }

    /**
     * Begins a session with what was printed at start, or with a token of the file.
     *
     * @return the cookie's value and who it is; empty if nobody known shows it
     */
    Optional<Begun> signIn(String token) {
        String hash = Secrets.sha256(token);
        return signInByLink(token)
                .or(() -> tokens.flatMap(file -> file.personOfHash(hash))
                        .map(person -> begin(person, Optional.of(hash))));
    }

    Begun begin(Person person, Optional<String> tokenHash) {
        return new Begun(sessions.begin(person, tokenHash), person);
    }

    void signOut(String secret) {
        sessions.end(secret);
    }

    /**
     * A session that has begun.
     *
     * @param secret the cookie's value
     * @param person whose
     */
    public record Begun(String secret, Person person) {
        @Override
        public String toString() {
            return "session of " + person.name();
        }
    }
}
