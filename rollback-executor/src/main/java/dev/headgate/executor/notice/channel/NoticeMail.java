package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.Notice;
import dev.headgate.executor.notice.PlainText;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.Shown;
import dev.headgate.schemas.model.notice.Target;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * A notice as a mail of plain text. Nothing foreign is in a header but in the subject, which is one line and encoded. The
 * message id follows from the notice: mail programs show a repetition once, and a rollout's mails as one thread.
 */
final class NoticeMail {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_NAME = 24;

    private NoticeMail() {}

    static MimeMessage of(Session session, Target.Email email, String channel, List<Post> posts)
            throws MessagingException {
        Notice first = posts.get(0).notice();
        String domain = email.from().substring(email.from().indexOf('@') + 1);
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + digest(channel + "/" + first.id()) + "@" + domain + ">");
            }
        };
        mail.setFrom(new InternetAddress(email.from()));
        for (String receiver : email.to()) {
            mail.addRecipient(RecipientType.TO, new InternetAddress(receiver));
        }
        String more = Shown.more(posts);
        mail.setSubject(
                PlainText.line(first.title() + (more.isEmpty() ? "" : " " + more), LONGEST_SUBJECT),
                StandardCharsets.UTF_8.name());
        mail.setHeader(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(first.at().atOffset(ZoneOffset.UTC)));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("References", "<" + digest(first.about().rollout()) + "@" + domain + ">");
        mail.setText(text(posts), StandardCharsets.UTF_8.name());
        return mail;
    }

    /** The body. */
    static String text(List<Post> posts) {
        StringBuilder text = new StringBuilder();
        posts.forEach(post -> {
            if (text.length() > 0) {
                text.append("\n----\n\n");
            }
            append(text, post.notice());
        });
        return text.toString();
    }

    private static void append(StringBuilder text, Notice notice) {
        text.append(notice.title()).append("\n\n").append(notice.reason()).append("\n\n");
        notice.link().ifPresent(link -> text.append(link).append("\n\n"));
        Shown.of(notice)
                .forEach(shown -> text.append(shown.name())
                        .append(": ")
                        .append(" "
                                .repeat(Math.max(0, LONGEST_NAME - shown.name().length())))
                        .append(shown.value())
                        .append('\n'));
        String output = Shown.output(notice);
        if (!output.isEmpty()) {
            text.append("\nThe end of the output of the step that failed:\n\n");
            output.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
