package dev.coffer.cli.commands;

import dev.coffer.docker.tools.Tool;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a tool's name from the command line. */
final class ToolConverter implements ITypeConverter<Tool> {
    @Override
    public Tool convert(String text) {
        return Tool.named(text)
                .orElseThrow(() -> new TypeConversionException("there is no such tool; there are "
                        + Arrays.stream(Tool.values()).map(Tool::id).collect(Collectors.joining(", "))));
    }
}
