package dev.headgate.local.proxy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The answer to {@code show stat}: HAProxy 2.6's columns in its order, those filled that the built-in proxy knows. */
final class StatisticsTable {
    private static final String HEADER =
            "pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,"
                    + "act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,"
                    + "rate_max,check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,"
                    + "hrsp_other,hanafail,req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,"
                    + "comp_rsp,lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,agent_duration,"
                    + "check_desc,agent_desc,check_rise,check_fall,check_health,agent_rise,agent_fall,agent_health,addr,"
                    + "cookie,mode,algo";
    private static final int FRONTEND = 1;
    private static final int BACKEND = 2;
    private static final int SERVERS = 4;
    private static final int EVERY = -1;
    private static final List<String> COLUMNS = Arrays.asList(HEADER.split(","));

    private final WeightedBackend backend;

    StatisticsTable(WeightedBackend backend) {
        this.backend = backend;
    }

    /** The whole table. */
    String render() {
        return render(FRONTEND | BACKEND | SERVERS, EVERY);
    }

    /**
     * A part of the table, as in {@code show stat -1 TYPES SERVER}.
     *
     * @param types sum of the wanted kinds of rows: 1 frontend, 2 backend, 4 servers; -1 for all
     * @param serverId number of the wanted server, -1 for all
     */
    String render(int types, int serverId) {
        StringBuilder table = new StringBuilder("# " + HEADER + ",\n");
        if ((types & FRONTEND) != 0) {
            table.append(line(frontend()));
        }
        for (int i = 0; i < backend.servers().size(); i++) {
            if ((types & SERVERS) != 0 && (serverId == EVERY || serverId == i + 1)) {
                table.append(line(server(backend.servers().get(i), i + 1)));
            }
        }
        if ((types & BACKEND) != 0) {
            table.append(line(backend()));
        }
        return table.append('\n').toString();
    }

    /** As {@link #render(int, int)} without what is not the backend's own, as in {@code show stat BACKEND TYPES SERVER}. */
    String renderBackend(int types, int serverId) {
        return render(types & ~FRONTEND, serverId);
    }

    private Map<String, Object> frontend() {
        Map<String, Object> row = totals("FRONTEND", 0);
        row.put("status", "OPEN");
        return row;
    }

    private Map<String, Object> backend() {
        int weight = backend.servers().stream().mapToInt(WeightedServer::weight).sum();
        Map<String, Object> row = totals("BACKEND", 1);
        row.put("status", weight == 0 ? "DOWN" : "UP");
        row.put("weight", weight);
        row.put("econ", sum(WeightedServer::connectionErrors));
        row.put("eresp", sum(WeightedServer::responseErrors));
        row.put("lbtot", sum(WeightedServer::requests));
        row.put("algo", "roundrobin");
        return row;
    }

    private Map<String, Object> server(WeightedServer server, int id) {
        Map<String, Object> row = row(server.name(), 2);
        row.put("sid", id);
        row.put("stot", server.requests());
        row.put("lbtot", server.requests());
        row.put("econ", server.connectionErrors());
        row.put("eresp", server.responseErrors());
        row.put("status", "no check");
        row.put("weight", server.weight());
        row.put("addr", "127.0.0.1:" + server.port());
        for (int hundred = 1; hundred <= 5; hundred++) {
            row.put("hrsp_" + hundred + "xx", server.answers(hundred));
        }
        return row;
    }

    // As in HAProxy, an answer that the proxy makes itself counts here and not on the server's row.
    private Map<String, Object> totals(String name, int type) {
        long own = backend.unserved() + sum(WeightedServer::connectionErrors) + sum(WeightedServer::responseErrors);
        long requests = backend.unserved() + sum(WeightedServer::requests);
        Map<String, Object> row = row(name, type);
        row.put("stot", requests);
        row.put("req_tot", requests);
        for (int hundred = 1; hundred <= 5; hundred++) {
            int each = hundred;
            row.put("hrsp_" + hundred + "xx", sum(server -> server.answers(each)) + (hundred == 5 ? own : 0));
        }
        return row;
    }

    private Map<String, Object> row(String name, int type) {
        Map<String, Object> row = new HashMap<>();
        row.put("pxname", type == 0 ? backend.name() + "-frontend" : backend.name());
        row.put("svname", name);
        row.put("type", type);
        row.put("pid", 1);
        row.put("mode", "http");
        return row;
    }

    private long sum(ToLongFunction<WeightedServer> figure) {
        return backend.servers().stream().mapToLong(figure).sum();
    }

    private static String line(Map<String, Object> row) {
        return COLUMNS.stream()
                .map(column -> String.valueOf(row.getOrDefault(column, "")))
                .collect(Collectors.joining(",", "", ",\n"));
    }
}
