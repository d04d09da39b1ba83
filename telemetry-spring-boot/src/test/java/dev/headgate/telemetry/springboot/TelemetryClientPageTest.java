package dev.headgate.telemetry.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Here all that the page speaks of is on the class path. */
class TelemetryClientPageTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);

    @TempDir
    private Path classes;

    @Test
    void everyJavaExampleOfThePageCompiles() throws Exception {
        Path page = Path.of(System.getProperty("headgate.home"), "docs", "TELEMETRY-CLIENT.md");
        List<Source> sources = JAVA.matcher(Files.readString(page))
                .results()
                .map(MatchResult::group)
                .map(Source::new)
                .toList();
        assertThat(sources).hasSize(6);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();

        boolean compiled = compiler.getTask(
                        said, null, null, List.of("-proc:none", "-d", classes.toString()), null, sources)
                .call();

        assertThat(compiled).as(said.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String block) {
            super(URI.create("page:///" + className(block) + ".java"), JavaFileObject.Kind.SOURCE);
            text = JAVA.matcher(block).replaceFirst(result -> Matcher.quoteReplacement(result.group(1)));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String className(String block) {
            Matcher matcher = CLASS.matcher(block);
            if (!matcher.find()) {
                throw new AssertionError("an example is no class: " + block);
            }
            return matcher.group(1);
        }
    }
}
