package dev.headgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.SketchDelta;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownVersionsTest {

    private static final long NOON = 1_767_225_600;

    private final Random random = new Random(1);
    private KnownVersions versions = KnownVersions.restore(VersionsState.NONE);

    @Test
    void aVersionIsNewOnce() {
        assertThat(versions.take(requests("1.0", NOON))).containsExactly("1.0");
        assertThat(versions.take(requests("1.0", NOON + 1))).isEmpty();
        assertThat(versions.take(requests("2.0", NOON + 1))).containsExactly("2.0");
    }

    @Test
    void aRestartForgetsNothing() {
        versions.take(requests("1.0", NOON));
        versions.rolledBack("0.9");

        versions = KnownVersions.restore(memory());

        assertThat(versions.take(requests("1.0", NOON + 1))).isEmpty();
        assertThat(versions.wasRolledBack("0.9")).isTrue();
        assertThat(versions.busiestBut("2.0", NOON)).contains("1.0");
    }

    @Test
    void theLastFiftyAreRememberedAndAmongThemThoseInUse() {
        versions.take(requests("in-use", NOON));
        for (int i = 0; i < 100; i++) {
            versions.take(requests("v" + i, NOON));
            versions.take(requests("in-use", NOON));
        }

        assertThat(memory().seen()).hasSize(50).contains("in-use", "v99");
        assertThat(versions.take(requests("v1", NOON))).containsExactly("v1");
    }

    @Test
    void theBusiestIsTheOneWithMostRequestsOfTheLastTenMinutes() {
        for (int i = 0; i < 30; i++) {
            versions.take(requests("old", NOON));
        }
        for (int i = 0; i < 5; i++) {
            versions.take(requests("now", NOON + 900));
            versions.take(requests("now", NOON + 901));
        }
        versions.take(requests("small", NOON + 900));

        assertThat(versions.busiestBut("new", NOON + 900)).contains("now");
        assertThat(versions.busiestBut("now", NOON + 900)).contains("small");
        assertThat(versions.busiestBut("old", NOON)).contains("now");
        assertThat(KnownVersions.restore(VersionsState.NONE).busiestBut("new", NOON))
                .isEmpty();
    }

    private VersionsState memory() {
        return versions.memory(Optional.empty(), Optional.empty());
    }

    private SketchDelta requests(String version, long second) {
        return new SketchDelta("shop", List.of(RandomParts.part(random, version, "checkout", second, 0)));
    }
}
