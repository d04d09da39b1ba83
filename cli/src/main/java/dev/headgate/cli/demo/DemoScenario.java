package dev.headgate.cli.demo;

import dev.headgate.schemas.model.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the new version does in a demo, and what the pipeline must make of it. */
public enum DemoScenario {
    /** It is as good as the old one. */
    HEALTHY("is as good as the old one", "", Phase.COMPLETED),
    /** Some of its requests fail. */
    ERRORS("fails some of its requests", "first failed request", Phase.ROLLED_BACK),
    /** Every request takes longer. */
    SLOW("takes longer for every request", "first slow request", Phase.ROLLED_BACK),
    /** A few requests take very much longer: mean and median hardly move. */
    SLOW_TAIL("takes very long for a few requests", "first slow request", Phase.ROLLED_BACK),
    /** It answers nobody and publishes nothing. */
    SILENT("publishes nothing although it has traffic", "first request without a word", Phase.ROLLED_BACK);

    private final String behaviour;
    private final String firstBad;
    private final Phase expected;

    DemoScenario(String behaviour, String firstBad, Phase expected) {
        this.behaviour = behaviour;
        this.firstBad = firstBad;
        this.expected = expected;
    }

    /** The word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the new version does, as the end of a sentence that begins with it. */
    public String behaviour() {
        return behaviour;
    }

    /** What its first misdeed is called; empty when it does nothing wrong. */
    public String firstBad() {
        return firstBad;
    }

    /** Where the rollout must end. */
    public Phase expected() {
        return expected;
    }

    @Override
    public String toString() {
        return word();
    }

    /** All words, in order. */
    static List<String> words() {
        return Arrays.stream(values()).map(DemoScenario::word).toList();
    }

    /** Reads the word from the command line. */
    public static final class Converter implements ITypeConverter<DemoScenario> {
        @Override
        public DemoScenario convert(String word) {
            return Arrays.stream(values())
                    .filter(scenario -> scenario.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + words().stream().collect(Collectors.joining(", ")) + ", found '" + word + "'"));
        }
    }
}
