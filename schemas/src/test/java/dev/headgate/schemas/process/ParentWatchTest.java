package dev.headgate.schemas.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void waitsAsLongAsTheStreamIsOpenAndActsOnceWhenItEnds() throws IOException {
        PipedOutputStream parent = new PipedOutputStream();
        Thread watch = ParentWatch.start(new PipedInputStream(parent), ends::incrementAndGet);
        parent.write('x');
        parent.flush();
        await().until(() -> watch.getState() == Thread.State.TIMED_WAITING);
        assertThat(ends).hasValue(0);

        parent.close();

        await().untilAtomic(ends, equalTo(1));
        assertThat(watch.isDaemon()).isTrue();
    }

    @Test
    void takesABrokenStreamForTheParentsEnd() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        ParentWatch.start(broken, ends::incrementAndGet);

        await().untilAtomic(ends, equalTo(1));
    }

    @Test
    void doesNothingUnlessItIsAsked() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(new byte[0]));
            ParentWatch.startIfAsked();
        } finally {
            System.setIn(before);
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("headgate-parent-watch");
    }

    @Test
    void aProcessThatIsAskedEndsWithItsParentInOrder() throws IOException, InterruptedException {
        Process child = child("true");

        child.getOutputStream().close();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(new String(child.getInputStream().readAllBytes(), UTF_8)).contains("goodbye");
    }

    private static Process child(String asked) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + ParentWatch.PROPERTY + "=" + asked,
                "-cp",
                System.getProperty("java.class.path"),
                WaitingMain.class.getName()));
        return new ProcessBuilder(command).start();
    }

    /** Waits for ever and says goodbye in its shutdown hook. */
    static final class WaitingMain {

        private WaitingMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
            ParentWatch.startIfAsked();
            Thread.currentThread().join();
        }
    }
}
