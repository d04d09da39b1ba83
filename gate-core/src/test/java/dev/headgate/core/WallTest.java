package dev.headgate.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** The wall around the core: nothing but values goes in, nothing but values comes out. */
@AnalyzeClasses(packages = "dev.headgate.core", importOptions = WallTest.MainClasses.class)
class WallTest {

    /** Also where a fast build has put its classes. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }

    @ArchTest
    static final ArchRule dependsOnNothingButValues = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "",
                    "java.lang..",
                    "java.math..",
                    "java.nio.charset..",
                    "java.time..",
                    "java.util..",
                    "dev.headgate.core..",
                    "dev.headgate.schemas.model..",
                    "dev.headgate.schemas.sketch..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule hasNoChanceWithoutASeed = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

    @ArchTest
    static final ArchRule computesTheSameOnEveryMachine = noClasses()
            .should()
            .callMethod(Math.class, "exp", double.class)
            .orShould()
            .callMethod(Math.class, "log", double.class)
            .orShould()
            .callMethod(Math.class, "log1p", double.class)
            .orShould()
            .callMethod(Math.class, "log10", double.class)
            .orShould()
            .callMethod(Math.class, "pow", double.class, double.class)
            .because("StrictMath gives the same bits everywhere");

    @ArchTest
    static final ArchRule scenariosServeNobodyInTheCore = noClasses()
            .that()
            .resideOutsideOfPackages("dev.headgate.core.scenario..", "dev.headgate.core.backtest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.headgate.core.scenario..");
}
