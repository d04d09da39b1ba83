package dev.headgate.executor.action.traffic.haproxy;

import dev.headgate.schemas.model.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What HAProxy itself says about the servers of a backend.
 *
 * @param servers by name
 */
record BackendReading(Map<String, Server> servers) {

    /**
     * One server.
     *
     * @param configured the weight that was set
     * @param effective the weight that counts now; less than set while a slow start lasts
     * @param status HAProxy's word, for example {@code UP} or {@code DOWN 1/2}
     * @param backup whether it only stands in
     */
    record Server(int configured, int effective, String status, boolean backup) {

        boolean takesTraffic() {
            return !backup && (status.startsWith("UP") || status.equals("no check"));
        }
    }

    BackendReading {
        servers = Map.copyOf(servers);
    }

    /**
     * Reads the answer to {@code show stat}, by its header, so that columns may come in any order.
     *
     * @throws IllegalArgumentException if it is not such an answer; the message shows its beginning
     */
    static BackendReading parse(String backend, String answer) {
        List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.get(0).startsWith("# pxname,")) {
            throw new IllegalArgumentException(
                    lines.isEmpty()
                            ? "an empty answer to show stat"
                            : lines.get(0).strip());
        }
        Columns columns = new Columns(lines.get(0).substring(2));
        Map<String, Server> servers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (columns.text(fields, "pxname").equals(backend)) {
                int effective = columns.number(fields, "weight").orElse(0);
                servers.put(
                        columns.text(fields, "svname"),
                        new Server(
                                columns.number(fields, "uweight").orElse(effective),
                                effective,
                                columns.text(fields, "status"),
                                columns.number(fields, "bck").orElse(0) > 0));
            }
        }
        servers.keySet().removeAll(List.of("FRONTEND", "BACKEND"));
        return new BackendReading(servers);
    }

    /** The server, if the backend has it. */
    Optional<Server> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    /** The share of the backend's traffic that a server really gets: none if it is down or nothing is up. */
    Weight share(String name) {
        long all = servers.values().stream()
                .filter(Server::takesTraffic)
                .mapToLong(Server::effective)
                .sum();
        long own =
                server(name).filter(Server::takesTraffic).map(Server::effective).orElse(0);
        return all == 0 ? Weight.NONE : new Weight(100.0 * own / all);
    }

    /** Whether exactly these weights are set, whatever the servers' health. */
    boolean isSet(String canary, String baseline, WeightPair pair) {
        return server(canary)
                        .map(server -> server.configured() == pair.canary())
                        .orElse(false)
                && server(baseline)
                        .map(server -> server.configured() == pair.baseline())
                        .orElse(false);
    }

    /** For people: every server with weight and status. */
    String description() {
        StringBuilder text = new StringBuilder();
        servers.forEach((name, server) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(" weight ")
                .append(server.effective())
                .append(' ')
                .append(server.status()));
        return text.toString();
    }

    private static final class Columns {

        private final List<String> names;

        Columns(String header) {
            names = List.of(header.split(",", -1));
        }

        String text(String[] fields, String name) {
            int index = names.indexOf(name);
            return index >= 0 && index < fields.length ? fields[index] : "";
        }

        Optional<Integer> number(String[] fields, String name) {
            String text = text(fields, name);
            return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
        }
    }
}
