package dev.headgate.console.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cuts what was found to a page. */
final class Paged {

    private Paged() {}

    /** Something and where it stands. */
    record At<T>(String place, T item) {}

    /** The page of what was found, which is one more than asked for where there are more. */
    static <T> Slice<T> slice(char sort, List<At<T>> found, int limit) {
        List<At<T>> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(Place.cursor(sort, shown.get(shown.size() - 1).place()))
                : Optional.empty();
        return new Slice<>(shown.stream().map(At::item).toList(), next);
    }

    /** The same of other things at the same places. */
    static <T, U> List<At<U>> map(List<At<T>> found, Function<T, U> to) {
        return found.stream()
                .map(at -> new At<>(at.place(), to.apply(at.item())))
                .toList();
    }
}
