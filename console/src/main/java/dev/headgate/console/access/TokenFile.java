package dev.headgate.console.access;

import dev.headgate.documents.KnownToken;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.Problem;
import dev.headgate.documents.TokensReader;
import dev.headgate.documents.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The tokens of a file, as the file is now: looked at again every second, so that a token that was taken out lets nobody in
 * any more. A file that cannot be read or used keeps what it held, and is read again at each look until it can. Thread-safe.
 */
public final class TokenFile {

    private static final long LOOK_AFTER_NANOS = 1_000_000_000L;

    private final Path file;
    private final LongSupplier nanos;
    private final Consumer<String> told;
    private Map<String, Person> byHash;
    /** As of when it was read and could be used last. */
    private FileTime readOf;

    private List<String> toldOf = List.of();
    private long lookedAt;

    private TokenFile(Path file, LongSupplier nanos, Consumer<String> told) {
        this.file = file;
        this.nanos = nanos;
        this.told = told;
        this.readOf = time();
        this.lookedAt = nanos.getAsLong();
        Read first = read();
        if (!first.problems().isEmpty()) {
            throw new ConfigurationException(first.problems());
        }
        this.byHash = first.persons();
    }

    /**
     * Reads a file of tokens, and again while it is in use.
     *
     * @param nanos a clock that never goes back
     * @param told is given a sentence about each change and each problem, for the log
     * @throws ConfigurationException if it cannot be used as it is now
     */
    public static TokenFile following(Path file, LongSupplier nanos, Consumer<String> told) {
        return new TokenFile(file, nanos, told);
    }

    /** Who shows this token; empty if nobody known does. */
    public Optional<Person> person(String token) {
        return personOfHash(Secrets.sha256(token));
    }

    /** Who shows the token with this hash. */
    public synchronized Optional<Person> personOfHash(String hash) {
        look();
        return Optional.ofNullable(byHash.get(hash));
    }

    /** Whether a token of the file is somebody's of this name. */
    public synchronized boolean names(String name) {
        look();
        return byHash.values().stream().anyMatch(person -> person.name().equals(name));
    }

    private void look() {
        long current = nanos.getAsLong();
        if (current - lookedAt < LOOK_AFTER_NANOS) {
            return;
        }
        lookedAt = current;
        FileTime time = time();
        if (!time.equals(readOf)) {
            Read again = read();
            if (again.problems().isEmpty()) {
                readOf = time;
                byHash = again.persons();
                told.accept("tokens.file was read again: " + byHash.size() + " tokens");
            } else if (!again.problems().equals(toldOf)) {
                told.accept("tokens.file keeps what it held: " + String.join("; ", again.problems()));
            }
            toldOf = again.problems();
        }
    }

    private FileTime time() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private Read read() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            return new Read(List.of("tokens.file: " + file + " cannot be read (" + unreadable + ")"), Map.of());
        }
        Parsed<List<KnownToken>> parsed = TokensReader.read(file.toString(), text, Role.words());
        return parsed instanceof Parsed.Valid<List<KnownToken>> valid
                ? new Read(List.of(), persons(valid.value()))
                : new Read(parsed.problems().stream().map(Problem::render).toList(), Map.of());
    }

    private static Map<String, Person> persons(List<KnownToken> tokens) {
        return tokens.stream()
                .collect(Collectors.toMap(
                        KnownToken::sha256,
                        token -> new Person(
                                token.name(),
                                token.roles().stream()
                                        .flatMap(word -> Role.of(word).stream())
                                        .collect(Collectors.toSet()),
                                Person.Proof.TOKEN)));
    }

    /** What reading gave. */
    private record Read(List<String> problems, Map<String, Person> persons) {}
}
