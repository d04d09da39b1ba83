package dev.headgate.telemetry.springboot;

import dev.headgate.telemetry.TelemetryClient;
import dev.headgate.telemetry.TelemetryClientBuilder;
import dev.headgate.telemetry.TelemetrySettings;
import dev.headgate.telemetry.micrometer.RequestObservationHandler;
import dev.headgate.telemetry.servlet.TelemetryFilter;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Publishes the application's requests once {@code headgate.bootstrap-servers} is set, with {@code headgate.version} and,
 * where it is not {@code spring.application.name}, {@code headgate.service}; the other settings are those of
 * {@link TelemetrySettings}. Where Micrometer's observations are on, as with the actuator, requests are taken from them;
 * elsewhere a servlet filter sees them. The client is a bean, for what else is to be recorded, and its meters are bound.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
        })
@ConditionalOnProperty("headgate.bootstrap-servers")
public final class HeadgateTelemetryAutoConfiguration {

    private static final List<String> SETTINGS = List.of(
            "bootstrap-servers",
            "service",
            "version",
            "topic-prefix",
            "mode",
            "request-timeout",
            "exclude",
            "streaming");

    private static final String ACTUATOR = "/actuator";

    /**
     * The running client; it is closed with the application.
     *
     * @throws IllegalArgumentException if settings are missing or cannot be used
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    TelemetryClient headgateTelemetryClient(
            Environment environment, ObjectProvider<TelemetryClientCustomizer> customizers) {
        TelemetryClientBuilder builder = TelemetrySettings.from(settings(environment), Map.of());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static Map<String, String> settings(Environment environment) {
        Map<String, String> settings = new HashMap<>();
        String application = environment.getProperty("spring.application.name");
        if (application != null) {
            settings.put("headgate.service", application);
        }
        for (String name : SETTINGS) {
            String value = environment.getProperty("headgate." + name);
            if (value != null) {
                settings.put("headgate." + name, value);
            }
        }
        settings.computeIfAbsent("headgate.exclude", absent -> probes(environment));
        Binder.get(environment)
                .bind("headgate.producer", Bindable.mapOf(String.class, String.class))
                .ifBound(producer ->
                        producer.forEach((name, value) -> settings.put("headgate.producer." + name, value)));
        return settings;
    }

    /** What the client leaves out by itself, with the actuator's where they are. */
    private static String probes(Environment environment) {
        String base = environment.getProperty("management.endpoints.web.base-path", ACTUATOR);
        String actuator = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        List<String> probes = new ArrayList<>(TelemetryClientBuilder.PROBES);
        // At the root they are those of Kubernetes, and what else is there is the application's own.
        if (!actuator.isBlank() && !actuator.equals(ACTUATOR)) {
            TelemetryClientBuilder.PROBES.stream()
                    .filter(each -> each.startsWith(ACTUATOR + "/"))
                    .map(each -> actuator + each.substring(ACTUATOR.length()))
                    .forEach(probes::add);
        }
        return String.join(",", probes);
    }

    /** Requests from observations. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    static final class ByObservations {

        @Bean
        @ConditionalOnMissingBean
        RequestObservationHandler headgateRequestObservationHandler(TelemetryClient client) {
            return new RequestObservationHandler(
                    client, Set.of(RequestObservationHandler.HTTP_SERVER_REQUESTS), new StreamedAnswers(client));
        }
    }

    /** Requests as they pass a filter. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(Filter.class)
    @ConditionalOnMissingBean(ObservationRegistry.class)
    static final class ByFilter {

        @Bean
        @ConditionalOnMissingBean(value = TelemetryFilter.class, parameterizedContainer = FilterRegistrationBean.class)
        FilterRegistrationBean<TelemetryFilter> headgateTelemetryFilter(TelemetryClient client) {
            FilterRegistrationBean<TelemetryFilter> filter = new FilterRegistrationBean<>(new TelemetryFilter(client));
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
            return filter;
        }
    }
}
