package dev.coffer.nativebuild;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Builds what users run, from the application's jars: {@code dist/bin}, {@code dist/jvm} and the archive. Whatever is
 * up to date stays. All its words go to stderr.
 */
final class Build {
    private static final String MAIN_CLASS = "dev.coffer.cli.Main";
    private static final String APPLICATION_JAR = "coffer-cli-";

    private final Order order;
    private final Machine machine;
    private final Places places;
    private final List<Path> application;

    private Build(Order order, Machine machine) throws BuildFailure {
        this.order = order;
        this.machine = machine;
        this.places = new Places(order.root());
        this.application = Places.jars(places.application());
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
            say("wrote " + new Archive(places, machine, version()).write(program));
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
        ImageOptions options = new ImageOptions(MAIN_CLASS, application, order.release() ? "2" : "b");
        NativeProgram program = new NativeProgram(places, machine, options, nativeImage);
        Fingerprint parts = program.parts();
        if (delivery.isMadeOf(parts)) {
            return;
        }
        long start = System.nanoTime();
        say("building the native executable, which takes one to three minutes");
        Path work = places.work("native");
        Path built = program.build(work);
        Command.of(work, built.resolve("bin/coffer").toString(), "version").run("first-start");
        delivery.install(built, parts);
        say("built %s in %d s"
                .formatted(delivery.folder().resolve("bin/coffer"), (System.nanoTime() - start) / 1_000_000_000));
    }

    private void jvm(Delivery delivery) throws BuildFailure {
        Fingerprint parts = Fingerprint.ofBuild("jvm", application, places, machine);
        if (delivery.isMadeOf(parts)) {
            return;
        }
        say("building the program for the JVM");
        Path built = new JvmDelivery(places, machine, MAIN_CLASS, application, places.work("jvm")).build();
        delivery.install(built, parts);
        say("built " + delivery.folder().resolve("bin/coffer"));
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
