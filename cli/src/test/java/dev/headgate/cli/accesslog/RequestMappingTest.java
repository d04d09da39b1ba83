package dev.headgate.cli.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.cli.accesslog.LoggedRequest.End;
import dev.headgate.cli.accesslog.Operations.Otherwise;
import dev.headgate.cli.accesslog.Operations.Rule;
import dev.headgate.cli.accesslog.RequestMapping.Why;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMappingTest {

    private static final Operations OPERATIONS = new Operations(
            List.of(
                    Rule.read("cart=GET /carts/mine"),
                    Rule.read("GET /carts/{id}"),
                    Rule.read("assets=* /static/**"),
                    Rule.read("home=GET /")),
            Otherwise.OTHER);

    @ParameterizedTest
    @CsvSource({
        "GET, /carts/mine, cart",
        "GET, /carts/17, GET /carts/{id}",
        "GET, /carts/17/, GET /carts/{id}",
        "GET, /carts/17/items, other",
        "POST, /carts/17, other",
        "HEAD, /static/a/b.css, assets",
        "GET, /static, assets",
        "GET, /, home",
        "GET, /8f2c, other",
        "'', '', other"
    })
    void theFirstRuleThatFitsNamesTheOperationAndIdsNeverDo(String method, String path, String operation) {
        assertThat(OPERATIONS.of(method, path)).isEqualTo(operation);
    }

    @Test
    void theFirstSegmentIsTheOperationWhereThatIsWanted() {
        Operations first = new Operations(List.of(), Otherwise.FIRST_SEGMENT);

        assertThat(first.of("GET", "/checkout/17")).isEqualTo("checkout");
        assertThat(first.of("GET", "/")).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET", "/orders", "GET orders", "get /orders", "GET /a/**/b", "=GET /a"})
    void otherRulesAreNotUnderstood(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.read(text))
                .withMessageContaining("expected METHOD PATH or NAME=METHOD PATH");
    }

    @Test
    void aVersionIsNamedOrStandsInTheServersName() {
        ServerVersions versions = new ServerVersions(Map.of("10.0.0.7:8080", "2.4.1"), "shop-{version}-a");

        assertThat(versions.of("10.0.0.7:8080")).contains("2.4.1");
        assertThat(versions.of("shop-2.4.0-a")).contains("2.4.0");
        assertThat(versions.of("cart-2.4.0-a")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerVersions(Map.of(), "shop"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, ANSWERED, SUCCESS",
        "404, ANSWERED, SUCCESS",
        "500, ANSWERED, ERROR",
        "200, FAILED, ERROR",
        "0, ABANDONED, ERROR"
    })
    void statusAndEndMakeTheOutcome(int status, End end, Outcome outcome) {
        RequestMapping.Mapped mapped = mapping(Optional.of(Outcome.ERROR)).of(request("shop-2.4.0", status, end));

        RequestEvent event = ((RequestMapping.Counts) mapped).event();
        assertThat(event.outcome()).isEqualTo(outcome);
        assertThat(event.version()).isEqualTo("2.4.0");
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.operation()).isEqualTo("GET /carts/{id}");
        assertThat(event.latencyMicros()).isEqualTo(41_000);
    }

    @Test
    void whatBelongsToNoVersionIsLeftOutAndSaidWhy() {
        RequestMapping mapping = mapping(Optional.empty());

        assertThat(mapping.of(request("", 503, End.ANSWERED))).isEqualTo(leftOut(Why.NO_SERVER, ""));
        assertThat(mapping.of(request("else", 200, End.ANSWERED))).isEqualTo(leftOut(Why.UNKNOWN_SERVER, "else"));
        assertThat(mapping.of(request("shop-1", 0, End.ABANDONED))).isEqualTo(leftOut(Why.ABANDONED, ""));
        assertThat(new RequestMapping(
                                "shop", Optional.of("cart"), mapping.versions(), OPERATIONS, 500, Optional.empty())
                        .of(request("shop-1", 200, End.ANSWERED)))
                .isEqualTo(leftOut(Why.ANOTHER_BACKEND, "shop"));
    }

    private static RequestMapping.Mapped leftOut(Why why, String what) {
        return new RequestMapping.LeftOut(why, what);
    }

    private static RequestMapping mapping(Optional<Outcome> abandoned) {
        return new RequestMapping(
                "shop", Optional.empty(), new ServerVersions(Map.of(), "shop-{version}"), OPERATIONS, 500, abandoned);
    }

    private static LoggedRequest request(String server, int status, End end) {
        return new LoggedRequest(
                LoggedRequest.given(server),
                Optional.of("shop"),
                "GET",
                "/carts/17",
                status,
                end,
                1_795_917_763_602L,
                41_000,
                Optional.empty());
    }
}
