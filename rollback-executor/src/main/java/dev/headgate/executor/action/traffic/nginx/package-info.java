/** Shifts traffic by a file in which NGINX splits requests. */
@NullMarked
package dev.headgate.executor.action.traffic.nginx;

import org.jspecify.annotations.NullMarked;
