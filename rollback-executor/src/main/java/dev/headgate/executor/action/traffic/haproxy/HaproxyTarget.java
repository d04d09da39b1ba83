package dev.headgate.executor.action.traffic.haproxy;

import dev.headgate.executor.action.traffic.TargetReading;
import dev.headgate.executor.action.traffic.TrafficTarget;
import dev.headgate.schemas.model.Action.HaproxyWeight;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Two servers of an HAProxy backend.
 *
 * <p>Both weights go out in one line, so no crash of this process can come between them; HAProxy takes the one that
 * rises first, so that the backend never stands without a weight and the canary never gets more than before or than
 * decided. Every text is checked: nothing but names goes into a Runtime API line.
 */
public final class HaproxyTarget implements TrafficTarget {

    /** How far the share in force may be from what was decided, in points: HAProxy's weights are whole numbers. */
    static final double CONVERGED_POINTS = 0.5;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    private final String address;
    private final RuntimeApi api;
    private final String backend;
    private final String canary;
    private final String baseline;
    private final Weight weight;
    private final WeightPair pair;

    private HaproxyTarget(
            String address, String backend, String canary, String baseline, Weight weight, WeightPair pair) {
        this.address = address;
        this.api = new RuntimeApi(address);
        this.backend = backend;
        this.canary = canary;
        this.baseline = baseline;
        this.weight = weight;
        this.pair = pair;
    }

    /**
     * The target of an action with one address.
     *
     * @throws IllegalArgumentException if a text is no name, or the weight cannot be expressed
     */
    public static HaproxyTarget of(HaproxyWeight action) {
        Weight weight = weight(action.weight());
        WeightPair pair = WeightPair.of(weight)
                .orElseThrow(() -> new IllegalArgumentException(
                        weight + " cannot be expressed: HAProxy's smallest shares are 0 % and 0.39 % (1 to 256)"));
        if (action.canaryServer().equals(action.baselineServer())) {
            throw new IllegalArgumentException("canary and baseline are one server, " + action.canaryServer());
        }
        return new HaproxyTarget(
                action.addresses().get(0),
                name("backend", action.backend()),
                name("canary server", action.canaryServer()),
                name("baseline server", action.baselineServer()),
                weight,
                pair);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public TargetReading read(Duration timeout) throws IOException {
        // Of all proxies: asked by name, HAProxy shows no servers where a frontend has the backend's name.
        BackendReading reading = BackendReading.parse(backend, api.ask("show stat -1 4 -1", timeout));
        for (String server : new String[] {canary, baseline}) {
            if (reading.server(server).isEmpty()) {
                throw new IllegalArgumentException("backend " + backend + " has no server " + server + ", only "
                        + reading.servers().keySet());
            }
        }
        boolean set = reading.isSet(canary, baseline, pair);
        Weight share = reading.share(canary);
        boolean converged = Math.abs(share.percent() - weight.percent()) <= CONVERGED_POINTS;
        return new TargetReading(share, set, set && converged, reading.description());
    }

    @Override
    public void set(TargetReading before, Duration timeout) throws IOException {
        String shiftCanary = command(canary, pair.canary());
        String shiftBaseline = command(baseline, pair.baseline());
        boolean canaryRises = before.share().percent() <= weight.percent();
        String line = canaryRises ? shiftCanary + "; " + shiftBaseline : shiftBaseline + "; " + shiftCanary;
        String answer = api.ask(line, timeout).strip();
        if (!answer.isEmpty()) {
            throw new IllegalArgumentException("HAProxy refused: " + answer);
        }
    }

    private String command(String server, int weightToSet) {
        return "set server " + backend + "/" + server + " weight " + weightToSet;
    }

    private static String name(String what, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 100 of A-Z a-z 0-9 _ . : -, found \"" + text + "\"");
        }
        return text;
    }

    private static Weight weight(String text) {
        try {
            return new Weight(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("weight must be a number from 0 to 100, found \"" + text + "\"");
        }
    }
}
