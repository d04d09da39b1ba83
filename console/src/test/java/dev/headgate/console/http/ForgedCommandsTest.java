package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Answer;
import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.Order;
import dev.headgate.console.command.Reply;
import dev.headgate.console.command.RolloutRequest;
import dev.headgate.console.model.CommandFilter;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.Signatures;
import dev.headgate.console.view.CommandRow;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can write to the log can write any name and any id into a command; what counts is who has signed it. */
class ForgedCommandsTest {

    private static final Instant NOW = ExampleLog.AT;
    private static final Person OLGA = new Person("olga", Set.of(Role.OPERATOR), Person.Proof.TOKEN);
    private static final String PATH = "/api/v1/rollouts/shop-241/commands";

    @TempDir
    Path keys;

    private final List<Command> sent = new ArrayList<>();
    private SigningKey own;
    private SigningKey operator;
    private SigningKey stranger;
    private ReadModel model;
    private ExampleLog log;

    @BeforeEach
    void start() {
        own = key("console");
        operator = key("operator");
        stranger = key("stranger");
        model = ReadModel.inMemory(
                new Signatures(Optional.empty(), Optional.of(operator.trusted()), Optional.of(own.trusted())),
                () -> NOW);
        log = ExampleLog.of(model);
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void aForgedOneBeforeTheTrueOneDoesNotStandForIt() throws Exception {
        Command given = given();
        log.command(forged(given), stranger);
        log.command(given, own);
        log.refuseLast("it is over");

        Reply reply = ask();

        assertThat(reply.replayed()).isTrue();
        assertThat(reply.answer().body()).contains("\"refused\"", "it is over");
        assertThat(sent).isEmpty();
        assertThat(rows())
                .extracting(row -> row.issuedBy() + " " + row.signature() + " "
                        + row.outcome().orElse("none"))
                .startsWith("olga checked it is over", "olga wrong none");
    }

    @Test
    void aForgedOneAloneIsNotAnsweredFor() throws Exception {
        Command given = given();
        log.command(forged(given), stranger);
        log.command(forged(given));
        log.refuseLast("it is over");

        Reply reply = ask();

        assertThat(reply.replayed()).isFalse();
        assertThat(sent).hasSize(1);
        assertThat(rows().subList(0, 2)).allSatisfy(row -> {
            assertThat(row.signature()).isEqualTo("wrong");
            assertThat(row.outcome()).isEmpty();
        });
    }

    @Test
    void aForgedYesIsNoneAlthoughThePersonHasSaidYesLater() {
        Approve yes = new Approve(header("yes-1", "rita"), "release-managers");
        log.command(new Approve(header("yes-0", "rita"), "release-managers"), stranger);
        log.recordAfterLast("rita said yes for release-managers");
        assertThat(model.history(ExampleLog.ROLLOUT).orElseThrow().answers()).isEmpty();

        log.command(yes, operator);
        log.recordAfterLast("rita said yes for release-managers");

        assertThat(model.history(ExampleLog.ROLLOUT).orElseThrow().answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.by()).isEqualTo("rita"));
    }

    @Test
    void withoutTheKeysOfOperatorsOnlyWhatNamesItsOwnKeyIsKnownToBeForged() throws Exception {
        try (ReadModel alone = ReadModel.inMemory(
                new Signatures(Optional.empty(), Optional.empty(), Optional.of(own.trusted())), () -> NOW)) {
            Command given = given();
            ExampleLog itsLog = ExampleLog.of(alone);
            itsLog.command(forged(given), stranger);
            itsLog.command(given, own);

            assertThat(alone.commands(CommandFilter.ALL, Page.first(2)).items())
                    .extracting(CommandRow::signature)
                    .containsExactly("checked", "not-checked");
            assertThat(alone.command(given.header().commandId())
                            .orElseThrow()
                            .row()
                            .signature())
                    .as("what is known to be right comes first")
                    .isEqualTo("checked");
        }
    }

    @Test
    void whatATrainsServicesTellEachOtherIsSignedByGatesAndByNobodyElse() {
        SigningKey gate = key("gate");
        Signatures signatures = new Signatures(
                Optional.of(gate.trusted()), Optional.of(operator.trusted()), Optional.of(own.trusted()));
        Signatures withoutGates =
                new Signatures(Optional.empty(), Optional.of(operator.trusted()), Optional.of(own.trusted()));

        assertThat(signaturesOfSignals(signatures, gate)).containsExactly("checked", "wrong", "wrong", "wrong");
        assertThat(signaturesOfSignals(withoutGates, gate))
                .as("not known to be forged where gates' keys are not given")
                .containsExactly("not-checked", "not-checked", "not-checked", "not-checked");
    }

    /** Of one by a gate, by an operator, by the console and by a stranger. */
    private List<String> signaturesOfSignals(Signatures signatures, SigningKey gate) {
        try (ReadModel read = ReadModel.inMemory(signatures, () -> NOW)) {
            ExampleLog itsLog = ExampleLog.of(read);
            List<SigningKey> signers = List.of(gate, operator, own, stranger);
            for (int i = 0; i < signers.size(); i++) {
                CommandHeader header = header("signal-" + i, "gate of cart");
                itsLog.command(new TrainSignal(header, "autumn", "cart", 1, false), signers.get(i));
            }
            return read.commands(CommandFilter.ALL, Page.first(9)).items().stream()
                    .filter(row -> row.kind().equals("train-signal"))
                    .sorted(Comparator.comparing(CommandRow::commandId))
                    .map(CommandRow::signature)
                    .toList();
        }
    }

    /** What the console has given in an earlier life; nothing of it is remembered but what the log holds. */
    private Command given() throws Exception {
        try (ReadModel earlier = ReadModel.inMemory()) {
            desk(earlier).ask(order(), request(), "shop", ExampleLog.ROLLOUT);
        }
        return sent.remove(0);
    }

    private Reply ask() throws Exception {
        return desk(model).ask(order(), request(), "shop", ExampleLog.ROLLOUT);
    }

    private CommandDesk desk(ReadModel over) {
        return new CommandDesk(
                Optional.of((command, answers, timeout) -> {
                    sent.add(command);
                    return new Answer.Silence();
                }),
                over,
                Duration.ofSeconds(1),
                () -> NOW,
                () -> true);
    }

    private List<CommandRow> rows() {
        return model.commands(CommandFilter.ALL, Page.first(5)).items();
    }

    private static Order order() {
        return Order.of(OLGA, "key-number-1", PATH, Bodies.command("pause"), NOW);
    }

    private static RolloutRequest request() throws Exception {
        return RolloutRequest.read(Bodies.command("pause").getBytes(StandardCharsets.UTF_8));
    }

    private static Command forged(Command like) {
        return new AbortRollout(like.header());
    }

    private static CommandHeader header(String id, String by) {
        return new CommandHeader(id, id, "shop", ExampleLog.ROLLOUT, by, NOW, "");
    }

    private SigningKey key(String name) {
        return SigningKey.load(KeyFiles.create(keys.resolve(name), name).privateKey());
    }
}
