package dev.headgate.documents;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schemas as they are published, and the examples, read from the repository. */
final class PublishedSchema {

    static final PublishedSchema POLICY = new PublishedSchema("policy");
    static final PublishedSchema RUNBOOK = new PublishedSchema("runbook");
    static final PublishedSchema NOTICES = new PublishedSchema("notices");

    private static final Pattern ALIAS = Pattern.compile("[:\\-\\[,]\\s+\\*\\w");

    private final Schema schema;

    private PublishedSchema(String name) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        schema =
                registry.getSchema(text(home().resolve("schemas/src/main/resources/schemas/" + name + ".schema.json")));
    }

    List<String> errors(String yaml) {
        return schema.validate(ALIAS.matcher(yaml).find() ? withoutAliases(yaml) : yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    /** The validator's own YAML takes an alias for its name. */
    private static String withoutAliases(String yaml) {
        Object document =
                new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadFromString(yaml);
        return new Dump(DumpSettings.builder().setDereferenceAliases(true).build()).dumpToString(document);
    }

    boolean accepts(String yaml) {
        return errors(yaml).isEmpty();
    }

    static Path home() {
        return Path.of(System.getProperty("headgate.home", ".."));
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A document among this module's tests. */
    static String resource(String name) {
        try (var stream = PublishedSchema.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String example(String path) {
        return text(home().resolve("examples").resolve(path));
    }

    static List<Path> examples(String directory) {
        try (var files = Files.walk(home().resolve("examples").resolve(directory))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
