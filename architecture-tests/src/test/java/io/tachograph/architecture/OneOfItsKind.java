package io.tachograph.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conditions that count: types of one name, classes of one interface. */
final class OneOfItsKind {
    private OneOfItsKind() {}

    static ArchCondition<JavaClass> byName() {
        return new ArchCondition<>("have a name of their own") {
            private final Map<String, JavaClass> seen = new HashMap<>();

            @Override
            public void init(Collection<JavaClass> all) {
                seen.clear();
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaClass other = seen.putIfAbsent(type.getSimpleName(), type);
                if (other != null) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " and " + other.getName()));
                }
            }
        };
    }

    /** Lambdas leave no class behind: an interface that is annotated as theirs is taken to have some. */
    static ArchCondition<JavaClass> implementedTwiceBut(Set<String> excused) {
        return new ArchCondition<>("be implemented by two classes, or by lambdas") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<JavaClass> implementations = type.getAllSubclasses().stream()
                        .filter(subclass -> !subclass.isInterface())
                        .toList();
                if (implementations.size() == 1
                        && !type.isAnnotatedWith(FunctionalInterface.class)
                        && !excused.contains(type.getSimpleName())) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            type.getName() + " has only "
                                    + implementations.get(0).getName()));
                }
            }
        };
    }
}
