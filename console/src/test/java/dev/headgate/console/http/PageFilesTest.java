package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {

    @TempDir
    Path directory;

    private TestConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/lit-html/lit-html.js",
                "/lib/lit-html/directives/repeat.js",
                "/lib/uplot/dist/uPlot.esm.js",
                "/lib/uplot/dist/uPlot.min.css"
            })
    void librariesAreAskedForAgainUnlessTheirVersionIsNamed(String path) {
        RawAnswer answer = get(path, Map.of());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-cache");
        assertThat(answer.header("Content-Type").orElse(""))
                .startsWith(path.endsWith(".css") ? "text/css" : "text/javascript");
        RawAnswer known =
                get(path, Map.of("If-None-Match", answer.header("ETag").orElseThrow()));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
    }

    @Test
    void aLibraryUnderItsVersionNeverChanges() {
        assertThat(get("/lib/uplot/1.6.30/dist/uPlot.esm.js", Map.of()).header("Cache-Control"))
                .contains("public, max-age=31536000, immutable");
        assertThat(get("/lib/uplot/1.0.0/dist/uPlot.esm.js", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void whoeverCanReadCompressedFilesGetsThem() {
        RawAnswer plain = get("/lib/uplot/dist/uPlot.esm.js", Map.of());
        RawAnswer compressed = get("/lib/uplot/dist/uPlot.esm.js", Map.of("Accept-Encoding", "gzip"));

        assertThat(compressed.header("Content-Encoding")).contains("gzip");
        assertThat(compressed.header("Vary").orElse("")).containsIgnoringCase("accept-encoding");
        assertThat(plain.body().length()).isGreaterThan(50_000);
        assertThat(compressed.header("ETag")).isEqualTo(plain.header("ETag"));
    }

    @Test
    void whatIsTheSameIsNotSentAgain() {
        ExampleLog log = ExampleLog.of(console.model);
        Map<String, String> headers = new HashMap<>(TestConsole.bearer(TestConsole.VIEWER));
        RawAnswer first = get("/api/v1/rollouts", headers);
        headers.put("If-None-Match", first.header("ETag").orElseThrow());

        assertThat(get("/api/v1/rollouts", headers).status()).isEqualTo(304);
        log.append(TopicCatalogue.GATE_ROLLOUTS, "shop", ExampleLog.state("another"));
        assertThat(get("/api/v1/rollouts", headers).status()).isEqualTo(200);
    }

    @Test
    void theDescriptionAndTheSchemasAreServedSideBySide() {
        assertThat(get("/api/v1/openapi.yaml", Map.of()).body()).startsWith("openapi: 3.1");
        assertThat(get("/api/v1/schemas/decision.schema.json", Map.of()).body()).contains("\"title\": \"Decision\"");
        assertThat(get("/api/v1/schemas/nothing.schema.json", Map.of()).status())
                .isEqualTo(404);
        assertThat(get("/api/v1/schemas/..%2fopenapi.yaml", Map.of()).status()).isIn(400, 404);
    }

    @Test
    void metersCanBeScraped() {
        get("/api/v1/status", TestConsole.bearer(TestConsole.VIEWER));

        assertThat(get("/metrics", Map.of()).body())
                .contains(
                        "headgate_console_requests_seconds_count{method=\"GET\",route=\"/api/v1/status\",status=\"200\"}")
                .contains("headgate_console_feed_behind");
    }

    private RawAnswer get(String path, Map<String, String> headers) {
        return console.client.send("GET", path, headers, "");
    }
}
