package dev.headgate.it.speed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.DefaultGate;
import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.topics.TopicSizing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long services are not judged when one of two gates is killed under load: {@code integration-tests/run
 * speed.RecoveryTimes [KILLS=3]}. A hundred services with a rollout each, ten thousand series of service, version and
 * operation, 5 000 events a second, eight partitions. What counts as judged is an evaluation that does not lag, read by a
 * read_committed reader; undisturbed there is one of each service a second.
 *
 * <p>Stock is a broker without any setting of ours, and gates with the settings that they come with. Tuned is what
 * docs/PERFORMANCE.md names: the broker allows shorter sessions and looks for abandoned transactions more often.
 */
public final class RecoveryTimes {

    private static final List<String> SERVICES =
            IntStream.range(0, 100).mapToObj(i -> "service-" + i).toList();
    private static final int OPERATIONS = 50;
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final Duration FILLING = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Pattern JUDGED =
            Pattern.compile("headgate_rollout_weight_percent\\{[^}]*service=\"([^\"]+)\"");

    private RecoveryTimes() {}

    private enum Kind {
        STOCK(BrokerKind.STOCK, ""),
        TUNED(BrokerKind.TUNED, "session.timeout=1500ms transaction.timeout=2s lagging.after=2s");

        private final BrokerKind broker;
        private final String settings;

        Kind(BrokerKind broker, String settings) {
            this.broker = broker;
            this.settings = settings;
        }
    }

    /** How many kills of each. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        PastedTable table = new PastedTable(
                "broker and gates", "standbys", "services of the killed gate", "the other gate's", "undisturbed");
        for (Kind kind : Kind.values()) {
            for (int standbys = 0; standbys <= 1; standbys++) {
                measure(kind, standbys, kills, table);
            }
        }
        table.print(System.out);
        System.exit(0);
    }

    private static void measure(Kind kind, int standbys, int kills, PastedTable table) throws Exception {
        Installation headgate = new Installation(kind.broker, "headgate.", new TopicSizing(8, 8, (short) 1));
        try {
            headgate.start();
            DefaultGate stays = gate(headgate, "stays", kind, standbys).start();
            DefaultGate killed = gate(headgate, "killed", kind, standbys).start();
            JudgedTimes judged = new JudgedTimes(headgate);
            QuietPolicy.start(headgate, SERVICES);
            try (SteadyLoad load = SteadyLoad.of(headgate, SERVICES, OPERATIONS, EVENTS_PER_SECOND)) {
                Await.instant(System.nanoTime() + FILLING.toNanos());
                Gaps all = new Gaps(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                for (int i = 1; i <= kills; i++) {
                    awaitBothJudge(stays, killed, judged);
                    killOnce(kind, standbys, i, killed, judged, all);
                    killed = gate(headgate, "killed-" + i, kind, standbys).start();
                }
                load.sent();
                table.row(
                        kind == Kind.STOCK ? "as they come" : kind.name().toLowerCase(Locale.ROOT),
                        Integer.toString(standbys),
                        spread(all.moved()),
                        spread(all.others()),
                        spread(all.before()));
            }
        } finally {
            headgate.stop();
        }
    }

    private static DefaultGate gate(Installation headgate, String name, Kind kind, int standbys) {
        DefaultGate gate = headgate.defaultGate(name).with("kafka.num.standby.replicas", standbys);
        Stream.of(kind.settings.split(" ", -1))
                .filter(setting -> !setting.isEmpty())
                .forEach(gate::withArgument);
        return gate;
    }

    private static void awaitBothJudge(DefaultGate stays, DefaultGate killed, JudgedTimes judged) {
        Await.until("both gates judge, and all services are judged", LONGEST, () -> {
            long now = System.nanoTime();
            boolean divided = services(stays).size() + services(killed).size() == SERVICES.size()
                    && services(killed).size() >= SERVICES.size() / 4;
            return divided
                    && SERVICES.stream()
                            .allMatch(service -> judged.firstAfter(
                                            service, now - Duration.ofSeconds(3).toNanos())
                                    .isPresent());
        });
        Await.instant(System.nanoTime() + BEFORE.toNanos());
    }

    /** How long services were not judged: those of the killed gates, the others, and all of them just before. */
    private record Gaps(List<Duration> moved, List<Duration> others, List<Duration> before) {}

    private static void killOnce(
            Kind kind, int standbys, int number, DefaultGate killed, JudgedTimes judged, Gaps all) {
        Set<String> moved = services(killed);
        long begin = System.nanoTime();
        killed.kill();
        Await.until(
                "all services are judged again",
                LONGEST,
                () -> SERVICES.stream()
                        .allMatch(service -> judged.firstAfter(
                                        service, begin + Duration.ofMillis(500).toNanos())
                                .isPresent()));
        // What came in the meantime may still hold some of them up.
        Await.instant(System.nanoTime() + BEFORE.toNanos());
        long end = System.nanoTime();
        List<Duration> ofMoved = gaps(moved, judged, begin, end);
        Set<String> stayed =
                SERVICES.stream().filter(service -> !moved.contains(service)).collect(Collectors.toSet());
        List<Duration> ofStayed = gaps(stayed, judged, begin, end);
        List<Duration> before = gaps(Set.copyOf(SERVICES), judged, begin - BEFORE.toNanos(), begin);
        all.moved().addAll(ofMoved);
        all.others().addAll(ofStayed);
        all.before().addAll(before);
        System.out.printf(
                Locale.ROOT,
                "%s, %d standbys, kill %d: %3d moved services not judged for %s; %3d others for %s; undisturbed %s%n",
                kind.name().toLowerCase(Locale.ROOT),
                standbys,
                number,
                moved.size(),
                spread(ofMoved),
                stayed.size(),
                spread(ofStayed),
                spread(before));
    }

    private static List<Duration> gaps(Set<String> services, JudgedTimes judged, long begin, long end) {
        return services.stream()
                .map(service -> judged.longestGap(service, begin, end))
                .sorted()
                .toList();
    }

    private static Set<String> services(DefaultGate gate) {
        Set<String> services = new TreeSet<>();
        Matcher found = JUDGED.matcher(gate.metrics());
        while (found.find()) {
            services.add(found.group(1));
        }
        return services;
    }

    private static String spread(List<Duration> gaps) {
        if (gaps.isEmpty()) {
            return "(none)";
        }
        List<Duration> all = gaps.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.1f s (longest %.1f)",
                all.get(all.size() / 2).toMillis() / 1e3,
                all.get(all.size() - 1).toMillis() / 1e3);
    }
}
