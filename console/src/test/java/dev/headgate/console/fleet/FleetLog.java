package dev.headgate.console.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A fleet's log: what was written until now, and what is written from now on, second by second. The same settings always give
 * the same records. Not thread-safe.
 */
public final class FleetLog {

    private static final List<String> NAMES = List.of(
            "checkout",
            "search",
            "cart",
            "payments",
            "accounts",
            "catalogue",
            "shipping",
            "pricing",
            "reviews",
            "mail",
            "images",
            "login",
            "stock",
            "invoices",
            "ads",
            "maps",
            "chat",
            "feed",
            "orders",
            "portal");

    private final FleetSettings settings;
    private final FleetWriter writer;
    private final List<FleetRollout> live = new ArrayList<>();
    private final List<FleetRecord> past;

    /** A fleet as large as that. */
    public FleetLog(FleetSettings settings) {
        this.settings = settings;
        writer = new FleetWriter(settings);
        past = write();
    }

    /** Everything that was written until now; of each partition in its order. */
    public List<FleetRecord> past() {
        return List.copyOf(past);
    }

    /** What is written at the next second: a state and an evaluation of each live rollout, and now and then a decision. */
    public List<FleetRecord> second(Instant at) {
        live.forEach(rollout -> rollout.second(at));
        return writer.drain();
    }

    /** From now on so many times as many of the canary's requests fail as usual, and they take so many times as long. */
    public void worsen(String service, double errors, double slow) {
        live.stream()
                .filter(rollout -> rollout.service().equals(service))
                .forEach(rollout -> rollout.worsen(errors, slow));
    }

    /** Rolls a service's live rollout back, as its gate would because of failing requests. */
    public List<FleetRecord> rollBack(String service, Instant at) {
        live.stream().filter(rollout -> rollout.service().equals(service)).forEach(rollout -> rollout.rollBack(at));
        return writer.drain();
    }

    /** Begins another rollout of a service beside the live one, whose end nobody has written. */
    public List<FleetRecord> startNext(String service, String canary, Instant at) {
        live.stream()
                .filter(rollout -> rollout.service().equals(service))
                .findFirst()
                .ifPresent(rollout -> rollout.next(canary).begun(at));
        return writer.drain();
    }

    /** The services with a live rollout, in the order of their stories. */
    public List<String> services() {
        return live.stream().map(FleetRollout::service).toList();
    }

    private List<FleetRecord> write() {
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (int i = 0; i < settings.services(); i++) {
            service(i, random.split());
        }
        return writer.drain();
    }

    private void service(int index, SplittableRandom random) {
        String name = NAMES.get(index % NAMES.size()) + (index < NAMES.size() ? "" : "-" + index / NAMES.size());
        FleetTraffic traffic = new FleetTraffic(random);
        Duration apart = settings.history().dividedBy(settings.finished() + 1L);
        int version = 1 + random.nextInt(40);
        String baseline = version(version);
        for (int i = 0; i < settings.finished(); i++) {
            String canary = version(++version);
            Instant begin = settings.now().minus(settings.history()).plus(apart.multipliedBy(i));
            FleetRollout over = new FleetRollout(
                    writer, traffic, name, canary, baseline, FleetPolicies.USUAL.get((index + i) % 4), random);
            boolean kept = over.finished(ended(random), begin);
            baseline = kept ? canary : baseline;
        }
        FleetStory story = story(index, random);
        FleetPolicies.Known policy = switch (story) {
            case WAITS -> FleetPolicies.STAGED;
            case OBSERVES -> FleetPolicies.OBSERVED;
            default -> FleetPolicies.USUAL.get(index % 3);
        };
        FleetRollout now = new FleetRollout(writer, traffic, name, version(version + 1), baseline, policy, random);
        if (index == 0) {
            now.withShadow(FleetPolicies.COMPARED);
        }
        now.live(story, settings.now(), settings.points());
        live.add(now);
    }

    /** Most are healthy; of the first dozen each has a story of its own. */
    private static FleetStory story(int index, SplittableRandom random) {
        FleetStory[] stories = FleetStory.values();
        if (index < stories.length) {
            return stories[index];
        }
        int drawn = random.nextInt(20);
        return switch (drawn) {
            case 0 -> FleetStory.ERRORS;
            case 1 -> FleetStory.SLOW;
            case 2 -> FleetStory.PAUSED;
            case 3 -> FleetStory.LAGS;
            case 4 -> FleetStory.OBSERVES;
            default -> FleetStory.HEALTHY;
        };
    }

    private static FleetStory ended(SplittableRandom random) {
        int drawn = random.nextInt(10);
        return switch (drawn) {
            case 0 -> FleetStory.ERRORS;
            case 1 -> FleetStory.SLOW;
            case 2 -> FleetStory.ABORTED;
            case 3 -> FleetStory.STEPS_BACK;
            default -> FleetStory.HEALTHY;
        };
    }

    private static String version(int number) {
        return "2." + number / 10 + "." + number % 10;
    }
}
