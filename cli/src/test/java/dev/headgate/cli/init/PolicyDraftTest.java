package dev.headgate.cli.init;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.explain.Explainer;
import dev.headgate.documents.explain.Traffic;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RequestEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDraftTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void aBusyServicesPolicyIsDraftedFromItsFigures() {
        Usual usual = Usual.of(observed(200, 600, 0.004, List.of("checkout", "GET /cart", "search"), 7))
                .orElseThrow();

        assertLooksLike("init-busy.yaml", PolicyDraft.of(usual, NOW).lines().toList());
    }

    @ParameterizedTest
    @CsvSource({"200, 0.004", "2000, 0", "5, 0.02", "2, 0.2", "50, 0.0001", "1000, 0.45"})
    void everyDraftMayBeUsedWithoutAWarning(double rate, double errorRate) {
        int seconds = (int) Math.max(60, 2_000 / rate);
        Usual usual = Usual.of(observed(rate, seconds, errorRate, List.of("checkout", "GET /cart: all #1"), 11))
                .orElseThrow();

        String draft = PolicyDraft.of(usual, NOW);

        Parsed<Policy> parsed = PolicyReader.read("draft.yaml", draft);
        assertThat(parsed.problems()).as(draft).isEmpty();
        assertThat(parsed).isInstanceOfSatisfying(Parsed.Valid.class, valid -> {
            Policy policy = (Policy) valid.value();
            assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
            assertThat(policy.procedure().service()).contains("shop");
            assertThat(Explainer.explain(policy, new Traffic(Optional.of(rate), errorRate), NOW)
                            .traps())
                    .as(draft)
                    .isEmpty();
        });
    }

    @Test
    void theVersionWithMostRequestsIsTheUsualOne() {
        Observed observed = observed(200, 60, 0, List.of("checkout"), 3);
        for (int i = 0; i < 100; i++) {
            observed.take(event("shop", "2.4.1", "checkout", NOW.toEpochMilli() + i, 9_000_000, true));
        }

        Usual usual = Usual.of(observed).orElseThrow();

        assertThat(usual.version()).isEqualTo("2.4.0");
        assertThat(usual.errorRate()).isZero();
        assertThat(usual.operations()).isEmpty();
    }

    @Test
    void fromAFewRequestsNothingIsConcluded() {
        assertThat(Usual.of(observed(10, 60, 0, List.of("checkout"), 3))).isEmpty();
        assertThat(Usual.of(new Observed("shop"))).isEmpty();
    }

    @Test
    void otherServicesAreNamedAndDoNotCount() {
        Observed observed = new Observed("shop");
        observed.take(event("search", "1.0", "find", NOW.toEpochMilli(), 10, false));

        assertThat(observed.requests()).isZero();
        assertThat(observed.others()).containsExactly("search");
    }

    private static Observed observed(double rate, int seconds, double errorRate, List<String> operations, long seed) {
        Random random = new Random(seed);
        Observed observed = new Observed("shop");
        long requests = Math.round(rate * seconds);
        for (long i = 0; i < requests; i++) {
            long micros = Math.round(80_000 * Math.exp(0.6 * random.nextGaussian()));
            observed.take(event(
                    "shop",
                    "2.4.0",
                    operations.get((int) (i % operations.size())),
                    NOW.toEpochMilli() + Math.round(i * 1_000 / rate),
                    micros,
                    random.nextDouble() < errorRate));
        }
        return observed;
    }

    private static RequestEvent event(
            String service, String version, String operation, long millis, long micros, boolean failed) {
        return new RequestEvent(
                service,
                version,
                operation,
                Labels.NONE,
                millis,
                micros,
                failed ? Outcome.ERROR : Outcome.SUCCESS,
                Optional.empty());
    }
}
