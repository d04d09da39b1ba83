package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.ArgoDeed;
import dev.headgate.schemas.model.HeaderCohort;
import dev.headgate.schemas.model.MeshDestination;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Step;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to get a step in Kubernetes wrong, where the answer points and what it says; reader and JSON Schema judge alike. */
class ClusterMistakesTest {

    private static final Mistake.Base GOOD = new Mistake.Base("""
            runbook: shift
            parameters: { canary: version, baseline: version, weight: weight, reason: text }
            steps:
              - name: route
                httpRoute:
                  namespace: prod
                  name: shop.route
                  rule: 1
                  canaryService: "${canary}"
                  baselineService: shop-stable
                  weight: "${weight}"
              - name: mesh
                virtualService:
                  namespace: prod
                  name: shop
                  route: all
                  cohort: { header: x-cohort, value: beta }
                  host: shop
                  canarySubset: "${canary}"
                  baselineSubset: "${baseline}"
                  weight: "5"
                  awaitStatus: true
              - name: argo
                argoRollout: { namespace: prod, name: shop, do: promote-full, canary: "${canary}", weight: "100" }
              - name: hosts
                virtualService:
                  namespace: prod
                  name: other
                  canaryHost: shop-v2.prod.svc.cluster.local
                  baselineHost: shop-v1
                  weight: "${weight}"
              - name: tell
                command: { arguments: [ tell, "${reason}" ] }
                recovery: rerun
            """);

    @Test
    void theDocumentThatTheMistakesAreMadeInIsGoodAndReadAsItStands() {
        Parsed<Runbook> parsed = RunbookReader.read("good.yaml", GOOD.yaml());

        assertThat(parsed.problems()).isEmpty();
        assertThat(PublishedSchema.RUNBOOK.errors(GOOD.yaml())).isEmpty();
        assertThat(((Parsed.Valid<Runbook>) parsed).value().steps())
                .extracting(Step::action)
                .startsWith(
                        new Action.HttpRouteWeight(
                                "prod",
                                "shop.route",
                                Optional.of("1"),
                                Optional.empty(),
                                "${canary}",
                                "shop-stable",
                                "${weight}",
                                true),
                        new Action.VirtualServiceWeight(
                                "prod",
                                "shop",
                                Optional.of("all"),
                                Optional.of(new HeaderCohort("x-cohort", "beta")),
                                new MeshDestination("shop", Optional.of("${canary}")),
                                new MeshDestination("shop", Optional.of("${baseline}")),
                                "5",
                                true),
                        new Action.ArgoRollout("prod", "shop", ArgoDeed.PROMOTE_FULL, "${canary}", "100"),
                        new Action.VirtualServiceWeight(
                                "prod",
                                "other",
                                Optional.empty(),
                                Optional.empty(),
                                new MeshDestination("shop-v2.prod.svc.cluster.local", Optional.empty()),
                                new MeshDestination("shop-v1", Optional.empty()),
                                "${weight}",
                                false));
    }

    @ParameterizedTest
    @MethodSource({"wrongObjects", "wrongShares", "wrongDestinations", "wrongDeeds"})
    void eachMistakeIsAnsweredWhereItStands(Mistake mistake) {
        Parsed<Runbook> parsed = RunbookReader.read("shift.yaml", mistake.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
            assertThat(problem.message()).contains(mistake.message());
            assertThat(PolicyMistakesTest.marked(problem)).isEqualTo(mistake.marked());
            assertThat(problem.expected()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource({"wrongObjects", "wrongShares", "wrongDestinations", "wrongDeeds"})
    void theJsonSchemaRefusesEachMistakeThatItCanExpress(Mistake mistake) {
        assertThat(PublishedSchema.RUNBOOK.accepts(mistake.yaml()))
                .isEqualTo(mistake.schema() == Mistake.Schema.CANNOT_SEE_IT);
    }

    static Stream<Mistake> wrongObjects() {
        return Stream.of(
                GOOD.with("name: shop.route", "name: Shop", "Shop", "this cannot stand here"),
                GOOD.with("name: shop.route", "name: ../secrets", "../secrets", "this cannot stand here"),
                GOOD.with("name: shop.route", "name: \"${canary}\"", "\"${canary}\"", "this cannot stand here"),
                GOOD.with(
                        "namespace: prod\n      name: shop.route",
                        "namespace: \"${canary}\"\n      name: shop.route",
                        "\"${canary}\"",
                        "this cannot stand here"),
                GOOD.with("      name: shop.route\n", "", "n", "`name` is missing"),
                GOOD.with("rule: 1", "rule: -1", "-1", "out of range"),
                GOOD.with("rule: 1", "rule: \"${canary}\"", "\"${canary}\"", "this cannot stand here"),
                GOOD.with("rule: 1", "rul: 1", "rul", "`rul` is not a field of `httpRoute`"),
                GOOD.with("route: all", "rule: all", "rule", "`rule` is not a field of `virtualService`"),
                GOOD.with("header: x-cohort, ", "", "{", "`header` is missing"),
                GOOD.with("header: x-cohort", "header: \"x cohort\"", "\"x cohort\"", "this cannot stand here"),
                GOOD.with("value: beta", "value: \"${canary}\"", "\"${canary}\"", "this cannot stand here"),
                GOOD.with("{ header: x-cohort, value: beta }", "beta", "beta", "`cohort` is a mapping"),
                GOOD.with("awaitStatus: true", "awaitStatus: soon", "soon", "a truth value is needed here"));
    }

    static Stream<Mistake> wrongShares() {
        return Stream.of(
                GOOD.with("weight: \"5\"", "weight: \"0.5\"", "\"0.5\"", "only whole percents are known there"),
                GOOD.with("weight: \"5\"", "weight: 5", "5", "a text is needed here"),
                GOOD.with("weight: \"5\"", "weight: \"101\"", "\"101\"", "no share in percent"),
                GOOD.with("weight: \"100\"", "weight: \"99.5\"", "\"99.5\"", "only whole percents are known there"),
                GOOD.beyondSchema("weight: \"5\"", "weight: \"${canary}\"", "\"${canary}\"", "no share in percent"));
    }

    static Stream<Mistake> wrongDestinations() {
        String service = "canaryService: \"${canary}\"";
        return Stream.of(
                GOOD.with(
                        "baselineService: shop-stable", "baselineService: Shop", "Shop", "no Service has such a name"),
                GOOD.beyondSchema(service, "canaryService: shop-stable", "baselineService", "the same Service"),
                GOOD.beyondSchema(service, "canaryService: \"${reason}\"", "\"${reason}\"", "may hold anything"),
                GOOD.with("      " + service + "\n", "", "n", "`canaryService` is missing"),
                GOOD.beyondSchema(
                        "canarySubset: \"${canary}\"",
                        "canarySubset: \"${baseline}\"",
                        "baselineSubset",
                        "the same destination"),
                GOOD.with("      host: shop\n", "", "n", "`host` is missing"),
                GOOD.with("      host: shop\n", "      host: shop.\n", "shop.", "this is no host"),
                GOOD.with(
                        "canarySubset: \"${canary}\"", "canarySubset: \"a b\"", "\"a b\"", "no subset has such a name"),
                GOOD.with("      host: shop\n", "      canaryHost: shop\n", "canarySubset", "told apart in one way"),
                GOOD.with("      baselineHost: shop-v1\n", "", "n", "`baselineHost` is missing"));
    }

    static Stream<Mistake> wrongDeeds() {
        return Stream.of(
                GOOD.with("do: promote-full", "do: promte", "promte", "this word is not known here"),
                GOOD.with("do: promote-full, ", "", "{", "`do` is missing"),
                GOOD.with(", weight: \"100\"", "", "{", "`weight` is missing"),
                GOOD.with("canary: \"${canary}\", ", "", "{", "`canary` is missing"),
                GOOD.with("argoRollout:", "kubernetes:", "kubernetes", "`kubernetes` is not supported"));
    }
}
