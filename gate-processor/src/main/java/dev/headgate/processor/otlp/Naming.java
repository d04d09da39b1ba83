package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whose a span or data point is, and under which names it is counted. Not thread-safe. */
final class Naming {

    private static final int SHOWN = 80;
    private static final int MOST_PREFIXED = 4_096;
    private static final int FIRST_SERVER_ERROR = 500;

    private final OtlpMapping mapping;
    private final AttributeKeys keys;
    private final Map<String, Text> withMethod = new HashMap<>();

    Naming(OtlpMapping mapping, AttributeKeys keys) {
        this.mapping = mapping;
        this.keys = keys;
    }

    /** Whether a resource is of a service that is left alone. */
    boolean leavesAlone(Attributes resource) {
        return !mapping.services().isEmpty()
                && resource.has(keys.service)
                && !mapping.services().contains(resource.text(keys.service).toString());
    }

    /** @throws Unusable if there is none that can be used */
    String service(Attributes own, Attributes resource) {
        return name(keys.service, own, resource, "");
    }

    /** @throws Unusable if there is none that can be used */
    String version(Attributes own, Attributes resource, String service) {
        return name(keys.version, own, resource, " of " + service);
    }

    /**
     * The operation, of the attributes or else the given one.
     *
     * @throws Unusable if it cannot be used
     */
    String operation(Attributes own, Attributes resource, Text otherwise) {
        Text found = otherwise;
        String where = "the span's name";
        for (int place : keys.operations) {
            Text attribute = value(place, own, resource);
            if (!attribute.isEmpty()) {
                found = mapping.methodBeforeOperation() ? prefixed(own, attribute) : attribute;
                where = keys.name(place);
                break;
            }
        }
        if (!found.isOperation()) {
            throw new Unusable(
                    found.isEmpty() ? DeadLetterCause.MISSING_FIELD : DeadLetterCause.INVALID_VALUE,
                    where + ": expected 1 to 200 printable ASCII characters as operation, found \"" + shown(found)
                            + "\"");
        }
        return found.toString();
    }

    /** The HTTP method; empty without. */
    Text method(Attributes own) {
        for (int place : keys.methods) {
            if (own.has(place)) {
                return own.text(place);
            }
        }
        return Text.NONE;
    }

    /** @throws Unusable if one cannot be used */
    SortedMap<String, String> labels(Attributes own, Attributes resource) {
        if (keys.labels.length == 0) {
            return Labels.NONE;
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (int place : keys.labels) {
            Text value = value(place, own, resource);
            if (value.isOperation()) {
                labels.put(keys.name(place), value.toString());
            } else if (!value.isEmpty()) {
                throw new Unusable(
                        DeadLetterCause.INVALID_VALUE,
                        keys.name(place) + ": expected 1 to 200 printable ASCII characters as label, found \""
                                + shown(value) + "\"");
            }
        }
        return labels;
    }

    /** Whether the answer says that the server failed. */
    boolean serverError(Attributes own) {
        for (int place : keys.statuses) {
            if (own.number(place) >= FIRST_SERVER_ERROR) {
                return true;
            }
        }
        return false;
    }

    boolean errorType(Attributes own) {
        return own.has(keys.errorType);
    }

    private String name(int place, Attributes own, Attributes resource, String ofWhat) {
        Text found = value(place, own, resource);
        if (found.isName()) {
            return found.toString();
        }
        if (found.isEmpty()) {
            throw new Unusable(
                    DeadLetterCause.MISSING_FIELD,
                    keys.name(place) + ofWhat
                            + ": missing in the resource; name it where the service is started, for example in"
                            + " OTEL_RESOURCE_ATTRIBUTES, or leave the service out by otlp.services");
        }
        throw new Unusable(
                DeadLetterCause.INVALID_VALUE,
                keys.name(place) + ofWhat
                        + ": expected 1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or digit, found \""
                        + shown(found) + "\"");
    }

    private Text value(int place, Attributes own, Attributes resource) {
        return own.has(place) ? own.text(place) : resource.text(place);
    }

    private Text prefixed(Attributes own, Text operation) {
        Text method = method(own);
        if (method.isEmpty()) {
            return operation;
        }
        if (withMethod.size() >= MOST_PREFIXED) {
            withMethod.clear();
        }
        return withMethod.computeIfAbsent(method + " " + operation, Text::new);
    }

    /** Foreign text as it may stand in a message. */
    static String shown(Object foreign) {
        String text = foreign.toString();
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
