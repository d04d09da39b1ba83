package dev.headgate.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may do what knows no server, and what is read knows nothing of who reads it. */
@AnalyzeClasses(packages = "dev.headgate.console", importOptions = ConsoleWallTest.MainClasses.class)
class ConsoleWallTest {

    /** Leaves the tests out, whichever directory the build puts them in. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }

    @ArchTest
    static final ArchRule onlyHttpKnowsTheServer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.headgate.console.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule whatIsReadKnowsNobody = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.headgate.console.model..", "dev.headgate.console.view..", "dev.headgate.console.feed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.headgate.console.http..", "dev.headgate.console.access..", "dev.headgate.console.command..");
}
