package dev.headgate.console.view;

import java.util.Optional;

/**
 * Whether a command fits a rollout now.
 *
 * @param kind the command's word
 * @param possible whether it fits
 * @param why why it does not, in a sentence; empty where it does
 * @param needsReason whether a reason must be given
 * @param role the console's role that may send it: {@code operator} or {@code approver}
 */
public record PossibleCommand(String kind, boolean possible, Optional<String> why, boolean needsReason, String role) {}
