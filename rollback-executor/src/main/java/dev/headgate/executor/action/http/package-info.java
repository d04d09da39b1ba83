/** Requests and probes over HTTP: bounded in time and size, without redirects, with certificates checked. */
@NullMarked
package dev.headgate.executor.action.http;

import org.jspecify.annotations.NullMarked;
