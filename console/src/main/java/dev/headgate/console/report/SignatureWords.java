package dev.headgate.console.report;

import dev.headgate.console.model.Signatures;
import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.DeploymentReport.SignatureCount;
import java.util.List;

/** What became of checking signatures. */
final class SignatureWords {

    private SignatureWords() {}

    /** Of a rollout's decisions. */
    static SignatureCount of(List<Decided> decisions) {
        return told(decisions.stream().map(decided -> decided.row().signature()).toList());
    }

    /** Of decisions by the states of their signatures. */
    static SignatureCount told(List<String> states) {
        int all = states.size();
        int checked = count(states, Signatures.CHECKED);
        int wrong = count(states, Signatures.WRONG);
        int not = all - checked - wrong;
        return new SignatureCount(checked, not, wrong, sentence(all, checked, wrong, not));
    }

    private static String sentence(int all, int checked, int wrong, int not) {
        if (all == 0) {
            return "there is no decision";
        }
        if (wrong > 0) {
            return wrong + " of " + Wording.count(all, "decision") + (wrong == 1 ? " is" : " are")
                    + " not signed by a trusted key, or changed since: nothing is concluded from "
                    + (wrong == 1 ? "it" : "them")
                    + (not > 0 ? "; of " + not + " signatures were not checked" : "");
        }
        if (not == 0) {
            return all == 1
                    ? "the only decision is signed by a trusted key"
                    : "all " + all + " decisions are signed by trusted keys";
        }
        return not == all
                ? "signatures were not checked, since no trusted keys were given"
                : checked + " of " + all
                        + " decisions are signed by trusted keys, of the others signatures were not checked";
    }

    private static int count(List<String> states, String state) {
        return (int) states.stream().filter(state::equals).count();
    }
}
