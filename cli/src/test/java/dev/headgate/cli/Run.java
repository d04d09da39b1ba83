package dev.headgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to the error output
 */
record Run(int code, String out, String err) {

    /** Runs a command in this JVM. */
    static Run headgate(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Headgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }
}
