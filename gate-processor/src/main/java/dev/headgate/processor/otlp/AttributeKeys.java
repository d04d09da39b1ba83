package dev.headgate.processor.otlp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The attributes that are looked for, each with a place. Immutable. */
final class AttributeKeys {

    static final int NONE = -1;

    private final List<String> names = new ArrayList<>();
    private final byte[][] contents;

    final int service;
    final int version;
    final int[] operations;
    final int[] labels;
    final int[] statuses;
    final int[] methods;
    final int errorType;

    AttributeKeys(OtlpMapping mapping) {
        service = place(mapping.serviceAttribute());
        version = place(mapping.versionAttribute());
        operations = places(mapping.operationAttributes());
        labels = places(mapping.labelAttributes());
        statuses = places(List.of("http.response.status_code", "http.status_code"));
        methods = places(List.of("http.request.method", "http.method"));
        errorType = place("error.type");
        contents = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    int size() {
        return names.size();
    }

    String name(int place) {
        return names.get(place);
    }

    /** The place of an attribute; {@link #NONE} if it is not looked for. */
    int find(byte[] source, int offset, int length) {
        for (int place = 0; place < contents.length; place++) {
            byte[] content = contents[place];
            if (content.length == length && Arrays.equals(content, 0, length, source, offset, offset + length)) {
                return place;
            }
        }
        return NONE;
    }

    int find(String name) {
        return names.indexOf(name);
    }

    private int place(String name) {
        int known = names.indexOf(name);
        if (known >= 0) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    private int[] places(List<String> wanted) {
        return wanted.stream().mapToInt(this::place).toArray();
    }
}
