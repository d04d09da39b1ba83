package dev.headgate.console.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.headgate.console.settings.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in by OpenID Connect, with an authorization code and PKCE, and knows who shows a token of the provider. The
 * provider is asked for its addresses when it is needed first, and again if it did not answer. Thread-safe.
 */
public final class Oidc {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);

    private final OidcSettings settings;
    private final Supplier<URI> callback;
    private final SignIns signIns;
    private Optional<Provider> provider = Optional.empty();

    /** What was found out about the provider, and how its tokens are checked. */
    private record Provider(OIDCProviderMetadata metadata, TokenCheck ofBearers, TokenCheck ofSignIns) {}

    /**
     * By these settings.
     *
     * @param callback where the provider sends people back to
     */
    public Oidc(OidcSettings settings, Supplier<URI> callback, Supplier<Instant> now) {
        this.settings = settings;
        this.callback = callback;
        this.signIns = new SignIns(now);
    }

    /**
     * Where to send a browser that wants to sign in.
     *
     * @param address the provider's page
     * @param state the value of a cookie that must come back with the answer
     */
    public record Way(URI address, String state) {}

    /** A sign-in that did not work; the message says why. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }

        Failure(String message, Exception cause) {
            super(message, cause);
        }
    }

    /**
     * Begins to sign somebody in.
     *
     * @param returnTo the page to show afterwards
     * @throws Failure if the provider does not answer
     */
    public Way begin(String returnTo) throws Failure {
        Provider known = provider();
        SignIns.Attempt attempt = signIns.begin(returnTo);
        URI address = new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE),
                        new Scope(settings.scopes().toArray(String[]::new)),
                        new ClientID(settings.clientId()),
                        callback.get())
                .endpointURI(known.metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Way(address, attempt.state());
    }

    /**
     * Somebody who has signed in.
     *
     * @param person who
     * @param returnTo the page to show
     */
    public record Known(Person person, String returnTo) {}

    /**
     * Ends a sign-in.
     *
     * @param answer the address that the provider sent the browser to
     * @param cookie the state that the browser kept
     * @throws Failure if it was not begun by this browser, or the provider does not say who it is
     */
    public Known finish(URI answer, Optional<String> cookie) throws Failure {
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
            String state = Optional.ofNullable(response.getState())
                    .map(State::getValue)
                    .orElse("");
            if (!cookie.filter(it -> Secrets.same(it, state)).isPresent()) {
                throw new Failure("this sign-in was not begun in this browser; begin it again");
            }
            SignIns.Attempt attempt = signIns.end(state)
                    .orElseThrow(
                            () -> new Failure("this sign-in was begun too long ago, or ended already; begin it again"));
            if (!response.indicatesSuccess()) {
                throw new Failure("the provider refuses: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            Provider known = provider();
            JWT idToken = idToken(known, response.toSuccessResponse().getAuthorizationCode(), attempt);
            JWTClaimsSet claims = known.ofSignIns().check(idToken);
            if (!Secrets.same(attempt.nonce(), String.valueOf(claims.getStringClaim("nonce")))) {
                throw new Failure("the provider's token is for another sign-in; begin it again");
            }
            return new Known(
                    Claims.person(claims, settings).orElseThrow(() -> new Failure(noRole())), attempt.returnTo());
        } catch (ParseException | java.text.ParseException | BadJOSEException | JOSEException | IOException e) {
            throw new Failure("the provider's answer cannot be used: " + e.getMessage(), e);
        }
    }

    /** Who shows this token; empty if it is none of the provider's, not for the console, expired, or gives no role. */
    public Optional<Person> bearer(String token) {
        if (token.chars().filter(one -> one == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            return Claims.person(provider().ofBearers().check(token), settings);
        } catch (Failure | BadJOSEException | JOSEException | java.text.ParseException e) {
            LOG.atDebug().log("a bearer token was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private JWT idToken(Provider known, AuthorizationCode code, SignIns.Attempt attempt)
            throws IOException, ParseException, Failure {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, callback.get(), new CodeVerifier(attempt.verifier()));
        ClientID client = new ClientID(settings.clientId());
        URI endpoint = known.metadata().getTokenEndpointURI();
        TokenRequest request = settings.clientSecret()
                .map(secret ->
                        new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, new Secret(secret)), grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
                .build();
        HTTPRequest http = request.toHTTPRequest();
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        TokenResponse response = OIDCTokenResponseParser.parse(http.send());
        if (!(response instanceof OIDCTokenResponse tokens)
                || tokens.getOIDCTokens().getIDToken() == null) {
            throw new Failure("the provider gave no token that says who it is");
        }
        return tokens.getOIDCTokens().getIDToken();
    }

    private synchronized Provider provider() throws Failure {
        if (provider.isEmpty()) {
            provider = Optional.of(discovered());
        }
        return provider.get();
    }

    private Provider discovered() throws Failure {
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            return new Provider(
                    metadata,
                    TokenCheck.by(metadata.getJWKSetURI(), settings.issuer(), settings.audience()),
                    TokenCheck.by(metadata.getJWKSetURI(), settings.issuer(), settings.clientId()));
        } catch (GeneralException | IOException e) {
            throw new Failure(
                    "the provider " + settings.issuer() + " does not say where it signs people in: " + e.getMessage(),
                    e);
        }
    }

    private String noRole() {
        return "the provider knows you, but gives no role here: none of the values of `" + settings.rolesClaim()
                + "` is among oidc.viewers, oidc.operators and oidc.approvers";
    }
}
