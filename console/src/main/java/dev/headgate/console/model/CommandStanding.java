package dev.headgate.console.model;

import dev.headgate.console.view.CommandRow;

/**
 * Where a command of the log stands.
 *
 * @param row the command, and what answered it
 * @param fingerprint tells what it says from what others say under the same id: {@link CommandFingerprint}
 * @param readPast whether the gate has read it, or a later one
 */
public record CommandStanding(CommandRow row, String fingerprint, boolean readPast) {}
