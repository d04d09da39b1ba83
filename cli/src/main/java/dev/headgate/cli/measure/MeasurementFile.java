package dev.headgate.cli.measure;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.MeasurementHandler;
import dev.headgate.schemas.codec.MeasurementReader;
import dev.headgate.schemas.model.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Measurements in a file, one or a batch a line, and everything that is wrong with its lines.
 *
 * @param measurements the good ones, in their order
 * @param problems what is wrong, each with its line
 */
public record MeasurementFile(List<Measurement> measurements, List<String> problems) {

    /** Copies the lists. */
    public MeasurementFile {
        measurements = List.copyOf(measurements);
        problems = List.copyOf(problems);
    }

    /**
     * Reads to the end; empty lines are left out.
     *
     * @param name the file's name, for what is wrong
     * @throws IOException if it cannot be read
     */
    public static MeasurementFile read(String name, BufferedReader lines) throws IOException {
        MeasurementReader reader = new MeasurementReader(new JsonCodec());
        List<Measurement> measurements = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                String place = name + ":" + number + ": ";
                try {
                    reader.read(line.getBytes(StandardCharsets.UTF_8), new Taking(place, measurements, problems));
                } catch (CodecException unusable) {
                    problems.add(place + unusable.detail());
                }
            }
        }
        return new MeasurementFile(measurements, problems);
    }

    private record Taking(String place, List<Measurement> measurements, List<String> problems)
            implements MeasurementHandler {
        @Override
        public void measurement(Measurement measurement) {
            measurements.add(measurement);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            problems.add(place + "measurement " + (index + 1) + ": " + detail);
        }
    }
}
