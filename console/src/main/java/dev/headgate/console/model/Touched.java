package dev.headgate.console.model;

import dev.headgate.console.rollout.StateDocument;
import dev.headgate.schemas.model.Evaluation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a batch is about: whose history must be told anew, and who looks otherwise. Not thread-safe. */
final class Touched {

    private final Set<String> histories = new LinkedHashSet<>();
    private final Set<String> looks = new LinkedHashSet<>();
    private final Set<String> decisions = new LinkedHashSet<>();
    private final Map<String, StateDocument> states = new HashMap<>();
    private final Map<String, Evaluation> evaluations = new HashMap<>();

    void history(String rolloutId) {
        histories.add(rolloutId);
    }

    void look(String rolloutId) {
        looks.add(rolloutId);
    }

    void decision(String decisionId) {
        decisions.add(decisionId);
    }

    void state(StateDocument state) {
        states.put(state.state().rolloutId(), state);
        looks.add(state.state().rolloutId());
    }

    void evaluation(Evaluation evaluation) {
        evaluations.put(evaluation.rolloutId(), evaluation);
        looks.add(evaluation.rolloutId());
    }

    Set<String> histories() {
        return histories;
    }

    Set<String> looks() {
        return looks;
    }

    Set<String> decisions() {
        return decisions;
    }

    Map<String, StateDocument> states() {
        return states;
    }

    Map<String, Evaluation> evaluations() {
        return evaluations;
    }
}
