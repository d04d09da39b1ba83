package dev.headgate.cli;

import dev.headgate.documents.NoticesReader;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.NoticePlan;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate notices validate}. */
@Command(
        name = "validate",
        description =
                "Tells everything that is wrong with a file of notices: where, what was found, what was expected.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all may be used, perhaps with warnings",
            "1:a file cannot be read",
            "2:not understood",
            "3:one may not be used"
        },
        footer = {"", "Example:", "  headgate notices validate notices.yaml"})
final class NoticesValidate implements Callable<Integer> {
    @Mixin
    private DocumentFiles files;

    @Override
    public Integer call() {
        return files.validate(NoticesReader::read, NoticesValidate::summary);
    }

    private static String summary(NoticePlan plan) {
        return "channels "
                + plan.channels().stream().map(Channel::name).collect(Collectors.joining(", "))
                + "; " + plan.routes().size() + (plan.routes().size() == 1 ? " route" : " routes")
                + ", otherwise to " + plan.defaultChannel();
    }
}
