package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.access.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be asked for, by each role and by nobody. */
class RolesTest {

    private static final String ROLLOUT = "shop-241";

    @TempDir
    static Path directory;

    private static TestConsole console;

    @BeforeAll
    static void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        ExampleLog.of(console.model);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void nobodyIsLetInWhoIsNotKnownButWhereEverybodyMay() {
        for (Route route : console.console.routes()) {
            RawAnswer answer = console.client.send(route.method(), filled(route), Map.of(), body(route));
            if (!route.roles().isEmpty()) {
                assertThat(answer.status()).as(route.toString()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"headgate\"");
            } else if (!route.path().equals("/login") && !route.path().startsWith("/oidc/")) {
                assertThat(answer.status()).as(route.toString()).isNotIn(401, 403);
            }
        }
    }

    @Test
    void everyRouteOfTheApiNeedsARoleButItsDescription() {
        assertThat(console.console.routes())
                .filteredOn(route ->
                        route.path().startsWith("/api/") && route.roles().isEmpty())
                .extracting(Route::path)
                .containsExactlyInAnyOrder("/api/v1/openapi.yaml", "/api/v1/schemas/{name}");
    }

    @Test
    void whoMayLookMayLookAtAllButWhoCommandedWhat() {
        for (Route route : console.console.routes()) {
            boolean read = route.method().equals("GET") && !route.path().endsWith("/events");
            if (read && !route.roles().isEmpty()) {
                boolean ofOperators = route.roles().equals(Set.of(Role.OPERATOR));
                assertThat(console.get(filled(route), TestConsole.VIEWER).status())
                        .as(route.toString())
                        .isEqualTo(ofOperators ? 403 : 200);
                assertThat(console.get(filled(route), TestConsole.OPERATOR).status())
                        .as(route.toString())
                        .isEqualTo(200);
                assertThat(console.get(filled(route), TestConsole.APPROVER).status())
                        .as(route.toString())
                        .isEqualTo(ofOperators ? 403 : 200);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "start, 403, 202, 403",
        "pause, 403, 202, 403",
        "resume, 403, 202, 403",
        "advance, 403, 202, 403",
        "step-back, 403, 202, 403",
        "set-weight, 403, 202, 403",
        "abort, 403, 202, 403",
        "acknowledge, 403, 202, 403",
        "approve, 403, 403, 202",
        "reject, 403, 403, 202",
        "tick, 403, 403, 202"
    })
    void aCommandNeedsItsRole(String kind, int ofViewer, int ofOperator, int ofApprover) {
        int before = console.commands.size();

        assertThat(command(kind, TestConsole.VIEWER)).isEqualTo(ofViewer);
        assertThat(command(kind, TestConsole.OPERATOR)).isEqualTo(ofOperator);
        assertThat(command(kind, TestConsole.APPROVER)).isEqualTo(ofApprover);

        assertThat(console.commands).hasSize(before + 1);
    }

    private static int command(String kind, String token) {
        String key = "key-of-" + kind + "-by-" + token.substring(0, 8);
        if (kind.equals("start")) {
            return console.post("/api/v1/rollouts", token, key, Bodies.start("2.4.1", "a release"))
                    .status();
        }
        return console.post("/api/v1/rollouts/" + ROLLOUT + "/commands", token, key, Bodies.command(kind))
                .status();
    }

    private static String filled(Route route) {
        return route.path()
                .replace("{rolloutId}", ROLLOUT)
                .replace("{sequence}", "1")
                .replace("{service}", "shop")
                .replace("{hash}", ExampleLog.policyHash())
                .replace("{name}", "decision.schema.json")
                .replace("{library}/<path>", "lit-html/lit-html.js");
    }

    private static String body(Route route) {
        return route.method().equals("POST") ? "{}" : "";
    }
}
