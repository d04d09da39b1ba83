package dev.headgate.it.harness;

import java.util.List;

/** How the tests' own JVMs are started: on the tests' class path, small, quick to start, and never left behind. */
public final class ChildJvm {

    /** Everything the tests can see. */
    public static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Options of the JVM. */
    public static final List<String> OPTIONS = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dheadgate.exitWithParent=true");

    private ChildJvm() {}
}
