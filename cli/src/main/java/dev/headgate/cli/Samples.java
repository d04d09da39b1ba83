package dev.headgate.cli;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.SampleComparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading samples from files, and comparing two of them. */
final class Samples {
    private static final String EXPECTED =
            "Give one number a line, or a JSON array of numbers; or pairs \"events requests\" of whole numbers.";

    private Samples() {}

    /**
     * One file's rows: of one number each, or of two.
     *
     * @param file where they come from
     * @param rows the numbers
     */
    record Sample(Path file, List<double[]> rows) {
        boolean counts() {
            return !rows.isEmpty() && rows.get(0).length == 2;
        }
    }

    static Sample read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + Documents.why(e), EXPECTED, e);
        }
        List<double[]> rows = text.stripLeading().startsWith("[") ? json(file, text) : lines(file, text);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).length != rows.get(0).length) {
                throw new CommandFailure(
                        file + ": entry " + (i + 1) + " is not like the first: a file holds values or pairs, not both",
                        EXPECTED);
            }
        }
        return new Sample(file, rows);
    }

    static SampleComparison.Result compare(Sample control, Sample canary, double tempering, double alpha) {
        if (control.rows().isEmpty() || canary.rows().isEmpty()) {
            return SampleComparison.ofCounts(List.of(), tempering, alpha);
        }
        if (control.counts() != canary.counts()) {
            throw new CommandFailure("one file holds values, the other pairs of counts", EXPECTED);
        }
        return control.counts()
                ? SampleComparison.ofCounts(strata(control, canary), tempering, alpha)
                : SampleComparison.ofValues(values(control), values(canary), tempering, alpha);
    }

    /** Pair by pair if there are as many of both, as one stretch of time otherwise. */
    private static List<PairedCounts> strata(Sample control, Sample canary) {
        List<PairedCounts> ofControl = control.rows().stream()
                .map(row -> counts(control, row))
                .map(counts -> new PairedCounts(0, 0, counts.baselineRequests(), counts.baselineEvents()))
                .toList();
        List<PairedCounts> ofCanary = canary.rows().stream()
                .map(row -> counts(canary, row))
                .map(counts -> new PairedCounts(counts.baselineRequests(), counts.baselineEvents(), 0, 0))
                .toList();
        if (ofControl.size() != ofCanary.size()) {
            return List.of(sum(ofControl).plus(sum(ofCanary)));
        }
        List<PairedCounts> strata = new ArrayList<>();
        for (int i = 0; i < ofControl.size(); i++) {
            strata.add(ofControl.get(i).plus(ofCanary.get(i)));
        }
        return strata;
    }

    private static PairedCounts sum(List<PairedCounts> counts) {
        return counts.stream().reduce(PairedCounts.NONE, PairedCounts::plus);
    }

    private static PairedCounts counts(Sample sample, double[] row) {
        boolean whole = row[0] == Math.rint(row[0]) && row[1] == Math.rint(row[1]);
        if (!whole || row[0] < 0 || row[0] > row[1] || row[1] > 1e15) {
            throw new CommandFailure(
                    sample.file() + ": " + plain(row[0]) + " events of " + plain(row[1]) + " requests cannot be",
                    "Give whole numbers, the events first, at most as many as requests.");
        }
        return new PairedCounts(0, 0, (long) row[1], (long) row[0]);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static double[] values(Sample sample) {
        return sample.rows().stream().mapToDouble(row -> row[0]).toArray();
    }

    private static List<double[]> lines(Path file, String text) {
        List<double[]> rows = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split("[\\s,;]+", -1);
                String place = file + ":" + (i + 1);
                if (words.length > 2) {
                    throw new CommandFailure(place + " holds " + words.length + " numbers", EXPECTED);
                }
                double[] row = new double[words.length];
                for (int word = 0; word < words.length; word++) {
                    row[word] = number(place, words[word]);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static double number(String place, String word) {
        try {
            double number = Double.parseDouble(word);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new CommandFailure(place + ": \"" + word + "\" is no number", EXPECTED, notANumber);
        }
        throw new CommandFailure(place + ": \"" + word + "\" is no finite number", EXPECTED);
    }

    private static List<double[]> json(Path file, String text) {
        JsonNode array;
        try {
            array = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new CommandFailure(file + " is no JSON: " + e.getOriginalMessage(), EXPECTED, e);
        }
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode entry = array.get(i);
            String place = file + ": entry " + (i + 1);
            if (entry.isNumber()) {
                rows.add(new double[] {number(place, entry.asString())});
            } else if (entry.isArray()
                    && entry.size() == 2
                    && entry.get(0).isNumber()
                    && entry.get(1).isNumber()) {
                rows.add(new double[] {
                    number(place, entry.get(0).asString()),
                    number(place, entry.get(1).asString())
                });
            } else {
                throw new CommandFailure(place + " is neither a number nor a pair of numbers", EXPECTED);
            }
        }
        return rows;
    }
}
