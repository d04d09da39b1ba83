/**
 * What an application puts on its class path to tell the gate about its requests. Recording never blocks and never
 * throws: requests are summed up in a bounded piece of memory that one background thread empties into Kafka each second;
 * what does not fit is counted and let go, since an application must not suffer from its own monitoring. The packages
 * below fit it to what an application may have: Micrometer, a servlet container, {@code java.net.http}.
 *
 * <pre>{@code
 * try (TelemetryClient telemetry = TelemetryClient.builder("shop", "2.4.1")
 *         .bootstrapServers("127.0.0.1:9092")
 *         .build()) {
 *     long begin = System.nanoTime();
 *     boolean success = serve(request);
 *     telemetry.record("checkout", Duration.ofNanos(System.nanoTime() - begin), success, request.id());
 * }
 * }</pre>
 */
@NullMarked
package dev.headgate.telemetry;

import org.jspecify.annotations.NullMarked;
