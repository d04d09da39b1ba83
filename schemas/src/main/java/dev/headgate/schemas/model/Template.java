package dev.headgate.schemas.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A JSON document with placeholders: each is a whole text or number, and can change nothing beside it. */
public sealed interface Template {

    /**
     * The same with every text and number replaced.
     *
     * @param texts what takes a text's place, for example a placeholder's value
     */
    Template replacing(UnaryOperator<String> texts);

    /**
     * A text.
     *
     * @param text as it is, or a placeholder
     */
    record Text(String text) implements Template {

        @Override
        public Template replacing(UnaryOperator<String> texts) {
            return new Text(texts.apply(text));
        }
    }

    /**
     * A number or a truth value.
     *
     * @param written as it is written in JSON, or a placeholder of a parameter that is a number
     */
    record Literal(String written) implements Template {

        @Override
        public Template replacing(UnaryOperator<String> texts) {
            return new Literal(texts.apply(written));
        }
    }

    /**
     * An array.
     *
     * @param items its items, in order
     */
    record Items(List<Template> items) implements Template {

        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Template replacing(UnaryOperator<String> texts) {
            return new Items(items.stream().map(item -> item.replacing(texts)).toList());
        }
    }

    /**
     * An object.
     *
     * @param fields its fields by name
     */
    record Fields(SortedMap<String, Template> fields) implements Template {

        /** Copies the fields. */
        public Fields {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        @Override
        public Template replacing(UnaryOperator<String> texts) {
            TreeMap<String, Template> replaced = new TreeMap<>();
            fields.forEach((name, value) -> replaced.put(name, value.replacing(texts)));
            return new Fields(replaced);
        }
    }
}
