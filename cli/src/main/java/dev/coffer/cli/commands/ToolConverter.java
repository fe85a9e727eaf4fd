package dev.coffer.cli.commands;

import dev.coffer.docker.tools.Tool;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a tool. */
final class ToolConverter implements ITypeConverter<Tool> {
    @Override
    public Tool convert(String text) {
        return Tool.named(text)
                .orElseThrow(() -> new TypeConversionException("is one of "
                        + Arrays.stream(Tool.values()).map(Tool::id).collect(Collectors.joining(", "))));
    }
}
