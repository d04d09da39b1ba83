package dev.headgate.cli.scenario;

import dev.headgate.cli.CommandFailure;
import dev.headgate.core.scenario.planned.PlannedPolicy;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.documents.ScenarioReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads files of scenarios with the policies that they name. */
public final class ScenarioSource {

    private ScenarioSource() {}

    /**
     * A scenario that can be run.
     *
     * @param file where it is written
     * @param scenario what happens
     * @param policy its policy
     * @param text the policy as it was written
     * @param others policies that people bring under way, by the names that the scenario gives their files
     */
    public record Loaded(
            Path file, PlannedScenario scenario, Policy policy, PolicyText text, Map<String, PlannedPolicy> others) {

        /** Copies the map. */
        public Loaded {
            others = Map.copyOf(others);
        }

        /** A name that is its own among all: directory, file and case. */
        public String name() {
            Path directory = file.toAbsolutePath().getParent();
            String plan = directory == null ? "" : directory.getFileName() + "/";
            return plan + file.getFileName().toString().replace(".yaml", "") + ": " + scenario.name();
        }
    }

    /** What files hold: scenarios, and what is wrong with them. */
    public record Read(List<Loaded> scenarios, List<Problem> problems) {

        /** Copies the lists. */
        public Read {
            scenarios = List.copyOf(scenarios);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads files, and all files {@code *.yaml} below directories.
     *
     * @throws CommandFailure if one cannot be read
     */
    public static Read read(List<Path> paths) {
        List<Loaded> scenarios = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                read(file, scenarios, problems);
            }
        }
        return new Read(scenarios, problems);
    }

    private static void read(Path file, List<Loaded> scenarios, List<Problem> problems) {
        Parsed<List<PlannedScenario>> parsed =
                ScenarioReader.read(file.toString(), text(file), other -> sibling(file, other));
        problems.addAll(parsed.problems());
        if (parsed instanceof Parsed.Valid<List<PlannedScenario>> valid) {
            for (PlannedScenario scenario : valid.value()) {
                load(file, scenario, problems).ifPresent(scenarios::add);
            }
        }
    }

    private static Optional<Loaded> load(Path file, PlannedScenario scenario, List<Problem> problems) {
        Map<String, PlannedPolicy> others = new HashMap<>();
        for (String other : scenario.otherPolicies()) {
            policy(file, other, problems).ifPresent(policy -> others.put(other, policy));
        }
        if (others.size() < scenario.otherPolicies().size()) {
            return Optional.empty();
        }
        return policy(file, scenario.policyFile(), problems)
                .map(policy -> new Loaded(file, scenario, policy.policy(), policy.text(), others));
    }

    private static Optional<PlannedPolicy> policy(Path file, String name, List<Problem> problems) {
        Path policyFile = file.resolveSibling(name).normalize();
        String yaml = text(policyFile);
        Parsed<Policy> parsed = PolicyReader.read(policyFile.toString(), yaml);
        if (parsed instanceof Parsed.Valid<Policy> valid) {
            PolicyText text = new PolicyText(String.valueOf(policyFile.getFileName()), yaml, PolicyHash.of(yaml));
            return Optional.of(new PlannedPolicy(valid.value(), text));
        }
        parsed.problems().stream().filter(each -> !problems.contains(each)).forEach(problems::add);
        return Optional.empty();
    }

    private static Optional<String> sibling(Path file, String name) {
        Path sibling = file.resolveSibling(name);
        boolean near = Path.of(name).getNameCount() == 1;
        return near && Files.isRegularFile(sibling) ? Optional.of(text(sibling)) : Optional.empty();
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "cannot read " + path + ": " + unreadable.getMessage(), "Give files that may be read.", unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "cannot read " + file, "Give the path of a YAML file in UTF-8 that may be read.", unreadable);
        }
    }
}
