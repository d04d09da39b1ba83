package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Runbook;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to get a runbook wrong, where the answer points and what it says; reader and JSON Schema judge alike. */
class RunbookMistakesTest {

    private static final Mistake.Base GOOD = new Mistake.Base("""
            runbook: shift-and-tell
            description: Shifts and tells
            budget: 30s
            parameters:
              service: name
              canary: version
              baseline: version
              weight: weight
              reason: { type: text, pattern: "[^-].*" }
            steps:
              - name: shift
                haproxy: { address: "127.0.0.1:9999", backend: shop, canaryServer: "${canary}", baselineServer: "${baseline}", weight: "${weight}" }
                budget: 5s
              - name: tell
                command:
                  arguments: [ "/usr/bin/tell", "${service}", "${reason}" ]
                  environment: { CHANNEL: releases }
                  inherit: [ PATH ]
                budget: 10s
                recovery: ask
            """);

    private static final Mistake.Base NGINX = new Mistake.Base("""
            runbook: shift
            parameters: { canary: version, baseline: version, weight: weight }
            steps:
              - name: shift
                nginx: { file: /etc/shop.conf, variable: shop, canary: "${canary}", baseline: "${baseline}", weight: "${weight}", state: "http://127.0.0.1:1/s", test: [ nginx ] }
            """);

    private static final Mistake.Base REQUEST = new Mistake.Base("""
            runbook: tell
            parameters: { canary: version }
            steps:
              - name: tell
                http: { url: https://a.org/v, method: PUT, headers: { X-A: b }, json: { v: "${canary}" }, expect: { status: "204", json: { ok: true } } }
                recovery: ask
            """);

    private static final Mistake.Base CAREFUL = new Mistake.Base("""
            runbook: careful
            parameters: { canary: version }
            steps:
              - name: create
                command: { arguments: [ /opt/create, "${canary}" ] }
                recovery: verify
                verify:
                  probe: { url: https://a.org/v, query: { v: "${canary}" }, absent: { status: "404" }, every: 2s }
                  budget: 20s
                undo:
                  command: { arguments: [ /opt/remove, "${canary}" ] }
                  budget: 7s
                  tries: 2
              - name: note
                command: { arguments: [ /opt/note ] }
                recovery: rerun
                onFailure: continue
                safe: true
              - name: fill
                command: { arguments: [ /opt/fill ] }
                recovery: ask
                onFailure: compensate
            """);

    private static final Mistake.Base ASKS = new Mistake.Base("""
            runbook: asks
            parameters: { canary: version, note: text }
            steps:
              - { name: look, confirm: { question: Is it well? }, budget: 20m, onFailure: stop }
              - { name: again, confirm: { question: "${note}" } }
              - name: charge
                command: { arguments: [ /opt/charge, "${canary}" ] }
                recovery: ask
                answerWithin: 2h
            """);

    @Test
    void theOtherDocumentsThatTheMistakesAreMadeInAreGood() {
        for (Mistake.Base base : List.of(NGINX, REQUEST, CAREFUL, ASKS)) {
            assertThat(RunbookReader.read("good.yaml", base.yaml()).problems()).isEmpty();
            assertThat(PublishedSchema.RUNBOOK.errors(base.yaml())).isEmpty();
        }
    }

    @Test
    void theDocumentThatTheMistakesAreMadeInIsGood() {
        Parsed<Runbook> parsed = RunbookReader.read("good.yaml", GOOD.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems()).isEmpty();
        assertThat(PublishedSchema.RUNBOOK.errors(GOOD.yaml())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({
        "wrongFields",
        "wrongParameters",
        "wrongSteps",
        "wrongHaproxy",
        "wrongCommands",
        "wrongOutputs",
        "wrongNginx",
        "wrongRequests",
        "wrongFailures",
        "wrongVerifications",
        "wrongQuestions"
    })
    void eachMistakeIsAnsweredWhereItStands(Mistake mistake) {
        Parsed<Runbook> parsed = RunbookReader.read("shift.yaml", mistake.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
            assertThat(problem.message()).contains(mistake.message());
            assertThat(PolicyMistakesTest.marked(problem)).isEqualTo(mistake.marked());
            assertThat(problem.expected()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource({
        "wrongFields",
        "wrongParameters",
        "wrongSteps",
        "wrongHaproxy",
        "wrongCommands",
        "wrongOutputs",
        "wrongNginx",
        "wrongRequests",
        "wrongFailures",
        "wrongVerifications",
        "wrongQuestions"
    })
    void theJsonSchemaRefusesEachMistakeThatItCanExpress(Mistake mistake) {
        assertThat(PublishedSchema.RUNBOOK.accepts(mistake.yaml()))
                .isEqualTo(mistake.schema() == Mistake.Schema.CANNOT_SEE_IT);
    }

    static Stream<Mistake> wrongFailures() {
        return Stream.of(
                CAREFUL.with("onFailure: continue", "onFailure: go on", "go on", "this word is not known here"),
                CAREFUL.with("safe: true", "safe: perhaps", "perhaps", "a truth value is needed here"),
                CAREFUL.with(
                        "onFailure: continue",
                        "onFailure: continue\n    confirms: weight",
                        "onFailure",
                        "a shift that failed cannot be passed over"),
                GOOD.with(
                        "budget: 5s", "onFailure: continue", "onFailure", "a shift that failed cannot be passed over"),
                GOOD.beyondSchema(
                        "recovery: ask",
                        "recovery: ask\n    onFailure: compensate",
                        "name",
                        "nothing is undone once traffic was shifted"),
                CAREFUL.beyondSchema(
                        "onFailure: continue",
                        "onFailure: stop\n    outputs: { id: name }\n    undo: { command: "
                                + "{ arguments: [ /a, \"${steps.note.i}\" ] } }",
                        "\"${steps.note.i}\"",
                        "no step before this one has this output"),
                CAREFUL.with(
                        "command: { arguments: [ /opt/remove",
                        "comand: { arguments: [ /opt/remove",
                        "comand",
                        "`comand` is not a field of `undo`"),
                CAREFUL.with("budget: 7s", "http: { url: https://a.org/ }", "http", "`undo` does one thing"),
                CAREFUL.with("tries: 2", "tries: 11", "11", "out of range"),
                CAREFUL.with(
                        "recovery: rerun",
                        "recovery: rerun\n    confirms: weight\n    undo: { http: { url: https://a.org } }",
                        "undo",
                        "a shift is not undone by its runbook"),
                GOOD.with(
                        "budget: 5s",
                        "undo: { http: { url: https://a.org } }",
                        "undo",
                        "only a command or an HTTP request"));
    }

    @Test
    void aWeightThatNoStepReadsBackIsWarnedOf() {
        String yaml = GOOD.yaml()
                .replaceAll("(?s)  - name: shift.*?  - name: tell", "  - name: tell")
                .replace("\"${reason}\"", "\"${reason}\", \"${weight}\"");

        Parsed<Runbook> parsed = RunbookReader.read("x.yaml", yaml);

        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.WARNING);
            assertThat(problem.message()).isEqualTo("no step reads back which weight is in force");
            assertThat(problem.line()).isEqualTo(8);
        });
    }

    @Test
    void undoingNeedsAnUndoBeforeIt() {
        String yaml = """
                runbook: x
                steps:
                  - { name: a, command: { arguments: [ /a ] }, recovery: ask, onFailure: compensate }
                """;

        assertThat(RunbookReader.read("x.yaml", yaml).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.render()).contains("x.yaml:3:7", "there is nothing to undo", "step `a`"));
    }

    @Test
    void anUndoThatNothingCallsForIsWarnedOf() {
        String yaml = CAREFUL.yaml().replace("onFailure: compensate", "onFailure: stop");

        assertThat(RunbookReader.read("x.yaml", yaml)).isInstanceOf(Parsed.Valid.class);
        assertThat(RunbookReader.read("x.yaml", yaml).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("this is never undone"));
    }

    static Stream<Mistake> wrongQuestions() {
        return Stream.of(
                ASKS.with("question: Is it well?", "question: ''", "''", "a person cannot be asked this"),
                ASKS.with("question: Is it well?", "", "{", "`question` is missing"),
                ASKS.with(
                        "question: Is it well?", "question: \"Is\\nit?\"", "\"Is\\nit?\"", "a person cannot be asked"),
                ASKS.with(
                        "question: Is it well?",
                        "question: \"Is ${canary} well?\"",
                        "${canary}",
                        "a placeholder must be the whole value"),
                ASKS.beyondSchema("\"${note}\"", "\"${nobody}\"", "\"${nobody}\"", "this parameter is not declared"),
                ASKS.with("onFailure: stop", "recovery: rerun", "recovery", "a question survives a crash"),
                ASKS.with("onFailure: stop", "safe: true", "safe", "a rehearsal asks nobody"),
                ASKS.with("onFailure: stop", "answerWithin: 3m", "answerWithin", "answered within its budget"),
                ASKS.with("onFailure: stop", "tries: 2", "tries", "must not run twice"),
                ASKS.with("onFailure: stop", "outputs: { a: name }", "outputs", "has an output"),
                ASKS.with("recovery: ask", "recovery: rerun", "answerWithin", "nobody is ever asked about this step"),
                ASKS.beyondSchema("answerWithin: 2h", "answerWithin: 25h", "25h", "out of range"));
    }

    static Stream<Mistake> wrongVerifications() {
        return Stream.of(
                CAREFUL.with("recovery: verify", "recovery: ask", "verify", "this is never verified"),
                CAREFUL.with(
                        "recovery: rerun", "recovery: verify", "recovery", "how its effect is found out is missing"),
                CAREFUL.with(", absent: { status: \"404\" }", "", "{", "`absent` is missing"),
                CAREFUL.with("absent: {", "absent: { code: 1,", "code", "`code` is not a field of `expect`"),
                CAREFUL.beyondSchema("\"404\"", "200 .. 299", "absent", "one answer cannot say yes and no"),
                CAREFUL.with("every: 2s", "successes: 2", "successes", "is not a field of the `probe` of a `verify`"),
                CAREFUL.with("budget: 20s", "command: { arguments: [ /look ] }", "probe", "`verify` does one thing"),
                CAREFUL.with(
                        "budget: 20s\n",
                        "budget: 20s\n    outputs: { id: name }\n",
                        "verify",
                        "this cannot tell the step's outputs after a crash"),
                CAREFUL.beyondSchema(
                        "recovery: verify", "recovery: verify\n    tries: 2", "tries", "is not tried again"),
                GOOD.with("budget: 5s", "verify: { url: x }", "url", "`url` is not a field of `verify`"));
    }

    static Stream<Mistake> wrongFields() {
        return Stream.of(
                GOOD.with("runbook: shift", "runbok: shift", "runbok", "`runbok` is not a field of a runbook"),
                GOOD.with("runbook: shift-and-tell\n", "", "d", "`runbook` is missing"),
                GOOD.with("shift-and-tell", "shift/tell", "shift/tell", "a form that no name has"),
                GOOD.with("budget: 30s", "budget: 30", "30", "a text is needed here"),
                GOOD.beyondSchema("budget: 30s", "budget: 25h", "25h", "out of range"),
                GOOD.beyondSchema("budget: 5s", "budget: 1ms", "1ms", "out of range"),
                GOOD.with(
                        "description: Shifts and tells",
                        "description: " + "x".repeat(501),
                        "x".repeat(387),
                        "too long"));
    }

    static Stream<Mistake> wrongParameters() {
        return Stream.of(
                GOOD.with("service: name", "service: nmae", "nmae", "this word is not known here"),
                GOOD.with("service: name", "service:", " ", "a text is needed here"),
                GOOD.with("service: name", "my-service: name", "my-service", "cannot be the name of a parameter"),
                GOOD.beyondSchema("service: name", "service: name\n  service: name", "service", "stands twice"),
                GOOD.with("type: text,", "typ: text,", "typ", "`typ` is not a field of a parameter"),
                GOOD.with("type: text,", "", "{", "`type` is missing"),
                GOOD.with("[^-].*", "", "\"\"", "empty or too long"));
    }

    static Stream<Mistake> wrongSteps() {
        return Stream.of(
                GOOD.with("recovery: ask", "recovery: again", "again", "this word is not known here"),
                GOOD.with("    recovery: ask\n", "", "n", "a command must declare its `recovery`"),
                GOOD.with("name: tell", "nme: tell", "nme", "`nme` is not a field of a step"),
                GOOD.with("name: tell", "name: tell him", "tell him", "a form that no name has"),
                GOOD.beyondSchema("name: tell", "name: shift", "name", "two steps have this name"),
                GOOD.with("budget: 5s", "command: { arguments: [ ls ] }", "command", "a step does one thing"),
                GOOD.with("budget: 5s", "webhook: { url: x }", "webhook", "`webhook` is not supported in this release"),
                GOOD.with("budget: 5s", "notify: ops", "notify", "`notify` is not supported in this release"),
                GOOD.with("haproxy: {", "haprox: {", "n", "this step does nothing"));
    }

    static Stream<Mistake> wrongHaproxy() {
        String server = "canaryServer: \"${canary}\"";
        return Stream.of(
                GOOD.with("127.0.0.1:9999", "127.0.0.1", "\"127.0.0.1\"", "no address"),
                GOOD.beyondSchema("127.0.0.1:9999", "127.0.0.1:99999", "\"127.0.0.1:99999\"", "no address"),
                GOOD.with("address: ", "addresses: [ \"127.0.0.1:1\" ], address: ", "address", "one proxy, or several"),
                GOOD.with(
                        "address: \"127.0.0.1:9999\"",
                        "addresses: [ \"127.0.0.1:1\", \"127.0.0.1:1\" ]",
                        "addresses",
                        "stands here twice"),
                GOOD.with("127.0.0.1:9999", "haproxy.sock", "\"haproxy.sock\"", "no address"),
                GOOD.with("127.0.0.1:9999", "${service}", "\"${service}\"", "a decision must not choose where"),
                GOOD.with("backend: shop", "backend: shop; disable", "shop; disable", "HAProxy has no such names"),
                GOOD.with(
                        server, "canaryServer: \"v-${canary}\"", "${canary}", "a placeholder must be the whole value"),
                GOOD.with(server, "canaryServer: \"${canary\"", "${canary", "a placeholder must be the whole value"),
                GOOD.beyondSchema(server, "canaryServer: \"${canry}\"", "\"${canry}\"", "not declared"),
                GOOD.beyondSchema(server, "canaryServer: \"${reason}\"", "\"${reason}\"", "may hold anything"),
                GOOD.beyondSchema(server, "canaryServer: \"${baseline}\"", "baselineServer", "the same server"),
                GOOD.with(server + ", ", "", "{", "`canaryServer` is missing"),
                GOOD.with("weight: \"${weight}\"", "weight: 50", "50", "a text is needed here"),
                GOOD.with("weight: \"${weight}\"", "weight: \"101\"", "\"101\"", "no share in percent"),
                GOOD.beyondSchema(
                        "weight: \"${weight}\"", "weight: \"${canary}\"", "\"${canary}\"", "no share in percent"));
    }

    static Stream<Mistake> wrongNginx() {
        Mistake.Base nginx = NGINX;
        return Stream.of(
                nginx.with("file: /etc/shop.conf", "file: shop.conf", "shop.conf", "this cannot stand here"),
                nginx.with("/etc/shop.conf", "/etc/../shop.conf", "/etc/../shop.conf", "this cannot stand here"),
                nginx.with("variable: shop", "variable: $shop", "$shop", "this cannot stand here"),
                nginx.with("variable: shop", "key: user, variable: shop", "user", "this cannot stand here"),
                nginx.with("variable: shop", "vriable: shop", "vriable", "`vriable` is not a field of `nginx`"),
                nginx.with("\"${canary}\"", "\"2; }\"", "\"2; }\"", "this is no version"),
                nginx.beyondSchema("\"${baseline}\"", "\"${canary}\"", "baseline", "the same version"),
                nginx.with("http://127.0.0.1:1/s", "127.0.0.1:1/s", "\"127.0.0.1:1/s\"", "this is no URL"),
                nginx.with("test: [ nginx ]", "test: [ \"${canary}\" ]", "\"${canary}\"", "no placeholder can stand"));
    }

    static Stream<Mistake> wrongRequests() {
        Mistake.Base http = REQUEST;
        return Stream.of(
                http.with("url: https://a.org/v", "url: ftp://a.org/v", "ftp://a.org/v", "this is no URL"),
                http.with(
                        "url: https://a.org/v",
                        "url: \"https://${host}/v\"",
                        "\"https://${host}/v\"",
                        "this is no URL"),
                http.with(
                        "url: https://a.org/v",
                        "url: https://me:secret@a.org/v",
                        "https://me:secret@a.org/v",
                        "no URL"),
                http.with("url: https://a.org/v, ", "", "{", "`url` is missing"),
                http.with("method: PUT", "method: GRAB", "GRAB", "this word is not known here"),
                http.beyondSchema("method: PUT", "method: GET", "json", "such a request has no body"),
                http.with("X-A: b", "Host: b", "Host", "this header cannot be set"),
                http.with("X-A: b", "\"X A\": b", "\"X A\"", "this header cannot be set"),
                http.with("X-A: b", "X-A: { file: token }", "token", "a secret's file is an absolute path"),
                http.with("X-A: b", "X-A: { file: /a, environment: B }", "{", "a secret stands in one place"),
                http.with("status: \"204\"", "status: \"99\"", "\"99\"", "this is no status"),
                http.with("status: \"204\"", "status: 204", "204", "a text is needed here"),
                http.with("json: { ok: true }", "json: { \"a b\": c }", "\"a b\"", "no field of an answer"),
                http.beyondSchema(
                        "json: { v: \"${canary}\" }", "json: { v: \"v${canary}\" }", "${canary}", "whole value"),
                http.with("    recovery: ask\n", "", "n", "an HTTP request must declare its `recovery`"));
    }

    static Stream<Mistake> wrongCommands() {
        String program = "\"/usr/bin/tell\", \"${service}\"";
        return Stream.of(
                GOOD.with("/usr/bin/tell", "./tell", "\"./tell\"", "this cannot be the program"),
                GOOD.with("/usr/bin/tell", "bin/tell", "\"bin/tell\"", "this cannot be the program"),
                GOOD.with("/usr/bin/tell", "${service}", "\"${service}\"", "this cannot be the program"),
                GOOD.with("/usr/bin/tell", "", "\"\"", "this cannot be the program"),
                GOOD.beyondSchema(program, "sh, \"-c\", \"${service}\"", "\"-c\"", "a shell would read its text anew"),
                GOOD.beyondSchema(program, "/bin/bash, \"-lc\", \"x\"", "\"-lc\"", "a shell would read its text anew"),
                GOOD.with("\"${service}\", ", "\"--of=${service}\", ", "${service}", "a placeholder must be the whole"),
                GOOD.with("\"${service}\", ", "8080, ", "8080", "a text is needed here"),
                GOOD.with("[ " + program + ", \"${reason}\" ]", "[]", "[]", "a command needs a program"),
                GOOD.with("[ " + program + ", \"${reason}\" ]", "tell me", "tell me", "`arguments` is a list"),
                GOOD.with("CHANNEL: releases", "A-B: releases", "A-B", "name of an environment variable"),
                GOOD.with("CHANNEL: releases", "CHANNEL: 1", "1", "a text is needed here"),
                GOOD.with("[ PATH ]", "[ $PATH ]", "$PATH", "name of an environment variable"),
                GOOD.with("inherit:", "inherits:", "inherits", "`inherits` is not a field of `command`"));
    }

    static Stream<Mistake> wrongOutputs() {
        String ask = "    recovery: ask\n";
        String rerun = "    recovery: rerun\n";
        String find = rerun + "    outputs: { version: version }\n  - name: then\n    command: { arguments: [ x, ";
        return Stream.of(
                GOOD.with(ask, rerun + "    tries: 0\n", "0", "out of range"),
                GOOD.with(ask, rerun + "    tries: three\n", "three", "a whole number is needed here"),
                GOOD.beyondSchema(ask, ask + "    tries: 2\n", "tries", "must not run twice is not tried again"),
                GOOD.with(ask, ask + "    when: apply\n", "apply", "this is no condition"),
                GOOD.with(
                        ask,
                        ask + "    when: \"${service} = ${canary}\"\n",
                        "\"${service} = ${canary}\"",
                        "no condition"),
                GOOD.beyondSchema(ask, ask + "    when: \"${servce} = x\"\n", "\"${servce} = x\"", "not declared"),
                GOOD.with(ask, ask + "    outputs: { 1st: name }\n", "1st", "cannot be the name of an output"),
                GOOD.with(ask, ask + "    outputs: { first: nme }\n", "nme", "this word is not known here"),
                GOOD.with(ask, ask + "    outputs: {}\n", "{", "a step has 1 to 60 outputs"),
                GOOD.with(ask, ask + "    confirms: \"a b\"\n", "\"a b\"", "cannot be the name of an output"),
                GOOD.with(
                        "budget: 5s",
                        "confirms: weight",
                        "confirms",
                        "only a command or an HTTP request has an output"),
                GOOD.with(
                        "budget: 5s",
                        "outputs: { a: name }",
                        "outputs",
                        "only a command or an HTTP request has an output"),
                GOOD.beyondSchema(
                        ask,
                        find + "\"${steps.tell.versoin}\" ] }\n" + rerun,
                        "\"${steps.tell.versoin}\"",
                        "no step before this one has this output"),
                GOOD.beyondSchema(
                        "\"${service}\", ",
                        "\"${steps.later.version}\", ",
                        "\"${steps.later.version}\"",
                        "no step before this one has this output"),
                GOOD.beyondSchema(
                        ask,
                        find + "y ] }\n" + rerun + "    outputs: { version: name }\n",
                        "version",
                        "two steps have this output"));
    }
}
