package dev.headgate.local.proxy;

import java.io.IOException;
import java.util.Arrays;

/**
 * The built-in proxy as a process. Arguments: the port for requests, the port of the Runtime API, the backend's name, and
 * one {@code NAME=PORT=WEIGHT} for each server.
 */
final class WeightedProxyMain {
    private WeightedProxyMain() {}

    public static void main(String[] arguments) throws IOException {
        var servers =
                Arrays.stream(arguments).skip(3).map(WeightedProxyMain::server).toList();
        var proxy = WeightedProxy.start(
                new Backend(arguments[2], servers), Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.printf(
                "weighted proxy ready http=127.0.0.1:%d runtime-api=127.0.0.1:%d%n",
                proxy.frontendPort(), proxy.runtimeApiPort());
    }

    static Backend.Server server(String text) {
        String[] parts = text.split("=", 3);
        return new Backend.Server(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
