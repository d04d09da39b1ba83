package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.ArgoDeed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what is done with an Argo Rollout. */
final class ArgoRolloutReader implements ActionReader {

    private static final List<String> ARGO_ROLLOUT = List.of("namespace", "name", "do", "canary", "weight");
    private static final List<String> DEEDS =
            Arrays.stream(ArgoDeed.values()).map(ArgoDeed::wireName).toList();
    private static final TargetNameReader.Form VERSION = new TargetNameReader.Form(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
            "a version",
            "this is no version",
            "a version, as \"${canary}\": 1 to 100 of A-Z a-z 0-9 . _ -");

    private final Values values;
    private final Problems problems;
    private final ClusterObjectReader objects;
    private final TargetNameReader versions;
    private final WholeWeightReader weights;

    ArgoRolloutReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.objects = new ClusterObjectReader(values, problems);
        this.versions = new TargetNameReader(values, placeholders, VERSION);
        this.weights = new WholeWeightReader(values, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`argoRollout`", ARGO_ROLLOUT, values, problems);
        Optional<String> namespace = objects.namespace(fields);
        Optional<String> name = objects.name(fields);
        Optional<ArgoDeed> deed = fields.required("do", String.join(", ", DEEDS), this::deed);
        Optional<String> canary =
                fields.required("canary", "the version that its pods must be of, as \"${canary}\"", versions::read);
        Optional<String> weight = fields.required(
                "weight", "the canary's share in whole percent that it leads to, as \"${weight}\"", weights::read);
        if (namespace.isEmpty() || name.isEmpty() || deed.isEmpty() || canary.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.ArgoRollout(
                namespace.orElseThrow(),
                name.orElseThrow(),
                deed.orElseThrow(),
                canary.orElseThrow(),
                weight.orElseThrow()));
    }

    private ArgoDeed deed(Node node) throws Refusal {
        String word = values.word(node, DEEDS);
        return Arrays.stream(ArgoDeed.values())
                .filter(deed -> deed.wireName().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
