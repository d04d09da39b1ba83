/**
 * The console over HTTP: its API, events, the page and its libraries. A table of routes says what there is and who may ask
 * for it; every request goes through {@link dev.headgate.console.http.Entry}. Start reading at {@link
 * dev.headgate.console.http.ConsoleServer}.
 */
@NullMarked
package dev.headgate.console.http;

import org.jspecify.annotations.NullMarked;
