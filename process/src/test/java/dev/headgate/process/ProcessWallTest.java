package dev.headgate.process;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What processes share is how they start, are watched and stop; nothing of their work, and no Kafka. */
@AnalyzeClasses(packages = "dev.headgate.process", importOptions = ProcessWallTest.MainClasses.class)
class ProcessWallTest {

    /** Leaves the tests out, whichever directory the build puts them in. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }

    @ArchTest
    static final ArchRule knowsNothingOfTheWork = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.sun.net.httpserver..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "ch.qos.logback..",
                    "io.micrometer..",
                    "dev.headgate.process..",
                    "dev.headgate.documents..");
}
