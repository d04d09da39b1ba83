package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a step does. Texts may hold <code>${parameter}</code> placeholders, each of them a whole value. */
public sealed interface Action {

    /**
     * The same with every text replaced.
     *
     * @param texts what takes a text's place, for example a placeholder's value
     */
    Action replacing(UnaryOperator<String> texts);

    /** Shares traffic between two versions somewhere and reads back what is really in force. */
    sealed interface Traffic extends Action {

        /** The canary's share in percent, usually <code>${weight}</code>. */
        String weight();

        @Override
        Traffic replacing(UnaryOperator<String> texts);

        /** The same for each place by itself, of which there may be several that share the traffic alike. */
        default List<Traffic> places() {
            return List.of(this);
        }
    }

    /**
     * Sets the weights of two servers of an HAProxy backend through the Runtime API and reads them back.
     *
     * @param addresses {@code host:port} of the Runtime API, or the path of its Unix socket; of several proxies each
     * @param backend the backend's name
     * @param canaryServer the canary's server, usually <code>${canary}</code>
     * @param baselineServer the baseline's server, usually <code>${baseline}</code>
     * @param weight the canary's share in percent, usually <code>${weight}</code>
     */
    record HaproxyWeight(
            List<String> addresses, String backend, String canaryServer, String baselineServer, String weight)
            implements Traffic {

        /** Copies the list. */
        public HaproxyWeight {
            addresses = List.copyOf(addresses);
        }

        /** Of one proxy. */
        public HaproxyWeight(
                String address, String backend, String canaryServer, String baselineServer, String weight) {
            this(List.of(address), backend, canaryServer, baselineServer, weight);
        }

        @Override
        public HaproxyWeight replacing(UnaryOperator<String> texts) {
            return new HaproxyWeight(
                    addresses,
                    texts.apply(backend),
                    texts.apply(canaryServer),
                    texts.apply(baselineServer),
                    texts.apply(weight));
        }

        @Override
        public List<Traffic> places() {
            return addresses.stream()
                    .<Traffic>map(address -> new HaproxyWeight(address, backend, canaryServer, baselineServer, weight))
                    .toList();
        }
    }

    /**
     * Writes the file in which NGINX splits requests between two versions, tests it, reloads NGINX and asks it what is in
     * force.
     *
     * @param file the absolute path of the file, which NGINX includes in {@code http} and nobody else writes
     * @param variable the NGINX variable that gets the version, without {@code $}
     * @param key the variables by which requests are split, as {@code $request_id}
     * @param canary the canary's version, usually <code>${canary}</code>
     * @param baseline the baseline's version, usually <code>${baseline}</code>
     * @param weight the canary's share in percent, usually <code>${weight}</code>
     * @param state the URL where NGINX answers with the variable {@code VARIABLE_in_force}
     * @param test program and arguments that test the configuration
     * @param reload program and arguments that make NGINX take it
     */
    record NginxSplit(
            String file,
            String variable,
            String key,
            String canary,
            String baseline,
            String weight,
            String state,
            List<String> test,
            List<String> reload)
            implements Traffic {

        /** Copies the lists. */
        public NginxSplit {
            test = List.copyOf(test);
            reload = List.copyOf(reload);
        }

        @Override
        public NginxSplit replacing(UnaryOperator<String> texts) {
            return new NginxSplit(
                    file,
                    variable,
                    key,
                    texts.apply(canary),
                    texts.apply(baseline),
                    texts.apply(weight),
                    state,
                    test,
                    reload);
        }
    }

    /** Does so by an object of a Kubernetes cluster. */
    sealed interface InCluster extends Traffic {

        /** The object's namespace. */
        String namespace();

        /** The object's name. */
        String name();

        @Override
        InCluster replacing(UnaryOperator<String> texts);
    }

    /**
     * Sets the weights of two backends of a Gateway API HTTPRoute's rule and reads them back.
     *
     * @param namespace the route's namespace
     * @param name the route's name
     * @param rule the rule's name, or its index counted from 0; empty for the only one there is
     * @param cohort the header that requests must have; the rule is the one that matches it
     * @param canaryService the canary's Service among the rule's {@code backendRefs}
     * @param baselineService the baseline's Service there
     * @param weight the canary's share in percent, usually <code>${weight}</code>
     * @param awaitStatus whether it is in force only when the route's status says that gateways have taken it
     */
    record HttpRouteWeight(
            String namespace,
            String name,
            Optional<String> rule,
            Optional<HeaderCohort> cohort,
            String canaryService,
            String baselineService,
            String weight,
            boolean awaitStatus)
            implements InCluster {

        @Override
        public HttpRouteWeight replacing(UnaryOperator<String> texts) {
            return new HttpRouteWeight(
                    namespace,
                    name,
                    rule,
                    cohort,
                    texts.apply(canaryService),
                    texts.apply(baselineService),
                    texts.apply(weight),
                    awaitStatus);
        }
    }

    /**
     * Sets the weights of two destinations of an Istio VirtualService's HTTP route and reads them back.
     *
     * @param namespace the VirtualService's namespace
     * @param name the VirtualService's name
     * @param route the route's name, or its index counted from 0; empty for the only one there is
     * @param cohort the header that requests must have; the route is the one that matches it
     * @param canary the canary's destination
     * @param baseline the baseline's destination
     * @param weight the canary's share in whole percent, usually <code>${weight}</code>
     * @param awaitStatus whether it is in force only when the object's status says that proxies have taken it
     */
    record VirtualServiceWeight(
            String namespace,
            String name,
            Optional<String> route,
            Optional<HeaderCohort> cohort,
            MeshDestination canary,
            MeshDestination baseline,
            String weight,
            boolean awaitStatus)
            implements InCluster {

        @Override
        public VirtualServiceWeight replacing(UnaryOperator<String> texts) {
            return new VirtualServiceWeight(
                    namespace,
                    name,
                    route,
                    cohort,
                    canary.replacing(texts),
                    baseline.replacing(texts),
                    texts.apply(weight),
                    awaitStatus);
        }
    }

    /**
     * Promotes or aborts an Argo Rollout and reads back the weight that its controller says is in force.
     *
     * @param namespace the Rollout's namespace
     * @param name the Rollout's name
     * @param deed what is done
     * @param canary the version that its pods must be of, usually <code>${canary}</code>
     * @param weight the canary's share in percent that it leads to, usually <code>${weight}</code>
     */
    record ArgoRollout(String namespace, String name, ArgoDeed deed, String canary, String weight)
            implements InCluster {

        @Override
        public ArgoRollout replacing(UnaryOperator<String> texts) {
            return new ArgoRollout(namespace, name, deed, texts.apply(canary), texts.apply(weight));
        }
    }

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

        @Override
        public Command replacing(UnaryOperator<String> texts) {
            TreeMap<String, String> replaced = new TreeMap<>();
            environment.forEach((name, text) -> replaced.put(name, texts.apply(text)));
            return new Command(arguments.stream().map(texts).toList(), replaced, inherit);
        }
    }

    /**
     * Makes one HTTP request. Redirects are not followed, certificates are checked.
     *
     * @param method in capitals
     * @param url where to, without a placeholder
     * @param query names and values added to the URL, escaped
     * @param headers names and values
     * @param secrets headers whose values are secrets
     * @param body the JSON that is sent; empty for none
     * @param expected what a good answer is like
     */
    record HttpCall(
            String method,
            String url,
            SortedMap<String, String> query,
            SortedMap<String, String> headers,
            SortedMap<String, Secret> secrets,
            Optional<Template> body,
            Expectation expected)
            implements Action {

        /** Copies the maps. */
        public HttpCall {
            query = Labels.copy(query);
            headers = Labels.copy(headers);
            secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        }

        @Override
        public HttpCall replacing(UnaryOperator<String> texts) {
            TreeMap<String, String> replacedQuery = new TreeMap<>();
            query.forEach((name, text) -> replacedQuery.put(name, texts.apply(text)));
            TreeMap<String, String> replacedHeaders = new TreeMap<>();
            headers.forEach((name, text) -> replacedHeaders.put(name, texts.apply(text)));
            return new HttpCall(
                    method,
                    url,
                    replacedQuery,
                    replacedHeaders,
                    secrets,
                    body.map(template -> template.replacing(texts)),
                    expected);
        }
    }

    /**
     * Asks over HTTP again and again, until the answer was good several times in a row.
     *
     * @param request what is asked, and what a good answer is like
     * @param successes how often in a row, 1 at least
     * @param every how long after an answer it is asked again
     */
    record Probe(HttpCall request, int successes, Duration every) implements Action {

        @Override
        public Probe replacing(UnaryOperator<String> texts) {
            return new Probe(request.replacing(texts), successes, every);
        }
    }

    /**
     * Asks over HTTP whether something is there, again and again until the answer says so or says that it is not.
     *
     * @param request what is asked, and what an answer is like if it is there
     * @param absent what an answer is like if it is not there
     * @param every how long after an answer that says neither it is asked again
     */
    record Lookup(HttpCall request, Expectation absent, Duration every) implements Action {

        @Override
        public Lookup replacing(UnaryOperator<String> texts) {
            return new Lookup(request.replacing(texts), absent, every);
        }
    }

    /**
     * Asks a person, and goes on when the answer is yes. How long is waited is the step's budget.
     *
     * @param question what is asked
     */
    record Confirm(String question) implements Action {

        @Override
        public Confirm replacing(UnaryOperator<String> texts) {
            return new Confirm(texts.apply(question));
        }
    }
}
