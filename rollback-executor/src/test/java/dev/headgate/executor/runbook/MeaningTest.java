package dev.headgate.executor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.executor.Decisions;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeaningTest {

    /** A step as one release knows it. */
    private static final class Before {
        private record Step(String name, Duration budget) {}
    }

    /** The same as a later release knows it. */
    private static final class After {
        private record Step(
                Optional<String> owner,
                boolean careful,
                String name,
                List<String> notes,
                Duration budget,
                Map<String, String> more) {}
    }

    @Test
    void whatALaterReleaseAddsChangesNothingOfWhatDoesNotUseIt() {
        Before.Step before = new Before.Step("traffic", Duration.ofSeconds(5));
        After.Step unused =
                new After.Step(Optional.empty(), false, "traffic", List.of(), Duration.ofSeconds(5), Map.of());
        After.Step used =
                new After.Step(Optional.of("ann"), false, "traffic", List.of(), Duration.ofSeconds(5), Map.of());

        assertThat(Meaning.of(unused)).isEqualTo(Meaning.of(before));
        assertThat(Meaning.of(used)).isNotEqualTo(Meaning.of(before));
    }

    @Test
    void noTextCanBeTakenForSomethingElse() {
        assertThat(Meaning.of(List.of("a", "b"))).isNotEqualTo(Meaning.of(List.of("a,1:b")));
        assertThat(Meaning.of(List.of(""))).isNotEqualTo(Meaning.of(List.of()));
        assertThat(Meaning.of(Map.of("a", "b=c"))).isNotEqualTo(Meaning.of(Map.of("a=b", "c")));
    }

    @Test
    void theOrderOfAMapMeansNothing() {
        assertThat(Meaning.of(Map.of("a", "1", "b", "2"))).isEqualTo("{1:a=1:1,1:b=1:2}");
    }

    @Test
    void whatHasNoTextOfItsOwnIsNotGuessed() {
        assertThatThrownBy(() -> Meaning.of(new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    /** What a former release has begun is only continued if this stays as it is: raise the number of the form otherwise. */
    @Test
    void theFingerprintOfARunbookStaysWhatItIsOverReleases() {
        String fingerprint = Decisions.runbooks()
                .named("undoing")
                .map(runbook -> Binding.bind(runbook, Decisions.decision(DecisionKind.ROLLBACK, 7, 1, 0)))
                .orElseThrow()
                .either(BoundRunbook::fingerprint, problems -> "unbound: " + problems);

        assertThat(fingerprint).isEqualTo("2-83c5c7c3daf8ba3388771278027e3f5a");
    }
}
