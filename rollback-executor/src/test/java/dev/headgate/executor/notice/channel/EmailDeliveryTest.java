package dev.headgate.executor.notice.channel;

import static dev.headgate.executor.notice.SampleNotices.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.notice.FakeSmtp;
import dev.headgate.executor.notice.Notice;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.SampleNotices;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.Target;
import dev.headgate.schemas.model.notice.Target.Security;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail, to a server that keeps it, refuses it or falls silent. */
class EmailDeliveryTest {

    private static final Post ROLLBACK = post(SampleNotices.notice(SampleNotices.rollback()));

    private final FakeSmtp server = new FakeSmtp();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aNoticeIsAMailToAllReceivers() throws Exception {
        assertThat(deliver(ROLLBACK)).isInstanceOf(Outcome.Delivered.class);

        FakeSmtp.Mail mail = server.mails().get(0);
        assertThat(mail.to()).containsExactly("ann@example.com", "bob@example.com");
        MimeMessage message = parsed(mail);
        assertThat(message.getSubject()).isEqualTo("[production] shop 2.4.1: rollback 5% → 0% (critical)");
        assertThat((String) message.getContent())
                .contains("errorRate was above 5 % for 3 s")
                .contains("https://example.com/d?id=shop-1%2F3")
                .containsPattern("Observed: +12.5 %")
                .containsPattern("Limit: +5 %")
                .containsPattern("Weight: +5% → 0%");
    }

    @Test
    void theSameNoticeHasTheSameMessageIdAndOneOfAnotherChannelDoesNot() throws Exception {
        deliver(ROLLBACK);
        deliver(ROLLBACK);
        delivery("other", Duration.ofSeconds(5)).deliver(List.of(ROLLBACK));

        List<String> ids = server.mails().stream()
                .map(mail -> mail.head()
                        .lines()
                        .filter(line -> line.startsWith("Message-ID"))
                        .findFirst()
                        .orElse(""))
                .toList();
        assertThat(ids.get(0)).isNotEmpty().isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void whatComesFromElsewhereCannotAddAHeader() throws Exception {
        Notice hostile = SampleNotices.notice(SampleNotices.rollback());
        Notice.Subject about = hostile.about();
        Notice injected = new Notice(
                hostile.id() + "\r\nBcc: evil@example.com",
                "rollback\r\nBcc: evil@example.com\r\n\r\nbody",
                hostile.kind(),
                hostile.status(),
                hostile.severity(),
                "",
                "prod\nBcc: evil@example.com",
                new Notice.Subject(
                        about.service() + "\r\nBcc: evil@example.com",
                        about.rollout() + "\r\nBcc: evil@example.com",
                        about.decision(),
                        about.correlationId(),
                        about.canary(),
                        about.baseline(),
                        1,
                        "5%",
                        "0%"),
                "because\r\n.\r\nMAIL FROM:<evil@example.com>",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hostile.at());

        deliver(post(injected));

        assertThat(server.mails()).hasSize(1);
        assertThat(server.mails().get(0).to()).containsExactly("ann@example.com", "bob@example.com");
        assertThat(server.mails().get(0).head().lines()).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(parsed(server.mails().get(0)).getSubject())
                .doesNotContain("\n")
                .contains("Bcc: evil@example.com");
    }

    @Test
    void theOutputOfAStepThatFailedIsInTheMailWithItsLines() throws Exception {
        deliver(post(SampleNotices.notice(SampleNotices.rollback(), ExecutionStatus.FAILED, "one\ntwo\u0007")));

        assertThat(((String) parsed(server.mails().get(0)).getContent()).replace("\r", ""))
                .contains("Failed step:")
                .contains("  one\n  two\uFFFD\n");
    }

    @Test
    void aServerThatIsBusyIsTriedAgain() throws Exception {
        server.says("MAIL", "451 come back later");

        assertThat(deliver(ROLLBACK)).isInstanceOf(Outcome.Later.class);

        server.works();
        assertThat(deliver(ROLLBACK)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aSenderWhomTheServerRefusesForGoodIsNotTriedAgain() throws Exception {
        server.says("MAIL", "550 who are you");

        assertThat(deliver(ROLLBACK))
                .isInstanceOfSatisfying(
                        Outcome.Never.class, never -> assertThat(never.why()).contains("the mail server refuses it"));
    }

    @Test
    void ofSeveralReceiversOneThatCanBeReachedIsEnough() throws Exception {
        server.says("RCPT TO:<ann@example.com>", "550 no such user");

        assertThat(deliver(ROLLBACK)).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.mails().get(0).to()).containsExactly("bob@example.com");
    }

    @Test
    void receiversOfWhomThereIsNoneAreNotTriedAgainAndThoseWhoAreBusyAre() throws Exception {
        server.says("RCPT", "550 no such user");
        assertThat(deliver(ROLLBACK)).isInstanceOf(Outcome.Never.class);

        server.works().says("RCPT", "450 mailbox busy");
        assertThat(deliver(ROLLBACK)).isInstanceOf(Outcome.Later.class);
    }

    @Test
    void aServerThatFallsSilentCostsNoMoreThanTheTimeOut() throws Exception {
        for (String command : List.of("connect", "EHLO", "RCPT", "DATA")) {
            server.fallsSilentAt(command);
            long began = System.nanoTime();

            Outcome outcome = delivery("mail", Duration.ofMillis(400)).deliver(List.of(ROLLBACK));

            assertThat(outcome).as(command).isInstanceOf(Outcome.Later.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(command).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void withoutStartTlsThereIsNoMailWhereItIsAskedFor() throws Exception {
        Outcome outcome = Deliveries.of(
                        new Channel(
                                "mail",
                                new Target.Email(
                                        "127.0.0.1",
                                        server.port(),
                                        Security.STARTTLS,
                                        "headgate@example.com",
                                        List.of("ann@example.com"),
                                        Optional.of("me"),
                                        Optional.of(new Given.InEnvironment("PASSWORD"))),
                                Duration.ofSeconds(5),
                                new Channel.Rate(10, Duration.ofSeconds(1)),
                                Duration.ofHours(1)),
                        new Secrets(Map.of("PASSWORD", "s3cret")))
                .deliver(List.of(ROLLBACK));

        assertThat(outcome).isInstanceOf(Outcome.Later.class);
        assertThat(outcome.toString()).doesNotContain("s3cret");
        assertThat(server.mails()).isEmpty();
    }

    private Outcome deliver(Post... posts) throws InterruptedException {
        return delivery("mail", Duration.ofSeconds(5)).deliver(List.of(posts));
    }

    private Delivery delivery(String name, Duration timeout) {
        return Deliveries.of(
                new Channel(
                        name,
                        new Target.Email(
                                "127.0.0.1",
                                server.port(),
                                Security.NONE,
                                "headgate@example.com",
                                List.of("ann@example.com", "bob@example.com"),
                                Optional.empty(),
                                Optional.empty()),
                        timeout,
                        new Channel.Rate(10, Duration.ofSeconds(1)),
                        Duration.ofHours(1)),
                new Secrets(Map.of()));
    }

    private static MimeMessage parsed(FakeSmtp.Mail mail) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.data().getBytes(StandardCharsets.UTF_8)));
    }
}
