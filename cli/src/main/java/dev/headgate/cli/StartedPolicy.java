package dev.headgate.cli;

import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Train;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy that a start names: one of one service, or one of each service of a train, told apart by their {@code service}.
 *
 * @param file where it is read from
 * @param policy what it says
 */
record StartedPolicy(Path file, Policy policy) {

    /**
     * The only one.
     *
     * @throws IllegalArgumentException in words, if there are several
     */
    static StartedPolicy single(List<StartedPolicy> policies) {
        if (policies.size() != 1) {
            throw new IllegalArgumentException(
                    "--policy is given once, found " + policies.size() + " times; several services are a --train");
        }
        return policies.get(0);
    }

    /**
     * The train that all of them name.
     *
     * @throws IllegalArgumentException in words, if one of them names none or another one
     */
    static Train train(List<StartedPolicy> policies) {
        List<Train> trains =
                policies.stream().map(StartedPolicy::train).distinct().toList();
        if (trains.size() > 1) {
            throw new IllegalArgumentException("the policies of a train say the same about it, found "
                    + policies.stream()
                            .map(each -> each.train().name() + " of "
                                    + String.join(", ", each.train().services()) + " in " + each.file())
                            .collect(Collectors.joining(" and ")));
        }
        return trains.get(0);
    }

    /**
     * That of a service of a train.
     *
     * @throws IllegalArgumentException in words, if it has none or several
     */
    static StartedPolicy of(String service, List<StartedPolicy> policies) {
        List<StartedPolicy> its =
                policies.stream().filter(each -> each.isOf(service)).toList();
        if (its.isEmpty()) {
            throw new IllegalArgumentException("the train's service " + service
                    + " has no policy: give a --policy FILE that says \"service: " + service + "\" beside "
                    + files(policies));
        }
        if (its.size() > 1) {
            throw new IllegalArgumentException("one policy is of " + service + ", found " + files(its));
        }
        return its.get(0);
    }

    private boolean isOf(String service) {
        return policy.procedure().service().filter(service::equals).isPresent();
    }

    private Train train() {
        return policy.procedure()
                .train()
                .orElseThrow(() -> new IllegalArgumentException("--train needs a policy that names one, as"
                        + " \"train: { name: shop-and-cart, services: [ shop, cart ] }\", and " + policy.name()
                        + " does not"));
    }

    private static String files(List<StartedPolicy> policies) {
        return policies.stream().map(each -> each.file().toString()).collect(Collectors.joining(" and "));
    }
}
