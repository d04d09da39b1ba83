package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What a step prints, or a person writes as a reason, is somebody's words: never markup, never a link, never unseen. */
final class HostileTextPropertyTest {

    private static final List<String> PIECES = List.of(
            "<script>alert(1)</script>",
            "</pre>",
            "</style>",
            "<img src=x onerror=alert(1)>",
            "\"",
            "'",
            "&lt;",
            "&#x3c;",
            "`",
            "````",
            "~~~",
            "|",
            "\n",
            "\r\n",
            "\n\n# heading\n",
            "\n---\n",
            "[x](javascript:alert(1))",
            "![x](http://a)",
            "<!--",
            "-->",
            "]]>",
            "\u0000",
            "\u001b[31m",
            "\u202e",
            "\u2066",
            "\u2028",
            "\ud800",
            "\\",
            "*",
            "__",
            "javascript:",
            "https://evil.example",
            "www.evil.example/login",
            "WWW.evil.example",
            "a@b.example",
            "@team",
            "#12",
            "owner/repo#12",
            "GH-12",
            "!12",
            "1. ",
            "- ",
            "plain words",
            "ä€😀");

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void noTextBecomesAnElementOfThePage() throws Exception {
        String shape = shape(page("harmless"));
        for (int i = 0; i < 300; i++) {
            String text = hostile();

            String page = page(text);

            assertThat(shape(page)).as("seed %d, text <%s>", seed, text).isEqualTo(shape);
            assertThat(page).doesNotContain("<script", "\u202e", "\u0000", "\u2066");
        }
    }

    @Test
    void noTextLeavesItsPlaceInMarkdown() {
        Pattern link = Pattern.compile("(?<!\\\\)\\]\\(");
        for (int i = 0; i < 300; i++) {
            String text = hostile();

            String line = MarkdownPaper.inline(text);

            assertThat(line).as("seed %d", seed).doesNotContain("\n", "\r", "<");
            String outside = withoutCode(line);
            Matcher unescaped =
                    Pattern.compile("(?<!\\\\)(\\\\\\\\)*[`*_|\\[\\]]").matcher(outside);
            assertThat(unescaped.find()).as("seed %d, <%s>", seed, line).isFalse();
            assertThat(link.matcher(outside).find()).isFalse();
            assertThat(outside.replaceAll("\\\\(?=\\p{Punct})", ""))
                    .as("what is looked for in shown text and made a link: seed %d, <%s>", seed, line)
                    .doesNotContainIgnoringCase("://", "www.", "@", "#1", "GH-1", "!1");
        }
    }

    @Test
    void whatIsPastedIntoAPullRequestLeadsNowhereAndCallsNobody() {
        assertThat(MarkdownPaper.inline(
                        "see www.evil.example/login, ask @team of a@b.example about #12 or (https://x.example)"))
                .isEqualTo(
                        "see `www.evil.example/login,` ask `@team` of `a@b.example` about `#12` or `(https://x.example)`");
        assertThat(MarkdownPaper.inline("www.a_b.example|@team")).isEqualTo("`www.a`\\_b.example\\|`@team`");
    }

    @Test
    void noOutputEndsItsFenceInMarkdown() {
        for (int i = 0; i < 300; i++) {
            String text = hostile();
            MarkdownPaper paper = new MarkdownPaper();
            paper.verbatim("Output", text);

            List<String> lines = paper.finished("end").lines().toList();

            int begin = lines.indexOf(lines.stream()
                    .filter(line -> line.endsWith("text") && line.startsWith("`"))
                    .findFirst()
                    .orElseThrow());
            String fence = lines.get(begin).replace("text", "");
            int end = begin + 1 + lines.subList(begin + 1, lines.size()).indexOf(fence);
            assertThat(lines.subList(end + 1, lines.size()))
                    .as("seed %d, text <%s>", seed, text)
                    .containsExactly("", "---", "", "end");
        }
    }

    @Test
    void noBadgeIsAnythingButAnImage() throws Exception {
        String shape = shape(new Badge("shop", "live", Tone.GOOD).svg());
        for (int i = 0; i < 300; i++) {
            String svg = new Badge(hostile(), hostile(), Tone.BAD).svg();

            assertThat(shape(svg)).as("seed %d", seed).isEqualTo(shape);
        }
    }

    private String hostile() {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** A line without what stands in it as code, which neither means nor links anything; escaped backticks begin none. */
    private static String withoutCode(String line) {
        StringBuilder outside = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char at = line.charAt(i);
            int end = at == '`' ? line.indexOf('`', i + 1) : -1;
            if (end > 0) {
                assertThat(line.substring(i + 1, end)).doesNotContain("|");
                i = end;
                outside.append(' ');
            } else {
                outside.append(at);
                if (at == '\\' && i + 1 < line.length()) {
                    i++;
                    outside.append(line.charAt(i));
                }
            }
        }
        return outside.toString();
    }

    private static String page(String text) {
        HtmlPaper paper = new HtmlPaper();
        paper.head(text, text, Tone.BAD);
        paper.section(text);
        paper.part("decision-1", text, Tone.OPEN);
        paper.paragraph(text);
        paper.facts(List.of(Fact.of(text + ".", text + ".")));
        paper.table(text, List.of(text), List.of(List.of(Cell.of(text, Tone.GOOD))));
        paper.verbatim(text, text);
        paper.chart(new Chart(
                text,
                text,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(9),
                List.of(new Chart.Curve(
                        text, "canary", false, List.of(0.0, 9.0), List.of(OptionalDouble.of(1), OptionalDouble.of(2)))),
                List.of(new Chart.Limit(1, text)),
                List.of(new Chart.Mark(Instant.EPOCH.plusSeconds(4), "1", "decision-1", text, Tone.BAD)),
                "ratio",
                2));
        return paper.finished(text);
    }

    /** The elements and attributes' names of a page, read as XML, which forgives nothing. */
    private static String shape(String page) throws Exception {
        String xml = page.replaceAll("<!doctype html>|<meta [^>]*>", "")
                .replaceAll("<style>.*?</style>(?=</head>)", "")
                .replaceAll("(?s)<style>.*?</style>", "");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        StringBuilder shape = new StringBuilder();
        walk(document, shape);
        return shape.toString();
    }

    private static void walk(Node node, StringBuilder shape) {
        if (node.getNodeType() == Node.ELEMENT_NODE) {
            shape.append('<').append(node.getNodeName());
            for (int i = 0; i < node.getAttributes().getLength(); i++) {
                shape.append(' ').append(node.getAttributes().item(i).getNodeName());
            }
        }
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            walk(node.getChildNodes().item(i), shape);
        }
        Optional.of(node).filter(it -> it.getNodeType() == Node.ELEMENT_NODE).ifPresent(it -> shape.append('>'));
    }
}
