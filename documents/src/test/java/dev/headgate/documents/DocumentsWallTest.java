package dev.headgate.documents;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;

/** What reads documents knows the records and YAML, and touches neither files nor clocks. */
@AnalyzeClasses(packages = "dev.headgate.documents", importOptions = DocumentsWallTest.MainClasses.class)
class DocumentsWallTest {
    private static final String EXPLAIN = "dev.headgate.documents.explain..";

    /** Leaves the tests out, whichever directory the build puts them in. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes");
        }
    }

    @ArchTest
    static final ArchRule dependsOnlyOnTheRecordsAndAYamlParser = classes()
            .that()
            .resideInAPackage("dev.headgate.documents..")
            .and()
            .resideOutsideOfPackage(EXPLAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.snakeyaml..",
                    "dev.headgate.documents..",
                    "dev.headgate.schemas.model..",
                    "dev.headgate.schemas.sketch..");

    /** What explains takes the time as a value, and gives programs its sentences as JSON. */
    @ArchTest
    static final ArchRule explainingDependsOnTheRecordsAndJson = classes()
            .that()
            .resideInAPackage(EXPLAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "tools.jackson..", EXPLAIN, "dev.headgate.schemas.model..");

    @ArchTest
    static final ArchRule explainingReadsNoClock = noClasses()
            .that()
            .resideInAPackage(EXPLAIN)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                    .or(belongToAnyOf(Clock.class)))
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule readsNoFileAndNoClock = noClasses()
            .that()
            .resideInAPackage("dev.headgate.documents..")
            .and()
            .resideOutsideOfPackage(EXPLAIN)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                    .and(not(belongToAnyOf(Reader.class, StringReader.class)))
                    .and(not(assignableTo(IOException.class)))
                    .and(not(assignableTo(UncheckedIOException.class))))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.(Clock|Instant)");
}
