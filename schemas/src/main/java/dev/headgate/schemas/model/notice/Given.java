package dev.headgate.schemas.model.notice;

/** A value of a file, or where it is kept if it is nobody's business. */
public sealed interface Given {

    /**
     * As it stands in the file.
     *
     * @param text the value
     */
    record Written(String text) implements Given {}

    /**
     * The content of another file, without white space around it; read anew for each use.
     *
     * @param path its absolute path
     */
    record InFile(String path) implements Given {}

    /**
     * The value of an environment variable.
     *
     * @param name the variable
     */
    record InEnvironment(String name) implements Given {}
}
