package dev.headgate.cli;

import dev.headgate.documents.PolicyHash;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate policy unbind}. */
@Command(
        name = "unbind",
        description = "Takes a service's binding back: new versions start nothing by themselves any more.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:unbound", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {"", "Example:", "  headgate policy unbind --service checkout --signing-key keys/alice.private.pem"})
final class PolicyUnbind implements Callable<Integer> {
    @Mixin
    private BindingOptions binding;

    @Override
    public Integer call() throws InterruptedException {
        return binding.send(PolicyHash.textOf("none", ""));
    }
}
