package dev.headgate.cli.follow;

import static dev.headgate.cli.Golden.assertLooksLike;
import static dev.headgate.cli.follow.RolloutFixture.after;
import static dev.headgate.cli.follow.RolloutFixture.at;
import static dev.headgate.cli.follow.RolloutFixture.begun;
import static dev.headgate.cli.follow.RolloutFixture.completed;
import static dev.headgate.cli.follow.RolloutFixture.evaluated;
import static dev.headgate.cli.follow.RolloutFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.TerminalSize;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WaitLinesTest {
    private static final WaitLines LINES = new WaitLines(false, Palette.PLAIN);

    @Test
    void aLogTellsOfARolloutThatIsCompleted() {
        assertLooksLike("wait-completed.txt", told(RolloutEnd.COMPLETED, completed()));
    }

    @Test
    void aLogTellsOfARolloutThatIsRolledBack() {
        assertLooksLike("wait-rolled-back.txt", told(RolloutEnd.ROLLED_BACK, rolledBack()));
    }

    @Test
    void ofATrainEachLineNamesItsService() {
        assertThat(new WaitLines(true, Palette.PLAIN)
                        .on(rolledBack()[0], begun())
                        .get(0))
                .startsWith("10:00:00Z  shop  promote");
    }

    @ParameterizedTest
    @EnumSource
    void everyEndIsToldInPlainWords(RolloutEnd end) {
        List<String> lines = LINES.ended(new WaitResult(end, begun(), Duration.ofSeconds(75)));

        assertThat(lines.get(0)).startsWith("rollout shop-2.4.1-1f3a ").contains("after 1 min 15 s");
        assertThat(lines).allMatch(line -> !line.contains("\u001b"));
        assertThat(end.goesOn()).isEqualTo(lines.stream().anyMatch(line -> line.contains("headgate rollout wait ")));
    }

    @Test
    void theStatusSaysWhereItStandsAndHowItLooks() {
        FollowedRollout waiting = after(begun(), Arrays.copyOf(completed(), 3));

        assertThat(LINES.status(begun(), at(1))).isEqualTo("waiting for the gate's word");
        assertThat(LINES.status(waiting.after(evaluated(31, 0.01, Judgement.PASS)), at(32)))
                .isEqualTo("awaiting   stage 1 of 2, weight 10%; waits: the approval of lead is missing"
                        + " (until 11:00:00Z); 19.9 req/s, errors 1.0%, p95 42.0 ms");
    }

    @Test
    void programsGetEachDecisionAndTheResultInTheLastLine() {
        StringWriter out = new StringWriter();
        WaitDisplay display = new JsonWaitDisplay(new PrintWriter(out), new PrintWriter(out), LINES);
        FollowedRollout rollout = begun();
        for (RolloutNews news : rolledBack()) {
            display.happened(news, rollout);
            rollout = rollout.after(news);
        }
        display.ended(List.of(new WaitResult(RolloutEnd.ROLLED_BACK, rollout, Duration.ofMillis(2_500))));

        List<JsonNode> lines =
                out.toString().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).get("kind").stringValue()).isEqualTo("rollback");
        JsonNode result = lines.get(2);
        assertThat(result.get("end").stringValue()).isEqualTo("rolled-back");
        assertThat(result.get("exitCode").intValue()).isEqualTo(10);
        assertThat(result.get("goesOn").booleanValue()).isFalse();
        assertThat(result.get("canary").stringValue()).isEqualTo("2.4.1");
        assertThat(result.get("waitedSeconds").doubleValue()).isEqualTo(2.5);
    }

    @Test
    void ofSeveralRolloutsTheLastLineHasEach() {
        WaitResult one = new WaitResult(RolloutEnd.COMPLETED, begun(), Duration.ofSeconds(2));
        WaitResult other = new WaitResult(RolloutEnd.ROLLED_BACK, begun(), Duration.ofSeconds(2));

        JsonNode all = JsonMapper.shared().readTree(WaitJson.result(List.of(one, other), 10));

        assertThat(all.get("exitCode").intValue()).isEqualTo(10);
        assertThat(all.get("rollouts")).hasSize(2);
    }

    @Test
    void theSummaryBelowAJobIsATableOfDecisionsAndVerdicts() {
        String summary = StepSummary.of(List.of(
                new WaitResult(RolloutEnd.ROLLED_BACK, after(begun(), rolledBack()), Duration.ofMillis(2_500))));

        assertLooksLike("wait-summary.md", summary.lines().toList());
    }

    @Test
    void whatOthersWroteStaysTextInTheSummary() {
        Moved state = RolloutFixture.moved(1, Phase.OBSERVING, 0, Optional.empty(), RolloutFixture.TEN, 1);
        FollowedRollout rollout = after(
                begun(),
                state,
                RolloutFixture.decided(
                        1,
                        1,
                        DecisionKind.RECORD,
                        RolloutFixture.TEN,
                        RolloutFixture.TEN,
                        "by ann: <img src=x> | [link](http://x)\n# heading",
                        Optional.empty()));

        assertThat(StepSummary.of(List.of(new WaitResult(RolloutEnd.STILL_RUNNING, rollout, Duration.ZERO))))
                .contains("by ann: &lt;img src=x> \\| \\[link\\](http://x)·\\# heading |")
                .doesNotContain("<img", "\n# heading");
    }

    @Test
    void onATerminalTheStatusIsDrawnBelowAndGoesBeforeTheNextLine() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        PlainWaitDisplay display =
                new PlainWaitDisplay(writer, LINES, StatusLine.on(writer, () -> new TerminalSize(24, 40)));

        display.passed(List.of(begun()), at(1));
        display.happened(rolledBack()[0], begun());
        display.passed(List.of(after(begun(), rolledBack())), at(9));

        assertThat(out.toString())
                .isEqualTo("waiting for the gate's word\n\u001b[1A\r\u001b[J"
                        + "10:00:00Z  promote    0% → 10%    started by ci: release 2.4.1\n");
    }

    private static List<String> told(RolloutEnd end, RolloutNews... all) {
        List<String> lines = new ArrayList<>();
        FollowedRollout rollout = begun();
        for (RolloutNews news : all) {
            lines.addAll(LINES.on(news, rollout));
            rollout = rollout.after(news);
        }
        rollout.state().ifPresent(state -> lines.add(0, LINES.head(state)));
        lines.addAll(LINES.ended(
                new WaitResult(end, rollout, Duration.between(at(0), all[all.length - 1].writtenAt()))));
        return lines;
    }
}
