package dev.headgate.console.model;

import dev.headgate.console.rollout.Texts;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How each rollout looked last, and its figures against time. Of the evaluations of a batch only the last one of each rollout is
 * read as a whole. Thread-safe.
 */
final class EvaluationTable {

    private final JsonCodec codec;
    private final FigureTable figures;
    private final Unreadable unreadable;

    EvaluationTable(JsonCodec codec, FigureTable figures, Unreadable unreadable) {
        this.codec = codec;
        this.figures = figures;
        this.unreadable = unreadable;
    }

    /** An evaluation of a batch. */
    private record Taken(LogRecord record, FigurePoint point) {

        byte[] value() {
            return record.value().orElseThrow();
        }
    }

    void take(Handle handle, List<LogRecord> evaluations, Touched touched) {
        Map<String, List<Taken>> rollouts = new LinkedHashMap<>();
        for (LogRecord record : evaluations) {
            try {
                EvaluationHead head = EvaluationHead.read(record.value().orElseThrow());
                rollouts.computeIfAbsent(Texts.name("rolloutId", head.rolloutId()), absent -> new ArrayList<>())
                        .add(new Taken(record, head.point()));
            } catch (CodecException e) {
                unreadable.add(record, e.cause(), e.detail());
            } catch (RuntimeException e) {
                unreadable.add(record, DeadLetterCause.INVALID_VALUE, e.toString());
            }
        }
        rollouts.forEach((rolloutId, taken) -> {
            figures.add(handle, rolloutId, taken.stream().map(Taken::point).toList());
            last(handle, taken).ifPresent(touched::evaluation);
        });
    }

    Optional<Evaluation> of(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT document FROM evaluation WHERE rollout_id = :rolloutId")
                .bind("rolloutId", rolloutId)
                .map((row, context) ->
                        codec.readEvaluation(Documents.EVALUATION.whole(handle, rolloutId, row.getBytes("document"))))
                .findOne();
    }

    /** The last one that can be read as a whole: how a batch is cut makes no difference. */
    private Optional<Evaluation> last(Handle handle, List<Taken> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            Optional<Evaluation> evaluation = evaluation(taken.get(i));
            if (evaluation.isPresent()) {
                write(handle, evaluation.get().rolloutId(), taken.get(i));
                return evaluation;
            }
        }
        return Optional.empty();
    }

    private Optional<Evaluation> evaluation(Taken taken) {
        try {
            return Optional.of(codec.readEvaluation(taken.value()));
        } catch (CodecException e) {
            unreadable.add(taken.record(), e.cause(), e.detail());
        } catch (RuntimeException e) {
            unreadable.add(taken.record(), DeadLetterCause.INVALID_VALUE, e.toString());
        }
        return Optional.empty();
    }

    private static void write(Handle handle, String rolloutId, Taken last) {
        handle.createUpdate("MERGE INTO evaluation KEY (rollout_id) VALUES (:rolloutId, :appended, :document)")
                .bind("rolloutId", rolloutId)
                .bind("appended", Place.micros(last.record().timestamp()))
                .bind("document", Documents.EVALUATION.inRow(handle, rolloutId, last.value()))
                .execute();
    }
}
