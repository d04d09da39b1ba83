/**
 * A filter that records what a servlet container answers. The servlet API comes from the container.
 */
@NullMarked
package dev.headgate.telemetry.servlet;

import org.jspecify.annotations.NullMarked;
