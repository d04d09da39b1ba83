package dev.headgate.executor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headgate.executor", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

    /** Also those of a build with {@code -Dfast}, which the option that comes with the library takes for ours. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }

    @ArchTest
    static final ArchRule importsNeitherTheCoreNorTheGate = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headgate.core..", "dev.headgate.processor..", "dev.headgate.local..");

    @ArchTest
    static final ArchRule rulesKnowNoKafkaNoFilesNoClock = noClasses()
            .that()
            .resideInAnyPackage("..acceptance..", "..dispatch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.nio.file..", "io.micrometer..", "tools.jackson..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");

    /** What tells people cannot delay what acts if that does not know of it. */
    @ArchTest
    static final ArchRule whatActsKnowsNothingOfNotices = noClasses()
            .that()
            .resideInAnyPackage(
                    "..executor.kafka..",
                    "..executor.dispatch..",
                    "..executor.action..",
                    "..executor.acceptance..",
                    "..executor.journal..",
                    "..executor.runbook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..executor.notice..");

    @ArchTest
    static final ArchRule noticesKnowKafkaInOnePlace = noClasses()
            .that()
            .resideInAnyPackage("..executor.notice", "..executor.notice.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule usesJacksonThreeOnly =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule onlyActionsTouchProduction = noClasses()
            .that()
            .resideOutsideOfPackage("..action..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..");

    @ArchTest
    static final ArchRule onePackageSpeaksToKubernetes = noClasses()
            .that()
            .resideOutsideOfPackage("..action.traffic.kubernetes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..");
}
