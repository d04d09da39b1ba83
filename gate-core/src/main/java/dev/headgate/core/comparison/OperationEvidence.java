package dev.headgate.core.comparison;

import dev.headgate.core.evidence.OperationShares;
import dev.headgate.core.evidence.StartTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence on one question in each operation by itself, in the order in which operations appeared: with a canary
 * request in a closed second, and one of the baseline in it or the minute before; in one second by name. At most
 * {@value OperationShares#MOST}. Not thread-safe.
 */
final class OperationEvidence {

    private final Question question;
    private final StartTimes startTimes;
    private final LinkedHashMap<String, QuestionEvidence> operations = new LinkedHashMap<>();

    OperationEvidence(Question question, StartTimes startTimes) {
        this.question = question;
        this.startTimes = startTimes;
    }

    /** Goes on where the memories were taken. */
    void restore(List<OperationMemory> memories) {
        operations.clear();
        memories.stream()
                .sorted(Comparator.comparingInt(OperationMemory::place))
                .forEach(memory -> {
                    QuestionEvidence evidence = new QuestionEvidence(question, startTimes);
                    evidence.restore(memory.against(), memory.proof());
                    operations.put(memory.operation(), evidence);
                });
    }

    List<OperationMemory> memories(String line) {
        List<OperationMemory> memories = new ArrayList<>();
        operations.forEach((operation, evidence) -> memories.add(
                new OperationMemory(line, operation, memories.size() + 1, evidence.against(), evidence.proof())));
        return memories;
    }

    void startStage(Clustering clustering, OperationClusters clusters) {
        operations.forEach(
                (operation, evidence) -> evidence.startStage(clusters.of(Optional.of(operation), clustering)));
    }

    /** Everything begins anew; the places stay. */
    void beginAnew() {
        operations.values().forEach(QuestionEvidence::beginAnew);
    }

    void add(SecondsOfBoth seconds, Clustering clustering, OperationClusters clusters) {
        seconds.operationsOfBoth().stream()
                .filter(operation -> operations.size() < OperationShares.MOST)
                .forEach(operation ->
                        operations.computeIfAbsent(operation, absent -> new QuestionEvidence(question, startTimes)));
        operations.forEach((operation, evidence) -> {
            Optional<String> one = Optional.of(operation);
            evidence.add(seconds.of(one), clusters.of(one, clustering));
        });
    }

    /** Each operation's evidence against the canary, in the order of appearance. */
    double[] logAgainst() {
        return operations.values().stream()
                .mapToDouble(QuestionEvidence::logAgainst)
                .toArray();
    }

    /** The operation that speaks most against the canary. */
    Optional<Map.Entry<String, QuestionEvidence>> loudest() {
        return operations.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> entry.getValue().logAgainst()));
    }

    /** Of the operations with enough requests, the one that is shown least. */
    Optional<Map.Entry<String, QuestionEvidence>> leastShown(int minRequests) {
        return operations.entrySet().stream()
                .filter(entry -> entry.getValue().hasEnough(minRequests))
                .min(Comparator.comparingDouble(entry -> entry.getValue().logProofWhereEnough(minRequests)));
    }

    /** The operations of which no level has enough requests to be judged by itself, by name. */
    List<String> withTooFew(int minRequests) {
        return operations.entrySet().stream()
                .filter(entry -> !entry.getValue().hasEnough(minRequests))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    int size() {
        return operations.size();
    }
}
