package dev.headgate.console.command;

import dev.headgate.client.EarlierGate;
import dev.headgate.console.access.Role;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Asks something of a rollout.
 *
 * @param kind what
 * @param role the role for which it is said or ticked; empty where none is
 * @param checklist the checklist's name; empty where none is meant
 * @param item its item
 * @param evidence a link or a note; may be empty
 * @param weight the canary's weight, percent; 0 where none is set
 * @param decisionId the decision that is acknowledged; empty for all that are open
 * @param question the decision that asked what is answered; empty where none is named
 * @param stage the stage in force for which it is meant, counted from 0, −1 before the first; empty where none is named
 * @param reason why; may be empty where it overrides nothing
 */
public record RolloutRequest(
        CommandKind kind,
        String role,
        String checklist,
        String item,
        String evidence,
        double weight,
        String decisionId,
        Optional<String> question,
        OptionalInt stage,
        String reason) {

    private static final Set<CommandKind> ANSWERS = EnumSet.of(CommandKind.APPROVE, CommandKind.REJECT);
    private static final Set<CommandKind> OF_A_STAGE = EnumSet.of(CommandKind.ADVANCE, CommandKind.STEP_BACK);
    private static final CommandHeader NOBODYS = new CommandHeader("", "", "", "", "", Instant.EPOCH, "");
    private static final int LONGEST_EVIDENCE = 2_000;
    private static final int LONGEST_DECISION_ID = 300;

    /**
     * Reads one from a request's body.
     *
     * @throws UnusableRequest with everything that is wrong with it
     */
    public static RolloutRequest read(byte[] body) throws UnusableRequest {
        BodyFields fields = BodyFields.of(body);
        String word = fields.required("kind", 100);
        Optional<CommandKind> kind = CommandKind.aboutARollout(word);
        if (kind.isEmpty() && !word.isBlank()) {
            fields.problem("kind", "expected one of " + String.join(", ", CommandKind.wordsAboutARollout()));
        }
        boolean speaks = kind.filter(it -> it.role() == Role.APPROVER).isPresent();
        boolean answers = kind.filter(ANSWERS::contains).isPresent();
        boolean ticks = kind.filter(it -> it == CommandKind.TICK).isPresent();
        RolloutRequest request = new RolloutRequest(
                kind.orElse(CommandKind.PAUSE),
                speaks ? fields.name("role") : "",
                ticks ? fields.name("checklist") : "",
                ticks ? fields.name("item") : "",
                ticks ? fields.optional("evidence", LONGEST_EVIDENCE).orElse("") : "",
                kind.filter(it -> it == CommandKind.SET_WEIGHT).isPresent() ? weight(fields) : 0,
                kind.filter(it -> it == CommandKind.ACKNOWLEDGE).isPresent()
                        ? fields.optional("decisionId", LONGEST_DECISION_ID).orElse("")
                        : "",
                answers ? question(fields) : Optional.empty(),
                answers || kind.filter(OF_A_STAGE::contains).isPresent() ? stage(fields) : OptionalInt.empty(),
                reason(fields, kind));
        if (request.question.isPresent() && request.stage.isPresent()) {
            fields.problem("question", "and stage exclude each other: an answer is about one of them");
        }
        fields.finish();
        return request;
    }

    /** Why the gate of the rollout would take it for another answer than it is, for people; empty if it would not. */
    public Optional<String> misread(RolloutSituation situation) {
        return ANSWERS.contains(kind)
                ? EarlierGate.misreads(command(NOBODYS), situation.waitingFor())
                : Optional.empty();
    }

    Command command(CommandHeader header) {
        return switch (kind) {
            case APPROVE -> new Approve(header, role, question, stage);
            case REJECT -> new Reject(header, role, question, stage);
            case TICK -> new TickItem(header, checklist, item, role, evidence);
            case PAUSE -> new PauseRollout(header);
            case RESUME -> new ResumeRollout(header);
            case ADVANCE -> new AdvanceRollout(header, stage);
            case STEP_BACK -> new StepBackRollout(header, stage);
            case ABORT -> new AbortRollout(header);
            case ACKNOWLEDGE -> new Acknowledge(header, decisionId);
            case SET_WEIGHT -> new SetWeight(header, new Weight(weight));
            case START -> throw new IllegalStateException("a start is about no rollout yet");
        };
    }

    private static Optional<String> question(BodyFields fields) {
        Optional<String> question = fields.optional("question", LONGEST_DECISION_ID);
        if (question.filter(String::isBlank).isPresent()) {
            fields.problem("question", "must not be empty: leave it out, or name the decision that asked");
        }
        return question;
    }

    private static OptionalInt stage(BodyFields fields) {
        OptionalInt stage = fields.wholeNumber("stage");
        if (stage.isPresent() && stage.getAsInt() < -1) {
            fields.problem("stage", "expected a stage counted from 0, or -1 before the first");
        }
        return stage;
    }

    private static String reason(BodyFields fields, Optional<CommandKind> kind) {
        return kind.filter(CommandKind::needsReason).isPresent()
                ? fields.required("reason", StartRequest.LONGEST_REASON)
                : fields.optional("reason", StartRequest.LONGEST_REASON).orElse("");
    }

    private static double weight(BodyFields fields) {
        OptionalDouble weight = fields.number("weight");
        if (weight.isEmpty() && !fields.has("weight")) {
            fields.problem("weight", "is missing: the canary's share in percent");
        }
        double percent = weight.orElse(0);
        if (weight.isPresent() && !(percent > 0 && percent <= 100)) {
            fields.problem("weight", "expected a share above 0 and up to 100, in percent");
            return 0;
        }
        return percent;
    }
}
