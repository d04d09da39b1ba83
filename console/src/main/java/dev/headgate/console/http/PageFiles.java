package dev.headgate.console.http;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page and its libraries, from the class path. Files of the page are asked for again each time and answered with 304 where
 * they are the same; a library under its version never changes. Thread-safe.
 */
final class PageFiles {

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,9}");
    private static final String PAGE = "page/";
    private static final String INDEX = "index.html";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final List<String> LIBRARIES = List.of("lit-html", "uplot");
    private static final String REVALIDATE = "no-cache";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final ClassLoader loader = PageFiles.class.getClassLoader();
    private final Map<String, Optional<byte[]>> read = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    PageFiles() {
        for (String library : LIBRARIES) {
            version(library).ifPresent(version -> versions.put(library, version));
        }
    }

    List<Route> all() {
        List<String> pages = List.of(
                "/",
                "/rollouts/{rolloutId}",
                "/decisions",
                "/decisions/{rolloutId}/{sequence}",
                "/history",
                "/start",
                "/commands");
        List<Route> routes = new ArrayList<>(pages.stream()
                .map(path -> Route.open("GET", path, (context, caller) -> index(context)))
                .toList());
        routes.add(Route.open("GET", "/lib/{library}/<path>", (context, caller) -> library(context)));
        return List.copyOf(routes);
    }

    /** A file of the page by its address; whether there is one. */
    boolean answered(Context context) {
        String path = context.path().replaceFirst("^/(?:page/)?", "");
        Optional<byte[]> file = PATH.matcher(path).matches() ? file(PAGE + path) : Optional.empty();
        file.ifPresent(bytes -> answer(context.status(200), bytes, path, REVALIDATE));
        return file.isPresent();
    }

    private void index(Context context) {
        Optional<byte[]> file = file(PAGE + INDEX);
        if (file.isEmpty()) {
            Entry.problem(context, 404, "no page", "This build holds no page; the API is under /api/v1.");
            return;
        }
        answer(context, file.get(), INDEX, REVALIDATE);
    }

    private void library(Context context) {
        String library = context.pathParam("library");
        String path = context.pathParam("path");
        String version = versions.getOrDefault(library, "");
        boolean versioned = path.startsWith(version + "/");
        String inside = versioned ? path.substring(version.length() + 1) : path;
        Optional<byte[]> file = !version.isEmpty() && PATH.matcher(inside).matches()
                ? file(WEBJARS + library + "/" + version + "/" + inside)
                : Optional.empty();
        if (file.isEmpty()) {
            Entry.problem(context, 404, "no such file", "Libraries are " + String.join(" and ", LIBRARIES) + ".");
            return;
        }
        answer(context, file.get(), inside, versioned ? FOREVER : REVALIDATE);
    }

    private static void answer(Context context, byte[] bytes, String path, String caching) {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        context.header("Cache-Control", caching);
        Json.answerUnlessKnown(context, bytes, MEDIA_TYPES.getOrDefault(ending, "application/octet-stream"));
    }

    /** Only what there is is kept: what is asked for and missing takes no memory. */
    private Optional<byte[]> file(String resource) {
        Optional<byte[]> known = read.get(resource);
        if (known != null) {
            return known;
        }
        Optional<byte[]> found = load(resource);
        if (found.isPresent()) {
            read.put(resource, found);
        }
        return found;
    }

    private Optional<byte[]> load(String resource) {
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readAllBytes();
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Optional<String> version(String library) {
        return load("META-INF/maven/org.webjars.npm/" + library + "/pom.properties")
                .map(bytes -> {
                    Properties properties = new Properties();
                    try {
                        properties.load(new ByteArrayInputStream(bytes));
                    } catch (IOException impossible) {
                        throw new UncheckedIOException(impossible);
                    }
                    return properties.getProperty("version", "");
                });
    }
}
