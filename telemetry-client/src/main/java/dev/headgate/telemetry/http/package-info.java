/**
 * A client of {@code java.net.http} that records the calls it makes.
 */
@NullMarked
package dev.headgate.telemetry.http;

import org.jspecify.annotations.NullMarked;
