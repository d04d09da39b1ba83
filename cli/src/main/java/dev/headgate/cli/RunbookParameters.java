package dev.headgate.cli;

import dev.headgate.executor.runbook.Binding;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --set name=value}: what a decision would give a runbook. */
final class RunbookParameters {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--set", paramLabel = "name=value", description = "A parameter of the runbook, once for each.")
    private Map<String, String> values = Map.of();

    /**
     * The runbook with them.
     *
     * @throws ParameterException if one is missing, does not fit or does not exist
     */
    BoundRunbook bind(Runbook runbook) {
        List<String> known =
                runbook.parameters().stream().map(RunbookParameter::name).toList();
        Optional<String> unknown =
                values.keySet().stream().filter(name -> !known.contains(name)).findFirst();
        if (unknown.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the runbook has no parameter " + unknown.get() + "; expected " + String.join(", ", known));
        }
        return Binding.bind(runbook, new TreeMap<>(values), "--set").either(bound -> bound, problems -> {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        });
    }
}
