package dev.headgate.cli.watch;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A figure of canary and baseline over time: the canary as a line of dots, the baseline as {@code ·}, the limit as {@code ╌}.
 * They differ in shape, so that nothing hangs on colour.
 *
 * @param title what it shows
 * @param samples in order of time
 * @param limit the policy's limit; empty if no line has one
 * @param words a value as people read it
 */
record Chart(String title, List<Sample> samples, OptionalDouble limit, Function<OptionalDouble, String> words) {
    private static final int LABEL = 8;
    private static final int FEWEST_ROWS = 4;
    private static final double HEADROOM = 1.1;
    private static final char BASELINE = '·';
    private static final char LIMIT = '╌';

    /** Copies the list. */
    Chart {
        samples = List.copyOf(samples);
    }

    /** How many lines it needs at least: its title, two of dots, its time. */
    static int fewestRows() {
        return FEWEST_ROWS;
    }

    /** Its lines, of a width each. */
    List<String> lines(Instant now, int width, int height, Palette palette) {
        int columns = Math.max(1, width - LABEL - 1);
        List<String> lines = new ArrayList<>();
        String head = head(true, palette);
        lines.add(Text.left(Text.cut(Text.width(head) <= width ? head : head(false, palette), width), width));
        Instant from = samples.isEmpty() ? now.minusSeconds(1) : samples.get(0).at();
        Canvas canvas = new Canvas(columns, Math.max(1, height - 2));
        double top = top();
        draw(canvas, from, now, top);
        for (int row = 0; row < canvas.rows(); row++) {
            lines.add(label(row, canvas.rows(), top) + palette.dim("│") + row(canvas, row, palette));
        }
        lines.add(Text.left(palette.dim(time(from, now, columns)), width));
        return lines;
    }

    private String head(boolean inWords, Palette palette) {
        OptionalDouble canary = samples.isEmpty()
                ? OptionalDouble.empty()
                : samples.get(samples.size() - 1).canary();
        OptionalDouble baseline = samples.isEmpty()
                ? OptionalDouble.empty()
                : samples.get(samples.size() - 1).baseline();
        return palette.bold(title) + "  " + palette.cyan("⠒ " + (inWords ? "canary " : "") + words.apply(canary)) + "  "
                + palette.dim(BASELINE + " " + (inWords ? "baseline " : "") + words.apply(baseline))
                + (limit.isPresent()
                        ? "  " + palette.yellow(LIMIT + " " + (inWords ? "limit " : "") + words.apply(limit))
                        : "");
    }

    private double top() {
        double highest = samples.stream()
                .flatMap(sample -> Stream.of(sample.canary(), sample.baseline()))
                .flatMapToDouble(OptionalDouble::stream)
                .max()
                .orElse(0);
        double above = Math.max(highest, limit.orElse(0)) * HEADROOM;
        return above > 0 ? above : 1;
    }

    private void draw(Canvas canvas, Instant from, Instant now, double top) {
        limit.ifPresent(value -> {
            for (int x = 0; x < canvas.width(); x++) {
                canvas.mark(x, height(value, top, canvas), LIMIT);
            }
        });
        OptionalDouble[] baseline = highest(from, now, canvas.width(), Sample::baseline);
        for (int x = 0; x < canvas.width(); x++) {
            if (baseline[x].isPresent()) {
                canvas.mark(x, height(baseline[x].getAsDouble(), top, canvas), BASELINE);
            }
        }
        OptionalDouble[] canary = highest(from, now, canvas.width(), Sample::canary);
        for (int x = 0; x < canvas.width(); x++) {
            if (canary[x].isPresent()) {
                int y = height(canary[x].getAsDouble(), top, canvas);
                boolean joined = x > 0 && canary[x - 1].isPresent();
                canvas.column(x, joined ? next(height(canary[x - 1].getAsDouble(), top, canvas), y) : y, y);
            }
        }
    }

    // A line goes on beside the last dot, not on its height.
    private static int next(int before, int y) {
        return before == y ? y : before + Integer.signum(y - before);
    }

    private static int height(double value, double top, Canvas canvas) {
        return (int) Math.min(canvas.height() - 1, Math.round(value / top * (canvas.height() - 1)));
    }

    /** The highest value in each stretch of time; a stretch without samples has the one before, as long as that is recent. */
    private OptionalDouble[] highest(Instant from, Instant now, int width, Function<Sample, OptionalDouble> figure) {
        OptionalDouble[] values = new OptionalDouble[width];
        long span = Math.max(1, Duration.between(from, now).toMillis());
        Arrays.fill(values, OptionalDouble.empty());
        boolean[] seen = new boolean[width];
        for (Sample sample : samples) {
            long at = Math.max(0, Duration.between(from, sample.at()).toMillis());
            int x = (int) Math.min(width - 1L, at * width / span);
            OptionalDouble value = figure.apply(sample);
            seen[x] = true;
            if (value.isPresent() && value.getAsDouble() > values[x].orElse(-1)) {
                values[x] = value;
            }
        }
        long reach = Math.max(1, 3_000L * width / span);
        for (int x = 1, since = 0; x < width; x++) {
            since = seen[x] ? 0 : since + 1;
            if (since > 0 && since <= reach) {
                values[x] = values[x - 1];
            }
        }
        return values;
    }

    private String label(int row, int rows, double top) {
        double value = row == 0 ? top / HEADROOM : 0;
        boolean shown = row == 0 || row == rows - 1;
        return Text.right(shown ? words.apply(OptionalDouble.of(value)) : "", LABEL);
    }

    private static String row(Canvas canvas, int row, Palette palette) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        while (column < canvas.columns()) {
            int end = column + 1;
            while (end < canvas.columns() && sort(canvas, row, end) == sort(canvas, row, column)) {
                end++;
            }
            StringBuilder run = new StringBuilder();
            for (int at = column; at < end; at++) {
                run.append(canvas.at(row, at));
            }
            text.append(paint(sort(canvas, row, column), run.toString(), palette));
            column = end;
        }
        return text.toString();
    }

    private static char sort(Canvas canvas, int row, int column) {
        return canvas.dotted(row, column) ? '⠿' : canvas.at(row, column);
    }

    private static String paint(char sort, String run, Palette palette) {
        return switch (sort) {
            case '⠿' -> palette.cyan(run);
            case LIMIT -> palette.yellow(run);
            case BASELINE -> palette.dim(run);
            default -> run;
        };
    }

    private static String time(Instant from, Instant now, int columns) {
        String ago = Figures.elapsed(Duration.between(from, now)) + " ago";
        String end = "now";
        return " ".repeat(LABEL + 1) + ago + " ".repeat(Math.max(1, columns - ago.length() - end.length())) + end;
    }
}
