package dev.headgate.cli.backtest;

/** Text from outside as it may stand in a page. */
final class Html {

    private Html() {}

    /** The text with everything that means something in HTML taken its meaning, in elements and in attributes. */
    static String text(String outside) {
        StringBuilder escaped = new StringBuilder(outside.length() + 16);
        outside.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(character) ? '·' : character);
            }
        });
        return escaped.toString();
    }
}
