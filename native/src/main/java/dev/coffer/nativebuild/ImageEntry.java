package dev.coffer.nativebuild;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class whose {@code main} the image runs: it starts the runtime's services, then the application.
 *
 * <p>An image that takes no runtime options from its arguments ({@code -H:-ParseRuntimeOptions}) does not start these
 * services by itself. Without them a SIGPIPE ends the process, and no shutdown hook runs on SIGINT or SIGTERM. The
 * class refers to the builder's API, so it is made here and no part of the application.
 */
final class ImageEntry {
    static final String NAME = "dev.coffer.nativeimage.Start";

    private ImageEntry() {}

    /** Writes the class below a folder that becomes part of the image's class path. */
    static void write(Path folder, String mainClass) throws BuildFailure {
        MethodTypeDesc nothing = MethodTypeDesc.of(CD_void);
        MethodTypeDesc main = MethodTypeDesc.of(CD_void, CD_String.arrayType());
        byte[] bytes = ClassFile.of().build(ClassDesc.of(NAME), type -> type.withFlags(
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withMethodBody("main", main, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> code.invokestatic(
                                ClassDesc.of("org.graalvm.nativeimage.VMRuntime"), "initialize", nothing)
                        .aload(0)
                        .invokestatic(ClassDesc.of(mainClass), "main", main)
                        .return_()));
        try {
            Path file = folder.resolve(NAME.replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new BuildFailure("cannot write the image's entry: " + e.getMessage(), e);
        }
    }
}
