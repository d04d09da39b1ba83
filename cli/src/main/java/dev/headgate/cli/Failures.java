package dev.headgate.cli;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.signing.KeyException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** How commands fail: one line that says what is wrong, one that says what to do, a stack trace with {@code --debug}. */
final class Failures {
    private Failures() {}

    /** Prints it on the error output and gives the exit code. */
    static int report(Exception failure, CommandLine line, ParseResult parsed) {
        if (Stopping.hasBegun()) {
            return ExitCode.FAILED;
        }
        CommandFailure explained = explain(failure, brokers(line));
        PrintWriter err = line.getErr();
        Palette palette = Terminal.errorPalette();
        err.println(palette.red("headgate: ") + explained.getMessage());
        if (!explained.remedy().isEmpty()) {
            err.println(explained.remedy());
        }
        if (Logging.isDebug()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return explained.exitCode();
    }

    private static CommandFailure explain(Exception failure, String brokers) {
        if (failure instanceof CommandFailure explained) {
            return explained;
        }
        if (failure instanceof InterruptException || failure instanceof InterruptedException) {
            return new CommandFailure("interrupted", "Run the command again.", failure);
        }
        if (failure instanceof KafkaException kafka) {
            return explainKafka(kafka, brokers);
        }
        if (failure instanceof KeyException key) {
            return new CommandFailure(message(key), "", key);
        }
        if (failure instanceof UncheckedIOException io) {
            return new CommandFailure(message(io), "Check that the file is there and may be used.", io);
        }
        return new CommandFailure(
                message(failure),
                "This was not foreseen: run it again with --debug to see where it comes from.",
                failure);
    }

    private static CommandFailure explainKafka(KafkaException failure, String brokers) {
        if (failure instanceof TimeoutException) {
            return new CommandFailure(
                    "Kafka did not answer in time" + brokers + ": " + failure.getMessage(),
                    "Check --bootstrap-servers (or HEADGATE_BOOTSTRAP_SERVERS), and whether the brokers need a"
                            + " --kafka-config.",
                    failure);
        }
        if (failure instanceof AuthorizationException) {
            return new CommandFailure(
                    "Kafka refuses: " + failure.getMessage(),
                    "Ask for the missing rights (\"headgate topics acls\" lists them), or give a --kafka-config.",
                    failure);
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return new CommandFailure(
                    "a topic is missing: " + failure.getMessage(),
                    "Make the topics with \"headgate topics create\", or check --topic-prefix.",
                    failure);
        }
        if (failure instanceof InvalidReplicationFactorException) {
            return new CommandFailure(
                    message(failure), "Give --replication 1 where there is a single broker.", failure);
        }
        return new CommandFailure(
                message(failure), "Check --bootstrap-servers and --kafka-config; --debug shows more.", failure);
    }

    private static String brokers(CommandLine line) {
        var option = line.getCommandSpec().findOption("--bootstrap-servers");
        return option == null ? "" : " at " + option.getValue();
    }

    /** What is wrong, with its cause if that says more. */
    static String message(Throwable failure) {
        String message = failure.getMessage();
        String own = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null || own.contains(cause.getMessage())
                ? own
                : own + ": " + cause.getMessage();
    }
}
