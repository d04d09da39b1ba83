package dev.headgate.it.harness.guarantees;

import java.util.List;

/** Something that holds whatever happens to the executors. Stateless. */
public interface Guarantee {

    /** All of them. */
    List<Guarantee> ALL = List.of(
            new OneOutcome(),
            new BegunInOrder(),
            new NoAdvanceAfterRollback(),
            new NothingStaleOrExpired(),
            new NothingUntrusted(),
            new NeverTwiceUndeclared(),
            new WokenTouchesNothing(),
            new ProgramsEndWithTheirBudget(),
            new OutcomesAreTrue());

    /** What is guaranteed, in a sentence. */
    String claim();

    /** What in the evidence contradicts it, and how much was looked at. */
    Findings examine(Evidence evidence);
}
