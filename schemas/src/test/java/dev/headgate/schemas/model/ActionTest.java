package dev.headgate.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a placeholder can take the place of, and what a runbook alone decides. */
class ActionTest {

    @Test
    void serversAndWeightsOfHaproxyAreReplacedAndEachProxyIsAPlace() {
        Action.HaproxyWeight shift = new Action.HaproxyWeight(
                        List.of("a:1", "b:2"), "shop", "${canary}", "${baseline}", "${weight}")
                .replacing(ActionTest::replaced);

        assertThat(shift)
                .isEqualTo(new Action.HaproxyWeight(
                        List.of("a:1", "b:2"), "shop", "value of canary", "value of baseline", "value of weight"));
        assertThat(shift.places())
                .containsExactly(
                        new Action.HaproxyWeight(
                                "a:1", "shop", "value of canary", "value of baseline", "value of weight"),
                        new Action.HaproxyWeight(
                                "b:2", "shop", "value of canary", "value of baseline", "value of weight"));
    }

    @Test
    void aQuestionMayBeAParameter() {
        assertThat(new Action.Confirm("${canary}").replacing(ActionTest::replaced))
                .isEqualTo(new Action.Confirm("value of canary"));
    }

    @Test
    void whereNginxIsAndWhatItRunsIsNeverReplaced() {
        Action.NginxSplit split = new Action.NginxSplit(
                "/etc/shop.conf",
                "shop",
                "$request_id",
                "${canary}",
                "${baseline}",
                "${weight}",
                "http://127.0.0.1/s",
                List.of("${canary}"),
                List.of("nginx"));

        assertThat(split.replacing(ActionTest::replaced))
                .isEqualTo(new Action.NginxSplit(
                        "/etc/shop.conf",
                        "shop",
                        "$request_id",
                        "value of canary",
                        "value of baseline",
                        "value of weight",
                        "http://127.0.0.1/s",
                        List.of("${canary}"),
                        List.of("nginx")));
        assertThat(split.places()).containsExactly(split);
    }

    @Test
    void argumentsAndVariablesOfAProgramAreReplacedAndWhatItInheritsIsNot() {
        Action.Command command = new Action.Command(
                List.of("tell", "${reason}"), new TreeMap<>(Map.of("WHY", "${reason}")), List.of("PATH"));

        assertThat(command.replacing(ActionTest::replaced))
                .isEqualTo(new Action.Command(
                        List.of("tell", "value of reason"),
                        new TreeMap<>(Map.of("WHY", "value of reason")),
                        List.of("PATH")));
    }

    @Test
    void whatARequestCarriesIsReplacedAndWhereItGoesIsNot() {
        Action.HttpCall call = call("${why}", "${header}", template("${text}", "${number}"));
        Action.HttpCall expected =
                call("value of why", "value of header", template("value of text", "value of number"));

        assertThat(call.replacing(ActionTest::replaced)).isEqualTo(expected);
        assertThat(new Action.Probe(call, 3, Duration.ofSeconds(1)).replacing(ActionTest::replaced))
                .isEqualTo(new Action.Probe(expected, 3, Duration.ofSeconds(1)));
        assertThat(new Action.Lookup(call, Expectation.SUCCESS, Duration.ofSeconds(1)).replacing(ActionTest::replaced))
                .isEqualTo(new Action.Lookup(expected, Expectation.SUCCESS, Duration.ofSeconds(1)));
    }

    @Test
    void objectsOfAClusterKeepTheirNamespaceAndName() {
        Action.ArgoRollout argo = new Action.ArgoRollout("${ns}", "${name}", ArgoDeed.ABORT, "${canary}", "${weight}");

        assertThat(argo.replacing(ActionTest::replaced))
                .isEqualTo(new Action.ArgoRollout(
                        "${ns}", "${name}", ArgoDeed.ABORT, "value of canary", "value of weight"));
    }

    private static String replaced(String text) {
        return text.startsWith("${") ? "value of " + text.substring(2, text.length() - 1) : text;
    }

    private static Action.HttpCall call(String why, String header, Template body) {
        return new Action.HttpCall(
                "POST",
                "http://127.0.0.1/${never}",
                new TreeMap<>(Map.of("why", why)),
                new TreeMap<>(Map.of("X-Why", header)),
                new TreeMap<>(Map.of("Authorization", new Secret(true, "/run/secrets/token"))),
                Optional.of(body),
                Expectation.SUCCESS);
    }

    private static Template template(String text, String number) {
        return new Template.Fields(new TreeMap<>(
                Map.of("all", new Template.Items(List.of(new Template.Text(text), new Template.Literal(number))))));
    }
}
