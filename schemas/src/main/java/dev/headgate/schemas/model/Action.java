package dev.headgate.schemas.model;

import java.util.List;
import java.util.SortedMap;

/** What a step does. Texts may hold <code>${parameter}</code> placeholders, each of them a whole value. */
public sealed interface Action {

    /**
     * Sets the weights of two servers of an HAProxy backend through the Runtime API and reads them back.
     *
     * @param address {@code host:port} of the Runtime API, or the path of its Unix socket
     * @param backend the backend's name
     * @param canaryServer the canary's server, usually <code>${canary}</code>
     * @param baselineServer the baseline's server, usually <code>${baseline}</code>
     * @param weight the canary's share in percent, usually <code>${weight}</code>
     */
    record HaproxyWeight(String address, String backend, String canaryServer, String baselineServer, String weight)
            implements Action {}

    /**
     * Runs a program without a shell.
     *
     * @param arguments program and arguments
     * @param environment names and values added to an otherwise empty environment
     * @param inherit names of variables passed on from the executor's environment
     */
    record Command(List<String> arguments, SortedMap<String, String> environment, List<String> inherit)
            implements Action {

        /** Copies the collections. */
        public Command {
            arguments = List.copyOf(arguments);
            environment = Labels.copy(environment);
            inherit = List.copyOf(inherit);
        }
    }
}
