package dev.headgate.cli.provision;

import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as YAML, as people write it: a line for each field, quotes only where they are needed. */
public final class Yaml {

    private static final int WIDTH = 120;

    private Yaml() {}

    /** The lines of a document. */
    public static List<String> lines(JsonNode document) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSchema(new CoreSchema())
                .setWidth(WIDTH)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings)
                .dumpToString(JsonMapper.shared().convertValue(document, Object.class))
                .lines()
                .toList();
    }
}
