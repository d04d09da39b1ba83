package dev.headgate.console.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The API's own description, and the schemas of the documents in it. */
final class DocumentRoutes {

    private static final Pattern NAME = Pattern.compile("[a-z-]{1,50}\\.schema\\.json");

    List<Route> all() {
        return List.of(
                Route.open(
                        "GET",
                        "/api/v1/openapi.yaml",
                        (context, caller) -> answer(context, "openapi.yaml", "application/yaml")),
                Route.open("GET", "/api/v1/schemas/{name}", (context, caller) -> schema(context)));
    }

    private static void schema(Context context) throws IOException {
        String name = context.pathParam("name");
        answer(context, NAME.matcher(name).matches() ? "schemas/" + name : "", "application/schema+json");
    }

    private static void answer(Context context, String resource, String mediaType) throws IOException {
        Optional<byte[]> bytes = load(resource);
        if (bytes.isEmpty()) {
            Entry.problem(
                    context,
                    404,
                    "no such document",
                    "Schemas are named as in the folder schemas of the module" + " schemas, as decision.schema.json.");
            return;
        }
        context.header("Cache-Control", "no-cache");
        Json.answerUnlessKnown(context, bytes.get(), mediaType);
    }

    private static Optional<byte[]> load(String resource) throws IOException {
        if (resource.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream stream = DocumentRoutes.class.getClassLoader().getResourceAsStream(resource)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        }
    }
}
