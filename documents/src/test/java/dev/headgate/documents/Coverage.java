package dev.headgate.documents;

import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The plans' requirements, what is claimed for each, and whether that is so. */
final class Coverage {

    private static final Path PLANS = PublishedSchema.home().resolve("docs/plans");
    private static final String STANDARDS = "service-standards";

    private final List<Requirement> requirements;
    private final Map<String, List<Claim>> claims;

    private Coverage(List<Requirement> requirements, Map<String, List<Claim>> claims) {
        this.requirements = requirements;
        this.claims = claims;
    }

    private record Requirement(String id, String plan, String text) {}

    /**
     * Something that carries or shows a requirement.
     *
     * @param kind {@code policy}, {@code runbook}, {@code scenario}, {@code test} or {@code reason}
     * @param value a file, a scenario's or a test's name, a sentence
     * @param line the line of the file; empty otherwise
     */
    private record Claim(String kind, String value, String line) {

        boolean carries() {
            return kind.equals("policy") || kind.equals("runbook");
        }

        boolean shows() {
            return kind.equals("scenario") || kind.equals("test");
        }

        boolean excuses() {
            return kind.equals("reason");
        }
    }

    static Coverage read() {
        List<Requirement> requirements = new ArrayList<>();
        for (Map<?, ?> each : maps(yaml("requirements.yaml").get("requirements"))) {
            requirements.add(new Requirement(text(each, "id"), text(each, "plan"), text(each, "text")));
        }
        Map<String, List<Claim>> claims = new LinkedHashMap<>();
        Map<?, ?> written = (Map<?, ?>) yaml("coverage.yaml").get("coverage");
        written.forEach((id, list) -> claims.put(
                String.valueOf(id), maps(list).stream().map(Coverage::claim).toList()));
        return new Coverage(requirements, claims);
    }

    private static Claim claim(Map<?, ?> written) {
        String kind = Stream.of("policy", "runbook", "scenario", "test", "reason")
                .filter(written::containsKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no kind of claim: " + written));
        return new Claim(kind, text(written, kind), written.containsKey("line") ? text(written, "line") : "");
    }

    /** Requirements for which nothing sufficient is claimed, and claims for what is no requirement. */
    List<String> unclaimed() {
        List<String> unclaimed = new ArrayList<>();
        for (Requirement requirement : requirements) {
            List<Claim> all = claims.getOrDefault(requirement.id(), List.of());
            boolean excused = all.stream().anyMatch(Claim::excuses);
            boolean shown = all.stream().anyMatch(Claim::shows);
            boolean carried =
                    requirement.plan().equals(STANDARDS) || all.stream().anyMatch(Claim::carries);
            if (!excused && !(shown && carried)) {
                unclaimed.add(
                        requirement.id() + ": " + (shown ? "no line carries it" : "no scenario or test shows it"));
            }
        }
        Set<String> known = requirements.stream().map(Requirement::id).collect(Collectors.toSet());
        claims.keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> unclaimed.add(id + ": no such requirement"));
        return unclaimed;
    }

    List<String> missingLines() {
        return missing(
                Claim::carries,
                claim -> claim.line().isEmpty()
                        || !Files.exists(file(claim.value()))
                        || !PublishedSchema.text(file(claim.value())).contains(claim.line()));
    }

    List<String> missingScenarios() {
        Set<String> scenarios = scenarios();
        return missing(claim -> claim.kind().equals("scenario"), claim -> !scenarios.contains(claim.value()));
    }

    List<String> missingTests() {
        return missing(claim -> claim.kind().equals("test"), claim -> !testExists(claim.value()));
    }

    private List<String> missing(Predicate<Claim> kind, Predicate<Claim> absent) {
        List<String> missing = new ArrayList<>();
        claims.forEach((id, all) -> all.stream()
                .filter(kind)
                .filter(absent)
                .forEach(claim ->
                        missing.add(id + ": " + claim.value() + (claim.line().isEmpty() ? "" : ": " + claim.line()))));
        return missing;
    }

    /** The table for people. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append("# What carries each requirement of the plans\n\n");
        table.append("Generated from [requirements.yaml](requirements.yaml) and [coverage.yaml](coverage.yaml) by\n")
                .append(
                        "`CoverageTest`; the build fails when a requirement is not carried, or a name in it does not exist.\n\n");
        table.append(counts());
        String plan = "";
        for (Requirement requirement : requirements) {
            if (!requirement.plan().equals(plan)) {
                plan = requirement.plan();
                table.append("\n## ")
                        .append(plan)
                        .append("\n\n| id | requirement | carried by | shown by |\n|---|---|---|---|\n");
            }
            table.append(row(requirement));
        }
        return table.toString();
    }

    private String counts() {
        long scenario =
                counted(all -> all.stream().anyMatch(claim -> claim.kind().equals("scenario")));
        long test = counted(all -> all.stream().noneMatch(claim -> claim.kind().equals("scenario"))
                && all.stream().anyMatch(claim -> claim.kind().equals("test")));
        long reason = counted(all -> all.stream().noneMatch(Claim::shows));
        long partly = counted(
                all -> all.stream().anyMatch(Claim::shows) && all.stream().anyMatch(Claim::excuses));
        return "Of " + requirements.size() + " requirements " + scenario + " are shown by a scenario, " + test
                + " by a test alone, and for " + reason
                + " there is a reason why a gate cannot carry them. Of those that are\n"
                + "shown, " + partly + " also state what of them a gate cannot carry.\n";
    }

    private long counted(Predicate<List<Claim>> which) {
        return requirements.stream()
                .map(requirement -> claims.getOrDefault(requirement.id(), List.of()))
                .filter(which)
                .count();
    }

    private String row(Requirement requirement) {
        List<Claim> all = claims.getOrDefault(requirement.id(), List.of());
        String carried = all.stream()
                .filter(Claim::carries)
                .map(claim ->
                        "`" + claim.line().strip() + "` ([" + name(claim.value()) + "](../../" + claim.value() + "))")
                .collect(Collectors.joining("<br>"));
        String shown = Stream.concat(
                        all.stream().filter(Claim::shows).map(claim -> claim.kind() + " " + claim.value()),
                        all.stream().filter(Claim::excuses).map(claim -> "*" + claim.value() + "*"))
                .collect(Collectors.joining("<br>"));
        return "| " + requirement.id() + " | " + cell(requirement.text()) + " | " + cell(carried) + " | " + cell(shown)
                + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static Set<String> scenarios() {
        Set<String> names = new HashSet<>();
        try (Stream<Path> below = Files.walk(file("examples/scenarios"))) {
            for (Path file :
                    below.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                String prefix = file.getParent().getFileName() + "/"
                        + name(file.toString()).replace(".yaml", "");
                for (PlannedScenario scenario : scenarios(file)) {
                    names.add(prefix);
                    names.add(prefix + ": " + scenario.name());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return names;
    }

    private static List<PlannedScenario> scenarios(Path file) {
        Parsed<List<PlannedScenario>> parsed = ScenarioReader.read(
                file.toString(),
                PublishedSchema.text(file),
                other -> Optional.of(PublishedSchema.text(file.resolveSibling(other))));
        return parsed instanceof Parsed.Valid<List<PlannedScenario>> valid ? valid.value() : List.of();
    }

    /** {@code Class.method}, somewhere among the tests. */
    private static boolean testExists(String name) {
        int dot = name.lastIndexOf('.');
        String type = name.substring(0, Math.max(0, dot));
        String method = name.substring(dot + 1);
        try (Stream<Path> below = Files.find(
                PublishedSchema.home(),
                12,
                (path, attributes) ->
                        path.endsWith(type + ".java") && path.toString().contains("src/test/java"))) {
            return below.anyMatch(path -> PublishedSchema.text(path).contains(" " + method + "("));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path file(String name) {
        return PublishedSchema.home().resolve(name);
    }

    private static Map<?, ?> yaml(String name) {
        return (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(PublishedSchema.text(PLANS.resolve(name)));
    }

    private static List<Map<?, ?>> maps(Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        ((List<?>) list).forEach(each -> maps.add((Map<?, ?>) each));
        return maps;
    }

    private static String text(Map<?, ?> from, String name) {
        return String.valueOf(from.get(name)).strip();
    }
}
