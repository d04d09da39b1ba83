package dev.headgate.console.http;

import io.javalin.http.Context;

/**
 * What every answer tells browsers.
 *
 * @param secure whether they come over TLS, and shall go on to
 */
record SecurityHeaders(boolean secure) {

    /** Nothing from elsewhere, nothing inline, in no frame. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    void on(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("Vary", "Accept-Encoding")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Frame-Options", "DENY")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (secure) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
