package dev.headgate.console.model;

import dev.headgate.console.rollout.CommandFact;
import dev.headgate.console.rollout.DecisionFact;
import dev.headgate.console.rollout.Texts;
import dev.headgate.console.view.DecisionDetail.SignatureView;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Whose signatures are believed. A gate signs its decisions; direct rollbacks and words to executors are signed by operators.
 *
 * @param gates the gate's public keys; empty if its signatures are not checked
 * @param operators operators' public keys; empty if theirs are not checked
 */
public record Signatures(Optional<TrustedKeys> gates, Optional<TrustedKeys> operators) {

    /** Nobody's are checked. */
    public static final Signatures NOT_CHECKED = new Signatures(Optional.empty(), Optional.empty());

    /** Made by a trusted key over exactly these bytes. */
    public static final String CHECKED = "checked";

    /** No keys are known that it could be checked with. */
    public static final String UNCHECKED = "not-checked";

    /** Missing, made by a key that is not trusted, or over other bytes. */
    public static final String WRONG = "wrong";

    SignatureView check(DecisionFact decision, byte[] value, Headers headers) {
        Optional<TrustedKeys> keys = decision.direct() || decision.ofExecutor() ? operators : gates;
        String state = keys.map(
                        trusted -> trusted.verify(value, headers) instanceof Verification.Valid ? CHECKED : WRONG)
                .orElse(UNCHECKED);
        return new SignatureView(state, keyId(headers));
    }

    /** People sign commands; a gate signs the starts that it gives itself. */
    SignatureView check(CommandFact command, byte[] value, Headers headers) {
        boolean byGate = command.kind().equals("start") && valid(gates, value, headers);
        String state = operators
                .map(known -> byGate || valid(operators, value, headers) ? CHECKED : WRONG)
                .orElse(byGate ? CHECKED : UNCHECKED);
        return new SignatureView(state, keyId(headers));
    }

    private static boolean valid(Optional<TrustedKeys> keys, byte[] value, Headers headers) {
        return keys.filter(trusted -> trusted.verify(value, headers) instanceof Verification.Valid)
                .isPresent();
    }

    /** The key that a record names, whether it is trusted or not. */
    static Optional<String> keyId(Headers headers) {
        Header named = headers.lastHeader(SignatureHeaders.KEY_ID);
        return named == null || named.value() == null
                ? Optional.empty()
                : Optional.of(Texts.beginning(new String(named.value(), StandardCharsets.UTF_8)));
    }
}
