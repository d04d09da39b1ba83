package dev.headgate.cli;

import dev.headgate.cli.provision.Format;
import dev.headgate.cli.provision.Grant;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code headgate topics acls}. */
@Command(
        name = "acls",
        description = {
            "Lists the rights that each process and each sort of command needs on a cluster that forbids all else.",
            "Touches nothing; docs/KAFKA-SECURITY.md has examples of TLS and SASL."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:it could not be written down so", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate topics acls",
            "  headgate topics acls --print         # a script for kafka-acls.sh",
            "  headgate topics acls executor --print strimzi"
        })
final class TopicsAcls implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PARTICIPANT",
            converter = ParticipantConverter.class,
            description = "Only of these: administrator, application, receiver, combine, judge, executor, viewer,"
                    + " operator, on-call, replayer, console, doctor.")
    private List<Participant> chosen = List.of();

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:HEADGATE_TOPIC_PREFIX:-" + TopicCatalogue.DEFAULT_PREFIX + "}",
            description =
                    "Stands before every topic's name, also as HEADGATE_TOPIC_PREFIX (default: ${DEFAULT-VALUE}).")
    private String topicPrefix = "";

    @Option(
            names = "--print",
            arity = "0..1",
            paramLabel = "FORMAT",
            fallbackValue = "shell",
            converter = FormatConverter.class,
            description = "What grants the rights, as shell (the format if none is named), strimzi or terraform.")
    private @Nullable Format print;

    @Option(
            names = "--principal",
            paramLabel = "PARTICIPANT=User:NAME",
            description =
                    "As whom Kafka knows one of them; may be repeated. Otherwise User:headgate-NAME, with the topics'"
                            + " prefix for headgate and gate for both combine and judge.")
    private Map<String, String> principals = Map.of();

    @Option(
            names = "--application-id-prefix",
            paramLabel = "PREFIX",
            description = "The gate's setting application.id.prefix, if it has one.")
    private @Nullable String gate;

    @Option(
            names = "--executor-id",
            paramLabel = "ID",
            description = "The executor's settings group.id and transactional.id.prefix, if it has them.")
    private @Nullable String executor;

    @Option(
            names = "--notices-id",
            paramLabel = "ID",
            description = "The executor's setting notices.group.id, if it has one.")
    private @Nullable String notices;

    @Option(
            names = "--journal",
            paramLabel = "NAME",
            description = "The executor's setting journal.topic, if it has one.")
    private @Nullable String journal;

    @Option(names = "--dry-run", description = "Of an executor with dry.run=true.")
    private boolean dryRun;

    @Option(
            names = "--otlp-topic",
            paramLabel = "TOPIC",
            description = "A topic that the gate reads of an OpenTelemetry Collector; may be repeated.")
    private List<String> otlp = List.of();

    @Override
    public Integer call() {
        AccessList access;
        List<Grant> grants;
        try {
            access = new AccessList(catalogue(), identities());
            grants = Grant.of(access, principals());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Give another one.", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (print == null) {
            table(access).forEach(out::println);
        } else {
            written(print, grants).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    private List<String> written(Format format, List<Grant> grants) {
        try {
            return format.grants(topicPrefix, grants);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Give another --principal.", e);
        }
    }

    private TopicCatalogue catalogue() {
        TopicCatalogue catalogue = new TopicCatalogue(topicPrefix);
        catalogue = dryRun ? catalogue.andDryRun() : catalogue;
        return journal == null ? catalogue : catalogue.andJournal(journal);
    }

    private Identities identities() {
        Identities ids = Identities.standard(topicPrefix).withOtlp(otlp);
        ids = gate == null ? ids : ids.withGate(gate);
        ids = notices == null ? ids : ids.withNotices(notices);
        ids = dryRun ? ids.dryRun() : ids;
        ids = executor == null ? ids : ids.withExecutor(executor);
        return journal == null ? ids : ids.withJournal(journal);
    }

    private List<Participant> participants() {
        return chosen.isEmpty() ? List.of(Participant.values()) : chosen;
    }

    private Map<Participant, String> principals() {
        principals.keySet().forEach(name -> {
            if (Participant.named(name).isEmpty()) {
                throw new IllegalArgumentException("there is no participant \"" + name + "\"");
            }
        });
        Map<Participant, String> all = new LinkedHashMap<>();
        for (Participant participant : participants()) {
            String standard = "User:" + Identities.installation(topicPrefix) + "-" + participant.process();
            all.put(participant, principals.getOrDefault(participant.wireName(), standard));
        }
        return all;
    }

    private List<String> table(AccessList access) {
        TextTable table = new TextTable("participant", "resource", "name", "may");
        for (Participant participant : participants()) {
            for (Right right : access.of(participant)) {
                table.row(
                        participant.wireName(),
                        lower(right.resource()),
                        right.name() + (right.pattern() == PatternType.PREFIXED ? "*" : ""),
                        right.operations().stream().map(TopicsAcls::lower).collect(Collectors.joining(", ")));
            }
        }
        return table.lines(Terminal.palette());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Reads a participant's name. */
    static final class ParticipantConverter implements ITypeConverter<Participant> {
        @Override
        public Participant convert(String word) {
            Optional<Participant> found = Participant.named(word);
            return found.orElseThrow(() -> new TypeConversionException("expected one of "
                    + Arrays.stream(Participant.values())
                            .map(Participant::wireName)
                            .collect(Collectors.joining(", "))
                    + ", found '" + word + "'"));
        }
    }
}
