package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a shift at NGINX. Absent fields have these values: {@code key} {@code $request_id}, {@code test} {@code nginx -t},
 * {@code reload} {@code nginx -s reload}.
 */
final class NginxReader implements ActionReader {

    private static final List<String> NGINX =
            List.of("file", "variable", "key", "canary", "baseline", "weight", "state", "test", "reload");
    private static final String REQUEST = "$request_id";
    private static final List<String> TEST = List.of("nginx", "-t");
    private static final List<String> RELOAD = List.of("nginx", "-s", "reload");

    private static final TargetNameReader.Form VERSION = new TargetNameReader.Form(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
            "a version",
            "this is no version",
            "a version, as \"${canary}\": 1 to 100 of A-Z a-z 0-9 . _ -");
    private static final Pattern FILE = Pattern.compile("/[A-Za-z0-9._/-]{1,200}");
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,59}");
    private static final Pattern KEY = Pattern.compile("(?:\\$[a-z][a-z0-9_]{0,59}){1,4}");

    private final Values values;
    private final Problems problems;
    private final TargetNameReader versions;
    private final WeightReader weights;
    private final ArgumentsReader programs;

    NginxReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.versions = new TargetNameReader(values, placeholders, VERSION);
        this.weights = new WeightReader(values, placeholders);
        this.programs = new ArgumentsReader(values, problems, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`nginx`", NGINX, values, problems);
        String path = "an absolute path as /etc/nginx/headgate/shop.conf, without a placeholder";
        Optional<String> file = fields.required("file", path, text -> fitting(text, FILE, path));
        String name = "the name of an NGINX variable without $, as shop_version";
        Optional<String> variable = fields.required("variable", name, text -> fitting(text, VARIABLE, name));
        Optional<String> key = fields.optional(
                "key", text -> fitting(text, KEY, "variables of NGINX, as $request_id or $cookie_user"));
        Optional<String> canary = fields.required("canary", "a version, as \"${canary}\"", versions::read);
        Optional<String> baseline = fields.required("baseline", "a version, as \"${baseline}\"", versions::read);
        Optional<String> weight =
                fields.required("weight", "the canary's share in percent, as \"${weight}\"", weights::read);
        Optional<String> state = fields.required(
                "state",
                "the URL where NGINX tells what is in force, as http://127.0.0.1:8404/headgate/shop",
                this::url);
        List<String> test = fields.optional("test", programs::readFixed).orElse(TEST);
        List<String> reload = fields.optional("reload", programs::readFixed).orElse(RELOAD);
        if (canary.isPresent() && canary.equals(baseline)) {
            problems.add(Problem.error(fields.keyPlace("baseline"), "canary and baseline are the same version")
                    .found(canary.orElseThrow())
                    .expected("two versions, between which the traffic is divided"));
        }
        if (file.isEmpty()
                || variable.isEmpty()
                || canary.isEmpty()
                || baseline.isEmpty()
                || weight.isEmpty()
                || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.NginxSplit(
                file.orElseThrow(),
                variable.orElseThrow(),
                key.orElse(REQUEST),
                canary.orElseThrow(),
                baseline.orElseThrow(),
                weight.orElseThrow(),
                state.orElseThrow(),
                test,
                reload));
    }

    private String fitting(Node node, Pattern pattern, String expected) throws Refusal {
        Text text = values.text(node, expected);
        if (!pattern.matcher(text.value()).matches() || text.value().contains("/../")) {
            throw new Refusal(Problem.error(text.whole(), "this cannot stand here")
                    .found(Values.quoted(text.value()))
                    .expected(expected));
        }
        return text.value();
    }

    private String url(Node node) throws Refusal {
        return Urls.fixed(values.text(node, "a URL"));
    }
}
