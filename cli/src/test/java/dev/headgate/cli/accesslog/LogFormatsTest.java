package dev.headgate.cli.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headgate.cli.accesslog.LoggedRequest.End;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as HAProxy 2.6 and NGINX 1.22 wrote them. */
class LogFormatsTest {

    private static final String HAPROXY = "<134>Nov 29 02:02:43 haproxy[6767]: 127.0.0.1:48840 "
            + "[29/Nov/2026:02:02:43.560] f shop/shop-2.4.0 3/1/2/41/50 500 135 - - ---- 1/1/0/0/0 0/0 "
            + "\"GET /orders/7?x=1 HTTP/1.1\"\n";
    private static final String NGINX =
            "127.0.0.1 - - [29/Nov/2026:02:02:43 +0100] \"GET /orders/7?x=1 HTTP/1.1\" 200 3 "
                    + "\"-\" \"curl/7.88 \\\"quoted\\\"\" rt=0.041 ua=\"127.0.0.1:8080\" urt=\"0.040\" at=1795917763.602 id=5f2a";

    private final LogFormat haproxy = LogFormats.HAPROXY.format(ZoneOffset.UTC, false);
    private final LogFormat nginx = LogFormats.NGINX.format(ZoneOffset.UTC, false);
    private final LogFormat json = LogFormats.JSON.format(ZoneOffset.UTC, false);

    @Test
    void haproxysRequestIsCompletedItsActiveTimeAfterItsFirstByte() throws Exception {
        LoggedRequest request = haproxy.read(HAPROXY);

        assertThat(request)
                .isEqualTo(new LoggedRequest(
                        Optional.of("shop-2.4.0"),
                        Optional.of("shop"),
                        "GET",
                        "/orders/7",
                        500,
                        End.ANSWERED,
                        Instant.parse("2026-11-29T02:02:43.610Z").toEpochMilli(),
                        50_000,
                        Optional.empty()));
    }

    @Test
    void whatAClientSendsMayBeAsLongAsALineMayBe() throws Exception {
        String longest = "x\\\"".repeat(10_000);

        assertThat(nginx.read(NGINX.replace("curl/7.88", longest)).status()).isEqualTo(200);
        assertThat(nginx.read(NGINX.replace("?x=1", "?x=" + longest)).path()).isEqualTo("/orders/7");
    }

    /** Steps rather than time: how often a character is looked at, for each that there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x - ",
                " [",
                "a - b [29/Nov/2026:02:02:43 +0100] ",
                "[29/Nov/2026:02:02:43 +0100] \"",
                "\\\"",
                "ab=\""
            })
    void aLineThatDoesNotFitIsLookedThroughOnceHoweverLongItIs(String piece) {
        CountedCharacters line = new CountedCharacters("1 - - " + piece.repeat(65_536 / piece.length()));
        CountedCharacters more = new CountedCharacters(piece.repeat(65_536 / piece.length()));

        assertThat(NginxLog.parts(line).find()).isFalse();
        NginxLog.moreParts(more).results().forEach(part -> {});

        assertThat(line.looks).isLessThan(50L * line.length());
        assertThat(more.looks).isLessThan(50L * more.length());
    }

    private static final class CountedCharacters implements CharSequence {
        private final String text;
        private long looks;

        CountedCharacters(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "9e18", "1e400", "-1"})
    void secondsThatNoNumberHoldsAreUnreadable(String seconds) {
        assertThatExceptionOfType(LogFormat.UnreadableLine.class)
                .isThrownBy(() -> nginx.read(NGINX.replace("1795917763.602", seconds)))
                .withMessageContaining("expected seconds as 0.041");
    }

    @Test
    void haproxysLatencyMayEndWithTheServersAnswerAndItsZoneIsTold() throws Exception {
        LoggedRequest request =
                LogFormats.HAPROXY.format(ZoneId.of("Europe/Berlin"), true).read(HAPROXY);

        assertThat(request.latencyMicros()).isEqualTo(44_000);
        assertThat(Instant.ofEpochMilli(request.completedAtMillis())).isEqualTo("2026-11-29T01:02:43.610Z");
    }

    @Test
    void haproxysCapturedHeadersAndDaemonsHeadsArePassedOver() throws Exception {
        LoggedRequest request = haproxy.read("Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 "
                + "[06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "
                + "\"GET /index.html HTTP/1.1\"");

        assertThat(request.server()).contains("srv1");
        assertThat(request.path()).isEqualTo("/index.html");
    }

    @ParameterizedTest
    @CsvSource({
        "----, 200, ANSWERED", "sH--, 504, FAILED", "SC--, 503, FAILED", "SD--, 200, FAILED", "sD--, 200, FAILED",
        "PH--, 502, FAILED", "DD--, 200, FAILED", "CH--, -1, ABANDONED", "CD--, 200, ANSWERED", "cD--, 200, ANSWERED",
        "LR--, 302, ANSWERED"
    })
    void haproxysTerminationStateTellsWhoEndedIt(String state, int status, End end) throws Exception {
        String line = HAPROXY.replace("----", state).replace(" 500 ", " " + status + " ");

        assertThat(haproxy.read(line).end()).isEqualTo(end);
    }

    @Test
    void whatHaproxyAnsweredItselfHasNoServer() throws Exception {
        LoggedRequest request = haproxy.read("<134>Nov 29 02:02:46 haproxy[6767]: 127.0.0.1:48864 "
                + "[29/Nov/2026:02:02:46.268] f f/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 \"<BADREQ>\"");

        assertThat(request.server()).isEmpty();
        assertThat(request.method()).isEmpty();
    }

    @Test
    void nginxTellsUpstreamTimesAndId() throws Exception {
        assertThat(nginx.read(NGINX))
                .isEqualTo(new LoggedRequest(
                        Optional.of("127.0.0.1:8080"),
                        Optional.empty(),
                        "GET",
                        "/orders/7",
                        200,
                        End.ANSWERED,
                        1_795_917_763_602L,
                        41_000,
                        Optional.of("5f2a")));
        assertThat(LogFormats.NGINX.format(ZoneOffset.UTC, true).read(NGINX).latencyMicros())
                .isEqualTo(40_000);
    }

    @Test
    void nginxWithoutMillisecondsIsCompletedAtItsSecond() throws Exception {
        LoggedRequest request = nginx.read(NGINX.replace(" at=1795917763.602", ""));

        assertThat(Instant.ofEpochMilli(request.completedAtMillis())).isEqualTo("2026-11-29T01:02:43Z");
    }

    @Test
    void ofSeveralUpstreamsTheLastAnsweredAndADashIsNone() throws Exception {
        assertThat(nginx.read(NGINX.replace("127.0.0.1:8080\"", "127.0.0.1:8080, 127.0.0.1:8081\""))
                        .server())
                .contains("127.0.0.1:8081");
        assertThat(nginx.read(NGINX.replace("ua=\"127.0.0.1:8080\"", "ua=\"-\""))
                        .server())
                .isEmpty();
        assertThat(nginx.read(NGINX.replace(" 200 3", " 499 0")).end()).isEqualTo(End.ABANDONED);
    }

    @Test
    void jsonOfEitherProxyIsRead() throws Exception {
        LoggedRequest ofHaproxy = json.read("<134>Nov 29 02:02:46 haproxy[6767]: {\"server\":\"shop-2.4.0\","
                + "\"backend\":\"shop\",\"status\":504,\"method\":\"GET\",\"path\":\"\\/slow\","
                + "\"acceptedAt\":1795917765.215,\"lastedMillis\":1005,\"millis\":1004,\"termination\":\"sH--\"}\n");
        LoggedRequest ofNginx = json.read("{\"server\":\"127.0.0.1:8080\",\"status\":200,\"method\":\"GET\","
                + "\"path\":\"/a\",\"completedAt\":1795917763.602,\"seconds\":0.041,\"requestId\":\"5f\"}");

        assertThat(ofHaproxy.completedAtMillis()).isEqualTo(1_795_917_766_220L);
        assertThat(ofHaproxy.latencyMicros()).isEqualTo(1_004_000);
        assertThat(ofHaproxy.end()).isEqualTo(End.FAILED);
        assertThat(ofHaproxy.path()).isEqualTo("/slow");
        assertThat(ofNginx.completedAtMillis()).isEqualTo(1_795_917_763_602L);
        assertThat(ofNginx.latencyMicros()).isEqualTo(41_000);
        assertThat(ofNginx.requestId()).contains("5f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "haproxy[1]: Proxy f started.", "{\"server\":", "a - b [c] \"d\" 200", "{}"})
    void whatIsNoSuchLineIsUnreadable(String line) {
        for (LogFormats each : LogFormats.values()) {
            assertThatExceptionOfType(LogFormat.UnreadableLine.class)
                    .as(each.toString())
                    .isThrownBy(() -> each.format(ZoneOffset.UTC, false).read(line));
        }
    }

    @Test
    void aLineThatIsCutIsUnreadableUnlessOnlyItsRequestIs() {
        assertThatExceptionOfType(LogFormat.UnreadableLine.class)
                .isThrownBy(() -> haproxy.read(HAPROXY.substring(0, 130)));
        assertThatExceptionOfType(LogFormat.UnreadableLine.class)
                .isThrownBy(() -> nginx.read(NGINX.substring(0, NGINX.indexOf(" ua="))))
                .withMessage("ua= is missing behind \"combined\"");
    }
}
