package dev.headgate.telemetry.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.telemetry.Published;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter in a real Tomcat. */
class TelemetryFilterTest {

    private final Published published = new Published();
    private final HttpClient http = HttpClient.newHttpClient();
    private Tomcat tomcat = new Tomcat();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        published.close();
    }

    @Test
    void recordsByMethodAndMappingAndNeverByPath() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of());

        get("/orders/17");
        get("/orders/18");
        get("/");

        assertThat(published.countsAfter(3)).isEqualTo(Map.of("GET /orders/*", "2/0", "GET /", "1/0"));
    }

    @Test
    void aStatusFrom500OnAndAnExceptionAreErrorsAnd404IsNone() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of());

        get("/orders/17?status=404");
        get("/orders/17?status=503");
        get("/orders/17?throw=true");

        assertThat(published.countsAfter(3)).isEqualTo(Map.of("GET /orders/*", "3/2"));
    }

    @Test
    void anAsynchronousAnswerIsRecordedWhenItIsComplete() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of());

        get("/orders/17?async=complete&millis=60");
        get("/orders/17?async=complete&status=500");
        get("/orders/17?async=dispatch");

        await().until(() -> published.client().recorded() == 3);
        Published.Sum sum = published.afterClose().get("GET /orders/*");
        assertThat(sum.requests()).isEqualTo(3);
        assertThat(sum.errors()).isEqualTo(1);
        assertThat(sum.latencyMicros()).isGreaterThan(60_000);
    }

    @Test
    void anAsynchronousAnswerThatNeverComesIsAnErrorWhenTheContainerGivesItUp() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of());

        assertThat(get("/orders/17?async=never")).isEqualTo(500);

        assertThat(published.countsAfter(1)).isEqualTo(Map.of("GET /orders/*", "1/1"));
    }

    @Test
    void theInitParameterNamesTheOperation() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of(TelemetryFilter.OPERATION, "api"));

        get("/orders/17");

        assertThat(published.countsAfter(1)).isEqualTo(Map.of("api", "1/0"));
    }

    @Test
    void aFunctionNamesTheOperation() throws Exception {
        start(new TelemetryFilter(published.client(), HttpServletRequest::getServletPath), Map.of());

        get("/orders/17");

        assertThat(published.countsAfter(1)).isEqualTo(Map.of("/orders", "1/0"));
    }

    @Test
    void aFunctionThatThrowsFailsNoRequestAndIsCounted() throws Exception {
        HttpServletRequest[] seen = new HttpServletRequest[1];
        start(
                new TelemetryFilter(published.client(), http -> {
                    seen[0] = http;
                    throw new IllegalStateException("no such attribute");
                }),
                Map.of());

        assertThat(get("/orders/17")).isEqualTo(200);

        assertThat(seen[0]).isNotNull();
        assertThat(published.countsAfter(1)).isEqualTo(Map.of("GET", "1/0"));
        assertThat(published.client().unnamed()).isEqualTo(2);
    }

    @Test
    void healthProbesAreLeftOut() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of());

        get("/actuator/health");
        get("/health");
        get("/orders/17");

        assertThat(published.countsAfter(1)).isEqualTo(Map.of("GET /orders/*", "1/0"));
        assertThat(published.client().excluded()).isEqualTo(2);
    }

    @Test
    void anEventStreamThatLastsIsNoError() throws Exception {
        Published patient = new Published(builder -> builder.requestTimeout(Duration.ofMillis(1)));
        start(new TelemetryFilter(patient.client()), Map.of());

        get("/orders/17?type=text/event-stream&async=complete&millis=500");

        assertThat(patient.countsAfter(1)).isEqualTo(Map.of("GET /orders/*", "1/0"));
        assertThat(patient.client().timedOut()).isZero();
    }

    @Test
    void whatIsNamedAsStreamingMayBeGivenUpByTheContainer() throws Exception {
        Published patient = new Published(builder -> builder.streaming(List.of("/orders/**")));
        start(new TelemetryFilter(patient.client()), Map.of());

        get("/orders/17?async=never");

        assertThat(patient.countsAfter(1)).isEqualTo(Map.of("GET /orders/*", "1/0"));
    }

    @Test
    void anAnswerOfAnotherTypeThatLastsIsAnError() throws Exception {
        Published impatient = new Published(builder -> builder.requestTimeout(Duration.ofMillis(1)));
        start(new TelemetryFilter(impatient.client()), Map.of());

        get("/orders/17?type=text/plain&async=complete&millis=500");

        assertThat(impatient.countsAfter(1)).isEqualTo(Map.of("GET /orders/*", "1/1"));
        assertThat(impatient.client().timedOut()).isEqualTo(1);
    }

    @Test
    void takesTheFinerPatternOfSpringsDispatcherWhereThereIsOne() throws Exception {
        start(new TelemetryFilter(published.client()), Map.of());

        get("/orders/17?pattern=/orders/{id}");

        assertThat(published.countsAfter(1)).isEqualTo(Map.of("GET /orders/{id}", "1/0"));
    }

    @Test
    void makesAndClosesAClientOfItsOwnByTheSettings() throws Exception {
        Map<String, String> settings = Map.of(
                "headgate.bootstrap-servers", "127.0.0.1:1", "headgate.service", "shop", "headgate.version", "1");
        settings.forEach(System::setProperty);
        try {
            start(new TelemetryFilter(), Map.of());

            assertThat(get("/orders/17")).isEqualTo(200);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("headgate-telemetry"))
                    .hasSize(2);
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    private void start(Filter filter, Map<String, String> parameters) throws Exception {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", directory.toString());
        FilterDef definition = new FilterDef();
        definition.setFilterName("telemetry");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        parameters.forEach(definition::addInitParameter);
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("telemetry");
        map.addURLPattern("/*");
        context.addFilterMap(map);
        serve(context, "orders", "/orders/*");
        serve(context, "root", "/");
        tomcat.start();
    }

    private static void serve(Context context, String name, String pattern) {
        Wrapper wrapper = Tomcat.addServlet(context, name, new Orders());
        wrapper.setAsyncSupported(true);
        wrapper.addMapping(pattern);
    }

    private int get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort()
                + path.replace("{", "%7B").replace("}", "%7D"));
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Does what the query asks for. */
    private static final class Orders extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getParameter("type") != null) {
                response.setContentType(request.getParameter("type"));
            }
            String status = parameter(request, "status", "200");
            response.setStatus(Integer.parseInt(status));
            if (request.getParameter("throw") != null) {
                throw new IOException("thrown on purpose");
            }
            if (request.getParameter("pattern") != null) {
                request.setAttribute(
                        "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern",
                        request.getParameter("pattern"));
            }
            switch (parameter(request, "async", "no")) {
                case "complete" -> completeLater(request);
                case "dispatch" -> dispatchLater(request);
                case "never" -> request.startAsync().setTimeout(50);
                default -> response.getWriter().write("ok");
            }
        }

        private static void completeLater(HttpServletRequest request) {
            AsyncContext context = request.startAsync();
            long until = System.nanoTime() + 1_000_000 * Long.parseLong(parameter(request, "millis", "0"));
            context.start(() -> {
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                context.complete();
            });
        }

        private static void dispatchLater(HttpServletRequest request) {
            if (request.getAttribute("dispatched") == null) {
                request.setAttribute("dispatched", true);
                AsyncContext context = request.startAsync();
                context.start(context::dispatch);
            }
        }

        private static String parameter(HttpServletRequest request, String name, String otherwise) {
            String value = request.getParameter(name);
            return value == null ? otherwise : value;
        }
    }
}
