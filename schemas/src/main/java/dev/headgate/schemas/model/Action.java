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
    }

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
            implements Traffic {

        @Override
        public HaproxyWeight replacing(UnaryOperator<String> texts) {
            return new HaproxyWeight(
                    texts.apply(address),
                    texts.apply(backend),
                    texts.apply(canaryServer),
                    texts.apply(baselineServer),
                    texts.apply(weight));
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
}
