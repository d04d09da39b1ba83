package dev.headgate.console.model;

import dev.headgate.console.rollout.CommandFact;
import dev.headgate.console.rollout.DecisionFact;
import dev.headgate.console.rollout.Texts;
import dev.headgate.console.view.DecisionDetail.SignatureView;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Whose signatures are believed. A gate signs its decisions; direct rollbacks, words to executors and commands are signed by
 * operators.
 *
 * @param gates the gate's public keys; empty if its signatures are not checked
 * @param operators operators' public keys; empty if theirs are not checked
 * @param own the key with which this console signs commands: known to be right without being among the operators'; empty if it
 *     gives none
 */
public record Signatures(Optional<TrustedKeys> gates, Optional<TrustedKeys> operators, Optional<TrustedKeys> own) {

    /** Nobody's are checked. */
    public static final Signatures NOT_CHECKED = new Signatures(Optional.empty(), Optional.empty());

    /** Made by a trusted key over exactly these bytes. */
    public static final String CHECKED = "checked";

    /** No keys are known that it could be checked with. */
    public static final String UNCHECKED = "not-checked";

    /** Missing, made by a key that is not trusted, or over other bytes. */
    public static final String WRONG = "wrong";

    private static final String TRAIN_SIGNAL = "train-signal";

    /** An order of rows: what is known to be right stands before what is not checked, and that before what is wrong. */
    static final String MOST_BELIEVED_FIRST =
            "CASE signature WHEN '" + CHECKED + "' THEN 0 WHEN '" + UNCHECKED + "' THEN 1 ELSE 2 END";

    /** Of a console that gives no commands. */
    public Signatures(Optional<TrustedKeys> gates, Optional<TrustedKeys> operators) {
        this(gates, operators, Optional.empty());
    }

    SignatureView check(DecisionFact decision, byte[] value, Headers headers) {
        if (decision.direct() || decision.ofExecutor()) {
            List<Verification> found = Stream.of(own, operators)
                    .flatMap(Optional::stream)
                    .map(known -> known.verify(value, headers))
                    .toList();
            return new SignatureView(state(found), keyId(headers));
        }
        return check(gates, value, headers);
    }

    private static SignatureView check(Optional<TrustedKeys> keys, byte[] value, Headers headers) {
        String state = keys.map(
                        trusted -> trusted.verify(value, headers) instanceof Verification.Valid ? CHECKED : WRONG)
                .orElse(UNCHECKED);
        return new SignatureView(state, keyId(headers));
    }

    /** People sign commands; a gate signs the starts that it gives itself, and gates alone what a train's services tell. */
    SignatureView check(CommandFact command, byte[] value, Headers headers) {
        if (command.kind().equals(TRAIN_SIGNAL)) {
            return check(gates, value, headers);
        }
        Optional<TrustedKeys> startingGates =
                gates.filter(known -> command.kind().equals("start"));
        List<Verification> found = Stream.of(own, operators, startingGates)
                .flatMap(Optional::stream)
                .map(known -> known.verify(value, headers))
                .toList();
        return new SignatureView(state(found), keyId(headers));
    }

    /** Where operators' keys are not given, what names a key that is known may be found to be wrong all the same. */
    private String state(List<Verification> found) {
        if (found.stream().anyMatch(Verification.Valid.class::isInstance)) {
            return CHECKED;
        }
        boolean forged = found.stream().anyMatch(Verification.Forged.class::isInstance);
        return operators.isPresent() || forged ? WRONG : UNCHECKED;
    }

    /** The key that a record names, whether it is trusted or not. */
    static Optional<String> keyId(Headers headers) {
        Header named = headers.lastHeader(SignatureHeaders.KEY_ID);
        return named == null || named.value() == null
                ? Optional.empty()
                : Optional.of(Texts.beginning(new String(named.value(), StandardCharsets.UTF_8)));
    }
}
