package dev.headgate.local.proxy;

import java.util.OptionalInt;

/**
 * Where a splitter listens on 127.0.0.1, and tells.
 *
 * @param frontend for requests
 * @param runtimeApi for its Runtime API
 * @param accessLog where it sends its access log as syslog over UDP; empty for nowhere
 */
record SplitterPorts(int frontend, int runtimeApi, OptionalInt accessLog) {}
