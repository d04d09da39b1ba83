package dev.headgate.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headgate.processor", importOptions = WallTest.WithoutTests.class)
class WallTest {

    /** Also those of a build with {@code -Dfast}, which the option that comes with the library takes for ours. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }

    @ArchTest
    static final ArchRule onlyTheCommitHookKnowsInternalsOfKafkaStreams = noClasses()
            .that()
            .haveNameNotMatching(".*\\.CommitHookStore(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.streams.processor.internals..",
                    "org.apache.kafka.streams.state.internals..",
                    "org.apache.kafka.streams.kstream.internals..");

    @ArchTest
    static final ArchRule jacksonIsOursNotKafkas = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");

    @ArchTest
    static final ArchRule theExecutorIsAnotherProcess =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.headgate.executor..");

    @ArchTest
    static final ArchRule combiningNeedsNoKafkaStreams = noClasses()
            .that()
            .resideInAnyPackage("dev.headgate.processor.combine..", "dev.headgate.processor.deadletter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule combiningNeedsNoKafka = noClasses()
            .that()
            .haveSimpleName("TelemetryCombiner")
            .or()
            .haveSimpleName("LiveSecond")
            .or()
            .haveSimpleName("OperationCap")
            .or()
            .haveSimpleName("Timeliness")
            .or()
            .haveSimpleName("TaskJudge")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
