package dev.coffer.nativebuild;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The C headers that the builder's queries include and that only a GraalVM distribution carries. The structures of
 * processor features are read off the builder's own classes, so they always fit its version.
 */
final class BuilderHeaders {
    private static final String LOCALE = """
            #ifndef SVM_LOCALE_H
            #define SVM_LOCALE_H
            #define SVM_LOCALE_INITIALIZATION_SUCCEEDED 0
            #define SVM_LOCALE_INITIALIZATION_OUT_OF_MEMORY 1
            typedef struct {
                const char *display_language, *display_script, *display_country, *display_variant;
                const char *format_language, *format_script, *format_country, *format_variant;
            } svm_locale_props_t;
            #endif
            """;

    private static final Pattern FEATURES =
            Pattern.compile("com/oracle/svm/core/(\\w+)/\\w+LibCHelper\\$CPUFeatures\\.class");

    private BuilderHeaders() {}

    /** Writes the headers into {@code folder/include}, where {@code -H:CLibraryPath=folder} finds them. */
    static void write(Path svm, Path folder) throws BuildFailure {
        try (ZipFile jar = new ZipFile(svm.toFile())) {
            Path include = Files.createDirectories(folder.resolve("include"));
            // The builder asks for those of every architecture, whatever the machine.
            for (ZipEntry entry : jar.stream().toList()) {
                Matcher features = FEATURES.matcher(entry.getName());
                if (features.matches()) {
                    byte[] bytes = jar.getInputStream(entry).readAllBytes();
                    write(include, features.group(1) + "cpufeatures.h", header(bytes));
                }
            }
            write(include, "svm_locale.h", LOCALE);
        } catch (IOException e) {
            throw new BuildFailure("cannot write the builder's headers: " + e.getMessage(), e);
        }
    }

    /** A structure of one byte for each accessor of the class. */
    private static String header(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        TreeSet<String> fields = new TreeSet<>();
        model.methods().forEach(method -> fields.add(method.methodName().stringValue()));
        StringBuilder header = new StringBuilder("#pragma once\ntypedef struct {\n");
        for (String field : fields) {
            header.append("    char ").append(field).append(";\n");
        }
        return header.append("} CPUFeatures;\n").toString();
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
