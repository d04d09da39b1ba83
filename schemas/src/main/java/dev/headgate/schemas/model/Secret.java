package dev.headgate.schemas.model;

/**
 * Where a secret is found: it never stands in a file of ours, a record or a log.
 *
 * @param inFile whether it is the first line of a file; otherwise it is an environment variable's value
 * @param name the file's absolute path, or the variable's name
 */
public record Secret(boolean inFile, String name) {}
