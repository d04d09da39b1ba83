package dev.headgate.telemetry.springboot;

import dev.headgate.telemetry.PublishedBySpring;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

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

        @GetMapping("/later/{id}")
        Callable<String> later(@PathVariable("id") int id) {
            return () -> "order " + id;
        }
    }
}
