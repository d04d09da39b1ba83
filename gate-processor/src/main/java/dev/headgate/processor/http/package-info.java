/** Metrics and health over HTTP, on the loopback interface unless told otherwise. */
@NullMarked
package dev.headgate.processor.http;

import org.jspecify.annotations.NullMarked;
