package dev.headgate.it.harness;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.headgate.local.process.ProgramPath;
import java.nio.file.Path;

/** Programs of the operating system that a test drives: absent ones skip the test, and with {@code CI=true} fail it. */
public final class RealParts {

    private RealParts() {}

    /** The installed program, or no test. */
    public static Path require(String program, String debianPackage) {
        return ProgramPath.find(program).orElseGet(() -> {
            String message = "%s is not installed (Debian: apt-get install %s)".formatted(program, debianPackage);
            if ("true".equals(System.getenv("CI"))) {
                return fail(message + ", and with CI=true every real part must be there");
            }
            return abort(message);
        });
    }
}
