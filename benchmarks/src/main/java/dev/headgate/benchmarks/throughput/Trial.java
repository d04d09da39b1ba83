package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.SeriesSet;
import dev.headgate.benchmarks.throughput.input.Totals;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * One contender in one cell: passes to warm up, measured ones, and the check of its counts. A pass is written while the
 * contender has nothing to do, becomes readable at once, and is over when its last record and all that followed from it is
 * committed.
 */
final class Trial {

    private static final Duration LONGEST_PASS = Duration.ofMinutes(5);
    private static final Duration LONGEST_COUNTING = Duration.ofSeconds(20);
    private static final long SEED = 20_261_129;

    private final Site site;
    private final Cell cell;
    private final long requests;
    private final Totals sent = new Totals();
    private long records;
    private long bytes;

    Trial(Site site, Cell cell, long requests) {
        this.site = site;
        this.cell = cell;
        this.requests = requests;
    }

    /**
     * Measures.
     *
     * @param warmUp passes are not measured until so much time has gone by in them, and never the first two
     * @throws IllegalStateException if the contender does not do its work; the message holds the end of its log
     */
    Result run(Duration warmUp, int repetitions) throws InterruptedException {
        TopicCatalogue topics = site.makeTopics(cell.input());
        try (ContenderProcess contender = ContenderProcess.start(site, cell, topics)) {
            return run(contender, topics, warmUp, repetitions);
        } finally {
            site.removeTopics(topics, cell.input());
        }
    }

    private Result run(ContenderProcess contender, TopicCatalogue topics, Duration warmUp, int repetitions)
            throws InterruptedException {
        try (SegmentSender sender = sender(topics)) {
            long warmed = 0;
            for (int pass = 0; pass < 2 || warmed < warmUp.toNanos(); pass++) {
                warmed += pass(contender, sender, topics).nanos();
            }
            List<Result.Pass> passes = new ArrayList<>();
            while (passes.size() < repetitions) {
                passes.add(pass(contender, sender, topics));
            }
            sender.close(System.currentTimeMillis());
            String wrong = wrong(contender, topics);
            return new Result(
                    cell,
                    passes,
                    wrong,
                    (double) bytes / sent.requests(),
                    (double) site.logBytes(cell.input().topic(topics)) / sent.requests(),
                    contender.heapMegabytes(),
                    site.stateBytes(contender.changelogs()) / cell.series());
        } catch (IllegalStateException failed) {
            throw new IllegalStateException(cell + ": " + failed.getMessage() + ". " + contender.lastWords(), failed);
        }
    }

    private SegmentSender sender(TopicCatalogue topics) {
        return new SegmentSender(
                site.bootstrapServers(),
                cell.input().topic(topics),
                Site.PARTITIONS,
                cell.input().isKeyed() && cell.series() >= Cell.KEYED_FROM,
                cell.input().messages(SeriesSet.of(cell.series())),
                SEED);
    }

    private Result.Pass pass(ContenderProcess contender, SegmentSender sender, TopicCatalogue topics)
            throws InterruptedException {
        SegmentSender.Sent segment = sender.write(requests);
        sent.add(segment.totals());
        records += segment.records();
        bytes += segment.bytes();
        long cpuBefore = contender.cpuNanos();
        long begun = System.nanoTime();
        sender.release();
        String source = cell.input().topic(topics);
        Map<TopicPartition, Long> ends = site.positions().ends(source, Site.PARTITIONS);
        site.positions().awaitCommitted(contender.group(), ends, LONGEST_PASS, contender::isAlive);
        if (contender.judgeGroup().isPresent()) {
            Map<TopicPartition, Long> sketches =
                    site.positions().ends(topics.name(TopicCatalogue.GATE_SKETCHES), Site.PARTITIONS);
            site.positions().awaitCommitted(contender.judgeGroup().get(), sketches, LONGEST_PASS, contender::isAlive);
        }
        long nanos = System.nanoTime() - begun;
        TimeUnit.MILLISECONDS.sleep(cell.contender().settleMillis());
        return new Result.Pass(segment.totals().requests(), nanos, contender.cpuNanos() - cpuBefore);
    }

    /** Compares what was counted with what was sent, again after the contender has ended: nothing may come twice. */
    private String wrong(ContenderProcess contender, TopicCatalogue topics) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_COUNTING.toNanos();
        if (cell.contender().output() == Contender.Output.DELTAS
                || cell.contender().output() == Contender.Output.LATEST) {
            OutputTotals counted = new OutputTotals(cell.contender().output() == Contender.Output.LATEST);
            try (WholeTopic output = new WholeTopic(
                    site.bootstrapServers(),
                    WholeTopic.partitions(topics.name(TopicCatalogue.GATE_SKETCHES), Site.PARTITIONS))) {
                output.read(record -> counted.take(record.value()));
                while (!counted.totals().differenceFrom(sent).isEmpty() && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(100);
                    output.read(record -> counted.take(record.value()));
                }
                contender.stop();
                output.read(record -> counted.take(record.value()));
                return counted.totals().differenceFrom(sent);
            }
        }
        boolean ofRecords = cell.contender().output() == Contender.Output.RECORD_COUNT;
        long expected = ofRecords ? records + Site.PARTITIONS : sent.requests();
        while (contender.told() != expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        contender.stop();
        return contender.told() == expected ? "" : "sent %d, counted %d".formatted(expected, contender.told());
    }
}
