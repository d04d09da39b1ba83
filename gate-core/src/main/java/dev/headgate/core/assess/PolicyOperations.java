package dev.headgate.core.assess;

import dev.headgate.schemas.model.Policy;
import java.util.Set;
import java.util.TreeSet;

/** The operations that a policy's lines name. */
public final class PolicyOperations {

    private PolicyOperations() {}

    /** Each once, sorted. */
    public static Set<String> of(Policy policy) {
        Set<String> named = new TreeSet<>();
        PolicyLine.of(policy).forEach(line -> line.criterion().operation().ifPresent(named::add));
        return named;
    }
}
