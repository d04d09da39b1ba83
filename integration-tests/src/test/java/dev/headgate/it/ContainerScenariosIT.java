package dev.headgate.it;

import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.Installation;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on the Apache image, where a Docker engine answers; skipped elsewhere, also with {@code CI=true}. */
class ContainerScenariosIT extends Scenarios {

    @RegisterExtension
    static final Installation HEADGATE = new Installation(BrokerKind.CONTAINER);

    @Override
    Installation headgate() {
        return HEADGATE;
    }
}
