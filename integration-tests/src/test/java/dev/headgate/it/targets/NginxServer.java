package dev.headgate.it.targets;

import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.RealParts;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.ReadyCondition;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A real NGINX that splits requests; each answers with the version that it was split to. */
public final class NginxServer implements Target {

    private static final int ANSWERS = 5;
    private static final String CONFIGURATION = """
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            worker_processes 2;
            events { worker_connections 256; }
            http {
              access_log off;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              include %1$s/split.conf;
              server {
                listen 127.0.0.1:%2$d;
                keepalive_timeout 0;
                location = /in-force { return 200 $shop_version_in_force; }
                location / { return 200 $shop_version; }
              }
            }
            """;
    private static final String SPLIT = """
            split_clients "%1$s" $shop_version { * "1.0"; }
            map $request_method $shop_version_in_force { default "headgate 0 2.0 1.0"; }
            """;
    private static final String RUNBOOK = """
            runbook: shift-%1$s
            budget: %7$s
            parameters: { canary: version, baseline: version, weight: weight }
            steps:
              - name: weight
                nginx:
                  file: %2$s/split.conf
                  variable: shop_version
                  key: %6$s
                  canary: "${canary}"
                  baseline: "${baseline}"
                  weight: "${weight}"
                  state: http://127.0.0.1:%3$d/in-force
                  test: [ %4$s, -t, -q, -c, %2$s/nginx.conf ]
                  reload: [ %5$s ]
                budget: %7$s
                recovery: rerun
            """;

    private final String service;
    private final int port = FreePorts.next();

    /** Starts one that splits each request for itself. */
    public NginxServer(Installation headgate, String service) throws InterruptedException {
        this(headgate, service, "$request_id", "", "30s");
    }

    /**
     * Starts one.
     *
     * @param key what it splits by
     * @param reload words that take the configuration over; empty for NGINX's own
     * @param budget how long a shift may take
     */
    public NginxServer(Installation headgate, String service, String key, String reload, String budget)
            throws InterruptedException {
        this.service = service;
        Path program = RealParts.require("nginx", "nginx-light");
        Path directory = headgate.run().directory("nginx-" + service);
        headgate.run().write("nginx-" + service + "/nginx.conf", CONFIGURATION.formatted(directory, port));
        headgate.run().write("nginx-" + service + "/split.conf", SPLIT.formatted(key));
        String configuration = directory.resolve("nginx.conf").toString();
        String ownReload = program + ", -s, reload, -c, " + configuration;
        headgate.run()
                .write(
                        "runbooks/shift-" + service + ".yaml",
                        RUNBOOK.formatted(
                                service, directory, port, program, reload.isEmpty() ? ownReload : reload, key, budget));
        headgate.start(ChildCommand.of(
                        "nginx-" + service, program.toString(), "-c", configuration, "-g", "daemon off;"))
                .awaitReady(ReadyCondition.portOpen(port), Duration.ofSeconds(60));
    }

    @Override
    public String name() {
        return "NGINX, tested reload";
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public boolean hasInForce(int percent) {
        for (int i = 0; i < ANSWERS; i++) {
            if (!get("/in-force", "").equals("headgate " + percent + " 2.0 1.0")) {
                return false;
            }
        }
        return true;
    }

    /** The version that a request with such a {@code Cookie} goes to; empty for none. */
    public String versionFor(String cookie) {
        return get("/", cookie);
    }

    private String get(String path, String cookie) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(5_000);
            if (!cookie.isEmpty()) {
                connection.setRequestProperty("Cookie", cookie);
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException reloading) {
            return "";
        }
    }
}
