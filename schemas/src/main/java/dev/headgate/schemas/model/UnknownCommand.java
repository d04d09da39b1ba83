package dev.headgate.schemas.model;

/**
 * A command whose kind this release does not know.
 *
 * @param header who asks, when and why
 * @param kind the word that was found
 */
public record UnknownCommand(CommandHeader header, String kind) implements Command {}
