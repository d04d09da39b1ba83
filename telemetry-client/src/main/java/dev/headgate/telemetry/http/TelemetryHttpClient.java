package dev.headgate.telemetry.http;

import dev.headgate.telemetry.Request;
import dev.headgate.telemetry.TelemetryClient;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Another {@link HttpClient} with its calls recorded: from sending until the body handler has its body; an error is an
 * exception, a time-out among them, or a status from 500 on. A call that its caller cancels or is interrupted in is not
 * counted. WebSockets are not recorded. From Java 21 on closing it closes the other client. Thread-safe.
 */
public final class TelemetryHttpClient extends HttpClient {

    private static final int FIRST_SERVER_ERROR = 500;

    private final HttpClient other;
    private final TelemetryClient telemetry;
    private final Function<HttpRequest, String> naming;

    /** With method and host as operation: {@code GET payments.internal}. */
    public TelemetryHttpClient(HttpClient other, TelemetryClient telemetry) {
        this(other, telemetry, TelemetryHttpClient::methodAndHost);
    }

    /**
     * With a function that names the operation.
     *
     * @param naming must not return what is different for each request, such as a path with an id in it
     */
    public TelemetryHttpClient(HttpClient other, TelemetryClient telemetry, Function<HttpRequest, String> naming) {
        this.other = other;
        this.telemetry = telemetry;
        this.naming = naming;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> bodyHandler)
            throws IOException, InterruptedException {
        Request call = begin(request);
        try {
            HttpResponse<T> response = other.send(request, bodyHandler);
            call.end(isSuccess(response));
            return response;
        } catch (InterruptedException e) {
            call.forget();
            throw e;
        } finally {
            // Does nothing where it is over already: this is for exceptions.
            call.end(false);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> bodyHandler) {
        Request call = begin(request);
        return recorded(call, () -> other.sendAsync(request, bodyHandler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> bodyHandler, PushPromiseHandler<T> pushPromiseHandler) {
        Request call = begin(request);
        return recorded(call, () -> other.sendAsync(request, bodyHandler, pushPromiseHandler));
    }

    /** The other client's own future is returned: cancelling one made of it would not cancel the call. */
    private static <T> CompletableFuture<HttpResponse<T>> recorded(
            Request call, Supplier<CompletableFuture<HttpResponse<T>>> sending) {
        boolean begun = false;
        try {
            CompletableFuture<HttpResponse<T>> future = sending.get();
            begun = true;
            var unused = future.whenComplete((response, failure) -> {
                if (failure instanceof CancellationException) {
                    call.forget();
                } else {
                    call.end(failure == null && isSuccess(response));
                }
            });
            return future;
        } finally {
            if (!begun) {
                call.forget();
            }
        }
    }

    private Request begin(HttpRequest request) {
        return telemetry.begin(telemetry.named(() -> naming.apply(request), request.method()));
    }

    /** Closes the other client, which waits for its calls. Before Java 21 clients cannot be closed, and nothing happens. */
    public void close() {
        if (other instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("the other client did not close", e);
            }
        }
    }

    private static boolean isSuccess(HttpResponse<?> response) {
        return response.statusCode() < FIRST_SERVER_ERROR;
    }

    private static String methodAndHost(HttpRequest request) {
        return request.method() + " "
                + Optional.ofNullable(request.uri().getHost()).orElse("unknown");
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return other.newWebSocketBuilder();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return other.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return other.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return other.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return other.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return other.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return other.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return other.authenticator();
    }

    @Override
    public Version version() {
        return other.version();
    }

    @Override
    public Optional<Executor> executor() {
        return other.executor();
    }
}
