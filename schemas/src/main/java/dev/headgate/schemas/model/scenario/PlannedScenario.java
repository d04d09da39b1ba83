package dev.headgate.schemas.model.scenario;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A scenario: a service, what happens to it, and what must come of that.
 *
 * @param name its name, unique in its file
 * @param policyFile the policy's file, relative to the scenario's
 * @param service the service
 * @param canary the version that is rolled out
 * @param baseline the version that holds the traffic
 * @param begins when it begins, in UTC
 * @param before how long all of it has been going on when it begins, so that there is a past
 * @param lasts how long it lasts at most
 * @param every how far apart the gate judges where nothing happens; where something does, each second
 * @param seed where all that is random comes from
 * @param happens what happens
 * @param expect what must be decided, each within its time
 * @param never what must not be decided
 * @param usual what happens in all cases of its file: without anything particular to this one
 */
public record PlannedScenario(
        String name,
        String policyFile,
        String service,
        String canary,
        String baseline,
        LocalDateTime begins,
        Duration before,
        Duration lasts,
        Duration every,
        long seed,
        Happenings happens,
        List<Expectation> expect,
        List<Expectation> never,
        Happenings usual) {

    /** Copies the lists. */
    public PlannedScenario {
        expect = List.copyOf(expect);
        never = List.copyOf(never);
    }

    /** The files of the policies that people bring under way, relative to the scenario's. */
    public List<String> otherPolicies() {
        return happens.deeds().stream()
                .filter(deed -> deed.kind() == Deed.Kind.CHANGE_POLICY)
                .map(Deed::name)
                .distinct()
                .toList();
    }

    /** The same, judged more or less often. */
    public PlannedScenario judgedEvery(Duration other) {
        return with(lasts, other, happens);
    }

    /** The same, for longer or shorter. */
    public PlannedScenario lasting(Duration other) {
        return with(other, every, happens);
    }

    /** The same without what is particular to it. */
    public PlannedScenario undisturbed() {
        return with(lasts, every, usual);
    }

    private PlannedScenario with(Duration otherLasts, Duration otherEvery, Happenings otherHappens) {
        return new PlannedScenario(
                name,
                policyFile,
                service,
                canary,
                baseline,
                begins,
                before,
                otherLasts,
                otherEvery,
                seed,
                otherHappens,
                expect,
                never,
                usual);
    }
}
