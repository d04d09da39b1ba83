package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedPolicyTest {
    private static final String TRAIN = "train: { name: pair, services: [ shop, cart ] }";
    private static final StartedPolicy SHOP = policy("shop.yaml", "service: shop", TRAIN);
    private static final StartedPolicy CART = policy("cart.yaml", "service: cart", TRAIN);

    @Test
    void eachServiceOfATrainIsRolledOutByThePolicyThatNamesIt() {
        assertThat(StartedPolicy.train(List.of(SHOP, CART)).services()).containsExactly("shop", "cart");
        assertThat(StartedPolicy.of("cart", List.of(SHOP, CART))).isEqualTo(CART);
    }

    @Test
    void aServiceOfATrainWithoutAPolicyIsNamed() {
        assertThatThrownBy(() -> StartedPolicy.of("cart", List.of(SHOP)))
                .hasMessage("the train's service cart has no policy: give a --policy FILE that says"
                        + " \"service: cart\" beside shop.yaml");
    }

    @Test
    void twoPoliciesOfOneServiceAreOneTooMany() {
        assertThatThrownBy(() -> StartedPolicy.of("shop", List.of(SHOP, SHOP)))
                .hasMessage("one policy is of shop, found shop.yaml and shop.yaml");
    }

    @Test
    void policiesOfATrainSayTheSameAboutIt() {
        StartedPolicy other = policy("till.yaml", "service: cart", "train: { name: other, services: [ cart, till ] }");
        assertThatThrownBy(() -> StartedPolicy.train(List.of(SHOP, other)))
                .hasMessageContaining("pair of shop, cart in shop.yaml and other of cart, till in till.yaml");
    }

    @Test
    void oneServiceHasOnePolicy() {
        assertThat(StartedPolicy.single(List.of(SHOP))).isEqualTo(SHOP);
        assertThatThrownBy(() -> StartedPolicy.single(List.of(SHOP, CART)))
                .hasMessageContaining("--policy is given once, found 2 times");
    }

    private static StartedPolicy policy(String file, String... lines) {
        String text = "policy: pair\n" + String.join("\n", lines) + "\nstop: [ no success for 1m ]\n"
                + "stages: [ { weight: 100%, watch: 1h } ]\n";
        Parsed<Policy> parsed = PolicyReader.read(file, text);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return new StartedPolicy(Path.of(file), ((Parsed.Valid<Policy>) parsed).value());
    }
}
