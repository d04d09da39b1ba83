/**
 * The {@code headgate} command: one class per subcommand that parses, wires, runs and returns an exit code. What is
 * printed is made by pure code beside it; what is read or started goes through {@code kafka} and the module
 * {@code local}.
 */
@NullMarked
package dev.headgate.cli;

import org.jspecify.annotations.NullMarked;
