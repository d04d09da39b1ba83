package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedPoliciesTest {
    private static final StartedPolicies.Usable SHOP = usable("shop", "shop, cart");
    private static final StartedPolicies.Usable CART = usable("cart", "shop, cart");

    @Test
    void everyServiceOfATrainHasThePolicyThatNamesIt() {
        StartedPolicies policies = new StartedPolicies(List.of(CART, SHOP));

        assertThat(policies.train().services()).containsExactly("shop", "cart");
        assertThat(policies.ofTrain()).containsEntry("shop", SHOP.text()).containsEntry("cart", CART.text());
    }

    @Test
    void aServiceOfATrainWithoutAPolicyIsNamed() {
        assertThatThrownBy(() -> new StartedPolicies(List.of(SHOP)).ofTrain())
                .hasMessage(
                        "the train's service cart has no policy: give --policy with one that says \"service: cart\"");
    }

    @Test
    void twoPoliciesOfOneServiceAreRefused() {
        assertThatThrownBy(() -> new StartedPolicies(List.of(SHOP, SHOP)).ofTrain())
                .hasMessage("two policies are of the train's service shop");
    }

    @Test
    void policiesThatNameDifferentTrainsAreRefused() {
        assertThatThrownBy(() -> new StartedPolicies(List.of(SHOP, usable("cart", "cart, shop, till"))).train())
                .hasMessage("the policies of a train name the same train and the same services,"
                        + " found all of shop, cart and all of cart, shop, till");
    }

    @Test
    void oneServiceHasOnePolicy() {
        assertThat(new StartedPolicies(List.of(SHOP)).single()).isEqualTo(SHOP.text());
        assertThatThrownBy(() -> new StartedPolicies(List.of(SHOP, CART)).single())
                .hasMessage("--policy is given once, found 2 times; several services are a --train");
    }

    private static StartedPolicies.Usable usable(String service, String services) {
        String text = """
                policy: %1$s
                service: %1$s
                train: { name: all, services: [ %2$s ] }
                stop: [ errorRate > 10%% min 20, no success for 2m ]
                stages: [ { weight: 100%%, watch: 1h } ]
                """.formatted(service, services);
        Parsed<Policy> parsed = PolicyReader.read(service + ".yaml", text);
        return new StartedPolicies.Usable(
                ((Parsed.Valid<Policy>) parsed).value(), PolicyHash.textOf(service + ".yaml", text));
    }
}
