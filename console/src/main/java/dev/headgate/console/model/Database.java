package dev.headgate.console.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded database with the read model's tables. Thread-safe. */
final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    /** Which form the tables have, and what is written into them: raised with every change of either. */
    private static final String FORM = "6";

    private static final String NAME = "read-model";
    private static final int CONNECTIONS = 32;

    /** How many statements a connection remembers as it has understood them: more than there are. */
    private static final String STATEMENTS = ";QUERY_CACHE_SIZE=64";

    private final JdbcConnectionPool pool;
    private final Jdbi jdbi;

    private Database(String url) {
        pool = JdbcConnectionPool.create(url, "", "");
        pool.setMaxConnections(CONNECTIONS);
        jdbi = Jdbi.create(pool);
    }

    static Database inMemory() {
        Database database = new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + STATEMENTS);
        database.prepare();
        return database;
    }

    /**
     * Opens what a directory holds; what is damaged, or of another form, is deleted and made anew.
     *
     * @throws IllegalStateException if another process has it open
     * @throws UncheckedIOException if the directory cannot be used
     */
    static Database open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + directory + " cannot be made", e);
        }
        Optional<Database> kept = kept(directory);
        if (kept.isPresent()) {
            return kept.get();
        }
        delete(directory);
        Database database = new Database(url(directory));
        database.prepare();
        return database;
    }

    private static Optional<Database> kept(Path directory) {
        Database database = new Database(url(directory));
        try {
            database.prepare();
            String form = database.read(handle -> Meta.read(handle, Meta.FORM)).orElse("");
            if (form.equals(FORM)) {
                return Optional.of(database);
            }
            log.info("The read model in {} has another form than this release's: it is made anew", directory);
        } catch (JdbiException damaged) {
            if (isOpenElsewhere(damaged)) {
                throw new IllegalStateException(
                        "another process has the read model in " + directory
                                + " open: end it, or give this console a directory of its own",
                        damaged);
            }
            log.warn("The read model in {} cannot be read: it is made anew", directory, damaged);
        }
        database.close();
        return Optional.empty();
    }

    /** Reads as of one instant: what is written meanwhile is not seen. */
    <T> T read(HandleCallback<T, RuntimeException> query) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, query);
    }

    /** Writes all or nothing. */
    <T> T write(HandleCallback<T, RuntimeException> change) {
        return jdbi.inTransaction(change);
    }

    /** The same without an answer. */
    void change(HandleConsumer<RuntimeException> change) {
        jdbi.useTransaction(change);
    }

    @Override
    public void close() {
        try {
            jdbi.useHandle(handle -> handle.execute("SHUTDOWN"));
        } catch (JdbiException e) {
            log.debug("The read model was closed already", e);
        }
        pool.dispose();
    }

    private void prepare() {
        change(handle -> {
            boolean isNew = handle.createQuery(
                            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'")
                    .mapTo(Integer.class)
                    .one()
                    .equals(0);
            if (isNew) {
                create(handle);
            }
        });
    }

    private static void create(Handle handle) {
        for (String statement : tables().split(";", -1)) {
            String withoutComments = statement.replaceAll("(?m)^--.*$", "");
            if (!withoutComments.isBlank()) {
                handle.execute(withoutComments);
            }
        }
        Meta.write(handle, Meta.FORM, FORM);
    }

    private static String tables() {
        try (InputStream tables = Database.class.getResourceAsStream("/read-model/tables.sql")) {
            if (tables == null) {
                throw new IllegalStateException("the tables' definition is missing from the console's jar");
            }
            return new String(tables.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(Path directory) {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve(NAME) + ";DB_CLOSE_ON_EXIT=FALSE" + STATEMENTS;
    }

    private static boolean isOpenElsewhere(JdbiException failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> ours = files.filter(file -> file.getFileName().toString().startsWith(NAME + "."))
                    .toList();
            for (Path file : ours) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what the directory " + directory + " holds cannot be deleted", e);
        }
    }
}
