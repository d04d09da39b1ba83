package dev.headgate.local.demo;

/** What a demo service told of a request. */
record CompletedRequest(String operation, long latencyMicros, boolean success, String requestId) {}
