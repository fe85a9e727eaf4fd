package dev.coffer.cli.commands;

import dev.coffer.docker.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The tools that a command is about. */
final class ToolArguments {
    @Parameters(
            paramLabel = "TOOL",
            arity = "0..*",
            description = "docker, podman, helm and so on; coffer link shows them all.")
    private List<String> names = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /** Read here, because of an argument that may be missing picocli does not say what is wrong about it. */
    List<Tool> read() {
        List<Tool> tools = new ArrayList<>();
        for (String name : names) {
            try {
                tools.add(new ToolConverter().convert(name));
            } catch (TypeConversionException unknown) {
                throw new ParameterException(spec.commandLine(), name + ": " + unknown.getMessage());
            }
        }
        return tools;
    }
}
