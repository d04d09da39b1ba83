package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/plans/STANDARDS.md names tests for each line of plan 2, and they exist. */
class StandardsDocumentTest {

    private static final String DOCUMENT =
            PublishedSchema.text(PublishedSchema.home().resolve("docs/plans/STANDARDS.md"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (2\\.[0-9]+) \\| (.+?) \\| (.+) \\|$");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+)\\.([a-z][A-Za-z0-9]+)`");

    @Test
    void everyLineOfThePlanNamesATest() {
        List<MatchResult> rows = ROW.matcher(DOCUMENT).results().toList();

        assertThat(rows)
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(i -> "2." + i).toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(TEST.matcher(row.group(3)).find())
                        .as(row.group(1))
                        .isTrue());
    }

    @Test
    void everyTestThatItNamesExists() throws Exception {
        Map<String, String> classes = testClasses();

        List<String> missing = TEST.matcher(DOCUMENT)
                .results()
                .filter(test -> !classes.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "("))
                .map(MatchResult::group)
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void theBuildHoldsCoverageAt80Percent() {
        String build = PublishedSchema.text(PublishedSchema.home().resolve("pom.xml"));

        assertThat(build)
                .contains("<headgate.coverage.minimum>0.80</headgate.coverage.minimum>")
                .containsPattern("<counter>LINE</counter>\\s*<value>COVEREDRATIO</value>\\s*"
                        + "<minimum>\\$\\{headgate.coverage.minimum}</minimum>");
    }

    private static Map<String, String> testClasses() throws IOException {
        Map<String, String> classes = new TreeMap<>();
        try (Stream<Path> modules = Files.list(PublishedSchema.home())) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> classes.put(
                                    file.getFileName().toString().replace(".java", ""), PublishedSchema.text(file)));
                }
            }
        }
        return classes;
    }
}
