package dev.headgate.cli;

import dev.headgate.documents.NearestWord;
import dev.headgate.documents.NoticesReader;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.Problem;
import dev.headgate.executor.notice.Notice;
import dev.headgate.executor.notice.NoticeWriter;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.channel.Deliveries;
import dev.headgate.executor.notice.channel.Delivery;
import dev.headgate.executor.notice.channel.Outcome;
import dev.headgate.executor.notice.channel.Secrets;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.NoticePlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate notices test}. */
@Command(
        name = "test",
        description = {
            "Sends one test notice to a channel, and tells what the provider said.",
            "There is one try, with the secrets of this machine. A pager's incident is resolved again."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the provider has it", "1:it has not", "2:not understood", "3:the file may not be used"},
        footer = {"", "Example:", "  headgate notices test notices.yaml --channel releases"})
final class NoticesTry implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file of notices.")
    private Path file = Path.of("");

    @Option(names = "--channel", paramLabel = "NAME", required = true, description = "The channel to try.")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        Parsed<NoticePlan> parsed = NoticesReader.read(file.toString(), Documents.read(file));
        if (!(parsed instanceof Parsed.Valid<NoticePlan> valid)) {
            spec.commandLine()
                    .getErr()
                    .println(Problem.render(
                            parsed.problems(), Terminal.errorPalette().colour()));
            return ExitCode.PROBLEMS;
        }
        Channel channel = channel(valid.value());
        Notice notice = new NoticeWriter(valid.value()).test(name, Instant.now());
        try (Delivery delivery = Deliveries.of(channel, new Secrets(System.getenv()))) {
            Outcome outcome = delivery.deliver(List.of(new Post(Post.Act.TELL, notice.id(), notice)));
            if (outcome instanceof Outcome.Delivered && !delivery.merges()) {
                outcome = delivery.deliver(List.of(new Post(Post.Act.RESOLVE, notice.id(), notice)));
            }
            return told(outcome);
        }
    }

    private Channel channel(NoticePlan plan) {
        List<String> names = plan.channels().stream().map(Channel::name).toList();
        return plan.channels().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "there is no channel " + name + " in " + file,
                        NearestWord.to(name, names)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("There is " + String.join(", ", names) + ".")));
    }

    private int told(Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            spec.commandLine().getOut().println(Terminal.palette().green("✓ ") + name + ": the provider has it");
            return ExitCode.DONE;
        }
        String why = outcome instanceof Outcome.Never never ? never.why() : ((Outcome.Later) outcome).why();
        throw new CommandFailure(
                "channel " + name + ": " + why,
                "Look at its address and its secrets; the executor would have tried "
                        + (outcome instanceof Outcome.Never ? "no further." : "again."));
    }
}
