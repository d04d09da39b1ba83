package dev.headgate.benchmarks.scaling;

/** What one way of telemetry needs, step by step. Rates are per second. */
final class Needs {

    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final double SECONDS_OF_DAY = 86_400;
    private static final double HOURS_OF_MONTH = 730;
    private static final double SECONDS_OF_MONTH = HOURS_OF_MONTH * 3_600;

    /** Where a service's records all have one key: a delta of it each commit. */
    final double deltas;

    /** Where they have none: one from each partition. */
    final double deltasWithoutKeys;

    final double records;
    final double inMegabytes;
    final double combineCores;
    final double judgeCores;
    final double cores;
    final double telemetryPartitions;
    final double series;
    final double heapGigabytes;
    final double stateGigabytes;
    final double judgeWritesMegabytes;
    final double gatePartitions;
    final double progressMessages;
    final double gates;
    final double brokerInMegabytes;
    final double brokerOutMegabytes;
    final double storedTerabytes;
    final double brokersByNetwork;
    final double brokersByDisk;
    final double brokersByStorage;
    final double brokers;
    final double restoreSeconds;
    final double coresPrice;
    final double storagePrice;
    final double zonesGigabytes;
    final double zonesPrice;

    Needs(Figures figures, Way way) {
        double replication = figures.of("replication");
        records = way.records(figures);
        inMegabytes = way.bytes(figures) / MEGA;
        combineCores = way.coresOfCombine(figures);
        deltas = figures.of("services") * figures.of("commits");

        series = figures.of("rollouts") * figures.of("versions") * figures.of("operations");
        double judging = figures.of("rollouts") * figures.of("judge.service.second.micros");
        double taking =
                deltas * figures.of("versions") * figures.of("operations") * figures.of("judge.part.micros");
        judgeCores = (judging + taking) / MEGA;
        cores = (combineCores + judgeCores) / figures.of("core.used");

        telemetryPartitions = powerOfTwo(Math.max(inMegabytes / figures.of("partition.megabytes"), cores));
        deltasWithoutKeys = deltas * Math.min(telemetryPartitions, figures.of("applications"));

        heapGigabytes = series * figures.of("judge.series.heap") * 1e3 / GIGA;
        stateGigabytes = series * figures.of("judge.series.changelog") * 1e3 / GIGA;
        judgeWritesMegabytes =
                (series * figures.of("judge.changelog.written") + figures.of("rollouts") * figures.of("judge.published"))
                        * 1e3
                        / MEGA;
        gatePartitions = powerOfTwo(
                Math.max(judgeCores / figures.of("core.used"), stateGigabytes * 1e3 / figures.of("partition.state.megabytes")));
        progressMessages = telemetryPartitions * gatePartitions * figures.of("progress");
        gates = Math.max(
                2, Math.ceil(Math.max(cores / figures.of("gate.cores"), heapGigabytes * 2 / figures.of("gate.heap.gigabytes"))));

        double written = inMegabytes + judgeWritesMegabytes;
        brokerInMegabytes = written * replication;
        brokerOutMegabytes = written * (replication - 1) + inMegabytes;
        storedTerabytes = inMegabytes * MEGA * SECONDS_OF_DAY * figures.of("retention.days") * replication / 1e12;
        brokersByNetwork = Math.ceil(
                Math.max(brokerInMegabytes, brokerOutMegabytes) / figures.of("broker.network.megabytes"));
        brokersByDisk = Math.ceil(brokerInMegabytes / figures.of("broker.disk.megabytes"));
        brokersByStorage = Math.ceil(storedTerabytes / figures.of("broker.storage.terabytes"));
        brokers = Math.max(replication, Math.max(brokersByNetwork, Math.max(brokersByDisk, brokersByStorage)) + 1);

        restoreSeconds = stateGigabytes * 1e3 / gates / figures.of("restore.megabytes");
        coresPrice = (gates * figures.of("gate.cores") + brokers * figures.of("broker.cores"))
                * figures.of("price.core.hour")
                * HOURS_OF_MONTH;
        storagePrice = storedTerabytes * 1e3 * figures.of("price.gigabyte.month");
        zonesGigabytes =
                (written * (replication - 1) + inMegabytes * 2 / 3) * MEGA * SECONDS_OF_MONTH / GIGA;
        zonesPrice = zonesGigabytes * figures.of("price.gigabyte.zone");
    }

    private static double powerOfTwo(double atLeast) {
        double power = 8;
        while (power < atLeast) {
            power *= 2;
        }
        return power;
    }
}
