package dev.headgate.schemas.model;

/**
 * A policy as a person wrote it.
 *
 * @param name the file's name, for messages
 * @param text the YAML
 * @param hash SHA-256 of the text in UTF-8, lower-case hexadecimal
 */
public record PolicyText(String name, String text, String hash) {}
