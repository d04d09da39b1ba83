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

/** What reads documents knows the records and YAML, and touches neither files nor clocks. */
@AnalyzeClasses(packages = "dev.headgate.documents", importOptions = DocumentsWallTest.MainClasses.class)
class DocumentsWallTest {

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
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.snakeyaml..",
                    "dev.headgate.documents..",
                    "dev.headgate.schemas.model..",
                    "dev.headgate.schemas.sketch..");

    @ArchTest
    static final ArchRule readsNoFileAndNoClock = noClasses()
            .that()
            .resideInAPackage("dev.headgate.documents..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                    .and(not(belongToAnyOf(Reader.class, StringReader.class)))
                    .and(not(assignableTo(IOException.class)))
                    .and(not(assignableTo(UncheckedIOException.class))))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.(Clock|Instant)");
}
