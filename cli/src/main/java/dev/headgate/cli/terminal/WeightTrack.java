package dev.headgate.cli.terminal;

import dev.headgate.schemas.model.Weight;
import java.util.List;

/** The canary's weight as a bar from 0 to 100 %, with a mark at each stage's weight. */
public final class WeightTrack {
    private WeightTrack() {}

    /**
     * Two lines: the bar, and the stages' weights below it where there is room for them.
     *
     * @param now the weight in force
     * @param stages the policy's weights
     * @param cells how long the bar is
     */
    public static List<String> lines(Weight now, List<Weight> stages, int cells, Palette palette) {
        int filled = cell(now, cells);
        var bar = new StringBuilder();
        for (int i = 0; i < cells; i++) {
            bar.append(i < filled ? '━' : '─');
        }
        var labels = new StringBuilder(" ".repeat(cells + 6));
        int free = 0;
        for (Weight stage : stages) {
            int at = Math.max(0, cell(stage, cells) - 1);
            bar.setCharAt(at, at < filled ? '╋' : '┼');
            String label = stage.toString();
            int start = Math.max(0, at - label.length() / 2);
            if (start >= free) {
                labels.replace(start, start + label.length(), label);
                free = start + label.length() + 1;
            }
        }
        return List.of(
                palette.cyan(bar.substring(0, filled)) + palette.dim(bar.substring(filled)),
                palette.dim(labels.toString().stripTrailing()));
    }

    private static int cell(Weight weight, int cells) {
        int cell = (int) Math.round(weight.percent() * cells / 100);
        return weight.percent() > 0 ? Math.max(1, cell) : 0;
    }
}
