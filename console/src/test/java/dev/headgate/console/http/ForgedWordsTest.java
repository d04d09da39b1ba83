package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.model.CarriedOut;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.Signatures;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Question.About;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can write to the decisions can write any id and any order; what can be answered and what holds goes by signatures. */
class ForgedWordsTest {

    private static final Instant NOW = ExampleLog.AT;

    @TempDir
    Path keys;

    private SigningKey gate;
    private SigningKey own;
    private SigningKey stranger;
    private ReadModel model;
    private ExampleLog log;

    @BeforeEach
    void start() {
        gate = key("gate");
        own = key("console");
        stranger = key("stranger");
        model = ReadModel.inMemory(
                new Signatures(
                        Optional.of(gate.trusted()),
                        Optional.of(key("operator").trusted()),
                        Optional.of(own.trusted())),
                () -> NOW);
        log = ExampleLog.of(model);
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void aForgedDecisionKeepsNobodyFromAnsweringTheTrueOne() {
        log.said(ExampleLog.decision(), gate);
        log.executed(ExampleLog.asking(About.CONFIRMATION, NOW));
        Decision forged = ExampleLog.ofService(ExampleLog.decision(), "other");
        log.said(forged);
        log.said(forged, stranger);

        CarriedOut found = model.carriedOut("shop-241/1").orElseThrow();

        assertThat(found.decision().service()).isEqualTo("shop");
        assertThat(found.latest()).isPresent();
    }

    @Test
    void forgedOrdersHoldAndReleaseNobodyAndTheConsolesOwnDo() {
        Decision hold = order(true, "a freeze", 0);
        log.said(order(true, "forged", 60), stranger);
        answered(order(true, "forged", 60));
        assertThat(model.holds()).isEmpty();

        log.said(hold, own);
        answered(hold);
        log.said(order(false, "forged", 90), stranger);
        answered(order(false, "forged", 90));

        assertThat(model.holds()).extracting(Decision::reason).containsExactly("held by olga: a freeze");
        assertThat(model.saidToExecutors("order"))
                .extracting(each -> each.decision().reason())
                .containsExactly("held by olga: a freeze");
    }

    /** Of partition 0. */
    private static Decision order(boolean held, String why, int later) {
        return ExecutorHold.of(held, ExecutorHold.service(0), "olga", why, "order", NOW.plusSeconds(later));
    }

    private void answered(Decision order) {
        log.executed(ExampleLog.answer(order, ExecutionStatus.SUCCEEDED, order.reason()));
    }

    private SigningKey key(String name) {
        return SigningKey.load(KeyFiles.create(keys.resolve(name), name).privateKey());
    }
}
