package dev.headgate.executor.notice.kafka;

import dev.headgate.documents.NoticesReader;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.Problem;
import dev.headgate.executor.notice.channel.Secrets;
import dev.headgate.schemas.model.notice.NoticePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the file of notices at start, and looks whether its secrets are there. */
public final class NoticeFile {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeFile.class);

    private NoticeFile() {}

    /**
     * The plan.
     *
     * @param problems gets what is wrong, all at once
     */
    public static Optional<NoticePlan> read(Path file, Secrets secrets, List<String> problems) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            problems.add("notices: " + file + " cannot be read: " + unreadable);
            return Optional.empty();
        }
        Parsed<NoticePlan> parsed = NoticesReader.read(file.toString(), text);
        if (!(parsed instanceof Parsed.Valid<NoticePlan> valid)) {
            parsed.problems().stream().map(Problem::render).forEach(problems::add);
            return Optional.empty();
        }
        parsed.problems().forEach(warning -> LOG.warn("{}", warning.render()));
        secrets.problems(valid.value()).forEach(why -> problems.add("notices: " + why));
        return Optional.of(valid.value());
    }
}
