package dev.headgate.console.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;

/**
 * Checks that a token was signed by the provider, with a public key's algorithm, for the console, and has not expired. Keys
 * are read from the provider when they are needed and kept for some minutes. Thread-safe.
 */
final class TokenCheck {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LARGEST_KEY_SET = 200_000;

    /** Those of public keys: a shared secret, or none, never proves anything here. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private TokenCheck() {}

    static TokenCheck by(URI keys, String issuer, String audience) throws MalformedURLException {
        TokenCheck check = new TokenCheck();
        var source = JWKSourceBuilder.<SecurityContext>create(
                        keys.toURL(), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET))
                .retrying(true)
                .build();
        check.processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        check.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        check.processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
        return check;
    }

    JWTClaimsSet check(String token) throws ParseException, BadJOSEException, JOSEException {
        return processor.process(token, null);
    }

    JWTClaimsSet check(JWT token) throws BadJOSEException, JOSEException {
        return processor.process(token, null);
    }
}
