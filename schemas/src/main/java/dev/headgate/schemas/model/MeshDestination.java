package dev.headgate.schemas.model;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where Istio sends requests.
 *
 * @param host the destination's host, as it is written in the VirtualService
 * @param subset the subset of a DestinationRule; empty for the whole host
 */
public record MeshDestination(String host, Optional<String> subset) {

    /** The same with every text replaced. */
    public MeshDestination replacing(UnaryOperator<String> texts) {
        return new MeshDestination(texts.apply(host), subset.map(texts));
    }

    /** As people read it: {@code shop/v2}. */
    @Override
    public String toString() {
        return subset.map(name -> host + "/" + name).orElse(host);
    }
}
