package dev.headgate.console.command;

import dev.headgate.client.HoldOrders;
import dev.headgate.console.model.CarriedOut;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What executors say to an order to hold or to release, as it is answered: with its time, since others may follow. */
final class HoldOutcome {

    /** Other orders are in force since. */
    private static final String OVERTAKEN = "overtaken";

    /** It has not reached every executor, or that is not known, and is not sent again. */
    private static final String UNCERTAIN = "uncertain";

    private static final String ROLLOUT = "executor";
    private static final String ANEW =
            " It is not sent again, since somebody may have ordered the opposite meanwhile: look what is held, and give a new"
                    + " order.";

    /** So long what was written just now may not have been read in every partition. */
    private static final Duration READ_WITHIN = Duration.ofMinutes(1);

    private final Order order;
    private final boolean held;

    /** @param held whether it holds, or releases */
    HoldOutcome(Order order, boolean held) {
        this.order = order;
        this.held = held;
    }

    /** @param at when executors have answered so */
    CommandOutcome of(HoldOrders.Outcome outcome, Instant at) {
        String where = where(outcome.taken(), outcome.partitions()) + ", as of " + at.truncatedTo(ChronoUnit.SECONDS);
        if (!outcome.refusals().isEmpty()) {
            return told(
                    ExecutorOutcome.REFUSED,
                    where + "; elsewhere it was refused: " + String.join("; ", outcome.refusals())
                            + ExecutorOutcome.KEY);
        }
        return outcome.taken() == outcome.partitions()
                ? told(ExecutorOutcome.TAKEN, where + ".")
                : told(
                        CommandOutcome.NO_ANSWER,
                        where + "; from the others no executor has answered yet." + ExecutorOutcome.OBEYS);
    }

    /** Of one that broke off when it was sent, and of which nothing was read. */
    CommandOutcome broken() {
        return told(UNCERTAIN, "Whether it was written when it was sent before is not known." + ANEW);
    }

    /**
     * Of orders that stand in the log.
     *
     * @param said one for each partition
     * @param inForce what executors obey, by the names that stand for the partitions
     * @param partitions how many there are
     * @param isBroken whether it broke off when it was sent
     */
    CommandOutcome later(List<CarriedOut> said, Map<String, CarriedOut> inForce, int partitions, boolean isBroken) {
        return overtaken(said, inForce).orElseGet(() -> {
            if (said.size() >= partitions) {
                return answered(said);
            }
            String found = "It stands in the log in " + said.size() + " of " + of(partitions);
            return !isBroken && isYoung(said)
                    ? told(CommandOutcome.NO_ANSWER, found + ", as far as was read: ask again in a moment.")
                    : told(
                            UNCERTAIN,
                            found + ", and was taken in " + taken(said).size() + "." + ANEW);
        });
    }

    /** What to say where executors that had taken it have taken the opposite since. */
    Optional<CommandOutcome> overtaken(List<CarriedOut> said, Map<String, CarriedOut> inForce) {
        List<Decision> since = taken(said).stream()
                .flatMap(each -> Optional.ofNullable(inForce.get(each.decision().service())).stream())
                .map(CarriedOut::decision)
                .filter(other -> ExecutorHold.holds(other) != held)
                .sorted(Comparator.comparing(Decision::evaluatedAt))
                .toList();
        return since.isEmpty()
                ? Optional.empty()
                : Optional.of(told(
                        OVERTAKEN,
                        "It was taken in " + of(taken(said).size()) + ", and is not in force any more in "
                                + since.size() + " of them: "
                                + since.stream()
                                        .map(each -> each.reason() + " ("
                                                + each.evaluatedAt().truncatedTo(ChronoUnit.SECONDS) + ")")
                                        .distinct()
                                        .collect(Collectors.joining("; "))
                                + ". Nothing was sent now; if you want the same again, give a new order."));
    }

    private CommandOutcome answered(List<CarriedOut> said) {
        List<Execution> answers =
                said.stream().flatMap(each -> each.latest().stream()).toList();
        List<String> refusals = answers.stream()
                .filter(answer -> answer.status() != ExecutionStatus.SUCCEEDED)
                .map(Execution::reason)
                .distinct()
                .toList();
        Instant at = answers.stream()
                .map(answer -> answer.finishedAt().orElse(answer.startedAt()))
                .max(Comparator.naturalOrder())
                .orElse(order.at());
        return of(new HoldOrders.Outcome(said.size(), taken(said).size(), refusals), at);
    }

    private boolean isYoung(List<CarriedOut> said) {
        return Duration.between(said.get(0).decision().evaluatedAt(), order.at())
                        .compareTo(READ_WITHIN)
                < 0;
    }

    private static List<CarriedOut> taken(List<CarriedOut> said) {
        return said.stream().filter(CarriedOut::succeeded).toList();
    }

    private String where(int taken, int partitions) {
        return "Executors are " + (held ? "held" : "released") + " in " + taken + " of " + of(partitions);
    }

    private static String of(int partitions) {
        return partitions + (partitions == 1 ? " partition" : " partitions");
    }

    private CommandOutcome told(String outcome, String sentence) {
        return CommandOutcome.bare(outcome, sentence, order.commandId(), ROLLOUT);
    }
}
