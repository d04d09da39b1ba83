/**
 * The configuration of a process as people write it: a file, the environment and flags, the later overriding the
 * earlier. Every process brings its own table of {@link dev.headgate.documents.configuration.Setting}s; a {@link
 * dev.headgate.documents.configuration.SettingsReader} answers with their values or with every problem at once, each with
 * its place, what was found, what was expected and the nearest name. Lines of a file are never shown, since they may hold
 * passwords. Nothing here reads a file.
 */
@NullMarked
package dev.headgate.documents.configuration;

import org.jspecify.annotations.NullMarked;
