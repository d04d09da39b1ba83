package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.notice.NoticePlan;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to get a file of notices wrong, where the answer points and what it says; reader and JSON Schema judge alike. */
class NoticesMistakesTest {

    private static final Mistake.Base GOOD = new Mistake.Base("""
            environment: production
            link: "https://example.com/${decision}"
            tell: { observe: marked, shadow: never }
            default: releases
            channels:
              releases:
                slack: { url: { file: /etc/slack } }
                timeout: 5s
                rate: 1 per 1s
                giveUpAfter: 2h
              pager:
                pagerduty: { routingKey: { environment: KEY }, url: "https://example.com/events" }
              mail:
                email:
                  host: smtp.example.com
                  port: 25
                  security: starttls
                  from: from@example.com
                  to: [ one@example.com ]
                  user: me
                  password: { file: /etc/password }
              hook:
                webhook: { url: "https://example.com/hook", token: { file: /etc/token } }
            routes:
              - { recipients: on-call, severity: warning, decisions: [ rollback ], channels: pager }
              - { executions: [ failed ], services: [ "shop-*" ], channels: [ mail, hook ] }
            """);

    @Test
    void theFileThatTheMistakesAreMadeInIsGood() {
        Parsed<NoticePlan> parsed = NoticesReader.read("good.yaml", GOOD.yaml());

        assertThat(parsed.problems()).isEmpty();
        assertThat(PublishedSchema.NOTICES.errors(GOOD.yaml())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({"wrongFields", "wrongChannels", "wrongMail", "wrongRoutes"})
    void eachMistakeIsAnsweredWhereItStands(Mistake mistake) {
        Parsed<NoticePlan> parsed = NoticesReader.read("notices.yaml", mistake.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
            assertThat(problem.message()).contains(mistake.message());
            assertThat(PolicyMistakesTest.marked(problem)).isEqualTo(mistake.marked());
            assertThat(problem.expected()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource({"wrongFields", "wrongChannels", "wrongMail", "wrongRoutes"})
    void theJsonSchemaRefusesEachMistakeThatItCanExpress(Mistake mistake) {
        assertThat(PublishedSchema.NOTICES.accepts(mistake.yaml()))
                .isEqualTo(mistake.schema() == Mistake.Schema.CANNOT_SEE_IT);
    }

    @Test
    void allMistakesAreToldAtOnceEachWithTheNearestWord() {
        Parsed<NoticePlan> parsed = NoticesReader.read(
                "notices.yaml",
                GOOD.yaml()
                        .replace("channels: pager", "channels: pagr")
                        .replace("severity: warning", "severity: warnin")
                        .replace("default: releases", "default: release"));

        assertThat(parsed.problems())
                .extracting(problem -> problem.suggestion().orElse(""))
                .containsExactlyInAnyOrder("pager", "warning", "releases");
    }

    @Test
    void aSecretThatStandsInTheFileIsNotRepeated() {
        Parsed<NoticePlan> parsed = NoticesReader.read(
                "notices.yaml", GOOD.yaml().replace("{ file: /etc/slack }", "https://hooks.example.com/T0/s3cret"));

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(Problem.render(parsed.problems(), false))
                .contains("a secret must not stand here")
                .doesNotContain("s3cret");
    }

    static Stream<Mistake> wrongFields() {
        return Stream.of(
                GOOD.with("default: releases\n", "", "e", "`default` is missing"),
                GOOD.beyondSchema("default: releases", "default: nowhere", "nowhere", "there is no such channel"),
                GOOD.with("environment: production", "environment: \"\"", "\"\"", "the name of an environment"),
                GOOD.with("enviro", "envir", "envirnment", "is not a field of a file of notices"),
                GOOD.with("${decision}", "${decison}", "${decison}", "a link has no such placeholder"),
                GOOD.with(
                        "https://example.com/${decision}",
                        "http://example.com/",
                        "\"http://example.com/\"",
                        "cannot go to this address"),
                GOOD.with("shadow: never", "shadow: nevr", "nevr", "this word is not known here"));
    }

    static Stream<Mistake> wrongChannels() {
        return Stream.of(
                GOOD.with("  hook:\n", "  ho ok:\n", "ho ok", "a form that no name has"),
                GOOD.with("slack: {", "slak: {", "slak", "`slak` is not a field of a channel"),
                GOOD.with("timeout: 5s", "webhook: { url: \"https://a.b/\" }", "webhook", "leads to one thing"),
                GOOD.with("{ file: /etc/slack }", "{ file: etc/slack }", "etc/slack", "cannot stand here"),
                GOOD.with("{ file: /etc/slack }", "{}", "{", "kept in one place"),
                GOOD.with("{ environment: KEY }", "{ environment: A-B }", "A-B", "cannot stand here"),
                GOOD.with(
                        "https://example.com/events",
                        "http://example.com/events",
                        "\"http://example.com/events\"",
                        "cannot go to this address"),
                GOOD.with(
                        "https://example.com/hook",
                        "https://me@example.com/hook",
                        "\"https://me@example.com/hook\"",
                        "cannot go to this address"),
                GOOD.with("url: \"https://example.com/hook\", ", "", "{", "`url` is missing"),
                GOOD.beyondSchema("timeout: 5s", "timeout: 2m", "2m", "out of range"),
                GOOD.beyondSchema("giveUpAfter: 2h", "giveUpAfter: 25h", "25h", "out of range"),
                GOOD.with("rate: 1 per 1s", "rate: 1/s", "1/s", "this is no rate"),
                GOOD.with("rate: 1 per 1s", "rate: 0 per 1s", "0 per 1s", "this is no rate"),
                GOOD.beyondSchema("rate: 1 per 1s", "rate: 1 per 2h", "1 per 2h", "this is no rate"));
    }

    static Stream<Mistake> wrongMail() {
        return Stream.of(
                GOOD.with("host: smtp.example.com", "host: \"smtp:25\"", "\"smtp:25\"", "cannot stand here"),
                GOOD.with("port: 25", "port: 70000", "70000", "out of range"),
                GOOD.with("from@example.com", "from at example", "from at example", "cannot stand here"),
                GOOD.with(
                        "[ one@example.com ]", "[ \"a@b.c\\r\\nBcc: x@y.z\" ]", "\"a@b.c\\r\\nBcc: x@y.z\"", "cannot"),
                GOOD.with("[ one@example.com ]", "[]", "[]", "at least one item"),
                GOOD.with("      user: me\n", "", "password", "belong together"),
                GOOD.with("security: starttls", "security: none", "password", "would be sent unprotected"),
                GOOD.with("security: starttls", "security: ssl", "ssl", "this word is not known here"));
    }

    static Stream<Mistake> wrongRoutes() {
        return Stream.of(
                GOOD.beyondSchema("channels: pager", "channels: pagr", "pagr", "there is no such channel"),
                GOOD.with(", channels: pager", "", "{", "`channels` is missing"),
                GOOD.with("severity: warning", "severity: unknown", "unknown", "this word is not known here"),
                GOOD.with("[ rollback ]", "[ rolback ]", "rolback", "this word is not known here"),
                GOOD.with("[ failed ]", "[]", "[]", "at least one item"),
                GOOD.with("shop-*", "*", "\"*\"", "no service has such a name"),
                GOOD.with("recipients: on-call", "recipients: on call", "on call", "a form that no name has"),
                GOOD.with("recipients:", "recipient:", "recipient", "`recipient` is not a field of a route"));
    }
}
