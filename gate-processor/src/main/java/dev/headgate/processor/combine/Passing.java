package dev.headgate.processor.combine;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Failures that are part of life with Kafka: brokers away, a group that is just being divided anew, a pause so long that others took
 * over. They say nothing about the application, so they never stop it, however often they come.
 */
public final class Passing {

    private static final Set<Class<? extends RuntimeException>> KINDS = Set.of(
            RetriableException.class,
            CommitFailedException.class,
            RebalanceInProgressException.class,
            IllegalGenerationException.class,
            UnknownMemberIdException.class,
            FencedInstanceIdException.class,
            // Members of an earlier release have not left the group yet.
            InconsistentGroupProtocolException.class,
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            InvalidPidMappingException.class,
            TransactionAbortableException.class,
            TransactionAbortedException.class);

    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private Passing() {}

    /** Whether the failure, or what caused it, is one of those. */
    public static boolean is(Throwable failure) {
        return cause(failure).isPresent();
    }

    /**
     * The same where such clients have been made before. That none of the brokers' names can be resolved is passing too then; at the
     * first start it rather is a mistake in the settings.
     */
    public static boolean isAtRenewal(Throwable failure) {
        return is(failure) || causes(failure).anyMatch(Passing::unresolved);
    }

    /** The failure in one line, with the cause that makes it one of those. */
    public static String describe(Throwable failure) {
        return String.valueOf(cause(failure).orElse(failure));
    }

    private static Optional<Throwable> cause(Throwable failure) {
        return causes(failure)
                .filter(each -> !(each instanceof CorruptRecordException))
                .filter(each -> KINDS.stream().anyMatch(kind -> kind.isInstance(each)))
                .findFirst();
    }

    /** Kafka has no type of its own for it. */
    private static boolean unresolved(Throwable failure) {
        return failure instanceof ConfigException
                && String.valueOf(failure.getMessage()).startsWith(UNRESOLVED);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }
}
