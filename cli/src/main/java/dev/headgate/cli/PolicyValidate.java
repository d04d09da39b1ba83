package dev.headgate.cli;

import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate policy validate}. */
@Command(
        name = "validate",
        description = "Tells everything that is wrong with a policy: where, what was found, what was expected.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all may be used, perhaps with warnings",
            "1:a file cannot be read",
            "2:not understood",
            "3:one may not be used"
        },
        footer = {"", "Example:", "  headgate policy validate examples/policies/*.yaml"})
final class PolicyValidate implements Callable<Integer> {
    @Mixin
    private DocumentFiles files;

    @Override
    public Integer call() {
        return files.validate(PolicyReader::read, PolicyValidate::summary);
    }

    private static String summary(Policy policy) {
        String weights = policy.stages().stream()
                .map(Stage::weight)
                .map(Weight::toString)
                .collect(Collectors.joining(" → "));
        int advance = policy.stages().stream()
                .mapToInt(stage -> stage.advance().size())
                .sum();
        int stop = policy.stop().size()
                + policy.stages().stream()
                        .mapToInt(stage -> stage.stop().size())
                        .sum();
        return "policy " + policy.name() + ", " + policy.mode().wireName() + ", " + weights + ", " + stop + " stop and "
                + advance + " advance lines";
    }
}
