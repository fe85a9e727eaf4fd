package dev.coffer.cli.commands;

import dev.coffer.kubernetes.nomad.NomadConfig;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code coffer nomad config}. */
@Command(
        name = "config",
        description = "Writes the plugin block with which a Nomad client asks Coffer for credentials.",
        mixinStandardHelpOptions = true)
final class NomadConfigCommand implements Callable<Integer> {
    @Option(
            names = "--driver",
            paramLabel = "DRIVER",
            converter = DriverConverter.class,
            defaultValue = "docker",
            description = "docker, or podman for nomad-driver-podman; without it, ${DEFAULT-VALUE}.")
    private NomadConfig driver = NomadConfig.DOCKER;

    private final Output output;

    NomadConfigCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        output.write(driver.block().getBytes(StandardCharsets.UTF_8));
        return ExitStatus.DONE;
    }

    /** Reads the name of a driver. */
    static final class DriverConverter implements ITypeConverter<NomadConfig> {
        @Override
        public NomadConfig convert(String text) {
            for (NomadConfig driver : NomadConfig.values()) {
                if (driver.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return driver;
                }
            }
            throw new TypeConversionException("is docker or podman");
        }
    }
}
