package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import java.time.Duration;
import java.util.Optional;

/**
 * What shapes judging.
 *
 * @param core time constants of the pure core
 * @param tickInterval how often is judged when nothing comes
 * @param largestRecordBytes largest value that may leave
 * @param signingKey signs decisions
 * @param trustedKeys whose commands are obeyed
 * @param gateKeys keys of other gates, whose signals about a train count; one's own key always does
 */
public record JudgeSettings(
        GateSettings core,
        Duration tickInterval,
        int largestRecordBytes,
        SigningKey signingKey,
        TrustedKeys trustedKeys,
        Optional<TrustedKeys> gateKeys) {

    /** Without other gates. */
    public JudgeSettings(
            GateSettings core,
            Duration tickInterval,
            int largestRecordBytes,
            SigningKey signingKey,
            TrustedKeys trustedKeys) {
        this(core, tickInterval, largestRecordBytes, signingKey, trustedKeys, Optional.empty());
    }

    CommandKeys commandKeys() {
        TrustedKeys own = signingKey.trusted();
        return new CommandKeys(trustedKeys, Optional.of(gateKeys.map(own::plus).orElse(own)));
    }
}
