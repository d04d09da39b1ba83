package dev.headgate.telemetry.springboot;

import dev.headgate.telemetry.PublishedBySpring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A small application that knows nothing of Headgate but its dependency and its properties. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Shop {

    @Bean
    PublishedBySpring published() {
        return new PublishedBySpring();
    }

    @RestController
    static final class Orders {

        /** Several looks of the client for what is late. */
        private static final long ANSWER_NANOS = 500_000_000;

        @GetMapping("/orders/{id}")
        String order(@PathVariable("id") int id) {
            if (id == 404) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            if (id == 500) {
                throw new IllegalStateException("no such shelf");
            }
            return "order " + id;
        }

        @GetMapping("/stream")
        SseEmitter stream() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                emitter.send("one");
                LockSupport.parkNanos(ANSWER_NANOS);
                emitter.complete();
            });
            return emitter;
        }

        @GetMapping({"/poll/{id}", "/slow"})
        Callable<String> poll() {
            return () -> {
                LockSupport.parkNanos(ANSWER_NANOS);
                return "nothing new";
            };
        }

        private static void later(Step step) {
            Thread thread = new Thread(() -> {
                try {
                    step.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            thread.start();
        }

        private interface Step {
            void run() throws IOException;
        }

        @GetMapping("/later/{id}")
        Callable<String> later(@PathVariable("id") int id) {
            return () -> "order " + id;
        }
    }
}
