package dev.headgate.local.proxy;

/** Where a splitter listens on 127.0.0.1: for requests, and for its Runtime API. */
record SplitterPorts(int frontend, int runtimeApi) {}
