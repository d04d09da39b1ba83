package dev.headgate.console.rollout;

/**
 * The gate's sentence about a command that it has taken, as far as the command tells it: by it the answers of earlier gates
 * are found, whose decisions name no command.
 *
 * @param opening what the sentence opens with
 * @param by what stands in it later, and ends with who it was of; empty if the opening ends with that
 */
record CommandSentence(String opening, String by) {

    /** Stands in the sentence about a yes or no that was one to a question, and none for a stage. */
    private static final String TO_A_QUESTION = ", which answers what was asked of it";

    private static final String NOT_BEGUN = "; it had not begun";

    /** What follows a name that is told as a whole: nothing, or the rest of the sentence. */
    private static final String AFTER = ":;,…";

    private static final CommandSentence NONE = new CommandSentence("", "");

    /** Of a command; says nothing of a kind of which the gate tells no sentence. */
    static CommandSentence of(CommandFact command) {
        String by = command.header().issuedBy();
        return switch (command.kind()) {
            case "abort" -> opening("aborted by " + by);
            case "pause" -> opening("paused by " + by);
            case "resume" -> opening("resumed by " + by);
            case "advance" -> opening("advanced by " + by);
            case "step-back" -> opening("stepped back by " + by);
            case "set-weight" -> opening("set to " + command.detail() + " by " + by);
            case "approve" -> opening(by + " said yes for " + command.role());
            case "reject" -> opening(by + " said no for " + command.role());
            case "tick" ->
                opening("item " + command.item() + " of the checklist " + command.checklist() + " was ticked by " + by
                        + " for " + command.role());
            case "acknowledge" -> new CommandSentence(by + " has acknowledged ", "");
            case "change-policy" -> new CommandSentence("the policy was changed to ", ") by " + by);
            default -> NONE;
        };
    }

    /** Whether a decision's reason is this sentence. */
    boolean says(String reason) {
        if (opening.isEmpty() || !reason.startsWith(opening)) {
            return false;
        }
        int at = reason.indexOf(by, opening.length());
        boolean goesOn = by.isEmpty() && opening.endsWith(" ");
        return at >= 0 && (goesOn || ends(reason, at + by.length()));
    }

    /** Whether a reason tells of an abort of what had only been scheduled, also where it was too long to be told whole. */
    static boolean saysThatItHadNotBegun(String reason) {
        return reason.endsWith(NOT_BEGUN) || reason.endsWith("…");
    }

    /** Whether the sentence about a yes or no says that it was one to a question. */
    boolean saysThatItAnsweredAQuestion(String reason) {
        return reason.startsWith(opening + TO_A_QUESTION);
    }

    private static CommandSentence opening(String opening) {
        return new CommandSentence(opening, "");
    }

    private static boolean ends(String reason, int at) {
        return at == reason.length() || AFTER.indexOf(reason.charAt(at)) >= 0;
    }
}
