package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An answer that names what it is about is not sent to a gate that would take it for another. */
class EarlierGateTest {

    private static final CommandHeader HEADER =
            new CommandHeader("a1", "c1", "shop", "shop-241", "ada", Instant.EPOCH, "");
    private static final List<WaitingFor> EARLIER = List.of(asked("sre", Optional.empty()));
    private static final List<WaitingFor> PRESENT = List.of(asked("sre", Optional.of("shop-241/2")));

    @Test
    void aYesThatNamesAStageOrAQuestionIsMisread() {
        assertThat(EarlierGate.misreads(yes("sre").in(1), EARLIER))
                .contains(
                        "the gate is of an earlier release, which does not read which stage or question an answer names:"
                                + " it would take this for a yes to what it asks sre");
        assertThat(EarlierGate.misreads(yes("sre").to("shop-241/1"), EARLIER)).isPresent();
    }

    @Test
    void aNoForAStageIsMisreadAndOneToAQuestionDoesWhatSilenceWould() {
        assertThat(EarlierGate.misreads(no().in(1), EARLIER)).isPresent();
        assertThat(EarlierGate.misreads(no().to("shop-241/1"), EARLIER)).isEmpty();
    }

    @Test
    void whatNamesNothingOrIsOfARoleThatIsNotAskedIsReadAsItIsMeant() {
        assertThat(EarlierGate.misreads(yes("sre"), EARLIER)).isEmpty();
        assertThat(EarlierGate.misreads(yes("qa").in(1), EARLIER)).isEmpty();
        assertThat(EarlierGate.misreads(new AbortRollout(HEADER), EARLIER)).isEmpty();
    }

    @Test
    void aGateThatNamesItsQuestionsReadsWhatAnAnswerNames() {
        assertThat(EarlierGate.misreads(yes("sre").in(1), PRESENT)).isEmpty();
        assertThat(EarlierGate.misreads(yes("sre").in(1), List.of())).isEmpty();
    }

    private static WaitingFor asked(String role, Optional<String> question) {
        return new WaitingFor(
                "answer", role, "a yes of " + role + ", else it is rolled back", Optional.empty(), question);
    }

    private static Approve yes(String role) {
        return new Approve(HEADER, role);
    }

    private static Reject no() {
        return new Reject(HEADER, "sre");
    }
}
