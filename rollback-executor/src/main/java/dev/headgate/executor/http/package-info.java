/**
 * Metrics and health over HTTP on the loopback address.
 */
@NullMarked
package dev.headgate.executor.http;

import org.jspecify.annotations.NullMarked;
