package dev.headgate.local.proxy;

import java.util.stream.Collectors;

/** The configuration file of a HAProxy that listens on 127.0.0.1 only, splits request by request and retries nothing. */
record HaproxyConfiguration(SplitterPorts ports, Backend backend) {
    // One thread makes the split exact. 450 connections need fewer than the 1 024 files that a user may open by
    // default.
    private static final String TEMPLATE = """
            global
                stats socket ipv4@127.0.0.1:%d level admin
                stats timeout 10s
                nbthread 1
                maxconn 450
            %s
            defaults
                mode http
            %s    timeout connect 2s
                timeout client 60s
                timeout server 60s
                timeout http-request 10s
                retries 0
                no option redispatch

            frontend %s-frontend
                bind 127.0.0.1:%d
                default_backend %s

            backend %s
                balance roundrobin
            %s
            """;

    private static final String LOG = "    log 127.0.0.1:%d len 8192 local0 info\n";
    private static final String LOGGED = "    log global\n    option httplog\n";

    String render() {
        String servers = backend.servers().stream()
                .map(server ->
                        "    server %s 127.0.0.1:%d weight %d".formatted(server.name(), server.port(), server.weight()))
                .collect(Collectors.joining("\n"));
        return TEMPLATE.formatted(
                ports.runtimeApi(),
                ports.accessLog().isPresent() ? LOG.formatted(ports.accessLog().getAsInt()) : "",
                ports.accessLog().isPresent() ? LOGGED : "",
                backend.name(),
                ports.frontend(),
                backend.name(),
                backend.name(),
                servers);
    }
}
