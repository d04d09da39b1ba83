/**
 * The executor's settings from file, environment and command line, every problem reported at once.
 */
@NullMarked
package dev.headgate.executor.settings;

import org.jspecify.annotations.NullMarked;
