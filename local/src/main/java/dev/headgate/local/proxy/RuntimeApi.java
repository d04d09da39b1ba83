package dev.headgate.local.proxy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The part of HAProxy 2.6's Runtime API that the built-in proxy speaks, with HAProxy's own answers and errors: {@code set
 * server B/S weight N}, {@code set weight B/S N}, {@code get weight B/S}, {@code show stat [B|-1 TYPES SERVER]},
 * {@code show servers state [B]}; several commands in a line are parted by semicolons. Any other command is refused as unknown. Thread-safe.
 */
final class RuntimeApi {
    private static final String NEEDS_SERVER = "Require 'backend/server'.\n\n";
    private static final String USAGE = "usage: set server <backend>/<server> weight\n\n";
    private static final String UNKNOWN = """
            Unknown command. Please enter one of the following commands only:
              set server <bk>/<srv> weight <N>        : change a server's weight
              set weight <bk>/<srv> <N>               : change a server's weight (DEPRECATED)
              get weight <bk>/<srv>                   : report a server's current weight
              show servers state [<backend>]          : dump volatile server information (all or for a single backend)
              show stat [<bk>|-1 <type> <id>]         : report counters for each proxy and server

            """;
    private static final String STATE_HEADER =
            "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight"
                    + " srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state"
                    + " srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port"
                    + " srv_check_addr srv_agent_addr srv_agent_port\n";

    private final WeightedBackend backend;

    RuntimeApi(WeightedBackend backend) {
        this.backend = backend;
    }

    /** What HAProxy would answer to a line. */
    String answer(String line) {
        return Arrays.stream(line.split(";", -1)).map(this::answerOne).collect(Collectors.joining());
    }

    private String answerOne(String command) {
        List<String> words = List.of(command.strip().split("\\s+"));
        return switch (first(words, 2)) {
            case "set server" -> setServer(words);
            case "set weight" -> onServer(words, server -> setWeight(server, word(words, 3)));
            case "get weight" ->
                onServer(words, server -> server.weight() + " (initial " + server.initialWeight() + ")\n\n");
            case "show stat" -> showStatistics(words);
            case "show servers" -> word(words, 2).equals("state") ? showState(word(words, 3)) : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private String setServer(List<String> words) {
        return onServer(words, server -> word(words, 3).equals("weight") ? setWeight(server, word(words, 4)) : USAGE);
    }

    private String onServer(List<String> words, Function<WeightedServer, String> answer) {
        String[] names = word(words, 2).split("/", 2);
        if (names.length < 2) {
            return NEEDS_SERVER;
        }
        if (!names[0].equals(backend.name())) {
            return "No such backend.\n\n";
        }
        Optional<WeightedServer> server = backend.server(names[1]);
        return server.map(answer).orElse("No such server.\n\n");
    }

    private String setWeight(WeightedServer server, String text) {
        if (text.isEmpty()) {
            return "Require <weight> or <weight%>.\n\n";
        }
        if (!text.matches("-?\\d.*")) {
            return "Empty weight string empty or preceded by garbage\n";
        }
        if (!text.matches("-?\\d{1,9}%?")) {
            return "Trailing garbage in weight string\n";
        }
        return text.endsWith("%")
                ? setRelative(server, Integer.parseInt(text.substring(0, text.length() - 1)))
                : setAbsolute(server, Integer.parseInt(text));
    }

    private String setAbsolute(WeightedServer server, int weight) {
        if (weight < 0 || weight > Backend.MAXIMUM_WEIGHT) {
            return "Absolute weight can only be between 0 and 256 inclusive.\n\n";
        }
        backend.weigh(server, weight);
        return "\n";
    }

    private String setRelative(WeightedServer server, int percent) {
        if (percent < 0) {
            return "Relative weight must be positive.\n\n";
        }
        long weight = (long) server.initialWeight() * percent / 100;
        return setAbsolute(server, (int) Math.min(Backend.MAXIMUM_WEIGHT, weight));
    }

    private String showStatistics(List<String> words) {
        var table = new StatisticsTable(backend);
        if (words.size() < 5) {
            return table.render();
        }
        boolean every = words.get(2).equals("-1");
        if (!every && !words.get(2).equals(backend.name())) {
            return "No such proxy.\n\n";
        }
        try {
            int types = Integer.parseInt(words.get(3));
            int serverId = Integer.parseInt(words.get(4));
            return every ? table.render(types, serverId) : table.renderBackend(types, serverId);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    private String showState(String backendName) {
        if (!backendName.isEmpty() && !backendName.equals(backend.name())) {
            return "Can't find backend.\n\n";
        }
        StringBuilder state = new StringBuilder("1\n").append(STATE_HEADER);
        int id = 1;
        for (WeightedServer server : backend.servers()) {
            state.append("3 %s %d %s 127.0.0.1 2 0 %d %d 0 1 0 2 0 0 0 0 - %d - 0 0 - - 0\n"
                    .formatted(
                            backend.name(),
                            id++,
                            server.name(),
                            server.weight(),
                            server.initialWeight(),
                            server.port()));
        }
        return state.append('\n').toString();
    }

    private static String first(List<String> words, int count) {
        return words.stream().limit(count).collect(Collectors.joining(" "));
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
