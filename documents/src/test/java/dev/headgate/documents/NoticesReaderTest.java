package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Channel.Rate;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.NoticePlan.Telling;
import dev.headgate.schemas.model.notice.Route;
import dev.headgate.schemas.model.notice.Target;
import dev.headgate.schemas.model.notice.Target.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoticesReaderTest {

    private static final String EXAMPLE = PublishedSchema.example("notices.yaml");

    @Test
    void theExampleIsTakenByReaderAndSchemaWithoutARemark() {
        assertThat(NoticesReader.read("notices.yaml", EXAMPLE).problems()).isEmpty();
        assertThat(PublishedSchema.NOTICES.errors(EXAMPLE)).isEmpty();
    }

    @Test
    void theExampleSaysWhatItLooksLike() {
        NoticePlan plan = valid(EXAMPLE);

        assertThat(plan.environment()).isEqualTo("production");
        assertThat(plan.link()).hasValue("https://headgate.example.com/decisions/${decision}");
        assertThat(plan.defaultChannel()).isEqualTo("releases");
        assertThat(plan.channels())
                .extracting(Channel::name)
                .containsExactly("releases", "pager", "leads", "status-page");
        assertThat(plan.channels().get(0).target())
                .isEqualTo(new Target.Slack(new Given.InFile("/etc/headgate/secrets/slack-releases")));
        assertThat(plan.channels().get(2).target())
                .isEqualTo(new Target.Email(
                        "smtp.example.com",
                        587,
                        Security.STARTTLS,
                        "headgate@example.com",
                        List.of("lead@example.com", "release-managers@example.com"),
                        Optional.of("headgate"),
                        Optional.of(new Given.InFile("/etc/headgate/secrets/smtp-password"))));
        assertThat(plan.routes().get(6))
                .isEqualTo(new Route(
                        List.of(),
                        Optional.of(Severity.CRITICAL),
                        List.of(),
                        List.of(ExecutionStatus.FAILED, ExecutionStatus.REFUSED),
                        List.of(),
                        List.of("pager")));
        assertThat(plan.routes().get(7).decisions())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK, DecisionKind.COMPLETE);
    }

    @Test
    void whatIsLeftOutHasItsUsualValue() {
        NoticePlan plan = valid("""
                default: a
                channels:
                  a: { slack: { url: { environment: URL } } }
                  b: { pagerduty: { routingKey: { environment: KEY } } }
                  c: { email: { host: localhost, security: none, from: a@b.c, to: d@e.f } }
                  d: { webhook: { url: "http://127.0.0.1:8080/x" }, rate: 3 per 2s }
                routes: [ { channels: a } ]
                """);

        assertThat(plan.observed()).isEqualTo(Telling.MARKED);
        assertThat(plan.shadows()).isEqualTo(Telling.NEVER);
        assertThat(plan.channels()).extracting(Channel::timeout).containsOnly(Duration.ofSeconds(10));
        assertThat(plan.channels()).extracting(Channel::giveUpAfter).containsOnly(Duration.ofHours(1));
        assertThat(plan.channels())
                .extracting(Channel::rate)
                .containsExactly(
                        new Rate(1, Duration.ofSeconds(1)),
                        new Rate(60, Duration.ofMinutes(1)),
                        new Rate(20, Duration.ofMinutes(1)),
                        new Rate(3, Duration.ofSeconds(2)));
        assertThat(plan.channels().get(1).target())
                .isEqualTo(new Target.PagerDuty(
                        "https://events.pagerduty.com/v2/enqueue", new Given.InEnvironment("KEY")));
    }

    @Test
    void withoutARouteForWhatNamesNobodyThereIsAWarning() {
        Parsed<NoticePlan> parsed = NoticesReader.read("x", """
                default: a
                channels: { a: { slack: { url: { environment: URL } } } }
                routes: [ { recipients: on-call, channels: a } ]
                """);

        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("of a decision that names nobody"));
    }

    /** Whoever writes with the JSON Schema's help is never told that something is wrong which the reader would take. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theSchemaTakesWhateverMutatedFileTheReaderTakes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            String yaml = Mutation.of(EXAMPLE, random);
            Parsed<NoticePlan> parsed = NoticesReader.read("x", yaml);
            assertThat(parsed.problems())
                    .as("seed %d:%n%s", seed, yaml)
                    .allSatisfy(problem -> assertThat(problem.line()).isPositive());
            if (parsed instanceof Parsed.Valid) {
                assertThat(PublishedSchema.NOTICES.errors(yaml))
                        .as("seed %d:%n%s", seed, yaml)
                        .isEmpty();
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(1, 21);
    }

    private static NoticePlan valid(String yaml) {
        return ((Parsed.Valid<NoticePlan>) NoticesReader.read("notices.yaml", yaml)).value();
    }
}
