package dev.headgate.console.rollout;

import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TrainSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is told of a command without its policies.
 *
 * @param offset where it stands in its partition
 * @param appendedAt when it was appended to the log
 * @param header who asks, when and why
 * @param kind the kind's word
 * @param detail what else it says, for people; may be empty
 * @param role for which role it speaks; empty for none
 * @param checklist the checklist that it ticks; empty for none
 * @param item the item that it ticks; empty for none
 * @param evidence the tick's evidence; may be empty
 * @param notBefore of a start: when it may begin at the earliest
 */
public record CommandFact(
        long offset,
        Instant appendedAt,
        CommandHeader header,
        String kind,
        String detail,
        String role,
        String checklist,
        String item,
        String evidence,
        Optional<Instant> notBefore) {

    /** Of a command where it stands in the log. */
    public static CommandFact of(Command command, long offset, Instant appendedAt) {
        Optional<TickItem> tick = command instanceof TickItem found ? Optional.of(found) : Optional.empty();
        Optional<Instant> notBefore = command instanceof StartRollout start ? start.notBefore() : Optional.empty();
        return new CommandFact(
                offset,
                appendedAt,
                command.header(),
                command.kind(),
                detail(command),
                role(command),
                tick.map(TickItem::checklist).orElse(""),
                tick.map(TickItem::item).orElse(""),
                tick.map(TickItem::evidence).orElse(""),
                notBefore);
    }

    boolean is(String word) {
        return kind.equals(word);
    }

    private static String role(Command command) {
        if (command instanceof Approve approve) {
            return approve.role();
        }
        if (command instanceof Reject reject) {
            return reject.role();
        }
        return command instanceof TickItem tick ? tick.role() : "";
    }

    private static String about(Optional<String> question, OptionalInt stage) {
        return question.map(id -> ", to " + id).orElse("")
                + (stage.isPresent()
                        ? stage.getAsInt() < 0 ? ", before stage 1" : ", in stage " + (stage.getAsInt() + 1)
                        : "");
    }

    private static String from(OptionalInt stage) {
        return stage.isEmpty() ? "" : stage.getAsInt() < 0 ? "before stage 1" : "from stage " + (stage.getAsInt() + 1);
    }

    private static String detail(Command command) {
        if (command instanceof StartRollout start) {
            return start.canary() + " in place of " + start.baseline() + " by "
                    + start.policy().name()
                    + start.shadow().map(shadow -> ", shadow " + shadow.name()).orElse("")
                    + start.notBefore().map(at -> ", not before " + at).orElse("");
        }
        if (command instanceof Approve approve) {
            return "for " + approve.role() + about(approve.question(), approve.stage());
        }
        if (command instanceof Reject reject) {
            return "for " + reject.role() + about(reject.question(), reject.stage());
        }
        if (command instanceof AdvanceRollout advance) {
            return from(advance.stage());
        }
        if (command instanceof StepBackRollout stepBack) {
            return from(stepBack.stage());
        }
        if (command instanceof TickItem tick) {
            return tick.checklist() + "/" + tick.item() + " for " + tick.role()
                    + (tick.evidence().isBlank() ? "" : ", see " + tick.evidence());
        }
        if (command instanceof SetWeight set) {
            return set.weight().toString();
        }
        if (command instanceof Acknowledge acknowledge) {
            return acknowledge.decisionId().isEmpty() ? "all" : acknowledge.decisionId();
        }
        if (command instanceof ChangePolicy change) {
            return change.policy().name();
        }
        if (command instanceof BindPolicy bind) {
            return bind.policy().text().isEmpty() ? "taken back" : bind.policy().name();
        }
        return command instanceof TrainSignal signal ? "train " + signal.train() + ", from " + signal.from() : "";
    }
}
