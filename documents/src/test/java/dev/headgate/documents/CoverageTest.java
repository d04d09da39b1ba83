package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every requirement of the plans is carried by a line of a policy or runbook and shown by a scenario or a test, or there is
 * a stated reason why a gate cannot; docs/plans/COVERAGE.md says so.
 */
class CoverageTest {

    private static final Path DOCUMENT = PublishedSchema.home().resolve("docs/plans/COVERAGE.md");

    private final Coverage coverage = Coverage.read();

    @Test
    void everyRequirementIsCarriedAndShownOrHasAReason() {
        assertThat(coverage.unclaimed()).isEmpty();
    }

    @Test
    void everyLineThatIsNamedStandsInItsFile() {
        assertThat(coverage.missingLines()).isEmpty();
    }

    @Test
    void everyScenarioThatIsNamedExists() {
        assertThat(coverage.missingScenarios()).isEmpty();
    }

    @Test
    void everyTestThatIsNamedExists() {
        assertThat(coverage.missingTests()).isEmpty();
    }

    @Test
    void theTableIsWhatTheDataSay() throws IOException {
        String table = coverage.table();

        if (Boolean.getBoolean("headgate.coverage.write")) {
            Files.writeString(DOCUMENT, table);
        }

        assertThat(List.of(Files.readString(DOCUMENT)))
                .as(
                        "docs/plans/COVERAGE.md is generated from requirements.yaml and coverage.yaml: run mvn -pl documents -am"
                                + " -Dtest=CoverageTest -Dsurefire.failIfNoSpecifiedTests=false -Dheadgate.coverage.write=true test")
                .containsExactly(table);
    }
}
