package dev.headgate.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.StepBackRollout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says of a question or a stage stands in the command; a request that says what cannot be meant is told so. */
class RolloutRequestTest {

    private static final CommandHeader HEADER =
            new CommandHeader("c1", "c1", "shop", "r1", "ann", Instant.parse("2026-11-29T10:00:00Z"), "");

    @Test
    void anAnswerNamesItsQuestionOrItsStage() throws Exception {
        assertThat(command("'kind':'approve','role':'sre','question':'r1/2'"))
                .isEqualTo(new Approve(HEADER, "sre").to("r1/2"));
        assertThat(command("'kind':'reject','role':'sre','stage':0")).isEqualTo(new Reject(HEADER, "sre").in(0));
        assertThat(command("'kind':'approve','role':'sre','stage':-1")).isEqualTo(new Approve(HEADER, "sre").in(-1));
        assertThat(command("'kind':'approve','role':'sre'")).isEqualTo(new Approve(HEADER, "sre"));
    }

    @Test
    void anAdvanceAndAStepBackNameTheStageThatIsLeft() throws Exception {
        assertThat(command("'kind':'advance','stage':1,'reason':'seen'")).isEqualTo(new AdvanceRollout(HEADER).from(1));
        assertThat(command("'kind':'step-back','stage':2,'reason':'slow'"))
                .isEqualTo(new StepBackRollout(HEADER).from(2));
        assertThat(command("'kind':'advance','reason':'seen'")).isEqualTo(new AdvanceRollout(HEADER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'kind':'approve','role':'sre','stage':1.5|stage: expected a whole number",
                "'kind':'approve','role':'sre','stage':'1'|stage: expected a whole number",
                "'kind':'reject','role':'sre','stage':-2|stage: expected a stage counted from 0, or -1 before the first",
                "'kind':'approve','role':'sre','question':' '|question: must not be empty: leave it out, or name the decision"
                        + " that asked",
                "'kind':'approve','role':'sre','question':'r1/2','stage':1|question: and stage exclude each other: an answer"
                        + " is about one of them",
                "'kind':'pause','stage':1|stage: is no field here",
                "'kind':'advance','reason':'seen','question':'r1/2'|question: is no field here"
            })
    void whatCannotBeMeantIsTold(String saidAndProblem) {
        String[] parts = saidAndProblem.split("\\|", 2);

        UnusableRequest unusable = catchThrowableOfType(UnusableRequest.class, () -> command(parts[0]));

        assertThat(unusable.problems())
                .extracting(problem -> problem.field().orElse("") + ": " + problem.message())
                .isEqualTo(List.of(parts[1]));
    }

    private static Command command(String fields) throws UnusableRequest {
        String body = "{" + fields.replace('\'', '"') + "}";
        return RolloutRequest.read(body.getBytes(StandardCharsets.UTF_8)).command(HEADER);
    }
}
