package dev.headgate.executor.notice;

/** Makes foreign texts harmless: bounded, without control characters and without characters that change direction. */
public final class PlainText {

    private PlainText() {}

    /** In one line of at most so many characters; what is cut ends in {@code …}. */
    public static String line(String text, int longest) {
        return cut(text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip(), longest);
    }

    /** With its line breaks; of what is too long the end, which begins with {@code …} then. */
    public static String end(String text, int longest) {
        String clean = text.replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]", "\uFFFD")
                .strip();
        if (clean.length() <= longest) {
            return clean;
        }
        int from = clean.length() - longest + 1;
        return "…" + clean.substring(Character.isLowSurrogate(clean.charAt(from)) ? from + 1 : from);
    }

    /** At most so many characters; what is cut ends in {@code …}. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int to = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to) + "…";
    }
}
