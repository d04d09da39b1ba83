package dev.headgate.local.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to start: a program with its arguments, as a list and never through a shell.
 *
 * @param name names the process in messages and its log file; letters, digits, {@code .}, {@code _} and {@code -}
 * @param arguments the program and its arguments
 * @param environment variables set in addition to the ones of this JVM
 */
public record ChildCommand(String name, List<String> arguments, Map<String, String> environment) {
    /** @throws IllegalArgumentException if the name cannot be a file name or there is no program */
    public ChildCommand {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "The name of a child process becomes a file name: expected letters, digits, '.', '_', '-', found '"
                            + name + "'");
        }
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("Nothing to start as '" + name + "': the argument list is empty");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A program with its arguments. */
    public static ChildCommand of(String name, String... arguments) {
        return new ChildCommand(name, List.of(arguments), Map.of());
    }

    /**
     * A main class on the JDK that runs this JVM.
     *
     * @param classPath entries in the form of {@code java -cp}
     * @param options options of the JVM, such as {@code -Xmx256m}
     * @param arguments arguments of the main class
     */
    public static ChildCommand java(
            String name, String classPath, String mainClass, List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>();
        all.add(ProgramPath.java().toString());
        all.addAll(options);
        all.addAll(List.of("-cp", classPath, mainClass));
        all.addAll(arguments);
        return new ChildCommand(name, all, Map.of());
    }

    /** The same command with more environment variables. */
    public ChildCommand withEnvironment(Map<String, String> variables) {
        var all = new java.util.HashMap<>(environment);
        all.putAll(variables);
        return new ChildCommand(name, arguments, all);
    }
}
