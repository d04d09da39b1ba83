package dev.headgate.processor.otlp;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records of histograms at times that are given, which no SDK can be told. */
public final class OtlpHistograms {

    private OtlpHistograms() {}

    /** Requests of shop 2.4.1 that all took 50 ms. */
    public static byte[] explicit(Instant end, Duration interval, int requests, List<Double> bounds) {
        HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(SdkSpans.nanos(end.minus(interval)))
                .setTimeUnixNano(SdkSpans.nanos(end))
                .setCount(requests)
                .setSum(0.05 * requests)
                .addAllExplicitBounds(bounds)
                .addBucketCounts(requests)
                .addAttributes(OtlpSpansTest.attribute("http.route", "/orders"));
        bounds.forEach(bound -> point.addBucketCounts(0));
        return OtlpMetricsTest.explicit(point.build());
    }
}
