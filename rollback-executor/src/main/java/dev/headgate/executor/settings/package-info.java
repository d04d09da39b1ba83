/**
 * The executor's table of settings, and what they are once they are read.
 */
@NullMarked
package dev.headgate.executor.settings;

import org.jspecify.annotations.NullMarked;
