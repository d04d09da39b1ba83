package dev.headgate.local.broker;

import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.RunDirectory;
import java.util.HashMap;
import java.util.Map;

/** A {@link LocalBroker} that is guarded. It listens once for clients with passwords and once for those with certificates. */
public final class SecuredBroker implements AutoCloseable {

    private final LocalBroker broker;
    private final int passwordPort;
    private final int certificatePort;

    private SecuredBroker(LocalBroker broker, int passwordPort, int certificatePort) {
        this.broker = broker;
        this.passwordPort = passwordPort;
        this.certificatePort = certificatePort;
    }

    /**
     * Starts one with new data and returns when it answers its administrator.
     *
     * @throws IllegalStateException if the broker's jars are not there
     * @throws dev.headgate.local.process.ChildProcessException if it does not start; the message holds the end of its log
     * @throws InterruptedException if interrupted while waiting
     */
    public static SecuredBroker start(BrokerOptions options, BrokerSecurity security, RunDirectory run)
            throws InterruptedException {
        int passwordPort = FreePorts.next();
        int certificatePort = FreePorts.next();
        int controllerPort = FreePorts.next();
        Map<String, String> properties = new HashMap<>(options.properties());
        properties.putAll(security.properties(passwordPort, certificatePort, controllerPort));
        LocalBroker broker = LocalBroker.start(
                new BrokerOptions(properties, options.jvmOptions()),
                run,
                new LocalBroker.Access(
                        passwordPort, controllerPort, security.formatting(), security.user(security.administrator())));
        return new SecuredBroker(broker, passwordPort, certificatePort);
    }

    /** What clients with passwords connect to, as {@code 127.0.0.1:PORT}. */
    public String forPasswords() {
        return "127.0.0.1:" + passwordPort;
    }

    /** What clients with certificates connect to. */
    public String forCertificates() {
        return "127.0.0.1:" + certificatePort;
    }

    /** The broker's process. */
    public ChildProcess process() {
        return broker.process();
    }

    /** Ends the broker at once: its data goes with the run. */
    @Override
    public void close() {
        broker.close();
    }
}
