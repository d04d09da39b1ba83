package dev.headgate.console.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What a question asks for, as a part of a query. Columns and comparisons are ours; what others bring is bound. */
final class Conditions {

    private final List<String> parts = new ArrayList<>();
    private final Map<String, Object> bound = new LinkedHashMap<>();
    private Optional<String> leading = Optional.empty();

    Conditions and(String comparison, Optional<?> value) {
        value.ifPresent(given -> {
            String name = "c" + bound.size();
            parts.add(comparison.replace("?", ":" + name));
            bound.put(name, given);
        });
        return this;
    }

    /** That a column has a value. It has an index with the places behind it: no more rows are read than the page has. */
    Conditions indexed(String column, Optional<?> value) {
        leading = leading.or(() -> value.map(given -> column + " DESC, "));
        return and(column + " = ?", value);
    }

    /** The rows of a table that fit, by their places, latest first; one more than asked for tells that there are more. */
    Query latestFirst(Handle handle, String columns, String table, int limit) {
        String where = parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
        // The first of them all have in common; the order by it as well is what tells the database to go along its
        // index.
        Query query = handle.createQuery("SELECT " + columns + " FROM " + table + where + " ORDER BY "
                        + leading.orElse("") + "place DESC LIMIT :limit")
                .bind("limit", limit);
        bound.forEach(query::bind);
        return query;
    }
}
