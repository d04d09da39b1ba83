package dev.headgate.cli.backtest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What the report is made of besides data: our own script and style, and uPlot's, which draws the charts. */
final class Resources {

    private static final String WEBJAR = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Resources() {}

    /** A file of ours. */
    static String text(String name) {
        return read("backtest/" + name);
    }

    static String chartsScript() {
        return read(charts("uPlot.iife.min.js"));
    }

    static String chartsStyle() {
        return read(charts("uPlot.min.css"));
    }

    private static String charts(String file) {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(read(WEBJAR).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "META-INF/resources/webjars/uplot/" + properties.getProperty("version") + "/dist/" + file;
    }

    private static String read(String path) {
        try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
