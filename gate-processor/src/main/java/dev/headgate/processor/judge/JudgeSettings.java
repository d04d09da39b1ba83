package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import java.time.Duration;

/**
 * What shapes judging.
 *
 * @param core time constants of the pure core
 * @param tickInterval how often is judged when nothing comes
 * @param largestRecordBytes largest value that may leave
 * @param signingKey signs decisions
 * @param trustedKeys whose commands are obeyed
 */
public record JudgeSettings(
        GateSettings core,
        Duration tickInterval,
        int largestRecordBytes,
        SigningKey signingKey,
        TrustedKeys trustedKeys) {}
