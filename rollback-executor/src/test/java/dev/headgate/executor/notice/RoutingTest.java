package dev.headgate.executor.notice;

import static dev.headgate.executor.notice.SampleNotices.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final Route ON_CALL = route(List.of("on-call"), Optional.empty(), List.of(), List.of(), List.of());

    @Test
    void whoIsNamedIsToldAndNobodyElse() {
        assertThat(channels(hold().to(List.of("on-call")), ON_CALL)).containsExactly("second");
        assertThat(channels(hold(), ON_CALL)).isEmpty();
    }

    @Test
    void aRecipientThatIsNamedLikeAChannelIsToldThere() {
        assertThat(channels(hold().to(List.of("second")))).containsExactly("second");
    }

    @Test
    void aRecipientWhomNoRouteKnowsIsToldByTheDefaultChannel() {
        Decision decision = hold().to(List.of("on-call", "astronaut"));

        assertThat(channels(decision, ON_CALL)).containsExactlyInAnyOrder("first", "second");
        assertThat(new Routing(plan(ON_CALL)).unknown(SampleNotices.notice(decision)))
                .containsExactly("astronaut");
    }

    @Test
    void aRouteThatSaysNothingElseIsAboutEveryDecisionButRunsAndRecords() {
        Route all = route(List.of(), Optional.empty(), List.of(), List.of(), List.of());

        for (DecisionKind kind : DecisionKind.values()) {
            boolean quiet = kind == DecisionKind.RUN || kind == DecisionKind.RECORD;
            assertThat(channels(decision("shop", 1, kind, Severity.INFO, Mode.ENFORCE), all))
                    .as(kind.wireName())
                    .isEqualTo(quiet ? Set.of() : Set.of("second"));
        }
        assertThat(channels(SampleNotices.notice(hold(), ExecutionStatus.FAILED, ""), all))
                .isEmpty();
    }

    @Test
    void executionsAreToldWhereTheyAreAskedFor() {
        Route failures = route(List.of(), Optional.empty(), List.of(), List.of(ExecutionStatus.FAILED), List.of());

        assertThat(channels(SampleNotices.notice(hold(), ExecutionStatus.FAILED, ""), failures))
                .containsExactly("second");
        assertThat(channels(SampleNotices.notice(hold(), ExecutionStatus.SUCCEEDED, ""), failures))
                .isEmpty();
        assertThat(channels(hold(), failures)).isEmpty();
    }

    @Test
    void whatWaitsForAPersonGoesWhereQuestionsGoOrToTheDefaultChannel() {
        Route all = route(List.of(), Optional.empty(), List.of(), List.of(), List.of());
        Route questions = route(List.of(), Optional.empty(), List.of(DecisionKind.ASK), List.of(), List.of());
        Route failures = route(List.of(), Optional.empty(), List.of(), List.of(ExecutionStatus.FAILED), List.of());
        Notice waits = SampleNotices.waiting(hold());

        assertThat(channels(waits, all)).containsExactly("second");
        assertThat(channels(waits, questions)).containsExactly("second");
        assertThat(channels(waits, failures)).containsExactly("first");
        assertThat(channels(SampleNotices.waiting(hold().to(List.of("second")))))
                .containsExactly("second");
    }

    @Test
    void whatIsLessUrgentThanTheRouteAsksForIsNotToldThere() {
        Route urgent = route(List.of(), Optional.of(Severity.P1), List.of(), List.of(), List.of());

        for (Severity severity : Severity.values()) {
            boolean told = Set.of(Severity.P1, Severity.CRITICAL, Severity.P0, Severity.UNKNOWN)
                    .contains(severity);
            assertThat(channels(decision("shop", 1, DecisionKind.HOLD, severity, Mode.ENFORCE), urgent))
                    .as(severity.wireName())
                    .isEqualTo(told ? Set.of("second") : Set.of());
        }
    }

    @Test
    void servicesAreMeantByNameOrByHowTheyBegin() {
        Route some = route(List.of(), Optional.empty(), List.of(), List.of(), List.of("shop", "web-*"));

        assertThat(channels(of("shop"), some)).containsExactly("second");
        assertThat(channels(of("web-front"), some)).containsExactly("second");
        assertThat(channels(of("shopping"), some)).isEmpty();
    }

    private static Decision of(String service) {
        return decision(service, 1, DecisionKind.HOLD, Severity.WARNING, Mode.ENFORCE);
    }

    private static Decision hold() {
        return of("shop");
    }

    private static Set<String> channels(Decision decision, Route... routes) {
        return channels(SampleNotices.notice(decision), routes);
    }

    private static Set<String> channels(Notice notice, Route... routes) {
        return new Routing(plan(routes)).channels(notice);
    }

    private static NoticePlan plan(Route... routes) {
        return SampleNotices.plan(
                List.of(
                        SampleNotices.webhook("first", "http://127.0.0.1:1/"),
                        SampleNotices.webhook("second", "http://127.0.0.1:1/")),
                routes);
    }

    private static Route route(
            List<String> recipients,
            Optional<Severity> severity,
            List<DecisionKind> decisions,
            List<ExecutionStatus> executions,
            List<String> services) {
        return new Route(recipients, severity, decisions, executions, services, List.of("second"));
    }
}
