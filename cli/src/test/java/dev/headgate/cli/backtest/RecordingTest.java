package dev.headgate.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.headgate.cli.CommandFailure;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final String EVENT = """
            {"service":"shop","version":"1.0","operation":"pay","completedAtMillis":1795340000250,\
            "latencyMicros":1500,"outcome":"success","labels":{"track":"blue/2"}}""";
    private static final CsvMapping ACCESS_LOG = new CsvMapping(
            "time",
            "took",
            LatencyUnit.S,
            Optional.empty(),
            Optional.of(ErrorRule.of("status>=500")),
            Optional.of("release"),
            Optional.of("path"));

    @TempDir
    Path directory;

    private final List<RequestEvent> events = new ArrayList<>();

    @Test
    void eventsAndBatchesAreReadPlainAndCompressed() throws IOException {
        String batch = """
                {"kind":"requests","service":"shop","version":"1.1","events":[
                {"operation":"pay","completedAtMillis":1795340000300,"latencyMicros":1,"outcome":"error"},
                {"operation":"pay","completedAtMillis":1795340000301,"latencyMicros":2,"outcome":"success"}]}""".replace("\n", "");
        byte[] text = (EVENT + "\r\n\n" + batch).getBytes(StandardCharsets.UTF_8);
        for (Path file : List.of(
                Files.write(directory.resolve("a.jsonl"), text),
                compressed("a.jsonl.gz", text),
                compressed("a.jsonl.zst", text))) {
            events.clear();
            Recording recording = json(file);
            recording.read(events::add);

            assertThat(events).hasSize(3).extracting(RequestEvent::version).containsExactly("1.0", "1.1", "1.1");
            assertThat(recording.bad().count()).isZero();
            assertThat(recording.bytesRead()).isEqualTo(recording.size());
        }
    }

    @Test
    void badLinesAreToldWithTheirPlaceAndStopNothing() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.jsonl"),
                "{\n" + EVENT + "\n" + EVENT.replace("\"success\"", "\"well\"") + "\n[]\n");
        Recording recording = json(file);
        recording.read(events::add);

        assertThat(events).hasSize(1);
        assertThat(recording.bad().count()).isEqualTo(3);
        assertThat(recording.bad().first().get(0)).startsWith(file + ":1: not JSON");
        assertThat(recording.bad().first().get(1))
                .isEqualTo(file + ":3: outcome: expected \"success\" or \"error\", found \"well\"");
    }

    @Test
    void aLineLongerThanAnyBufferIsOneBadLine() throws IOException {
        Path file =
                Files.writeString(directory.resolve("a.jsonl"), "x".repeat(3 * Lines.LONGEST) + "\n" + EVENT + "\n");
        Recording recording = json(file);
        recording.read(events::add);

        assertThat(events).hasSize(1);
        assertThat(recording.bad().count()).isEqualTo(1);
    }

    @Test
    void otherServicesAreCountedAndLeftOut() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.jsonl"), EVENT + "\n" + EVENT.replace("\"shop\"", "\"stock\"") + "\n");
        Recording recording = json(file);
        recording.read(events::add);

        assertThat(recording.service()).contains("shop");
        assertThat(recording.otherServices()).isEqualTo(1);
    }

    @Test
    void aLabelMayNameTheVersion() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.jsonl"), EVENT + "\n" + EVENT.replace("\"track\"", "\"other\"") + "\n");
        VersionRule rule = new VersionRule(Optional.of("track"), OptionalLong.empty(), "", "", new VersionNames());
        Recording recording = new Recording(List.of(file), Optional.empty(), rule, Optional.empty());
        recording.read(events::add);

        assertThat(events).extracting(RequestEvent::version).containsExactly("blue_2");
        assertThat(recording.bad().first()).containsExactly(file + ":2: there is no label \"track\"");
    }

    @Test
    void timeMayTellTheVersion() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.jsonl"), EVENT + "\n" + EVENT.replace("1795340000250", "1795340000251") + "\n");
        VersionRule rule = new VersionRule(
                Optional.empty(), OptionalLong.of(1_795_340_000_251L), "after", "before", new VersionNames());
        new Recording(List.of(file), Optional.empty(), rule, Optional.empty()).read(events::add);

        assertThat(events).extracting(RequestEvent::version).containsExactly("before", "after");
    }

    @Test
    void columnsOfAnAccessLogBecomeEvents() throws IOException {
        Recording recording = csv("""
                time,status,took,release,path,agent
                2026-11-22T09:33:20.25Z,200,0.0015,v7,"GET /a,b","Mozilla, ""5""\"
                1795340000.5,503,1.25,v8,é,-
                """);
        recording.read(events::add);

        assertThat(recording.bad().first()).isEmpty();
        assertThat(events)
                .containsExactly(
                        new RequestEvent(
                                CsvLines.SERVICE,
                                "v7",
                                "GET /a,b",
                                Labels.NONE,
                                1_795_340_000_250L,
                                1_500,
                                Outcome.SUCCESS,
                                Optional.empty()),
                        new RequestEvent(
                                CsvLines.SERVICE,
                                "v8",
                                "?",
                                Labels.NONE,
                                1_795_340_000_500L,
                                1_250_000,
                                Outcome.ERROR,
                                Optional.empty()));
    }

    @Test
    void semicolonsAndTabsSeparateAsWell() throws IOException {
        csv("time;status;took;release;path\n1795340000;200;0.1;a;/\n").read(events::add);
        csv("time\tstatus\ttook\trelease\tpath\n1795340000\t200\t0.1\ta\t/\n").read(events::add);

        assertThat(events).hasSize(2).extracting(RequestEvent::latencyMicros).containsOnly(100_000L);
    }

    @Test
    void badRowsAreToldWithTheirPlaceAndColumn() throws IOException {
        Recording recording = csv("""
                time,status,took,release,path
                soon,200,0.1,a,/
                1795340000,fine,0.1,a,/
                1795340000,200,-1,a,/
                1795340000,200,0.1,,/
                1795340000,200
                """);
        recording.read(events::add);

        assertThat(events).isEmpty();
        assertThat(recording.bad().first())
                .satisfiesExactly(
                        line -> assertThat(line).contains("a.csv:2: time: expected a time", "\"soon\""),
                        line -> assertThat(line).contains("a.csv:3: outcome: expected a number, found \"fine\""),
                        line -> assertThat(line).contains("a.csv:4: took: expected a number of 0 or more"),
                        line -> assertThat(line).contains("a.csv:5: version: missing"),
                        line -> assertThat(line).contains("a.csv:6: expected 5 columns, found 2"));
    }

    @Test
    void aColumnThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertThatThrownBy(() -> csv("when,status\n").read(events::add))
                .isInstanceOf(CommandFailure.class)
                .hasMessageEndingWith("has no column \"time\"; it has when, status");
    }

    @Test
    void valuesMayMeanAnErrorToo() {
        ErrorRule rule = ErrorRule.of("error, timeout");

        assertThat(rule.column()).isEmpty();
        assertThat(rule.test().of("timeout")).isEqualTo(Outcome.ERROR);
        assertThat(rule.test().of("fine")).isEqualTo(Outcome.SUCCESS);
        assertThat(ErrorRule.of("code = 7").test().of("7")).isEqualTo(Outcome.ERROR);
        assertThat(ErrorRule.of("code = 7").column()).contains("code");
    }

    private static Recording json(Path file) {
        VersionRule rule = new VersionRule(Optional.empty(), OptionalLong.empty(), "", "", new VersionNames());
        return new Recording(List.of(file), Optional.empty(), rule, Optional.empty());
    }

    private Recording csv(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        VersionRule rule = new VersionRule(Optional.empty(), OptionalLong.empty(), "", "", new VersionNames());
        return new Recording(List.of(file), Optional.of(ACCESS_LOG), rule, Optional.empty());
    }

    private Path compressed(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
            out.write(content);
        }
        return Files.write(directory.resolve(name), bytes.toByteArray());
    }
}
