package dev.headgate.cli.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {

    /** The example of Prometheus' own description of its text format. */
    private static final String PROMETHEUS = """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400"}    3 1395066363000

            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

            # Minimalistic line:
            metric_without_timestamp_and_labels 12.47

            # A weird metric from before the epoch:
            something_weird{problem="division by zero"} +Inf -3982045

            # A histogram, which has a pretty complex representation in the text format:
            # HELP http_request_duration_seconds A histogram of the request duration.
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{le="0.05"} 24054
            http_request_duration_seconds_bucket{le="+Inf"} 144320
            http_request_duration_seconds_sum 53423
            http_request_duration_seconds_count 144320

            # Finally a summary, which has a complex representation, too:
            rpc_duration_seconds{quantile="0.01"} 3102
            rpc_duration_seconds_sum 1.7560473e+07
            rpc_duration_seconds_count 2693
            """;

    /** Of the examples of OpenMetrics' specification. */
    private static final String OPEN_METRICS = """
            # TYPE acme_http_router_request_seconds summary
            # UNIT acme_http_router_request_seconds seconds
            # HELP acme_http_router_request_seconds Latency though all of ACME's HTTP request router.
            acme_http_router_request_seconds_sum{path="/api/v1",method="GET"} 9036.32
            acme_http_router_request_seconds_count{path="/api/v1",method="GET"} 807283.0
            acme_http_router_request_seconds_created{path="/api/v1",method="GET"} 1605281325.0
            # TYPE foo histogram
            foo_bucket{le="0.1"} 8 # {} 0.054
            foo_bucket{le="1"} 11 # {trace_id="KOO5S4vxi0o"} 0.67
            foo_bucket{le="10"} 17 # {trace_id="oHg5SJYRHA0"} 9.8 1520879607.789
            # TYPE a gauge
            a 1 1520879607.789
            # EOF
            """;

    @Test
    void prometheusOwnExampleIsRead() throws Exception {
        List<Sample> samples = Exposition.read(PROMETHEUS, false);

        assertThat(samples).hasSize(12);
        assertThat(samples.get(0).labels()).isEqualTo(Map.of("method", "post", "code", "200"));
        assertThat(samples.get(0).value()).isEqualTo(1_027);
        assertThat(samples.get(0).atMillis()).hasValue(1_395_066_363_000L);
        assertThat(samples.get(2).labels())
                .containsEntry("path", "C:\\DIR\\FILE.TXT")
                .containsEntry("error", "Cannot find file:\n\"FILE.TXT\"");
        assertThat(samples.get(3).value()).isEqualTo(12.47);
        assertThat(samples.get(3).atMillis()).isEmpty();
        assertThat(samples.get(4).value()).isInfinite();
        assertThat(samples.get(4).atMillis()).hasValue(-3_982_045);
        assertThat(samples.get(10).value()).isEqualTo(17_560_473);
    }

    @Test
    void openMetricsExamplesAreReadAndExemplarsPassedOver() throws Exception {
        List<Sample> samples = Exposition.read(OPEN_METRICS, true);

        assertThat(samples).hasSize(7);
        assertThat(samples.get(5).name()).isEqualTo("foo_bucket");
        assertThat(samples.get(5).value()).isEqualTo(17);
        assertThat(samples.get(6).atMillis()).hasValue(1_520_879_607_789L);
    }

    @Test
    void aCutPageOfOpenMetricsIsNotBelieved() {
        assertThatExceptionOfType(Exposition.Unreadable.class)
                .isThrownBy(() -> Exposition.read(OPEN_METRICS.replace("# EOF", ""), true))
                .withMessageContaining("EOF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|line 1, column 2: expected a value, found the end of the line",
                "a{b=\"c} 1|line 1, column 10: expected the end of a label's value, found the end of the line",
                "a{b=c} 1|line 1, column 5: expected '\"', found \"c} 1\"",
                "1a 1|line 1, column 1: expected a metric's name, found \"1a 1\"",
                "a 0x1p3|line 1, column 3: expected a number, found \"0x1p3\"",
                "a 1f|line 1, column 3: expected a number, found \"1f\"",
                "a 1 2 3|line 1, column 7: expected the end of the line, found \"3\"",
                "<html>|line 1, column 1: expected a metric's name, found \"<html>\""
            })
    void whatIsWrongIsSaidWithItsPlace(String page, String problem) {
        assertThatExceptionOfType(Exposition.Unreadable.class)
                .isThrownBy(() -> Exposition.read(page, false))
                .withMessage(problem);
    }
}
