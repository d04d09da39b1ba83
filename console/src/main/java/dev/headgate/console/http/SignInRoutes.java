package dev.headgate.console.http;

import dev.headgate.console.access.Guard;
import dev.headgate.console.access.Identities;
import dev.headgate.console.access.Oidc;
import dev.headgate.console.access.Sessions;
import dev.headgate.console.access.Visit;
import dev.headgate.console.command.Audit;
import dev.headgate.console.command.SignInRequest;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in, by the link that was printed, by a token, or by a provider; and signing out. */
final class SignInRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);
    private static final String STATE_COOKIE = "headgate-sign-in";
    private static final int STATE_SECONDS = 600;
    private static final Pattern PAGE = Pattern.compile("/(?:[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*)?");

    private final Guard guard;
    private final Entry entry;
    private final Optional<Oidc> oidc;
    private final Sessions sessions;
    private final boolean secure;

    /**
     * The ways in.
     *
     * @param secure whether cookies are for TLS alone
     */
    SignInRoutes(Guard guard, Entry entry, Optional<Oidc> oidc, Sessions sessions, boolean secure) {
        this.guard = guard;
        this.entry = entry;
        this.oidc = oidc;
        this.sessions = sessions;
        this.secure = secure;
    }

    List<Route> all() {
        return List.of(
                Route.open("GET", "/login", this::byLink),
                Route.open("POST", "/login", this::byToken),
                Route.open("POST", "/logout", this::out),
                Route.open("GET", "/oidc/login", (context, caller) -> toProvider(context)),
                Route.open("GET", "/oidc/callback", this::fromProvider));
    }

    private void byLink(Context context, Caller caller) {
        String token = Optional.ofNullable(context.queryParam("token")).orElse("");
        context.header("Cache-Control", "no-store");
        if (token.isEmpty()) {
            redirect(context, "/");
        } else if (signedIn(context, caller, guard.signInByLink(caller.visit(), token))) {
            redirect(context, "/");
        }
    }

    private void byToken(Context context, Caller caller) throws Exception {
        context.header("Cache-Control", "no-store");
        if (!Commanding.isJson(context)) {
            Entry.problem(context, 415, "the body is not JSON", "Send Content-Type: application/json.");
            return;
        }
        String token = SignInRequest.read(context.bodyAsBytes()).token();
        if (signedIn(context, caller, guard.signIn(caller.visit(), token))) {
            context.status(204);
        }
    }

    private boolean signedIn(Context context, Caller caller, Guard.SignIn signIn) {
        signIn.refused().ifPresent(refused -> entry.refuse(context, caller.visit(), refused));
        signIn.begun().ifPresent(begun -> keep(context, caller, begun));
        return signIn.begun().isPresent();
    }

    private void out(Context context, Caller caller) {
        guard.signOut(caller.visit());
        context.cookie(cookie(Visit.SESSION_COOKIE, "", 0, SameSite.STRICT));
        context.status(204);
    }

    private void toProvider(Context context) {
        if (oidc.isEmpty()) {
            Entry.problem(
                    context, 404, "no provider", "Nobody signs in by OpenID Connect here: oidc.issuer is not set.");
            return;
        }
        String page = Optional.ofNullable(context.queryParam("page")).orElse("/");
        try {
            Oidc.Way way = oidc.get().begin(PAGE.matcher(page).matches() ? page : "/");
            context.cookie(cookie(STATE_COOKIE, way.state(), STATE_SECONDS, SameSite.LAX));
            redirect(context, way.address().toString());
        } catch (Oidc.Failure failure) {
            LOG.warn("nobody can sign in: {}", failure.getMessage());
            Entry.problem(context, 503, "the provider does not answer", String.valueOf(failure.getMessage()));
        }
    }

    private void fromProvider(Context context, Caller caller) {
        context.header("Cache-Control", "no-store");
        if (oidc.isEmpty()) {
            Entry.problem(
                    context, 404, "no provider", "Nobody signs in by OpenID Connect here: oidc.issuer is not set.");
            return;
        }
        String query = Optional.ofNullable(context.queryString()).orElse("");
        try {
            Oidc.Known known = oidc.get()
                    .finish(
                            URI.create("https://console/oidc/callback?" + query),
                            Optional.ofNullable(context.cookie(STATE_COOKIE)));
            context.cookie(cookie(STATE_COOKIE, "", 0, SameSite.LAX));
            if (signedIn(context, caller, guard.begin(known.person()))) {
                redirect(context, known.returnTo());
            }
        } catch (Oidc.Failure | IllegalArgumentException failure) {
            Audit.refused(
                    Optional.empty(),
                    caller.visit().address(),
                    "GET",
                    "/oidc/callback",
                    403,
                    String.valueOf(failure.getMessage()));
            Entry.problem(context, 403, "the sign-in did not work", String.valueOf(failure.getMessage()));
        }
    }

    private void keep(Context context, Caller caller, Identities.Begun begun) {
        Audit.signedIn(begun.person(), caller.visit().address());
        context.cookie(cookie(
                Visit.SESSION_COOKIE,
                begun.secret(),
                Math.toIntExact(sessions.lifetime().toSeconds()),
                SameSite.STRICT));
    }

    private Cookie cookie(String name, String value, int seconds, SameSite site) {
        return new Cookie(name, value, "/", seconds, secure, true, null, site);
    }

    private static void redirect(Context context, String address) {
        context.status(302).header("Location", address);
    }
}
