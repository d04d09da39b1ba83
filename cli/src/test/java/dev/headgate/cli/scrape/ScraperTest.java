package dev.headgate.cli.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Measurement.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScraperTest {

    private static final long NOW = 1_795_917_763_602L;
    private static final String POOLS = """
            pool_active{pool="main",version="1.0"} 7
            pool_active{pool="main",version="2.0"} 9
            pool_active{pool="spare",version="1.0"} 2
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pool=sum(pool_active)|18",
                "pool=max( pool_active{pool=\"main\"} )|9",
                "pool=min(pool_active)|2",
                "pool=avg(pool_active)|6",
                "pool=sum(pool_active{pool=\"main\"}) / 4|4",
                "pool=pool_active{pool!=\"main\"}*1.5|3",
                "pool=pool_active{pool!=\"main\"}|2",
                "pool=pool_active{pool=\"main\",version=\"2.0\"}|9"
            })
    void aGaugeIsOneSampleOrMadeOfAllThatFit(String figure, double value) {
        Scraper.Result result = scraper(Kind.GAUGE, figure).read(POOLS, false, NOW);

        assertThat(result.problems()).isEmpty();
        assertThat(result.measurements()).singleElement().satisfies(measurement -> {
            assertThat(measurement.name()).isEqualTo("pool");
            assertThat(measurement.value()).isEqualTo(value);
            assertThat(measurement.measuredAtMillis()).isEqualTo(NOW);
        });
    }

    @Test
    void whatIsThereTwiceOrNotAtAllOrNoNumberIsSaidAndNotPublished() {
        assertThat(scraper(Kind.GAUGE, "pool=pool_active").read(POOLS, false, NOW))
                .isEqualTo(
                        new Scraper.Result(
                                List.of(),
                                List.of(
                                        "pool: 3 samples fit; choose one by its labels, or take sum, max, min or avg of them")));
        assertThat(scraper(Kind.GAUGE, "pool=other").read(POOLS, false, NOW).problems())
                .containsExactly("pool: no sample on the page is other with these labels");
        Scraper.Result none = scraper(Kind.GAUGE, "pool=a").read("a NaN\n", false, NOW);
        assertThat(none.measurements()).isEmpty();
        assertThat(none.problems()).singleElement().asString().startsWith("pool: value: ");
    }

    @Test
    void aLabelMayTellTheVersionAndASampleItsTime() {
        Scraper scraper = new Scraper(
                "shop",
                Optional.empty(),
                Optional.of("version"),
                List.of(Figure.read(Kind.GAUGE, "pool=pool_active{pool=\"main\"}")));

        assertThat(scraper.read(POOLS.replace(" 9", " 9 1795917760000"), false, NOW)
                        .measurements())
                .extracting(Measurement::version, Measurement::value, Measurement::measuredAtMillis)
                .containsExactly(
                        tuple(Optional.of("1.0"), 7.0, NOW), tuple(Optional.of("2.0"), 9.0, 1_795_917_760_000L));
    }

    @Test
    void aCountIsTheIncreaseFromPageToPageOverResetsAndNewSeries() {
        Scraper scraper = scraper(Kind.COUNT, "errors=errors_total");

        assertThat(counted(scraper, "errors_total{a=\"1\"} 100\n")).isEmpty();
        assertThat(counted(scraper, "errors_total{a=\"1\"} 100\n")).containsExactly(0.0);
        assertThat(counted(scraper, "errors_total{a=\"1\"} 103\nerrors_total{a=\"2\"} 4\n"))
                .containsExactly(7.0);
        assertThat(counted(scraper, "errors_total{a=\"1\"} 2\nerrors_total{a=\"2\"} 4\n"))
                .containsExactly(2.0);
    }

    @Test
    void aCounterThatWasAwayForAPageIsNotCountedFromZero() {
        Scraper scraper = scraper(Kind.COUNT, "errors=errors_total");
        counted(scraper, "errors_total{a=\"1\"} 1000\nerrors_total{a=\"2\"} 4\n");

        assertThat(counted(scraper, "errors_total{a=\"2\"} 4\n")).containsExactly(0.0);
        assertThat(counted(scraper, "errors_total{a=\"1\"} 1001\nerrors_total{a=\"2\"} 4\n"))
                .containsExactly(1.0);
    }

    @Test
    void anIncreaseThatWasNotTakenComesWithTheNext() {
        Scraper scraper = scraper(Kind.COUNT, "errors=errors_total");
        counted(scraper, "errors_total 5\n");

        scraper.read("errors_total 7\n", false, NOW);

        assertThat(counted(scraper, "errors_total 8\n")).containsExactly(3.0);
    }

    @Test
    void anUnreadablePageGivesNothingAndKeepsWhatWasKnown() {
        Scraper scraper = scraper(Kind.COUNT, "errors=errors_total");
        counted(scraper, "errors_total 5\n");

        assertThat(scraper.read("<html>", false, NOW).problems()).hasSize(1);
        scraper.taken();

        assertThat(counted(scraper, "errors_total 9\n")).containsExactly(4.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool",
                "=a",
                "po ol=a",
                "pool=max(a",
                "pool=a)",
                "pool=median(a)",
                "pool=a{b}",
                "pool=a{b=\"c\",}",
                "pool=a{b=~\"c\"}",
                "pool=1a",
                "pool=a/0"
            })
    void otherFiguresAreNotUnderstood(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.read(Kind.GAUGE, text));
    }

    @Test
    void aLabelsValueMayBeAsLongAsAnArgument() {
        String value = "x\\\"".repeat(30_000);

        assertThat(Figure.read(Kind.GAUGE, "pool=pool_active{pool=\"" + value + "\"}")
                        .filters())
                .singleElement()
                .satisfies(filter -> assertThat(filter.value()).isEqualTo("x\"".repeat(30_000)));
    }

    @Test
    void aCountIsNothingButASum() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.read(Kind.COUNT, "errors=max(errors_total)"));
    }

    private static List<Double> counted(Scraper scraper, String page) {
        Scraper.Result result = scraper.read(page, false, NOW);
        scraper.taken();
        return result.measurements().stream().map(Measurement::value).toList();
    }

    private static Scraper scraper(Kind kind, String figure) {
        return new Scraper("shop", Optional.empty(), Optional.empty(), List.of(Figure.read(kind, figure)));
    }
}
