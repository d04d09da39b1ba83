package dev.headgate.cli.runbook;

import dev.headgate.documents.Durations;
import dev.headgate.executor.action.http.RequestText;
import dev.headgate.schemas.model.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What an action does, exactly. */
final class ActionText {

    private ActionText() {}

    /** In a few words: {@code runs /opt/deploy/warm}. */
    static String brief(Action action) {
        if (action instanceof Action.Command command) {
            return "runs " + command.arguments().get(0);
        }
        if (action instanceof Action.HttpCall call) {
            return "sends " + call.method() + " " + call.url();
        }
        if (action instanceof Action.Probe probe) {
            return "asks " + probe.request().url() + " until it is well"
                    + (probe.successes() == 1 ? "" : ", " + probe.successes() + " times in a row");
        }
        if (action instanceof Action.Lookup lookup) {
            return "asks " + lookup.request().url() + " whether it is there";
        }
        if (action instanceof Action.Confirm confirm) {
            return "asks a person \"" + confirm.question() + "\" and waits for yes";
        }
        if (action instanceof Action.HaproxyWeight haproxy) {
            return "sets the weights of backend " + haproxy.backend() + " at HAProxy "
                    + String.join(", ", haproxy.addresses()) + " and reads them back";
        }
        if (action instanceof Action.NginxSplit nginx) {
            return "writes " + nginx.file() + ", tests it, reloads NGINX and asks it what is in force";
        }
        if (action instanceof Action.ArgoRollout argo) {
            return "tells the Argo Rollout " + argo.namespace() + "/" + argo.name() + " to "
                    + argo.deed().wireName();
        }
        if (action instanceof Action.InCluster object) {
            return "sets both weights of " + object.namespace() + "/" + object.name()
                    + " in Kubernetes and reads them back";
        }
        return "does " + action;
    }

    /** Every argument, address, header and body, a line each. */
    static List<String> exact(Action action) {
        if (action instanceof Action.Command command) {
            return command(command);
        }
        if (action instanceof Action.HttpCall call) {
            return RequestText.lines(call);
        }
        if (action instanceof Action.Probe probe) {
            List<String> lines = new ArrayList<>(RequestText.lines(probe.request()));
            lines.add("every " + Durations.written(probe.every()) + ", until it was good " + probe.successes()
                    + (probe.successes() == 1 ? " time" : " times in a row"));
            return lines;
        }
        if (action instanceof Action.Lookup lookup) {
            return RequestText.lines(lookup.request());
        }
        if (action instanceof Action.Confirm confirm) {
            return List.of("a person is asked: " + confirm.question());
        }
        if (action instanceof Action.HaproxyWeight haproxy) {
            return List.of(
                    "HAProxy " + String.join(", ", haproxy.addresses()) + ", backend " + haproxy.backend(),
                    haproxy.canaryServer() + " gets " + haproxy.weight() + "%, " + haproxy.baselineServer()
                            + " the rest");
        }
        if (action instanceof Action.NginxSplit nginx) {
            return List.of(
                    "file " + nginx.file() + ": $" + nginx.variable() + " is " + nginx.canary() + " for "
                            + nginx.weight() + "% by " + nginx.key() + ", otherwise " + nginx.baseline(),
                    quoted(nginx.test()),
                    quoted(nginx.reload()),
                    "GET " + nginx.state());
        }
        if (action instanceof Action.HttpRouteWeight route) {
            return List.of(
                    "HTTPRoute " + route.namespace() + "/" + route.name() + rule("rule", route.rule()),
                    "service " + route.canaryService() + " gets " + route.weight() + "%, " + route.baselineService()
                            + " the rest");
        }
        return List.of(action.toString());
    }

    private static String rule(String what, Optional<String> name) {
        return name.map(it -> ", " + what + " " + it).orElse("");
    }

    private static List<String> command(Action.Command command) {
        List<String> lines = new ArrayList<>();
        lines.add(quoted(command.arguments()));
        command.environment().forEach((name, value) -> lines.add(name + "=" + quoted(value)));
        if (!command.inherit().isEmpty()) {
            lines.add("with the executor's own " + String.join(", ", command.inherit()));
        }
        return lines;
    }

    private static String quoted(List<String> arguments) {
        return arguments.stream().map(ActionText::quoted).collect(Collectors.joining(" "));
    }

    /** As JSON writes it, so that nothing in it can be taken for something else. */
    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
