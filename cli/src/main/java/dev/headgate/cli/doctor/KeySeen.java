package dev.headgate.cli.doctor;

import java.util.Optional;

/**
 * A file with a private key.
 *
 * @param file where
 * @param keyId its id; empty if it cannot be used
 * @param problem why not; empty if it can
 * @param mode who may do what with the file, as {@code rw-------}; empty where files have no such thing
 */
public record KeySeen(String file, Optional<String> keyId, String problem, Optional<String> mode) {}
