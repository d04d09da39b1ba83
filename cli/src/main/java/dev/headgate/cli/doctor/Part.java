package dev.headgate.cli.doctor;

import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a user is to be in an installation: one of its participants, or a gate with both its halves.
 *
 * @param word its name
 * @param participants what it is, as the list of rights has it
 */
public record Part(String word, List<Participant> participants) {
    private static final String GATE = "gate";

    /** Copies the list. */
    public Part {
        participants = List.copyOf(participants);
    }

    /** All there are: the gate, and each participant. */
    static List<Part> all() {
        return Stream.concat(
                        Stream.of(new Part(GATE, List.of(Participant.COMBINE, Participant.JUDGE))),
                        Arrays.stream(Participant.values())
                                .map(participant -> new Part(participant.wireName(), List.of(participant))))
                .toList();
    }

    /** What it has to be allowed, each thing once. */
    List<Right> rights(AccessList access) {
        Map<List<Object>, Right> rights = new LinkedHashMap<>();
        participants.stream()
                .flatMap(participant -> access.of(participant).stream())
                .forEach(right ->
                        rights.merge(List.of(right.resource(), right.pattern(), right.name()), right, Right::and));
        return List.copyOf(rights.values());
    }

    private static List<String> words() {
        return all().stream().map(Part::word).toList();
    }

    /** Reads the word from the command line. */
    public static final class Converter implements ITypeConverter<Part> {
        @Override
        public Part convert(String word) {
            return all().stream()
                    .filter(part -> part.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", words()) + ", found '" + word + "'"));
        }
    }

    /** The words that the command line takes. */
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
