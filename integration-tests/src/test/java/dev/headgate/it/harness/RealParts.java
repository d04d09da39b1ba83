package dev.headgate.it.harness;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.headgate.local.process.ProgramPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of the operating system that a test drives: absent ones skip the test, and with {@code CI=true} fail it. */
public final class RealParts {

    private RealParts() {}

    /** The installed program, or no test. */
    public static Path require(String program, String debianPackage) {
        return ProgramPath.find(program).orElseGet(() -> missing(program, "Debian: apt-get install " + debianPackage));
    }

    /** A program that is too much to ask for: where it is absent the test is skipped, with {@code CI=true}, too. */
    public static Path ifThere(String program) {
        return ProgramPath.find(program).orElseGet(() -> abort(program + " is not installed, which is not needed"));
    }

    /**
     * A program that can do what it is asked, or no test.
     *
     * @param what what must be there, in words
     * @param remedy what makes it be there
     * @param command a command that succeeds where it is there; its first word is the program
     */
    public static Path requireThat(String what, String remedy, String... command)
            throws IOException, InterruptedException {
        Path program = Path.of(command[0]);
        if (!Files.isExecutable(program)) {
            return missing(what, remedy);
        }
        Process asked = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return asked.waitFor() == 0 ? program : missing(what, remedy);
    }

    private static Path missing(String what, String remedy) {
        String message = "%s is not there (%s)".formatted(what, remedy);
        if ("true".equals(System.getenv("CI"))) {
            return fail(message + ", and with CI=true every real part must be there");
        }
        return abort(message);
    }
}
