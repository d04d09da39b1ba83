package dev.headgate.console.command;

import dev.headgate.console.model.StoredAnswer;

/**
 * What became of an order.
 *
 * @param answer what to answer
 * @param replayed whether it was answered, or given, before
 */
public record Reply(StoredAnswer answer, boolean replayed) {}
