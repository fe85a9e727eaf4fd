package dev.coffer.nativebuild;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds what users run, from the application's jars: {@code dist/bin}, {@code dist/jvm} and the archive. Whatever is
 * up to date stays. All its words go to stderr.
 */
final class Build {
    private static final String MAIN_CLASS = "dev.coffer.cli.Main";
    private static final String CLOUD_CLASS = "dev.coffer.cloud.program.TokenProgram";
    private static final String APPLICATION_JAR = "coffer-cli-";

    private final Order order;
    private final Machine machine;
    private final Places places;
    private final List<Path> application;
    private final List<Path> cloud;

    private Build(Order order, Machine machine) throws BuildFailure {
        this.order = order;
        this.machine = machine;
        this.places = new Places(order.root());
        this.application = Places.jars(places.application());
        this.cloud = Places.jars(places.cloud());
    }

    public static void main(String[] words) {
        try {
            new Build(Order.of(words), Machine.current()).run();
        } catch (BuildFailure e) {
            say(e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws BuildFailure {
        Delivery program = new Delivery(places.dist());
        if (order.targets().contains(Order.Target.PROGRAM) || order.targets().contains(Order.Target.ARCHIVE)) {
            program(program);
        }
        if (order.targets().contains(Order.Target.JVM)) {
            jvm(new Delivery(places.dist().resolve("jvm")));
        }
        if (order.targets().contains(Order.Target.ARCHIVE)) {
            say("wrote " + new Archive(places, machine, version(), jars()).write(program));
        }
    }

    private void program(Delivery delivery) throws BuildFailure {
        Optional<String> obstacle = machine.obstacle();
        Optional<Path> nativeImage = order.graalvm() || obstacle.isPresent() ? machine.nativeImage() : Optional.empty();
        if (order.graalvm() && nativeImage.isEmpty()) {
            throw new BuildFailure("no native-image in GRAALVM_HOME, JAVA_HOME or on PATH");
        }
        if (nativeImage.isEmpty() && obstacle.isPresent()) {
            insteadOfNative(delivery, obstacle.get());
            return;
        }
        try {
            nativeProgram(delivery, nativeImage);
        } catch (BuildFailure e) {
            insteadOfNative(delivery, e.getMessage());
        }
    }

    private void insteadOfNative(Delivery delivery, String why) throws BuildFailure {
        if (order.strict()) {
            throw new BuildFailure(why);
        }
        say("no native executable: " + why);
        say("the program for the JVM takes its place: it does the same and starts far more slowly");
        jvm(delivery);
    }

    private void nativeProgram(Delivery delivery, Optional<Path> nativeImage) throws BuildFailure {
        NativeProgram main = nativeProgram(MAIN_CLASS, application, List.of(), Layout.MAIN, nativeImage);
        NativeProgram tokens = nativeProgram(CLOUD_CLASS, cloud, AwsTables.NAMES, Layout.CLOUD, nativeImage);
        Fingerprint parts =
                new Fingerprint().add(main.parts().hex()).add(tokens.parts().hex());
        if (delivery.isMadeOf(parts)) {
            return;
        }
        long start = System.nanoTime();
        say("building the native executables, which takes two to five minutes");
        Path work = places.work("native");
        Path cloudWork = places.work("native-cloud");
        Path tokenProgram = tokens.build(cloudWork);
        Command.of(
                        cloudWork,
                        "sh",
                        places.sources().resolve("sh/first-token").toString(),
                        tokenProgram.resolve(Layout.CLOUD.program()).toString())
                .run("first-start");
        Path program = main.build(work);
        Command.of(work, program.resolve(Layout.MAIN.program()).toString(), "version")
                .run("first-start");
        Path shared = SharedFiles.write(program.resolve(Layout.MAIN.program()), places.work("share-native"));
        delivery.install(List.of(program, tokenProgram, shared), parts);
        say("built %s in %d s"
                .formatted(delivery.folder().resolve("bin/coffer"), (System.nanoTime() - start) / 1_000_000_000));
    }

    private NativeProgram nativeProgram(
            String mainClass, List<Path> jars, List<String> tables, Layout layout, Optional<Path> nativeImage) {
        ImageOptions options = new ImageOptions(mainClass, jars, tables, order.release() ? "2" : "b");
        return new NativeProgram(places, machine, options, layout, nativeImage);
    }

    private void jvm(Delivery delivery) throws BuildFailure {
        Fingerprint parts = Fingerprint.ofBuild("jvm", jars(), places, machine);
        if (delivery.isMadeOf(parts)) {
            return;
        }
        say("building the program for the JVM");
        Path built = new JvmDelivery(
                        places,
                        machine,
                        new JvmDelivery.Program(MAIN_CLASS, application),
                        Optional.of(new JvmDelivery.Program(CLOUD_CLASS, cloud)),
                        places.work("jvm"))
                .build();
        Path shared = SharedFiles.write(built.resolve(Layout.MAIN.program()), places.work("share-jvm"));
        delivery.install(List.of(built, shared), parts);
        say("built " + delivery.folder().resolve("bin/coffer"));
    }

    private List<Path> jars() {
        List<Path> jars = new ArrayList<>(application);
        jars.addAll(cloud);
        return jars;
    }

    private String version() throws BuildFailure {
        for (Path jar : application) {
            String name = jar.getFileName().toString();
            if (name.startsWith(APPLICATION_JAR)) {
                return name.substring(APPLICATION_JAR.length(), name.length() - ".jar".length());
            }
        }
        throw new BuildFailure("no " + APPLICATION_JAR + "*.jar in " + places.application());
    }

    private static void say(String line) {
        System.err.println("coffer: " + line);
    }
}
