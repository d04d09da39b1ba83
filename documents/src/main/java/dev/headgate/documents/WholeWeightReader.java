package dev.headgate.documents;

import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a share where only whole percents are known. */
final class WholeWeightReader {

    private final Values values;
    private final WeightReader weights;

    WholeWeightReader(Values values, Placeholders placeholders) {
        this.values = values;
        this.weights = new WeightReader(values, placeholders);
    }

    String read(Node node) throws Refusal {
        String weight = weights.read(node);
        if (weight.contains(".")) {
            throw new Refusal(Problem.error(values.source().place(node), "only whole percents are known there")
                    .found(Values.quoted(weight))
                    .expected("\"${weight}\", with stages of whole percents in the policy, or a whole number"));
        }
        return weight;
    }
}
