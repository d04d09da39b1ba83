package dev.headgate.processor.otlp;

import java.util.Arrays;

/** The values of the attributes that are looked for, of one resource, span or data point; used again. Not thread-safe. */
final class Attributes {

    private final Text[] texts;
    private final long[] numbers;
    private final boolean[] whole;

    Attributes(AttributeKeys keys) {
        texts = new Text[keys.size()];
        numbers = new long[keys.size()];
        whole = new boolean[keys.size()];
        clear();
    }

    void clear() {
        Arrays.fill(texts, Text.NONE);
        Arrays.fill(whole, false);
    }

    void put(int place, Text value) {
        texts[place] = value;
        whole[place] = false;
    }

    void put(int place, long value) {
        numbers[place] = value;
        whole[place] = true;
    }

    boolean has(int place) {
        return whole[place] || !texts[place].isEmpty();
    }

    /** Its value as a text; empty without. */
    Text text(int place) {
        return whole[place] ? new Text(Long.toString(numbers[place])) : texts[place];
    }

    /** Its value as a number; -1 without. */
    long number(int place) {
        if (whole[place]) {
            return numbers[place];
        }
        String text = texts[place].toString();
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }
}
