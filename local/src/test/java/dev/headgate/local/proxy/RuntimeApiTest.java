package dev.headgate.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers were read from HAProxy 2.6; {@link TrafficSplitterIT} asks a real one beside the built-in proxy. */
class RuntimeApiTest {
    private final WeightedBackend backend = new WeightedBackend(
            new Backend("shop", List.of(new Backend.Server("1", 15001, 100), new Backend.Server("2", 15002, 0))));
    private final RuntimeApi api = new RuntimeApi(backend);

    @Test
    void setsAndReadsAWeight() {
        assertThat(api.answer("set server shop/2 weight  4 ")).isEqualTo("\n");
        assertThat(api.answer("get weight shop/2")).isEqualTo("4 (initial 0)\n\n");
        assertThat(api.answer("set weight shop/2 7;get weight shop/2")).isEqualTo("\n7 (initial 0)\n\n");
        assertThat(api.answer("set server shop/1 weight 50%;get weight shop/1")).isEqualTo("\n50 (initial 100)\n\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set server shop/1 weight 257  | Absolute weight can only be between 0 and 256 inclusive.
            set server shop/1 weight -5%  | Relative weight must be positive.
            set server shop/1 weight      | Require <weight> or <weight%>.
            set server shop/1 weight x    | Empty weight string empty or preceded by garbage
            set server shop/1 weight 1x   | Trailing garbage in weight string
            set server shop/1             | usage: set server <backend>/<server> weight
            set server shop/3 weight 1    | No such server.
            set server pub/1 weight 1     | No such backend.
            get weight                    | Require 'backend/server'.
            show servers state pub        | Can't find backend.
            show stat pub 4 -1            | No such proxy.
            """)
    void refusesInHaproxysWordsAndChangesNothing(String command, String answer) {
        assertThat(api.answer(command).strip()).isEqualTo(answer);
        assertThat(api.answer("get weight shop/1")).startsWith("100 ");
    }

    @ParameterizedTest
    @CsvSource({"show info", "show stat -1 x -1", "show servers conn", "disable server shop/1", "''"})
    void refusesByNameWhatItDoesNotSpeak(String command) {
        assertThat(api.answer(command)).startsWith("Unknown command.").contains("set server <bk>/<srv> weight <N>");
    }

    @Test
    void refusesABackendThatHaproxyWouldRefuse() {
        assertThatThrownBy(() -> new Backend("a b", List.of(new Backend.Server("1", 1, 1))))
                .hasMessageContaining("found 'a b'");
        assertThatThrownBy(() -> new Backend("shop", List.of())).hasMessageContaining("has no servers");
        assertThatThrownBy(() -> new Backend.Server("1", 1, 257)).hasMessageContaining("found 257");
        assertThatThrownBy(() ->
                        new Backend("shop", List.of(new Backend.Server("1", 1, 1), new Backend.Server("1", 2, 1))))
                .hasMessageContaining("two servers of one name");
    }
}
