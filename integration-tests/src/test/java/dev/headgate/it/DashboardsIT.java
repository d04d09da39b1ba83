package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.ComposeFile;
import dev.headgate.it.harness.Project;
import dev.headgate.it.monitoring.Dashboards;
import dev.headgate.it.monitoring.Dashboards.Dashboard;
import dev.headgate.it.monitoring.MeterTables;
import dev.headgate.it.monitoring.PromQl;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/** The dashboards are what Grafana expects, and ask for what there is. That Prometheus answers them: {@link PrometheusIT}. */
class DashboardsIT {

    private static final Pattern PLACE = Pattern.compile("docs/[A-Z-]+\\.md#[a-z-]+");
    private static final Pattern LEADS_TO = Pattern.compile("/d/([a-z-]+)");
    private static final Set<String> OF_PROMETHEUS = Set.of("ALERTS");

    private static List<Dashboard> dashboards;

    @BeforeAll
    static void read() throws IOException {
        dashboards = Dashboards.read();
    }

    @Test
    void thereIsOneForTheFleetARolloutTheExecutorAndThePipeline() {
        assertThat(dashboards)
                .extracting(Dashboard::uid)
                .containsExactlyInAnyOrder(
                        "headgate-fleet", "headgate-rollout", "headgate-executor", "headgate-pipeline");
        assertThat(dashboards).extracting(Dashboard::file).allMatch(file -> file.endsWith(".json"));
    }

    @Test
    void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.panels())
                    .extracting(panel -> panel.json().path("id").asInt())
                    .doesNotHaveDuplicates();
            Set<String> covered = new TreeSet<>();
            assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.cells()).isNotEmpty().allMatch(cell -> Integer.parseInt(cell.split("/", -1)[0]) < 24);
                assertThat(panel.cells()).as("%s lies on another", panel).noneMatch(covered::contains);
                covered.addAll(panel.cells());
            });
        });
    }

    @Test
    void everyPanelSaysWhatItShowsAndInWhichUnit() {
        assertThat(dashboards)
                .flatExtracting(Dashboard::panels)
                .filteredOn(panel -> !panel.type().equals("row"))
                .allSatisfy(panel -> {
                    assertThat(panel.title()).isNotBlank();
                    assertThat(panel.json().path("description").asString())
                            .as("%s", panel)
                            .isNotBlank();
                    assertThat(panel.json().path("targets")).as("%s", panel).isNotEmpty();
                    if (!panel.type().equals("table")) {
                        assertThat(panel.json()
                                        .path("fieldConfig")
                                        .path("defaults")
                                        .path("unit")
                                        .asString())
                                .as("unit of %s", panel)
                                .isNotBlank();
                        assertThat(panel.json().path("targets").findValues("legendFormat"))
                                .as("legends of %s", panel)
                                .allMatch(legend -> !legend.asString().isBlank());
                    }
                });
    }

    @Test
    void everyQueryNamesMetersThatAreDocumentedAndVariablesThatThereAre() throws IOException {
        MeterTables documents = MeterTables.read();

        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.queries())
                        .isNotEmpty()
                        .allSatisfy(query -> {
                            assertThat(query.expression()).as("%s", query).isNotBlank();
                            assertThat(PromQl.metrics(query.filled()))
                                    .as("%s", query)
                                    .isNotEmpty()
                                    .allMatch(metric -> OF_PROMETHEUS.contains(metric) || documents.tellOf(metric));
                            assertThat(dashboard.variableNames())
                                    .as("%s", query)
                                    .containsAll(query.variables());
                        }));
    }

    @Test
    void aRolloutHasItsDecisionsAsMarksWithTheirReasons() {
        Dashboard rollout = dashboard("headgate-rollout");

        JsonNode marks = rollout.json().path("annotations").path("list").get(0);
        assertThat(marks.path("expr").asString()).startsWith("headgate_decision_time_milliseconds{service=");
        assertThat(marks.path("useValueForTime").asBoolean()).isTrue();
        assertThat(marks.path("textFormat").asString()).isEqualTo("{{reason}}");
        assertThat(rollout.variableNames()).contains("service");
    }

    @Test
    void linksLeadToDashboardsAndPlacesThatExist() throws IOException {
        Set<String> uids = new TreeSet<>(dashboards.stream().map(Dashboard::uid).toList());
        for (Dashboard dashboard : dashboards) {
            String text = Files.readString(Project.file(Dashboards.DIRECTORY + "/" + dashboard.file()));
            assertThat(PLACE.matcher(text).results().map(match -> match.group()).distinct())
                    .as("places in documents that %s names", dashboard.file())
                    .isNotEmpty()
                    .allMatch(DashboardsIT::exists);
            assertThat(LEADS_TO.matcher(text).results().map(match -> match.group(1)))
                    .allMatch(uids::contains);
            assertThat(dashboard.json().path("tags").get(0).asString())
                    .isEqualTo(dashboard
                            .json()
                            .path("links")
                            .get(0)
                            .path("tags")
                            .get(0)
                            .asString());
        }
    }

    @Test
    void everythingAsksTheSourceThatIsProvisioned() throws IOException {
        Map<?, ?> source = (Map<?, ?>) ((List<?>) yaml("docker/grafana/provisioning/datasources/prometheus.yml")
                        .get("datasources"))
                .get(0);

        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.all("datasource"))
                        .hasSizeGreaterThan(dashboard.panels().size())
                        .allSatisfy(asked -> {
                            assertThat(asked.path("uid").asString()).isEqualTo(source.get("uid"));
                            assertThat(asked.path("type").asString()).isEqualTo(source.get("type"));
                        }));
    }

    @Test
    void composeMountsWhatIsProvisionedAndBeginsWithTheFleet() throws IOException {
        ComposeFile compose = ComposeFile.read(Files.readString(Project.file("docker-compose.yml")));
        Map<?, ?> provider = (Map<?, ?>) ((List<?>) yaml("docker/grafana/provisioning/dashboards/headgate.yml")
                        .get("providers"))
                .get(0);
        String path = String.valueOf(((Map<?, ?>) provider.get("options")).get("path"));

        assertThat(compose.list("grafana", "volumes")).contains("./" + Dashboards.DIRECTORY + ":" + path + ":ro");
        assertThat(compose.variable("grafana", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
                .contains(path + "/" + dashboard("headgate-fleet").file());
        assertThat(compose.list("prometheus", "volumes"))
                .contains(
                        "./docker/prometheus/prometheus.yml:/etc/prometheus/prometheus.yml:ro",
                        "./docker/prometheus/rules:/etc/prometheus/rules:ro");
        assertThat(yaml("docker/prometheus/prometheus.yml").get("rule_files")).isEqualTo(List.of("rules/*.yml"));
    }

    private static Dashboard dashboard(String uid) {
        return dashboards.stream()
                .filter(each -> each.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private static boolean exists(String place) {
        try {
            return MeterTables.hasPlace(place);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Project.file(file)));
    }
}
