package dev.headgate.cli;

import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Train;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which policy each service is started by: one of one service, or one of each service of a train, which names its own. */
final class StartedPolicies {
    private final List<Usable> given;

    StartedPolicies(List<Usable> given) {
        this.given = List.copyOf(given);
    }

    /**
     * A policy that may be used.
     *
     * @param policy what it says
     * @param text the same as it is sent
     */
    record Usable(Policy policy, PolicyText text) {}

    /**
     * The only one.
     *
     * @throws IllegalArgumentException in words, if there are several
     */
    PolicyText single() {
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "--policy is given once, found " + given.size() + " times; several services are a --train");
        }
        return given.get(0).text();
    }

    /**
     * The train that they all name.
     *
     * @throws IllegalArgumentException in words, if one names none, or another one
     */
    Train train() {
        Train first = trainOf(given.get(0));
        for (Usable each : given) {
            if (!trainOf(each).equals(first)) {
                throw new IllegalArgumentException("the policies of a train name the same train and the same services,"
                        + " found " + words(first) + " and " + words(trainOf(each)));
            }
        }
        return first;
    }

    /**
     * Those of the train's services.
     *
     * @throws IllegalArgumentException in words, if one is missing or there are two of one service
     */
    Map<String, PolicyText> ofTrain() {
        Map<String, PolicyText> found = new LinkedHashMap<>();
        for (Usable each : given) {
            String service = each.policy().procedure().service().orElse("");
            if (found.put(service, each.text()) != null) {
                throw new IllegalArgumentException("two policies are of the train's service " + service);
            }
        }
        for (String service : train().services()) {
            if (!found.containsKey(service)) {
                throw new IllegalArgumentException("the train's service " + service
                        + " has no policy: give --policy with one that says \"service: " + service + "\"");
            }
        }
        return found;
    }

    private static Train trainOf(Usable usable) {
        return Optional.of(usable.policy())
                .flatMap(policy -> policy.procedure().train())
                .orElseThrow(() -> new IllegalArgumentException("--train needs policies that name one, as"
                        + " \"train: { name: shop-and-cart, services: [ shop, cart ] }\", and "
                        + usable.policy().name() + " does not"));
    }

    private static String words(Train train) {
        return train.name() + " of " + String.join(", ", train.services());
    }
}
