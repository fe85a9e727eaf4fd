package dev.coffer.cli.commands;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.core.routes.ServerPattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a pattern of server addresses from the command line. */
final class PatternConverter implements ITypeConverter<ServerPattern> {
    @Override
    public ServerPattern convert(String text) {
        try {
            return ServerPattern.parse(text);
        } catch (InvalidServerAddressException bad) {
            throw new TypeConversionException(String.valueOf(bad.getMessage()));
        }
    }
}
