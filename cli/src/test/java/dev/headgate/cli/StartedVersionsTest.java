package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.model.Train;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedVersionsTest {
    private static final Train TRAIN = new Train("shop-and-cart", List.of("shop", "cart"));
    private static final List<String> BASELINES = List.of("cart=1.2.9", "shop=2.4.0");

    @Test
    void everyServiceOfATrainHasItsVersions() {
        assertThat(StartedVersions.ofTrain(TRAIN, List.of("shop=2.4.1", "cart=1.3.0"), BASELINES))
                .containsExactly(
                        new StartedVersions("shop", "2.4.1", "2.4.0"), new StartedVersions("cart", "1.3.0", "1.2.9"));
    }

    @Test
    void aServiceOfATrainThatIsMissingIsNamed() {
        assertThatThrownBy(() -> StartedVersions.ofTrain(TRAIN, List.of("shop=2.4.1"), BASELINES))
                .hasMessage("the train's service cart has no --canary: give --canary cart=VERSION");
    }

    @Test
    void aServiceThatIsNotOfTheTrainIsRefused() {
        assertThatThrownBy(() -> StartedVersions.ofTrain(TRAIN, List.of("till=1"), BASELINES))
                .hasMessageContaining("of one of shop, cart, found 'till=1'");
        assertThatThrownBy(() -> StartedVersions.ofTrain(TRAIN, List.of("2.4.1"), BASELINES))
                .hasMessageContaining("SERVICE=VERSION");
        assertThatThrownBy(() -> StartedVersions.ofTrain(TRAIN, List.of("shop=1", "shop=2"), BASELINES))
                .hasMessage("--canary names shop twice");
    }

    @Test
    void oneServiceHasOneCanary() {
        assertThatThrownBy(() -> StartedVersions.ofOne("shop", List.of("1", "2"), List.of("0")))
                .hasMessageContaining("--canary is given once, found 2 times");
        assertThatThrownBy(() -> StartedVersions.ofOne(null, List.of("1"), List.of("0")))
                .hasMessageContaining("--service");
    }
}
