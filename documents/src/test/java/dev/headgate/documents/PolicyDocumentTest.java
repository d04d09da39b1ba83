package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Operator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/POLICY.md tells the whole language, and nothing that the reader would not take. */
class PolicyDocumentTest {

    private static final String DOCUMENT =
            PublishedSchema.text(PublishedSchema.home().resolve("docs/POLICY.md"));
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\|.*\\| `([^`]+)` \\|$");
    private static final String CRITERIA = "## A criterion, in one line";

    @ParameterizedTest
    @MethodSource("keywords")
    void everyKeywordStandsInIt(String keyword) {
        assertThat(DOCUMENT).contains("`" + keyword + "`");
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void everyExampleOfACriterionIsTakenWithoutARemark(String line) {
        List<List<Problem>> answers = List.of(
                CriterionGrammar.parse("POLICY.md", line).problems(),
                CriterionGrammar.parseStopLine("POLICY.md", line).problems());

        assertThat(answers).as(answers.toString()).anyMatch(List::isEmpty);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyPolicyInItIsGoodForReaderAndSchema(String yaml) {
        assertThat(PolicyReader.read("POLICY.md", yaml).problems()).isEmpty();
        assertThat(PublishedSchema.POLICY.errors(yaml)).isEmpty();
    }

    @Test
    void everyFieldHasAnExampleThatBeginsWithIt() {
        assertThat(rows(DOCUMENT.substring(0, DOCUMENT.indexOf(CRITERIA))))
                .hasSize(PolicyReader.KNOWN.size() + StageReader.KNOWN.size())
                .allSatisfy(
                        row -> assertThat(row.group(2)).startsWith(row.group(1).replace("`", "") + ":"));
    }

    static Stream<String> keywords() {
        return Stream.of(
                        PolicyReader.KNOWN,
                        StageReader.KNOWN,
                        CriterionObject.CRITERION,
                        ResponseFields.FIELDS,
                        Measures.WORDS,
                        Stream.of(Operator.values()).map(Operator::wireName).toList(),
                        Quantities.TIMES,
                        List.of("%", "/s", "points", "worse than baseline", "not worse than baseline", "confidence"),
                        List.of(
                                "worse than own past",
                                "not worse than own past",
                                "this hour last week",
                                "slo",
                                "burns"),
                        CriterionClauses.WORDS,
                        Responses.EFFECTS,
                        Responses.SEVERITIES,
                        List.of("enforce", "observe", "shift"),
                        Measurements.WORDS,
                        DoneParts.WORDS,
                        DoneParts.SINCE,
                        MeasuredLimits.sizes(),
                        CriterionObject.SCORE,
                        List.of("every", "no alert", "not hook", "and", "previous stage", "{label=value}"),
                        List.of("allow", "onWindowClose", "daily", "hourly", "weekly", "answer", "during", "to"),
                        List.of("evidence: required", "anybody", "pass", "marginal", "onStart", "on new version"))
                .flatMap(List::stream)
                .distinct();
    }

    static List<String> criteria() {
        List<String> lines = rows(DOCUMENT.substring(DOCUMENT.indexOf(CRITERIA))).stream()
                .map(row -> row.group(2))
                .toList();
        assertThat(lines).hasSizeGreaterThan(20);
        return lines;
    }

    static List<String> policies() {
        return YAML.matcher(DOCUMENT)
                .results()
                .map(result -> Objects.requireNonNull(result.group(1)))
                .toList();
    }

    private static List<MatchResult> rows(String text) {
        return ROW.matcher(text).results().toList();
    }
}
