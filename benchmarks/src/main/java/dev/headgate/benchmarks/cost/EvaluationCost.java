package dev.headgate.benchmarks.cost;

import dev.headgate.core.GateSettings;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.VirtualGate;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Prints what one second of one service's rollout costs the judge, in processor time of one core: its telemetry taken in,
 * its evidence gathered, every line judged and the evaluation made: {@code benchmarks/run cost}. 1 000 requests/s, half of
 * them the canary's.
 */
public final class EvaluationCost {

    private static final int WARM_UP = 300;
    private static final int MEASURED = 300;
    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final Measure LATENCY = new Measure.Latency();

    private EvaluationCost() {}

    /** Prints both tables. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        print(System.out, WARM_UP, MEASURED);
    }

    static void print(PrintStream out, int warmUp, int measured) {
        out.printf("%n| lines, 10 operations in the telemetry | median | 99 of 100 below |%n|---|---|---|%n");
        for (int lines : new int[] {1, 10, 100}) {
            row(out, lines + " × errorRate worse", repeated(ERRORS, lines, false), 10, warmUp, measured);
            row(out, lines + " × latency worse", repeated(LATENCY, lines, false), 10, warmUp, measured);
        }
        out.printf("%n| line, operations | median | 99 of 100 below |%n|---|---|---|%n");
        for (int operations : new int[] {1, 10, 100}) {
            String of = " per operation, " + operations;
            row(out, "errorRate worse" + of, repeated(ERRORS, 1, true), operations, warmUp, measured);
            row(out, "latency worse" + of, repeated(LATENCY, 1, true), operations, warmUp, measured);
        }
    }

    private static void row(
            PrintStream out, String name, List<Criterion> lines, int operations, int warmUp, int measured) {
        Policy policy = policy(lines);
        VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
        Requests requests = new Requests(operations);
        long second = Scenario.BEGINNING.getEpochSecond();
        gate.start(Scenario.startOf(policy, "start", "r1"), policy);
        double[] micros = new double[measured];
        for (int i = -warmUp; i < measured; i++) {
            List<SeriesSecond> telemetry = requests.second(second);
            long begun = System.nanoTime();
            gate.second(second++, telemetry);
            if (i >= 0) {
                micros[i] = (System.nanoTime() - begun) / 1e3;
            }
        }
        if (!gate.live() || gate.inForce().percent() != 50) {
            throw new IllegalStateException("the rollout is not under way any more: " + gate.state());
        }
        Arrays.sort(micros);
        out.printf("| %s | %.2f ms | %.2f ms |%n", name, micros[measured / 2] / 1e3, micros[measured * 99 / 100] / 1e3);
        out.flush();
    }

    private static List<Criterion> repeated(Measure measure, int times, boolean perOperation) {
        List<Criterion> lines = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            lines.add(new Criterion(
                    "line " + i,
                    measure,
                    Optional.empty(),
                    new Claim.AgainstBaseline(true, new Margin.None(), perOperation),
                    Optional.empty(),
                    Duration.ZERO,
                    OptionalInt.empty()));
        }
        return lines;
    }

    private static Policy policy(List<Criterion> lines) {
        return new Policy(
                "cost",
                Mode.ENFORCE,
                Duration.ofSeconds(60),
                100,
                lines.stream()
                        .map(line -> new StopLine(line, Effect.ROLLBACK, Severity.CRITICAL))
                        .toList(),
                List.of(new Stage(
                        new Weight(50),
                        Duration.ofHours(1),
                        Optional.empty(),
                        Duration.ZERO,
                        List.of(),
                        List.of(),
                        Response.ROLLBACK)),
                "shift-traffic",
                "shift-traffic",
                Duration.ofSeconds(60));
    }
}
