package dev.headgate.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApartnessTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest(name = "{0} % beside {1} %: apart {2}")
    @CsvSource({
        "5, 5, false",
        "5, 7, false",
        "5, 7.5, true",
        "20, 25, false",
        "20, 26, true",
        "50, 62, false",
        "50, 63, true",
        "90, 88, false",
        "100, 98, false",
        "100, 97, true",
        "0, 1, true"
    })
    void aQuarterOfTheSmallerSideOrTwoPointsIsNoDifference(double wanted, double inForce, boolean apart) {
        Apartness seen = Apartness.NONE.seen(weight(wanted), weight(inForce), NOON);

        assertThat(seen.hypotheticalSince().isPresent()).isEqualTo(apart);
    }

    @Test
    void beforeEitherHasAWeightTheyAreNotApart() {
        assertThat(Apartness.NONE.seen(Optional.empty(), weight(10), NOON)).isEqualTo(Apartness.NONE);
        assertThat(Apartness.NONE.seen(weight(10), Optional.empty(), NOON)).isEqualTo(Apartness.NONE);
    }

    @Test
    void theDecisionThatLeadsThemApartIsNotHypotheticalWhatFollowsIs() {
        Apartness apart = Apartness.NONE.seen(weight(50), weight(10), NOON);

        assertThat(apart.hypotheticalAt(NOON)).isEmpty();
        assertThat(apart.hypotheticalAt(NOON.plusMillis(1))).hasValue(NOON);
    }

    @Test
    void meetingAgainWithinAMinuteLeavesNothing() {
        Apartness passing = Apartness.NONE
                .seen(weight(50), weight(10), NOON)
                .seen(weight(50), weight(10), NOON.plusSeconds(59))
                .seen(weight(50), weight(50), NOON.plusSeconds(60));

        assertThat(passing).isEqualTo(Apartness.NONE);
    }

    @Test
    void afterAMinuteItStaysHypotheticalForGood() {
        Apartness lasting = Apartness.NONE
                .seen(weight(50), weight(10), NOON)
                .seen(weight(50), weight(10), NOON.plusSeconds(60))
                .seen(weight(50), weight(50), NOON.plusSeconds(61))
                .seen(weight(10), weight(50), NOON.plusSeconds(300));

        assertThat(lasting.hypotheticalSince()).hasValue(NOON);
    }

    private static Optional<Weight> weight(double percent) {
        return Optional.of(new Weight(percent));
    }
}
