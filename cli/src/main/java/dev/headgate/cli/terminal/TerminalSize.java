package dev.headgate.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much fits on the terminal.
 *
 * @param rows lines
 * @param columns characters in a line
 */
public record TerminalSize(int rows, int columns) {
    /** What every terminal is assumed to show. */
    public static final TerminalSize USUAL = new TerminalSize(24, 80);

    private static final Pattern ANSWER = Pattern.compile("(\\d+) (\\d+)");

    /** Asks the terminal on standard input, through {@code stty}; {@link #USUAL} when there is no answer. */
    public static TerminalSize ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            return parse(answer).orElse(USUAL);
        } catch (IOException noSuchProgram) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    static Optional<TerminalSize> parse(String answer) {
        Matcher matcher = ANSWER.matcher(answer.strip());
        return matcher.matches()
                ? Optional.of(new TerminalSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                        .filter(size -> size.rows() > 0 && size.columns() > 0)
                : Optional.empty();
    }
}
