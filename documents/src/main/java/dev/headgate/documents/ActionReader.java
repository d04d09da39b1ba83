package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a step does, of one kind. */
interface ActionReader {

    /** Reads it; empty if something of it is missing, which is among the problems then. */
    Optional<Action> read(Node node) throws Refusal;

    /** Every kind there is, by the word that a step says it with, in the order in which people are told of them. */
    static Map<String, ActionReader> all(Values values, Problems problems, Placeholders placeholders) {
        Map<String, ActionReader> all = new LinkedHashMap<>();
        all.put("haproxy", new HaproxyReader(values, problems, placeholders));
        all.put("nginx", new NginxReader(values, problems, placeholders));
        all.put("httpRoute", new HttpRouteReader(values, problems, placeholders));
        all.put("virtualService", new VirtualServiceReader(values, problems, placeholders));
        all.put("argoRollout", new ArgoRolloutReader(values, problems, placeholders));
        all.put("command", new CommandReader(values, problems, placeholders));
        all.put("http", new HttpReader(values, problems, placeholders));
        all.put("probe", new ProbeReader(values, problems, placeholders));
        all.put("confirm", new ConfirmReader(values, problems, placeholders));
        return all;
    }
}
