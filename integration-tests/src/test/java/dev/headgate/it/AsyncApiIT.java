package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/asyncapi.yaml by the JSON Schema of AsyncAPI 3.0 that its authors publish on npm. */
class AsyncApiIT {

    private static final Path PACKAGE = Project.file("integration-tests/src/test/resources/asyncapi");
    private static final String PUBLISHED = "node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json";

    @TempDir
    private static Path directory;

    private static Schema schema;
    private static String document;

    @BeforeAll
    static void fetchSchema() throws IOException, InterruptedException {
        Path npm = RealParts.ifThere("npm");
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(PACKAGE.resolve(file), directory.resolve(file));
        }
        Path log = directory.resolve("npm.log");
        Process installing = new ProcessBuilder(npm.toString(), "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (installing.waitFor() != 0) {
            notFetched("npm cannot install @asyncapi/specs; is its registry within reach? " + Files.readString(log));
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(directory.resolve(PUBLISHED)));
        document = Files.readString(Project.file("docs/asyncapi.yaml"));
    }

    @Test
    void theDocumentIsOneOfAsyncApi() {
        assertThat(problems(document)).isEmpty();
    }

    @Test
    void whatAsyncApiDoesNotKnowWouldBeFound() {
        assertThat(problems(document.replaceFirst("address: '\\{prefix}", "adress: '{prefix}")))
                .isNotEmpty();
        assertThat(problems(document.replaceFirst("action: send", "action: shout")))
                .isNotEmpty();
        assertThat(problems(document.replaceFirst("partitions: 8", "partitions: many")))
                .isNotEmpty();
    }

    private static List<String> problems(String yaml) {
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    private static void notFetched(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        abort(why);
    }
}
