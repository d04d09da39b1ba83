/**
 * The gate's configuration: a file, the environment and flags, the later overriding the earlier, read so that every
 * problem is reported at once with the place it stands in.
 */
@NullMarked
package dev.headgate.processor.config;

import org.jspecify.annotations.NullMarked;
