package dev.headgate.cli;

import dev.headgate.cli.provision.Format;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads for which tool something is printed. */
final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String word) {
        return Arrays.stream(Format.values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("expected shell, strimzi or terraform, found '" + word + "'"));
    }
}
