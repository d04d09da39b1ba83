package dev.headgate.process;

import dev.headgate.documents.Place;
import dev.headgate.documents.Problem;
import dev.headgate.documents.configuration.Setting;
import dev.headgate.documents.configuration.SettingsFile;
import dev.headgate.documents.configuration.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings that have to do with files: the one that they are read from, and those that they name. */
public final class ProcessSettings {

    private ProcessSettings() {}

    /**
     * Reads settings; a file that cannot be read is one of the reader's problems.
     *
     * @param table every setting there is
     * @param file YAML, or properties if its name ends in {@code .properties}
     * @param environment variables by name
     * @param flags {@code key=value} each
     */
    public static SettingsReader read(
            List<? extends Setting> table, Optional<Path> file, Map<String, String> environment, List<String> flags) {
        return read(table, List.of(), file, environment, flags);
    }

    /**
     * Reads settings of which some are families; a file that cannot be read is one of the reader's problems.
     *
     * @param table every setting there is
     * @param families beginnings of keys of which there may be any number, each ending in a dot
     * @param file YAML, or properties if its name ends in {@code .properties}
     * @param environment variables by name
     * @param flags {@code key=value} each
     */
    public static SettingsReader read(
            List<? extends Setting> table,
            List<String> families,
            Optional<Path> file,
            Map<String, String> environment,
            List<String> flags) {
        List<Problem> problems = new ArrayList<>();
        Optional<SettingsFile> text = file.flatMap(path -> text(path, problems));
        SettingsReader reader = new SettingsReader(table, families, text, environment, flags);
        problems.forEach(reader::note);
        return reader;
    }

    /** A path that must exist if it is given. */
    public static Optional<Path> existing(SettingsReader reader, Setting setting) {
        Optional<Path> path = Optional.of(reader.text(setting))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
        if (path.isPresent() && !Files.exists(path.get())) {
            reader.refuse(setting, "an existing path");
        }
        return path;
    }

    /** The token that callers over HTTP must show, if a file of it is given. */
    public static Optional<AccessToken> token(SettingsReader reader, Setting setting) {
        Optional<Path> file = existing(reader, setting).filter(Files::exists);
        Optional<AccessToken> token = file.flatMap(AccessToken::read);
        if (file.isPresent() && token.isEmpty()) {
            reader.refuse(
                    setting,
                    "a readable file with one line of at least 16 printable characters without a space;"
                            + " `openssl rand -hex 32` makes one");
        }
        return token;
    }

    /** A directory that must be given and exist. */
    public static Path directory(SettingsReader reader, Setting setting, String expected) {
        Path path = Path.of(reader.required(setting, expected));
        if (!path.toString().isEmpty() && !Files.isDirectory(path)) {
            reader.refuse(setting, "an existing directory");
        }
        return path;
    }

    /**
     * What an id begins with that two installations on one cluster must not share: the prefix of the topics without a dot
     * at its end, {@code headgate} for {@code headgate.}.
     */
    public static String installation(SettingsReader reader, Setting topicPrefix) {
        String prefix = reader.text(topicPrefix);
        return prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    private static Optional<SettingsFile> text(Path file, List<Problem> problems) {
        Place place = Place.of(file.toString());
        try {
            return Optional.of(new SettingsFile(file.getFileName().toString(), Files.readString(file)));
        } catch (NoSuchFileException missing) {
            problems.add(Problem.error(place, "there is no such file").expected("an existing one after --config"));
        } catch (IOException unreadable) {
            problems.add(Problem.error(place, "this file cannot be read")
                    .found(unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage())
                    .expected("a readable file in UTF-8 after --config"));
        }
        return Optional.empty();
    }
}
