package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads request events as nearly everybody writes them, straight from their bytes: the known fields but labels, in any
 * order, texts of plain ASCII without escapes, whole numbers, all of it valid. Of anything else it says that it is not
 * usual and leaves it to {@link RequestEventReader}'s thorough way, which alone knows what is wrong with it; what it does read it
 * reads as that would. Three times as fast. Not thread-safe.
 */
final class UsualEvents {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long KIND = word("kind");
    private static final long SCHEMA = word("schema");
    private static final long EVENTS = word("events");
    private static final long SERVICE = word("service");
    private static final long VERSION = word("version");
    private static final long OUTCOME = word("outcome");
    private static final long OPERATION = word("operatio");
    private static final long REQUEST_ID = word("requestI");
    private static final long LATENCY_BEGIN = word("latencyM");
    private static final long LATENCY_END = word("cyMicros");
    private static final long COMPLETED_BEGIN = word("complete");
    private static final long COMPLETED_MIDDLE = word("dAtMilli");
    private static final long SUCCESS = word("success");
    private static final long ERROR = word("error");
    private static final long REQUEST = word("request");
    private static final long REQUESTS = word("requests");

    /** As many digits fit into a long whatever they are. */
    private static final int MOST_DIGITS = 18;

    private final InternedBytes names;
    private final InternedBytes operations;
    private byte[] bytes = {};
    private int at;
    private int begin;
    private int end;
    private long number;

    UsualEvents(InternedTexts names, InternedTexts operations) {
        this.names = new InternedBytes(names);
        this.operations = new InternedBytes(operations);
    }

    /** Reads a value into a cleared document; false if it is not usual, and the document holds something of it then. */
    boolean read(byte[] value, EventDocument document) {
        bytes = value;
        at = 0;
        if (!sign('{')) {
            return false;
        }
        do {
            if (!fieldName() || !documentField(document)) {
                return false;
            }
        } while (sign(','));
        if (!sign('}')) {
            return false;
        }
        skipBlanks();
        return at == bytes.length;
    }

    /** Takes a field of the whole value, standing behind the colon. */
    private boolean documentField(EventDocument document) {
        long first = firstWord();
        return switch (end - begin) {
            case 4 -> first == KIND && text() && kind(document);
            case 6 ->
                first == EVENTS ? batch(document) : first == SCHEMA && number() && number == SchemaVersion.CURRENT;
            case 7 -> {
                if (first == SERVICE) {
                    yield text() && document.service(names.find(bytes, begin, end));
                }
                if (first == VERSION) {
                    yield text() && document.version(names.find(bytes, begin, end));
                }
                yield eventField(document.single(), first);
            }
            default -> eventField(document.single(), first);
        };
    }

    private boolean kind(EventDocument document) {
        long word = firstWord();
        if (end - begin == 7 && word == REQUEST) {
            document.kind("request");
            return true;
        }
        if (end - begin == 8 && word == REQUESTS) {
            document.kind("requests");
            return true;
        }
        return false;
    }

    private boolean batch(EventDocument document) {
        if (document.isBatch() || !sign('[')) {
            return false;
        }
        document.beginBatch();
        do {
            if (document.isFull() || !item(document.nextSlot())) {
                return false;
            }
        } while (sign(','));
        return sign(']');
    }

    private boolean item(EventFields fields) {
        if (!sign('{')) {
            return false;
        }
        int first = at;
        do {
            if (!fieldName() || !eventField(fields, firstWord())) {
                return false;
            }
        } while (sign(','));
        return sign('}') && at - first < TelemetryLimits.EVENT_BYTES;
    }

    /** Takes a field of an event, its name being the last text, standing behind the colon. */
    private boolean eventField(EventFields fields, long first) {
        return switch (end - begin) {
            case 7 -> first == OUTCOME && text() && outcome(fields);
            case 9 -> {
                if (first == OPERATION && bytes[end - 1] == 'n') {
                    yield text() && fields.operation(operations.find(bytes, begin, end));
                }
                yield first == REQUEST_ID && bytes[end - 1] == 'd' && text() && requestId(fields);
            }
            case 13 -> first == LATENCY_BEGIN && wordAt(end - Long.BYTES) == LATENCY_END && latency(fields);
            case 17 ->
                first == COMPLETED_BEGIN
                        && wordAt(begin + Long.BYTES) == COMPLETED_MIDDLE
                        && bytes[end - 1] == 's'
                        && number()
                        && fields.completedAtMillis(number);
            default -> false;
        };
    }

    private boolean latency(EventFields fields) {
        boolean read = number();
        fields.latencyMicros(number);
        return read;
    }

    private boolean outcome(EventFields fields) {
        long word = firstWord();
        if (end - begin == 7 && word == SUCCESS) {
            fields.outcome(Outcome.SUCCESS);
            return true;
        }
        if (end - begin == 5 && word == ERROR) {
            fields.outcome(Outcome.ERROR);
            return true;
        }
        return false;
    }

    private boolean requestId(EventFields fields) {
        int length = end - begin;
        if (length < 1 || length > TelemetryLimits.TEXT_LENGTH) {
            return false;
        }
        fields.requestId(new String(bytes, begin, length, StandardCharsets.ISO_8859_1));
        return true;
    }

    private boolean fieldName() {
        if (!text()) {
            return false;
        }
        int nameBegin = begin;
        int nameEnd = end;
        boolean named = sign(':');
        begin = nameBegin;
        end = nameEnd;
        return named;
    }

    /** The first eight bytes of the last text, or as many as it has and zeros. */
    private long firstWord() {
        int length = end - begin;
        if (begin + Long.BYTES > bytes.length) {
            return 0; // Nothing that is whole ends so soon after a text.
        }
        long word = wordAt(begin);
        return length >= Long.BYTES ? word : word & ((1L << (length * Byte.SIZE)) - 1);
    }

    private long wordAt(int place) {
        return (long) WORD.get(bytes, place);
    }

    /** Reads a text, whose place is kept. */
    private boolean text() {
        if (!sign('"')) {
            return false;
        }
        byte[] in = bytes;
        int i = at;
        begin = i;
        while (i < in.length && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
            i++;
        }
        end = i;
        at = i + 1;
        return i < in.length && in[i] == '"';
    }

    /** Reads a whole number from 0 on. */
    private boolean number() {
        skipBlanks();
        byte[] in = bytes;
        int first = at;
        int i = first;
        long value = 0;
        while (i < in.length && in[i] >= '0' && in[i] <= '9') {
            value = value * 10 + (in[i] - '0');
            i++;
        }
        int digits = i - first;
        at = i;
        number = value;
        return digits > 0 && digits <= MOST_DIGITS && (digits == 1 || in[first] != '0');
    }

    /** Takes a sign, after blanks; where it does not stand only blanks are taken. */
    private boolean sign(char sign) {
        if (at < bytes.length && bytes[at] == sign) {
            at++;
            return true;
        }
        skipBlanks();
        if (at < bytes.length && bytes[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        int i = at;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        at = i;
    }

    private static long word(String text) {
        long word = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | text.charAt(i);
        }
        return word;
    }
}
