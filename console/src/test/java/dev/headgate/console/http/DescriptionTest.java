package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's description and the server say the same. */
class DescriptionTest {

    @TempDir
    Path directory;

    /** Files and pages are for browsers: they are no API. */
    private static boolean isApi(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/oidc/")
                || path.startsWith("/health/")
                || Set.of("/login", "/logout", "/metrics").contains(path);
    }

    @Test
    void everyRouteStandsInTheDescriptionAndTheReverse() throws Exception {
        Set<String> served = new TreeSet<>();
        try (TestConsole console = new TestConsole(directory, TestConsole.Options.USUAL)) {
            console.console.routes().stream()
                    .filter(route -> isApi(route.path()))
                    .forEach(route -> served.add(route.method() + " " + route.path()));
        }

        assertThat(served).isEqualTo(Description.read().operations());
    }

    @Test
    void whatNeedsNoRoleSaysSo() throws Exception {
        Set<String> open = new TreeSet<>();
        try (TestConsole console = new TestConsole(directory, TestConsole.Options.USUAL)) {
            console.console.routes().stream()
                    .filter(route -> isApi(route.path()) && route.roles().isEmpty())
                    .forEach(route -> open.add(route.method() + " " + route.path()));
        }

        assertThat(open).isEqualTo(Description.read().openOperations());
    }
}
