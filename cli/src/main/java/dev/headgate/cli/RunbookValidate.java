package dev.headgate.cli;

import dev.headgate.documents.RunbookReader;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Step;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate runbook validate}. */
@Command(
        name = "validate",
        description = "Tells everything that is wrong with a runbook: where, what was found, what was expected.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all may be used, perhaps with warnings",
            "1:a file cannot be read",
            "2:not understood",
            "3:one may not be used"
        },
        footer = {"", "Example:", "  headgate runbook validate runbooks/*.yaml"})
final class RunbookValidate implements Callable<Integer> {
    @Mixin
    private DocumentFiles files;

    @Override
    public Integer call() {
        return files.validate(RunbookReader::read, RunbookValidate::summary);
    }

    private static String summary(Runbook runbook) {
        return "runbook " + runbook.name() + ", steps "
                + runbook.steps().stream().map(Step::name).collect(Collectors.joining(", "));
    }
}
