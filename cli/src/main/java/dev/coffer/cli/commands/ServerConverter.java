package dev.coffer.cli.commands;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a server address from the command line. */
final class ServerConverter implements ITypeConverter<ServerAddress> {
    @Override
    public ServerAddress convert(String text) {
        try {
            return ServerAddress.parse(text);
        } catch (InvalidServerAddressException bad) {
            throw new TypeConversionException(String.valueOf(bad.getMessage()));
        }
    }
}
