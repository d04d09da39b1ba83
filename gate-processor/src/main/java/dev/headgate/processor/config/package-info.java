/**
 * The gate's table of settings, and what they are once they are read.
 */
@NullMarked
package dev.headgate.processor.config;

import org.jspecify.annotations.NullMarked;
