package dev.headgate.telemetry.micrometer;

import dev.headgate.telemetry.Request;
import dev.headgate.telemetry.TelemetryClient;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Records what is observed as an HTTP server's request: operation from the low-cardinality keys {@code method} and
 * {@code uri}, which frameworks fill with the pattern; an error from 500 on, or where there is no status, if the observation
 * has an error. Left out are paths and patterns that the client {@linkplain TelemetryClient#excludes excludes}, by default
 * those of health probes. A request under way for too long is an error at that moment, under the operation known when it began.
 * Thread-safe.
 *
 * <pre>{@code
 * observationRegistry.observationConfig().observationHandler(new RequestObservationHandler(telemetry));
 * }</pre>
 */
public final class RequestObservationHandler implements ObservationHandler<Observation.Context> {

    /** What Spring and others name the observation of a request that they answer. */
    public static final String HTTP_SERVER_REQUESTS = "http.server.requests";

    private final TelemetryClient client;
    private final Set<String> names;
    private final Predicate<Observation.Context> streaming;

    /** For observations named {@value #HTTP_SERVER_REQUESTS}. */
    public RequestObservationHandler(TelemetryClient client) {
        this(client, Set.of(HTTP_SERVER_REQUESTS));
    }

    /** For observations of these names. */
    public RequestObservationHandler(TelemetryClient client, Set<String> names) {
        this(client, names, context -> false);
    }

    /**
     * For observations of these names, of which some are of answers that may take as long as they like.
     *
     * @param streaming asked of one that is late, by a thread of the client's
     */
    public RequestObservationHandler(
            TelemetryClient client, Set<String> names, Predicate<Observation.Context> streaming) {
        this.client = client;
        this.names = Set.copyOf(names);
        this.streaming = streaming;
    }

    /** Every context: its name is given only afterwards. */
    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public void onStart(Observation.Context context) {
        String name = context.getName();
        if (name != null && names.contains(name)) {
            Request request = client.begin(operation(context));
            request.patience(() -> streaming.test(context) || mayTakeLong(context));
            context.put(Request.class, request);
        }
    }

    @Override
    public void onStop(Observation.Context context) {
        Request request = context.get(Request.class);
        if (request != null && value(context, "uri").filter(client::excludes).isPresent()) {
            request.forget();
            client.leaveOut();
        } else if (request != null) {
            request.operation(operation(context));
            request.end(HttpTags.success(key -> value(context, key), context.getError() != null));
        }
    }

    /** What is left out is no error either while it is under way. */
    private boolean mayTakeLong(Observation.Context context) {
        return value(context, "uri")
                .filter(uri -> client.streams(uri) || client.excludes(uri))
                .isPresent();
    }

    private static String operation(Observation.Context context) {
        String otherwise = Objects.requireNonNullElse(context.getName(), HTTP_SERVER_REQUESTS);
        return HttpTags.operation(key -> value(context, key), otherwise);
    }

    private static Optional<String> value(Observation.Context context, String key) {
        return Optional.ofNullable(context.getLowCardinalityKeyValue(key)).map(KeyValue::getValue);
    }
}
