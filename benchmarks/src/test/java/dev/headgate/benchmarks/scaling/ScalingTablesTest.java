package dev.headgate.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTablesTest {

    private static final Path DOCUMENT = Path.of("../docs/SCALING.md");

    @Test
    void theDocumentShowsWhatIsReckonedFromTheDocumentedFigures() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(document)
                .as("make it anew with: benchmarks/run scaling --into docs/SCALING.md")
                .isEqualTo(ScalingTables.put(document, Figures.documentedBut(List.of())));
    }

    @Test
    void reckonsWithWhatIsGiven() {
        Needs needs = new Needs(
                Figures.documentedBut(List.of(
                        "requests=2000000",
                        "gate.events.cpu=5",
                        "log.events.bytes=50",
                        "core.used=0.5",
                        "services=100",
                        "rollouts=100",
                        "commits=10",
                        "judge.service.second.micros=400",
                        "judge.part.micros=1",
                        "versions=2",
                        "operations=5")),
                Way.EVENTS);

        assertThat(needs.records).isEqualTo(2e6);
        assertThat(needs.inMegabytes).isEqualTo(100);
        assertThat(needs.combineCores).isEqualTo(10);
        assertThat(needs.judgeCores).isEqualTo(0.05, within(1e-9));
        assertThat(needs.cores).isEqualTo(20.1, within(1e-9));
        assertThat(needs.telemetryPartitions).isEqualTo(32);
        assertThat(needs.series).isEqualTo(1_000);
    }

    @Test
    void aSummaryCostsByItsPartsAndNotByItsRequests() {
        Needs few = new Needs(Figures.documentedBut(List.of("requests=1000000")), Way.SUMMARIES);
        Needs many = new Needs(Figures.documentedBut(List.of("requests=50000000")), Way.SUMMARIES);

        assertThat(many.combineCores).isEqualTo(few.combineCores);
        assertThat(many.inMegabytes).isEqualTo(few.inMegabytes);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Figures.documentedBut(List.of("prize=3"))).hasMessageContaining("price.core.hour");
        assertThatThrownBy(() -> Figures.documentedBut(List.of("commits=none")))
                .hasMessage("commits: expected a number above 0, found \"none\"");
    }
}
