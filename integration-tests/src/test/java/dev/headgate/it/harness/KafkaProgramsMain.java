package dev.headgate.it.harness;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Exit;

/** Calls Kafka's programs, on their own class path: a file's paragraphs are calls, a program's name and its words in lines. */
final class KafkaProgramsMain {

    private static final Map<String, List<String>> CLASSES = Map.of(
            "kafka-topics.sh", List.of("org.apache.kafka.tools.TopicCommand"),
            "kafka-acls.sh", List.of("org.apache.kafka.tools.AclCommand", "kafka.admin.AclCommand"));

    private KafkaProgramsMain() {}

    /** What a program ends its JVM with; some catch what is thrown at them and end it once more. */
    private static OptionalInt ended = OptionalInt.empty();

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Exit.setExitProcedure((code, message) -> {
            ended = ended.isPresent() ? ended : OptionalInt.of(code);
            throw new Ended();
        });
        int failed = 0;
        for (String call : Files.readString(Path.of(arguments[0])).split("\n\n", 0)) {
            String[] lines = call.split("\n", 0);
            int code = run(lines[0], Arrays.copyOfRange(lines, 1, lines.length));
            if (code != 0) {
                System.out.println(code + " of " + call.replace('\n', ' '));
                failed++;
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static int run(String program, String[] words) throws ReflectiveOperationException {
        ended = OptionalInt.empty();
        try {
            of(program).getMethod("main", String[].class).invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof Ended)) {
                throw e;
            }
        }
        return ended.orElse(0);
    }

    /** Kafka has moved some of its programs from one jar to another. */
    private static Class<?> of(String program) throws ClassNotFoundException {
        List<String> names = CLASSES.get(program);
        try {
            return Class.forName(names.get(0));
        } catch (ClassNotFoundException elsewhere) {
            return Class.forName(names.get(names.size() - 1));
        }
    }
}
