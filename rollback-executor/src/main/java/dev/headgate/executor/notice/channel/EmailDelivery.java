package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.PlainText;
import dev.headgate.executor.notice.Post;
import dev.headgate.schemas.model.notice.Target;
import dev.headgate.schemas.model.notice.Target.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Mail by SMTP. The certificate and the host's name are checked, and where STARTTLS is asked for there is no mail without
 * it. A server that stops answering in the middle costs a thread of its own until its socket times out, no more.
 */
final class EmailDelivery implements Delivery {

    private static final int LONGEST_WHY = 200;
    private static final int MOST_THREADS = 4;

    private final Target.Email email;
    private final String channel;
    private final Secrets secrets;
    private final Duration timeout;
    private final Session session;
    private final ExecutorService threads;

    EmailDelivery(Target.Email email, String channel, Secrets secrets, Duration timeout) {
        this.email = email;
        this.channel = channel;
        this.secrets = secrets;
        this.timeout = timeout;
        session = Session.getInstance(properties());
        threads = new ThreadPoolExecutor(0, MOST_THREADS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "notices-mail-" + channel);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public boolean merges() {
        return true;
    }

    @Override
    public Outcome deliver(List<Post> posts) throws InterruptedException {
        Future<Outcome> sending;
        try {
            sending = threads.submit(() -> send(posts));
        } catch (java.util.concurrent.RejectedExecutionException allHang) {
            return new Outcome.Later("earlier tries still hang", "time-out", Optional.empty());
        }
        try {
            return sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            return new Outcome.Later("not sent within " + timeout.toMillis() + " ms", "time-out", Optional.empty());
        } catch (ExecutionException unforeseen) {
            return new Outcome.Later(
                    said(Optional.ofNullable(unforeseen.getCause()).orElse(unforeseen)),
                    "unforeseen",
                    Optional.empty());
        } finally {
            sending.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Outcome send(List<Post> posts) {
        try (Transport transport = session.getTransport()) {
            MimeMessage mail = NoticeMail.of(session, email, channel, posts);
            if (email.user().isPresent() && email.password().isPresent()) {
                transport.connect(
                        email.host(),
                        email.port(),
                        email.user().get(),
                        secrets.read(email.password().get()));
            } else {
                transport.connect(email.host(), email.port(), null, null);
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Outcome.Delivered();
        } catch (Secrets.Missing missing) {
            return Deliveries.missing(missing);
        } catch (AuthenticationFailedException refused) {
            return new Outcome.Later("the login was refused: " + said(refused), "refused", Optional.empty());
        } catch (MessagingException failed) {
            return failed(failed);
        }
    }

    /** What the server refuses for good ends here; of several receivers one that can be reached is enough. */
    private static Outcome failed(MessagingException failure) {
        Optional<Integer> code = Optional.empty();
        for (Exception each = failure; each instanceof MessagingException link; each = link.getNextException()) {
            if (each instanceof SMTPSendFailedException sent && sent.getReturnCode() / 100 == 2) {
                return new Outcome.Delivered();
            }
            code = code(each);
            if (code.isPresent()) {
                break;
            }
        }
        return code.filter(it -> it / 100 == 5).isPresent()
                ? new Outcome.Never("the mail server refuses it: " + said(failure))
                : new Outcome.Later(said(failure), code.isPresent() ? "server" : "unreachable", Optional.empty());
    }

    private static Optional<Integer> code(Exception failure) {
        if (failure instanceof SMTPSendFailedException send) {
            return Optional.of(send.getReturnCode());
        }
        if (failure instanceof SMTPSenderFailedException sender) {
            return Optional.of(sender.getReturnCode());
        }
        return failure instanceof SMTPAddressFailedException address
                ? Optional.of(address.getReturnCode())
                : Optional.empty();
    }

    private static String said(Throwable failure) {
        return PlainText.line(failure.getClass().getSimpleName() + ": " + failure.getMessage(), LONGEST_WHY);
    }

    private Properties properties() {
        String protocol = email.security() == Security.TLS ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", protocol);
        properties.put(prefix + "connectiontimeout", millis);
        properties.put(prefix + "timeout", millis);
        properties.put(prefix + "writetimeout", millis);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", Boolean.toString(email.security() == Security.STARTTLS));
        properties.put(prefix + "starttls.required", Boolean.toString(email.security() == Security.STARTTLS));
        properties.put(prefix + "auth", Boolean.toString(email.user().isPresent()));
        properties.put(prefix + "sendpartial", "true");
        properties.put(prefix + "quitwait", "false");
        return properties;
    }
}
