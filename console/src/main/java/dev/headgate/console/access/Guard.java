package dev.headgate.console.access;

import dev.headgate.console.access.Admission.Admitted;
import dev.headgate.console.access.Admission.Refused;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets requests in or refuses them: by the name they ask for, the page they come from, who they are, how often they come, the
 * session's own secret, and roles; in this order. Thread-safe.
 */
public final class Guard {

    private static final int REQUESTS_BURST = 300;
    private static final int REQUESTS_PER_SECOND = 50;
    private static final int FAILURES_BURST = 10;
    private static final int FAILURES_PER_SECOND = 1;

    private final Supplier<Places> places;
    private final Identities identities;
    private final Limits requests;
    private final Limits failures;

    /**
     * A guard.
     *
     * @param places where the console is found, once it listens
     * @param nanos a clock that never goes back
     */
    public Guard(Supplier<Places> places, Identities identities, LongSupplier nanos) {
        this.places = places;
        this.identities = identities;
        this.requests = new Limits(REQUESTS_BURST, REQUESTS_PER_SECOND, nanos);
        this.failures = new Limits(FAILURES_BURST, FAILURES_PER_SECOND, nanos);
    }

    /**
     * Lets a request in or refuses it.
     *
     * @param roles of which one is needed; none if everybody may
     */
    public Admission admit(Visit visit, Set<Role> roles) {
        Optional<Refused> wrongPlace = wrongPlace(visit);
        if (wrongPlace.isPresent()) {
            return wrongPlace.get();
        }
        return roles.isEmpty() ? anybody(visit) : somebody(visit, roles);
    }

    /** Lets anybody in who does not come too often, whatever host is asked for. */
    public Admission admitUnderAnyName(Visit visit) {
        return anybody(visit);
    }

    /**
     * Begins a session with the link that was printed at start.
     *
     * @return the session, or why there is none
     */
    public SignIn signInByLink(Visit visit, String token) {
        return signIn(
                visit,
                identities::signInByLink,
                token,
                "this link lets nobody in",
                "It is unknown, was used already, or is too old. The console prints a new link when it is started; a token of"
                        + " tokens.file is typed into the page, never put into an address.");
    }

    /**
     * Begins a session with a token.
     *
     * @return the session, or why there is none
     */
    public SignIn signIn(Visit visit, String token) {
        return signIn(
                visit,
                identities::signIn,
                token,
                "this token lets nobody in",
                "It is unknown, was used already, or is too old. The console prints a new link when it is started; tokens"
                        + " stand in tokens.file.");
    }

    private SignIn signIn(
            Visit visit, Function<String, Optional<Identities.Begun>> way, String token, String title, String detail) {
        Optional<Refused> tooOften = tooManyFailures(visit);
        if (tooOften.isPresent()) {
            return new SignIn(Optional.empty(), tooOften);
        }
        Optional<Identities.Begun> begun = way.apply(token);
        return begun.isPresent()
                ? new SignIn(begun, Optional.empty())
                : new SignIn(Optional.empty(), Optional.of(failed(visit, title, detail)));
    }

    /**
     * Begins a session of somebody whom a provider knows.
     *
     * @return the session, or why there is none
     */
    public SignIn begin(Person person) {
        return identities.namedByFile(person)
                ? new SignIn(
                        Optional.empty(),
                        Optional.of(new Refused(
                                403,
                                "this name is another's",
                                "The provider gives the name " + person.name()
                                        + ", which stands in tokens.file. Sign in by"
                                        + " that token, or have one of the two named otherwise.",
                                Optional.of(person))))
                : new SignIn(Optional.of(identities.begin(person, Optional.empty())), Optional.empty());
    }

    /** Ends the session of a request. */
    public void signOut(Visit visit) {
        visit.session().ifPresent(identities::signOut);
    }

    /**
     * What became of signing in.
     *
     * @param begun the session
     * @param refused why there is none
     */
    public record SignIn(Optional<Identities.Begun> begun, Optional<Refused> refused) {}

    private Optional<Refused> wrongPlace(Visit visit) {
        Places own = places.get();
        String host = visit.host().orElse("");
        if (!own.isHost(host)) {
            return Optional.of(Refused.of(
                    421,
                    "not the console's name",
                    "The request was for a host that is not the console's. Use the address that it printed, or set"
                            + " public.url to the one that browsers use."));
        }
        boolean foreign = visit.origin().filter(origin -> !own.isOrigin(origin)).isPresent();
        return foreign && !visit.safe()
                ? Optional.of(Refused.of(
                        403,
                        "another site's page",
                        "Only the console's own page may change something. Programs send no Origin."))
                : Optional.empty();
    }

    /** Open to everybody; a session is found if there is one, so that it can be ended. */
    private Admission anybody(Visit visit) {
        Optional<Session> session = visit.session().flatMap(identities::session);
        return requests.of("address " + visit.address()).admits()
                ? new Admitted(session.map(Session::person), session)
                : tooOften(session.map(Session::person));
    }

    private Admission somebody(Visit visit, Set<Role> roles) {
        Optional<String> token = visit.bearer();
        if (token.isPresent()) {
            Optional<Refused> tooMany = tooManyFailures(visit);
            if (tooMany.isPresent()) {
                return tooMany.get();
            }
            Optional<Person> person = identities.bearer(token.get());
            return person.isPresent()
                    ? known(person.get(), Optional.empty(), roles)
                    : failed(
                            visit,
                            "this token is not known",
                            "Show one of tokens.file, or one of the provider's that is for the console and has not"
                                    + " expired: `Authorization: Bearer TOKEN`.");
        }
        Optional<Session> session = visit.session().flatMap(identities::session);
        if (session.isEmpty()) {
            return Refused.of(
                    401,
                    "nobody is signed in",
                    "Open the link that the console printed, sign in, or send `Authorization: Bearer TOKEN`.");
        }
        if (!visit.safe()
                && !visit.csrf()
                        .filter(it -> Secrets.same(it, session.get().csrf()))
                        .isPresent()) {
            return new Refused(
                    403,
                    "the session's own secret is missing or wrong",
                    "Send the header " + Visit.CSRF_HEADER + " with `you.csrf` of /api/v1/status.",
                    Optional.of(session.get().person()));
        }
        return known(session.get().person(), session, roles);
    }

    private Admission known(Person person, Optional<Session> session, Set<Role> roles) {
        if (!requests.of("person " + person.name()).admits()) {
            return tooOften(Optional.of(person));
        }
        return roles.stream().anyMatch(person::may)
                ? new Admitted(Optional.of(person), session)
                : new Refused(403, "not allowed", missing(person, roles), Optional.of(person));
    }

    /** Why somebody may not do what one of these roles may. */
    public static String missing(Person person, Set<Role> roles) {
        return person.name() + " has not the role "
                + roles.stream().sorted().map(Role::wireName).collect(Collectors.joining(" or "))
                + "; tokens.file or the provider's claim gives it.";
    }

    private Refused tooOften(Optional<Person> person) {
        return new Refused(
                429,
                "too many requests",
                "At most " + REQUESTS_PER_SECOND + " a second; try again in a second.",
                person);
    }

    private Refused failed(Visit visit, String title, String detail) {
        failures.of(visit.address()).admits();
        return Refused.of(401, title, detail);
    }

    private Optional<Refused> tooManyFailures(Visit visit) {
        return failures.of(visit.address()).wouldAdmit()
                ? Optional.empty()
                : Optional.of(Refused.of(
                        429,
                        "too many tokens that are not known",
                        "Nobody is let in from this address for a moment; try again in some seconds."));
    }
}
