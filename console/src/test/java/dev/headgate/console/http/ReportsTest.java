package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.report.Reports;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports and badges, as a browser or a pipeline gets them. */
class ReportsTest {

    private static final String REPORT = "/api/v1/rollouts/" + ExampleLog.ROLLOUT + "/report";

    @TempDir
    Path directory;

    private TestConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        ExampleLog.of(console.model);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void aPageComesWithTheStyleThatItBringsAndNothingElse() {
        RawAnswer answer = console.get(REPORT, TestConsole.VIEWER);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("")).contains("text/html");
        assertThat(answer.header("Content-Security-Policy")).contains(Reports.CONTENT_SECURITY_POLICY);
        assertThat(answer.body()).startsWith("<!doctype html>").doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource({"markdown, text/markdown", "json, application/json"})
    void otherFormatsAreAskedFor(String format, String mediaType) {
        for (String path : new String[] {REPORT, "/api/v1/services/shop/report", "/api/v1/report"}) {
            RawAnswer answer = console.get(path + "?format=" + format, TestConsole.VIEWER);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.header("Content-Type").orElse("")).contains(mediaType);
            assertThat(answer.body()).contains("shop");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REPORT + "?format=pdf",
                "/api/v1/report?period=yesterday",
                "/api/v1/services/shop/report?period=2026-13",
                "/api/v1/services/shop/badge.svg?of=weather"
            })
    void whatCannotBeUnderstoodIsToldAsAProblem(String path) {
        assertThat(console.get(path, TestConsole.VIEWER).status()).isEqualTo(400);
    }

    @Test
    void anUnknownRolloutHasNoReport() {
        assertThat(console.get("/api/v1/rollouts/nobody/report", TestConsole.VIEWER)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgain() {
        String tag = console.get(REPORT, TestConsole.VIEWER).header("ETag").orElseThrow();

        RawAnswer again = console.client.send(
                "GET", REPORT, Map.of("Authorization", "Bearer " + TestConsole.VIEWER, "If-None-Match", tag), "");

        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void badgesAreForThoseWhoMayLook() {
        RawAnswer answer = console.get("/api/v1/services/shop/badge.svg", TestConsole.VIEWER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("")).contains("image/svg+xml");
        assertThat(answer.body()).contains("<title>shop: live ");
        assertThat(console.get("/api/v1/services/shop/badge.svg", "").status()).isEqualTo(401);
    }

    @Test
    void publicBadgesNeedNoRole() {
        assertThat(new ReportRoutes(console.model, true, console.now::get)
                        .all().stream().filter(route -> route.roles().isEmpty()).map(Route::path))
                .containsExactly("/api/v1/services/{service}/badge.svg");
    }
}
