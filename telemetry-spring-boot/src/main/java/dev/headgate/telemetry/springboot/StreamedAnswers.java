package dev.headgate.telemetry.springboot;

import dev.headgate.telemetry.TelemetryClient;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import java.util.function.Predicate;
import org.springframework.util.ClassUtils;

/**
 * Tells answers that may take as long as they like while they are under way: event streams, and paths that are named as
 * streaming. Only of servlets; elsewhere nothing is known before the answer's end.
 */
final class StreamedAnswers implements Predicate<Observation.Context> {

    private static final boolean SERVLETS =
            ClassUtils.isPresent("jakarta.servlet.http.HttpServletResponse", StreamedAnswers.class.getClassLoader());

    private final TelemetryClient client;

    StreamedAnswers(TelemetryClient client) {
        this.client = client;
    }

    @Override
    public boolean test(Observation.Context context) {
        return SERVLETS
                && context instanceof RequestReplyReceiverContext<?, ?> exchange
                && ServletExchange.streams(client, exchange.getCarrier(), exchange.getResponse());
    }
}
