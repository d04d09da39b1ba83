package dev.headgate.it;

import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.Installation;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The scenarios on a broker that is a child process. */
class ScenariosIT extends Scenarios {

    @RegisterExtension
    static final Installation HEADGATE = new Installation(BrokerKind.CHILD_PROCESS);

    @Override
    Installation headgate() {
        return HEADGATE;
    }
}
