package io.tachograph.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.Map;
import java.util.Set;

/** The house rules of CONTRIBUTING.md, for any root package, so that each can be tried on a planted offender. */
final class HouseRules {
    /** Which stages a stage may use. Data meets only in wire records and rows. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("schemas", Set.of()),
            Map.entry("config", Set.of("schemas")),
            Map.entry("kafka", Set.of("config")),
            Map.entry("browser", Set.of()),
            Map.entry("dashboardtest", Set.of("browser")),
            Map.entry("store", Set.of()),
            Map.entry("client", Set.of("schemas")),
            Map.entry("collectors", Set.of("client", "config", "kafka", "schemas")),
            Map.entry("simulator", Set.of("schemas")),
            Map.entry("gateway", Set.of("client", "collectors", "config", "schemas")),
            Map.entry("bench", Set.of("client", "schemas")),
            Map.entry("windows", Set.of("schemas", "store")),
            Map.entry("jobs", Set.of("windows", "config", "kafka", "schemas", "store")),
            Map.entry("live", Set.of("kafka", "schemas")),
            Map.entry("export", Set.of("config", "kafka", "schemas")),
            Map.entry("api", Set.of("kafka", "live", "windows", "store", "schemas")),
            Map.entry("generation", Set.of("api", "client", "collectors", "config", "kafka", "schemas")),
            Map.entry("embedded", Set.of("jobs", "kafka", "schemas")));

    private final String root;

    HouseRules(String root) {
        this.root = root;
    }

    /** Every stage uses only what the architecture lets it use. */
    ArchRule oneWay(String stage) {
        Set<String> allowed = MAY_USE.get(stage);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + stage + "..")
                .should()
                .dependOnClassesThat(describe("are of another stage than " + allowed, type -> isForbidden(type, stage)))
                .allowEmptyShould(true);
    }

    static Set<String> stages() {
        return MAY_USE.keySet();
    }

    private boolean isForbidden(JavaClass type, String stage) {
        if (!type.getPackageName().startsWith(root + ".")) {
            return false;
        }
        String of = type.getPackageName().substring(root.length() + 1).split("\\.", 2)[0];
        return !of.equals(stage) && !MAY_USE.getOrDefault(stage, Set.of()).contains(of);
    }

    /** The arithmetic of windows runs without an engine, a broker, a database or a network. */
    ArchRule windowsArePure() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".windows..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql..",
                        "java.net..",
                        "io.netty..")
                .allowEmptyShould(true);
    }

    /** JDBC stays in the store. */
    ArchRule onlyTheStoreSpeaksSql() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".client..",
                        root + ".collectors..",
                        root + ".windows..",
                        root + ".jobs..",
                        root + ".simulator..",
                        root + ".bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.postgresql..", "com.zaxxer..", "org.flywaydb..")
                .allowEmptyShould(true);
    }

    /** No package needs a package that needs it. */
    ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** A name says what a thing is. */
    ArchRule namesSayWhat() {
        ClassesShould should = noClasses().should();
        return should.haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl");
    }

    /** Nobody owns shared mutable state. */
    ArchRule noStaticState() {
        return noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("..avro")
                .should()
                .notBeFinal()
                .allowEmptyShould(true);
    }

    /** Wall-clock time places events; durations come from the monotonic clock, to which the kernel's stamps are mapped. */
    ArchRule noWallClockInMeasurements() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".client.http..", root + ".client.load..", root + ".windows..")
                .and()
                .doNotHaveFullyQualifiedName(root + ".client.http.arrival.WallClockOffset")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .allowEmptyShould(true);
    }

    /** Nobody prints but the command line. */
    ArchRule noPrinting() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".standalone..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
    }

    /** An exception is thrown or logged, never printed. */
    ArchRule noPrintedStackTraces() {
        return noClasses()
                .should()
                .callMethodWhere(target(name("printStackTrace")).and(target(owner(assignableTo(Throwable.class)))));
    }

    /** Finalizers are not how things are closed. */
    ArchRule noFinalizers() {
        return noMethods().should().haveName("finalize").allowEmptyShould(true);
    }

    /** A simple name means one thing: two public types of one name would meet in an import list. */
    ArchRule publicNamesAreUnique() {
        return classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should(OneOfItsKind.byName());
    }

    /**
     * An interface has a second side, or is annotated as one that callers give as a lambda, or is named here with its reason.
     *
     * @param reasons why an interface has a single implementation, by its simple name
     */
    ArchRule interfacesHaveTwoSides(Map<String, String> reasons) {
        return classes().that().areInterfaces().should(OneOfItsKind.implementedTwiceBut(reasons.keySet()));
    }

    /** A technology shows its store, its configuration, what its callers hold and what they catch; statements stay in their package. */
    ArchRule statementsArePackagePrivate() {
        return classes()
                .that()
                .resideInAPackage(root + ".store.postgres")
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .haveSimpleNameNotEndingWith("Config")
                .and()
                .haveSimpleNameNotEndingWith("Exception")
                .and()
                .doNotHaveSimpleName("StoreWriter")
                .and()
                .doNotHaveSimpleName("StoreWriters")
                .and()
                .doNotHaveSimpleName("Recomputations")
                .should()
                .notBePublic()
                .allowEmptyShould(true);
    }
}
