package dev.coffer.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.domain.properties.HasTypeParameters;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A program that uses the library can replace a library that we use: it never meets a type of one. */
class PublicSignaturesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.coffer");

    @Test
    void exported_packages_show_types_of_java_and_coffer_only() throws Exception {
        Set<String> exported = exportedPackages();
        assertThat(exported).contains("dev.coffer.api", "dev.coffer.core", "dev.coffer.age");
        classes()
                .that(visibleFrom(exported))
                .should(showOnlyTypesOfJavaAndCoffer())
                .check(HOUSE);
    }

    /** Of every module there is, by the descriptors on the class path. */
    private static Set<String> exportedPackages() throws Exception {
        Set<String> packages = new TreeSet<>();
        for (URL url :
                Collections.list(PublicSignaturesTest.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream in = url.openStream()) {
                ModuleDescriptor module = ModuleDescriptor.read(in);
                if (module.name().startsWith("dev.coffer.")) {
                    module.exports().stream()
                            .filter(export -> !export.isQualified())
                            .forEach(export -> packages.add(export.source()));
                }
            }
        }
        return packages;
    }

    private static DescribedPredicate<JavaClass> visibleFrom(Set<String> packages) {
        return DescribedPredicate.describe(
                "everybody may use", type -> packages.contains(type.getPackageName()) && isVisible(type));
    }

    private static boolean isVisible(JavaClass type) {
        return isShown(type)
                && type.getEnclosingClass().map(PublicSignaturesTest::isVisible).orElse(true);
    }

    private static boolean isShown(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> showOnlyTypesOfJavaAndCoffer() {
        return new ArchCondition<>("show only types of Java and Coffer") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                report(type, type.getFullName(), shown(type), events);
                type.getMembers().stream()
                        .filter(PublicSignaturesTest::isShown)
                        .forEach(member -> report(type, member.getFullName(), shown(member), events));
            }
        };
    }

    private static void report(JavaClass type, String element, Stream<JavaClass> shown, ConditionEvents events) {
        shown.map(JavaClass::getBaseComponentType)
                .filter(other -> !other.isPrimitive() && !isOurs(other.getPackageName()))
                .forEach(other ->
                        events.add(SimpleConditionEvent.violated(type, element + " shows " + other.getFullName())));
    }

    private static boolean isOurs(String packageName) {
        return packageName.startsWith("java.")
                || packageName.equals("dev.coffer")
                || packageName.startsWith("dev.coffer.")
                || packageName.equals("org.jspecify.annotations");
    }

    private static Stream<JavaClass> shown(JavaClass type) {
        Set<JavaType> types = new LinkedHashSet<>(type.getInterfaces());
        type.getSuperclass().ifPresent(types::add);
        return Stream.of(raw(types), bounds(type), annotations(type.getAnnotations()))
                .flatMap(classes -> classes);
    }

    private static Stream<JavaClass> shown(JavaMember member) {
        Set<JavaType> types = new LinkedHashSet<>();
        Stream<JavaClass> bounds = Stream.empty();
        if (member instanceof JavaField field) {
            types.add(field.getType());
        }
        if (member instanceof JavaCodeUnit unit) {
            types.add(unit.getReturnType());
            types.addAll(unit.getParameterTypes());
            types.addAll(unit.getExceptionTypes());
            bounds = bounds(unit);
        }
        return Stream.of(raw(types), bounds, annotations(member.getAnnotations()))
                .flatMap(classes -> classes);
    }

    private static Stream<JavaClass> raw(Set<JavaType> types) {
        return types.stream().flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static Stream<JavaClass> bounds(HasTypeParameters<?> declaration) {
        return declaration.getTypeParameters().stream()
                .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream());
    }

    private static Stream<JavaClass> annotations(Set<? extends JavaAnnotation<?>> annotations) {
        return annotations.stream().map(JavaAnnotation::getRawType);
    }
}
