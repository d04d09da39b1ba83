package dev.headgate.local.proxy;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ProgramPath;
import dev.headgate.local.process.RunDirectory;
import java.util.ArrayList;
import java.util.List;

/** The splitters there are. */
public enum SplitterKind {
    /** HAProxy, from the operating system's package. */
    HAPROXY {
        @Override
        public boolean isInstalled() {
            return ProgramPath.find("haproxy").isPresent();
        }

        @Override
        ChildCommand command(String name, SplitterPorts ports, Backend backend, RunDirectory run) {
            var file = run.write(name + ".cfg", new HaproxyConfiguration(ports, backend).render());
            // -db: stay in the foreground as one process, whose id is the one we know.
            return ChildCommand.of(name, "haproxy", "-db", "-f", file.toString());
        }
    },
    /** The built-in proxy, in a JVM of its own. */
    WEIGHTED_PROXY {
        @Override
        public boolean isInstalled() {
            return true;
        }

        @Override
        ChildCommand command(String name, SplitterPorts ports, Backend backend, RunDirectory run) {
            List<String> arguments = new ArrayList<>(
                    List.of(Integer.toString(ports.frontend()), Integer.toString(ports.runtimeApi()), backend.name()));
            backend.servers().stream()
                    .map(server -> server.name() + "=" + server.port() + "=" + server.weight())
                    .forEach(arguments::add);
            return ChildCommand.java(
                    name,
                    System.getProperty("java.class.path"),
                    WeightedProxyMain.class.getName(),
                    List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-Dsun.net.httpserver.nodelay=true"),
                    arguments);
        }
    };

    /** What people call it. */
    public String words() {
        return this == HAPROXY ? "HAProxy" : "the built-in proxy";
    }

    /** Whether it can be started on this machine. */
    public abstract boolean isInstalled();

    abstract ChildCommand command(String name, SplitterPorts ports, Backend backend, RunDirectory run);

    /** HAProxy where it is installed, else the built-in proxy. */
    public static SplitterKind best() {
        return HAPROXY.isInstalled() ? HAPROXY : WEIGHTED_PROXY;
    }
}
